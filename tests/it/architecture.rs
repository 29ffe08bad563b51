//! Do the arrows still point back, and does every number say where it comes
//! from?

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Which modules each may use. A module that is not in its list of another
/// stands above it in the flow. Adding an arrow here is a decision: see
/// `lib.rs` for the order.
const ALLOWED: [(&str, &[&str]); 58] = [
    ("codes", &[]),
    ("packed", &[]),
    ("units", &[]),
    ("value", &[]),
    ("lang", &[]),
    ("issue", &["codes", "lang"]),
    ("error", &["lang"]),
    ("regular", &["error"]),
    ("sql", &[]),
    ("crs", &["error", "lang"]),
    ("interrupt", &["error"]),
    ("progress", &[]),
    ("gdal_log", &[]),
    ("model", &["codes", "lang", "packed", "units"]),
    ("params", &["codes", "error", "lang", "model"]),
    ("overlay", &["packed"]),
    ("link", &["codes", "lang", "model", "units"]),
    ("assess", &["codes", "lang", "model", "params", "units"]),
    ("score", &["assess", "codes", "model", "params", "units"]),
    (
        "survey",
        &[
            "assess", "codes", "issue", "lang", "link", "model", "overlay", "packed", "params", "score",
            "units",
        ],
    ),
    ("config", &["error", "lang", "model", "params", "regular"]),
    ("wording", &["assess", "config", "error", "issue", "lang", "model", "params", "score", "value"]),
    (
        "read",
        &[
            "config",
            "crs",
            "error",
            "gdal_log",
            "interrupt",
            "issue",
            "lang",
            "model",
            "overlay",
            "regular",
            "sql",
            "units",
            "value",
        ],
    ),
    ("plan", &["assess", "codes", "params", "units"]),
    ("drawing", &["error", "lang", "wording"]),
    ("document", &["drawing", "lang"]),
    (
        "export",
        &[
            "crs",
            "document",
            "drawing",
            "error",
            "gdal_log",
            "interrupt",
            "issue",
            "lang",
            "model",
            "params",
            "sql",
            "units",
            "value",
            "wording",
        ],
    ),
    ("tiles", &["crs", "error", "export", "interrupt", "value"]),
    ("tiling", &["config", "crs", "error", "export", "issue", "lang", "progress", "read", "tiles", "value"]),
    (
        "tables",
        &[
            "assess", "export", "lang", "link", "model", "params", "score", "survey", "units", "value",
            "wording",
        ],
    ),
    ("sample", &["crs", "error", "export", "model", "value"]),
    (
        "fetch",
        &[
            "config",
            "crs",
            "error",
            "export",
            "interrupt",
            "issue",
            "lang",
            "model",
            "progress",
            "read",
            "regular",
        ],
    ),
    (
        "record",
        &[
            "assess",
            "codes",
            "config",
            "crs",
            "error",
            "export",
            "interrupt",
            "issue",
            "lang",
            "link",
            "model",
            "overlay",
            "packed",
            "params",
            "read",
            "regular",
            "score",
            "survey",
            "tables",
            "units",
            "wording",
        ],
    ),
    (
        "run_map",
        &[
            "error", "export", "lang", "model", "progress", "record", "score", "survey", "tables", "tiles",
            "tiling", "value",
        ],
    ),
    (
        "documents",
        &[
            "codes", "config", "document", "drawing", "error", "export", "lang", "params", "record",
            "tables", "value", "wording",
        ],
    ),
    (
        "planlijst",
        &[
            "config",
            "documents",
            "error",
            "export",
            "interrupt",
            "issue",
            "lang",
            "link",
            "model",
            "params",
            "read",
            "record",
            "score",
            "survey",
            "tables",
            "units",
            "value",
            "wording",
        ],
    ),
    (
        "editions",
        &[
            "assess",
            "codes",
            "config",
            "document",
            "documents",
            "error",
            "export",
            "interrupt",
            "issue",
            "lang",
            "link",
            "model",
            "params",
            "planlijst",
            "progress",
            "read",
            "tables",
            "value",
            "wording",
        ],
    ),
    (
        "passport",
        &[
            "assess",
            "config",
            "document",
            "documents",
            "drawing",
            "error",
            "export",
            "interrupt",
            "issue",
            "lang",
            "model",
            "overlay",
            "params",
            "progress",
            "read",
            "record",
            "score",
            "survey",
            "tables",
            "units",
            "value",
            "wording",
        ],
    ),
    (
        "factsheet",
        &[
            "assess",
            "config",
            "document",
            "documents",
            "drawing",
            "error",
            "export",
            "interrupt",
            "lang",
            "model",
            "overlay",
            "params",
            "progress",
            "record",
            "score",
            "survey",
            "tables",
            "wording",
        ],
    ),
    (
        "demand",
        &[
            "codes",
            "crs",
            "export",
            "issue",
            "lang",
            "link",
            "model",
            "params",
            "plan",
            "planlijst",
            "read",
            "survey",
            "tables",
            "value",
        ],
    ),
    (
        "net",
        &[
            "assess",
            "codes",
            "config",
            "demand",
            "document",
            "documents",
            "drawing",
            "error",
            "export",
            "issue",
            "lang",
            "link",
            "model",
            "params",
            "plan",
            "planlijst",
            "progress",
            "read",
            "record",
            "tables",
            "value",
            "wording",
        ],
    ),
    (
        "timetable",
        &[
            "codes",
            "config",
            "demand",
            "document",
            "documents",
            "drawing",
            "error",
            "export",
            "interrupt",
            "issue",
            "lang",
            "model",
            "net",
            "params",
            "plan",
            "planlijst",
            "progress",
            "read",
            "record",
            "tables",
            "value",
            "wording",
        ],
    ),
    (
        "knelpunten",
        &[
            "assess",
            "document",
            "documents",
            "drawing",
            "error",
            "export",
            "lang",
            "model",
            "params",
            "progress",
            "record",
            "survey",
            "tables",
            "value",
            "wording",
        ],
    ),
    (
        "scan",
        &[
            "assess",
            "config",
            "crs",
            "drawing",
            "error",
            "export",
            "interrupt",
            "issue",
            "knelpunten",
            "lang",
            "link",
            "model",
            "overlay",
            "params",
            "progress",
            "read",
            "record",
            "run_map",
            "score",
            "survey",
            "tables",
            "units",
            "value",
            "wording",
        ],
    ),
    (
        "certainty",
        &[
            "assess",
            "document",
            "documents",
            "error",
            "export",
            "lang",
            "model",
            "params",
            "progress",
            "record",
            "score",
            "tables",
            "value",
            "wording",
        ],
    ),
    (
        "picks",
        &[
            "assess",
            "config",
            "document",
            "documents",
            "error",
            "export",
            "lang",
            "params",
            "progress",
            "score",
            "tables",
            "value",
            "wording",
        ],
    ),
    (
        "inquiry",
        &[
            "assess",
            "document",
            "documents",
            "error",
            "export",
            "lang",
            "params",
            "progress",
            "record",
            "score",
            "tables",
            "value",
            "wording",
        ],
    ),
    (
        "weighing",
        &[
            "config",
            "document",
            "documents",
            "error",
            "export",
            "lang",
            "params",
            "progress",
            "read",
            "record",
            "score",
            "tables",
            "value",
            "wording",
        ],
    ),
    (
        "beside",
        &[
            "assess",
            "document",
            "documents",
            "export",
            "lang",
            "model",
            "params",
            "record",
            "score",
            "tables",
            "value",
            "wording",
        ],
    ),
    (
        "whatif",
        &[
            "assess",
            "beside",
            "config",
            "document",
            "documents",
            "error",
            "export",
            "lang",
            "model",
            "params",
            "progress",
            "record",
            "regular",
            "score",
            "tables",
            "units",
            "value",
            "wording",
        ],
    ),
    (
        "seal",
        &[
            "assess", "config", "error", "export", "lang", "progress", "record", "regular", "scan", "score",
            "tables", "wording",
        ],
    ),
    (
        "hindsight",
        &[
            "assess",
            "codes",
            "config",
            "document",
            "documents",
            "error",
            "export",
            "issue",
            "lang",
            "model",
            "params",
            "progress",
            "read",
            "record",
            "scan",
            "survey",
            "tables",
            "value",
            "wording",
        ],
    ),
    (
        "comparison",
        &[
            "assess",
            "beside",
            "config",
            "document",
            "documents",
            "error",
            "export",
            "lang",
            "model",
            "params",
            "progress",
            "record",
            "score",
            "survey",
            "tables",
            "value",
            "wording",
        ],
    ),
    (
        "typology",
        &[
            "assess",
            "beside",
            "document",
            "documents",
            "error",
            "export",
            "lang",
            "model",
            "overlay",
            "params",
            "progress",
            "survey",
            "tables",
            "value",
            "wording",
        ],
    ),
    (
        "viewer",
        &[
            "assess",
            "beside",
            "crs",
            "error",
            "export",
            "factsheet",
            "interrupt",
            "knelpunten",
            "lang",
            "model",
            "params",
            "record",
            "regular",
            "score",
            "survey",
            "tables",
            "value",
            "weighing",
            "wording",
        ],
    ),
    // Its tests scan the sample town.
    (
        "serve",
        &[
            "beside",
            "config",
            "crs",
            "document",
            "error",
            "export",
            "factsheet",
            "interrupt",
            "lang",
            "model",
            "passport",
            "progress",
            "record",
            "sample",
            "scan",
            "sql",
            "tables",
            "value",
            "viewer",
            "whatif",
            "wording",
        ],
    ),
    (
        "publish",
        &[
            "assess",
            "config",
            "document",
            "documents",
            "error",
            "export",
            "factsheet",
            "lang",
            "model",
            "params",
            "passport",
            "progress",
            "record",
            "regular",
            "run_map",
            "survey",
            "tables",
            "value",
            "viewer",
            "wording",
        ],
    ),
    // The top: it may use everything.
    ("cli", &["*"]),
];

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The code of a file that ends up in the program: no comments, and not the
/// tests, which stand last.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let mut lines = Vec::new();
    let mut rest = text.lines().map(str::trim).peekable();
    while let Some(line) = rest.next() {
        if line == "#[cfg(test)]" && rest.peek().is_some_and(|next| next.ends_with('{')) {
            break;
        }
        if !line.starts_with("//") {
            lines.push(line);
        }
    }
    lines.join("\n")
}

