//! One adapter per file format.

#[allow(dead_code)]
mod cityjson;
#[allow(dead_code)]
mod csv;
mod file;
mod table;
#[allow(dead_code)]
mod xlsx;
