//! Do the documents say what is there?

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use crate::support::Place;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

/// Every document of the project.
fn documents() -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"]
        .map(|name| root().join(name))
        .into();
    for entry in fs::read_dir(root().join("docs")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "md") {
            all.push(path);
        }
    }
    assert!(all.len() > 10, "{all:?}");
    all
}

fn walk(path: &Path, each: &mut impl FnMut(&Path)) {
    for entry in fs::read_dir(path).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { walk(&path, each) } else { each(&path) }
    }
}

#[test]
fn every_section_of_the_method_that_is_cited_is_there() {
    let mut cited = BTreeSet::new();
    let mut look = |path: &Path| {
        let Ok(text) = fs::read_to_string(path) else { return };
        for after in text.split("ethod §").skip(1) {
            let number: String = after.chars().take_while(char::is_ascii_digit).collect();
            cited.insert(number.parse::<u32>().unwrap_or_else(|_| panic!("{}", path.display())));
        }
    };
    walk(&root().join("src"), &mut look);
    walk(&root().join("data/params"), &mut look);
    let method = read("docs/verantwoording.md");
    let headings: BTreeSet<u32> =
        method.lines().filter_map(|line| line.strip_prefix("## ")?.split_once('.')?.0.parse().ok()).collect();
    assert!(cited.len() > 5 && cited.is_subset(&headings), "{cited:?} {headings:?}");
}

#[test]
fn the_first_pages_are_short() {
    for name in ["README.md", "ARCHITECTURE.md"] {
        let words = read(name).split_whitespace().count();
        assert!(words <= 1_500, "{name} has {words} words");
    }
}

#[test]
fn every_link_to_a_file_leads_somewhere() {
    for document in documents() {
        let text = fs::read_to_string(&document).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            if link.contains("://") || file.is_empty() && anchor.is_empty() {
                continue;
            }
            let path = if file.is_empty() { document.clone() } else { document.parent().unwrap().join(file) };
            assert!(path.exists(), "{}: {link}", document.display());
        }
    }
}

#[test]
fn every_command_that_is_shown_exists_with_its_options() {
    let place = Place::new();
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    let commands = place.run("--help").stdout;
    for document in documents() {
        let text = fs::read_to_string(&document).unwrap();
        for line in text.lines().filter_map(|line| line.trim().strip_prefix("toplaag ")) {
            let line = line.split(" #").next().unwrap();
            let mut words = line.split_whitespace();
            let Some(command) = words.next().filter(|word| word.chars().all(|c| c.is_ascii_lowercase()))
            else {
                continue;
            };
            if !commands.contains(&format!("\n  {command} ")) {
                // A sentence that begins with the name of the program.
                assert!(!line.contains("--"), "{}: `toplaag {line}`", document.display());
                continue;
            }
            let help = known
                .entry(command.to_owned())
                .or_insert_with(|| place.run(&format!("{command} --help")).stdout);
            for option in words.filter(|word| word.starts_with("--")) {
                let option = option
                    .split('=')
                    .next()
                    .unwrap()
                    .trim_matches(|c: char| !c.is_alphanumeric() && c != '-');
                assert!(help.contains(option), "{}: `toplaag {line}`: {option}", document.display());
            }
        }
    }
    assert!(known.len() > 8, "{:?}", known.keys());
}
