//! How is a database written fast, and the same every time?

/// Settings before the first table. Rollback is not needed: the file stands in
/// a folder that is thrown away when anything fails.
pub(super) const SETTINGS: &str = "
PRAGMA page_size = 4096;
PRAGMA encoding = 'UTF-8';
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -65536;
PRAGMA temp_store = MEMORY;
";
