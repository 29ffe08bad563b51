//! Who is told how far a run is?

/// Told about each stage of a run, in order.
pub trait Progress {
    /// A stage begins; `total` is the number of objects, where known.
    fn begin(&mut self, stage: &str, total: Option<u64>);
    /// So many more objects are done.
    fn advance(&mut self, objects: u64);
    /// The stage is done.
    fn end(&mut self);
}

/// Tells nobody.
pub struct Silent;

impl Progress for Silent {
    fn begin(&mut self, _stage: &str, _total: Option<u64>) {}
    fn advance(&mut self, _objects: u64) {}
    fn end(&mut self) {}
}
