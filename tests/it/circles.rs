//! Does any file need another that needs it?
//!
//! Every path a file names is followed to the file that defines what it names,
//! through `pub use`. A file may use what the `mod.rs` of its own folder
//! defines, and a `mod.rs` its files: they are one room. Everything else that
//! leads back to where it began is a circle.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use syn::{
    Attribute, File, Item, UseTree, Visibility,
    visit::{self, Visit},
};

/// A module: the segments of its path.
type Module = Vec<String>;

/// What a file says of others.
#[derive(Default)]
struct Named {
    /// Paths from the root of the crate.
    paths: Vec<Module>,
    /// Names that are handed on, with where they come from.
    handed_on: BTreeMap<String, Module>,
    /// Modules all of which is handed on.
    all_of: Vec<Module>,
}

/// Collects the paths of one file.
struct Reader<'a> {
    module: &'a Module,
    modules: &'a BTreeSet<Module>,
    named: Named,
}

impl Reader<'_> {
    /// The path from the root; `None` for one that leads out of the crate.
    fn absolute(&self, path: &[String]) -> Option<Module> {
        let mut base = self.module.clone();
        let mut rest = path;
        match rest.first()?.as_str() {
            "crate" => return Some(rest[1..].to_vec()),
            "self" => rest = &rest[1..],
            "super" => {
                while rest.first().is_some_and(|segment| segment == "super") {
                    base.pop();
                    rest = &rest[1..];
                }
            }
            child => {
                let child: Module = base.iter().cloned().chain([child.to_owned()]).collect();
                if !self.modules.contains(&child) {
                    return None;
                }
            }
        }
        Some(base.into_iter().chain(rest.iter().cloned()).collect())
    }

    fn take(&mut self, tree: &UseTree, before: &[String], is_public: bool) {
        let with = |name: String| before.iter().cloned().chain([name]).collect::<Module>();
        match tree {
            UseTree::Path(path) => self.take(&path.tree, &with(path.ident.to_string()), is_public),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.take(tree, before, is_public)),
            UseTree::Glob(_) => {
                if let Some(path) = self.absolute(before) {
                    if is_public { self.named.all_of.push(path) } else { self.named.paths.push(path) }
                }
            }
            UseTree::Name(name) if name.ident == "self" => self.add(before, before.last(), is_public),
            UseTree::Name(name) => {
                self.add(&with(name.ident.to_string()), Some(&name.ident.to_string()), is_public);
            }
            UseTree::Rename(name) => {
                self.add(&with(name.ident.to_string()), Some(&name.rename.to_string()), is_public);
            }
        }
    }

    fn add(&mut self, path: &[String], name: Option<&String>, is_public: bool) {
        let Some(path) = self.absolute(path) else { return };
        match name.filter(|_| is_public) {
            Some(name) => drop(self.named.handed_on.insert(name.clone(), path)),
            None => self.named.paths.push(path),
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes: &[Attribute] = match item {
            Item::Mod(item) => &item.attrs,
            Item::Use(item) => &item.attrs,
            Item::Fn(item) => &item.attrs,
            Item::Impl(item) => &item.attrs,
            _ => &[],
        };
        let is_test = |attribute: &Attribute| {
            attribute.path().is_ident("cfg")
                && attribute.parse_args::<syn::Ident>().is_ok_and(|what| what == "test")
        };
        if attributes.iter().any(is_test) {
            return;
        }
        match item {
            Item::Use(item) => {
                self.take(&item.tree, &[], !matches!(item.vis, Visibility::Inherited));
            }
            item => visit::visit_item(self, item),
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.len() > 1 {
            let path: Module = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
            if let Some(path) = self.absolute(&path) {
                self.named.paths.push(path);
            }
        }
        visit::visit_path(self, path);
    }
}

/// The files of the program by their modules; those of tests are left out.
fn files(folder: &Path, module: &Module, found: &mut BTreeMap<Module, File>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let own: Module = module.iter().cloned().chain([name.clone()]).collect();
        let for_tests = ["properties", "samples", "invariance", "testing", "main"];
        if name.ends_with("tests") || for_tests.contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            files(&path, &own, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let file = syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap();
            let own = if name == "mod" || name == "lib" { module.clone() } else { own };
            found.insert(own, file);
        }
    }
}

/// The file that defines what a path names.
fn definer(path: &[String], all: &BTreeMap<Module, Named>, depth: u8) -> Option<Module> {
    let at = (0..=path.len()).rev().find(|n| all.contains_key(&path[..*n]))?;
    let (module, rest) = path.split_at(at);
    let named = &all[module];
    let onward = rest.first().and_then(|name| {
        let on = named.handed_on.get(name).map(|from| (from.clone(), &rest[1..]));
        on.or_else(|| named.all_of.first().map(|from| (from.clone(), rest)))
    });
    match onward.filter(|_| depth < 9) {
        Some((from, rest)) => {
            definer(&from.into_iter().chain(rest.iter().cloned()).collect::<Module>(), all, depth + 1)
        }
        None => Some(module.to_vec()),
    }
}

/// All that can be reached from a file.
fn reached(from: &Module, arrows: &BTreeMap<Module, BTreeSet<Module>>) -> BTreeSet<Module> {
    let mut reached = BTreeSet::new();
    let mut open = vec![from.clone()];
    while let Some(at) = open.pop() {
        for next in &arrows[&at] {
            if reached.insert(next.clone()) {
                open.push(next.clone());
            }
        }
    }
    reached
}

#[test]
fn no_file_needs_one_that_needs_it() {
    let mut parsed = BTreeMap::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &Module::new(), &mut parsed);
    let modules: BTreeSet<Module> = parsed.keys().cloned().collect();
    let all: BTreeMap<Module, Named> = parsed
        .iter()
        .map(|(module, file)| {
            let mut reader = Reader { module, modules: &modules, named: Named::default() };
            reader.visit_file(file);
            (module.clone(), reader.named)
        })
        .collect();
    assert!(all.len() > 250, "{} files", all.len());
    let arrows: BTreeMap<Module, BTreeSet<Module>> = all
        .iter()
        .map(|(module, named)| {
            let to = named.paths.iter().filter_map(|path| definer(path, &all, 0));
            // The rooms a file stands in.
            (module.clone(), to.filter(|to| !module.starts_with(to)).collect())
        })
        .collect();
    let reached: BTreeMap<&Module, BTreeSet<Module>> =
        arrows.keys().map(|module| (module, reached(module, &arrows))).collect();
    let circles: BTreeSet<String> = reached
        .iter()
        .filter(|(module, found)| found.contains(**module))
        .map(|(module, found)| {
            let with: Vec<String> = found
                .iter()
                .filter(|other| reached[other].contains(*module))
                .map(|other| other.join("/"))
                .collect();
            with.join(", ")
        })
        .collect();
    assert!(circles.is_empty(), "{circles:#?}");
}
