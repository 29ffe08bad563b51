//! A folder or a file that appears under its own name whole or not at all.

mod file;
mod folder;
mod own;
mod partial;
mod spared;

pub use file::OutputFile;
pub use folder::OutputFolder;
