//! One adapter per file format.
