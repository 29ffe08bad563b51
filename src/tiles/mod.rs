//! How do the maps look as vector tiles?

pub mod coverage;