fn is_test(path: &Path) -> bool {
    let name = path.file_stem().unwrap().to_string_lossy();
    // `samples` and `properties` are compiled for tests alone.
    name.ends_with("tests") || name == "samples" || name == "properties"
}

/// The top-level modules a file names behind `crate::`.
fn used(code: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        let Some(group) = rest.strip_prefix('{') else {
            used.insert(word(rest));
            continue;
        };
        let mut depth = 0;
        let mut at_start = true;
        for (at, sign) in group.char_indices() {
            match sign {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => at_start = true,
                _ if at_start && sign.is_alphabetic() => {
                    used.insert(word(&group[at..]));
                    at_start = false;
                }
                _ => {}
            }
        }
    }
    used
}

fn word(text: &str) -> String {
    text.chars().take_while(|sign| sign.is_alphanumeric() || *sign == '_').collect()
}

#[test]
fn the_reader_of_use_lines_understands_them() {
    let code = "use crate::{\n    assess::{Reason, Verdict},\n    score,\n    units::Meters,\n};\nuse crate::crs;\nlet x = crate::lang::Lang::Nl; $crate::tables::columns!()";
    assert_eq!(
        used(code).into_iter().collect::<Vec<_>>(),
        ["assess", "crs", "lang", "score", "tables", "units"]
    );
}

