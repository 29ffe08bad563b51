//! The project file that `toplaag init` writes.

/// A commented project file with every key.
pub const TEMPLATE: &str = include_str!("template.toml");
