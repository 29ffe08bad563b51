//! Which files of the map page are there to be embedded?
//!
//! `npm --prefix viewer run build` writes them to `viewer/dist`. A build
//! without them gives every command; those that need the page say how to get it.

use std::{env, fs, io, path::Path};

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let dist = Path::new(&root).join("viewer/dist");
    println!("cargo:rerun-if-changed=build.rs");
    let mut names = Vec::new();
    if dist.is_dir() {
        println!("cargo:rerun-if-changed=viewer/dist");
        for entry in fs::read_dir(&dist)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type()?.is_file() && !name.starts_with('.') {
                names.push(name);
            }
        }
    }
    names.sort();
    let files = names.iter().map(|name| {
        let path = dist.join(name);
        format!(
            "    PageFile {{ name: {name:?}, bytes: include_bytes!({:?}) }},\n",
            path.display().to_string()
        )
    });
    fs::write(Path::new(&out).join("page_files.rs"), format!("&[\n{}]\n", files.collect::<String>()))
}