#[test]
fn the_arrows_point_back() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    files.sort();
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.into_iter().collect();
    let mut wrong = Vec::new();
    for path in files.iter().filter(|path| !is_test(path)) {
        let inside = path.strip_prefix(&root).unwrap();
        let module = inside.components().next().unwrap().as_os_str().to_string_lossy();
        let module = module.trim_end_matches(".rs");
        if ["lib", "main"].contains(&module) {
            continue;
        }
        let may = allowed.get(module).unwrap_or_else(|| panic!("`{module}` has no place in the order yet"));
        for other in used(&code(path)) {
            if other != module && !may.contains(&"*") && !may.contains(&other.as_str()) {
                wrong.push(format!("{} uses `{other}`", inside.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_module_knows_one_that_knows_it() {
    let mut below: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (module, may) in ALLOWED {
        let mut all = BTreeSet::new();
        for other in may.iter().filter(|other| **other != "*") {
            let known =
                below.get(other).unwrap_or_else(|| panic!("`{other}` stands below `{module}` in the list"));
            all.insert(*other);
            all.extend(known);
        }
        assert!(!all.contains(module), "{module}");
        below.insert(module, all);
    }
}

#[test]
fn only_the_edges_touch_files() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for module in [
        "model", "overlay", "link", "assess", "survey", "score", "plan", "drawing", "document", "tables",
        "wording",
    ] {
        let mut files = Vec::new();
        sources(&root.join(module), &mut files);
        for path in files.iter().filter(|path| !is_test(path)) {
            let code = code(path);
            for word in
                ["std::fs", "fs::", "File::", "std::io", "println!", "SystemTime", "Instant", "std::env"]
            {
                assert!(!code.contains(word), "{} holds `{word}`", path.display());
            }
        }
    }
}

#[test]
fn only_the_command_line_knows_clap() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    for path in files {
        let inside = path.strip_prefix(&root).unwrap();
        if !inside.starts_with("cli") && inside != Path::new("main.rs") {
            let code = code(&path);
            assert!(!code.contains("clap::") && !code.contains("indicatif"), "{}", inside.display());
        }
    }
}

#[test]
fn every_parameter_says_its_unit_source_date_and_confidence() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/params");
    let mut n = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let table: toml::Table = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for (name, parameter) in table {
            let at = format!("{}: {name}", path.file_name().unwrap().to_string_lossy());
            let parameter = parameter.as_table().unwrap_or_else(|| panic!("{at} is no table"));
            assert!(parameter.contains_key("value"), "{at} has no value");
            for field in ["unit", "source", "date"] {
                let text = parameter.get(field).and_then(toml::Value::as_str).unwrap_or_default();
                assert!(!text.trim().is_empty(), "{at} has no {field}");
            }
            let confidence = parameter.get("confidence").and_then(toml::Value::as_str).unwrap_or_default();
            assert!(["S", "P", "K"].contains(&confidence), "{at} has confidence `{confidence}`");
            let date = parameter["date"].as_str().unwrap();
            assert!(
                date.len() >= 4 && date[..4].parse::<u16>().is_ok_and(|year| year > 1990),
                "{at}: date `{date}`"
            );
            n += 1;
        }
    }
    assert!(n > 50, "{n} parameters");
}

/// Workbooks of ours look and behave alike because one module makes them.
#[test]
fn there_is_one_way_into_a_workbook() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let makes = |path: &&PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        ["Workbook::new(", "Worksheet::new(", "Format::new("].iter().any(|call| text.contains(call))
            && !path.starts_with(root.join("export/xlsx"))
            && !path.strip_prefix(&root).unwrap().to_string_lossy().contains("tests")
    };
    let others: Vec<_> = files.iter().filter(makes).collect();
    assert!(others.is_empty(), "{others:?} make workbooks by themselves");
}
