//! The files of the page itself.

/// A file of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageFile {
    /// Its name, beside `index.html`.
    pub name: &'static str,
    /// What it holds.
    pub bytes: &'static [u8],
}

impl PageFile {
    /// Its media type.
    #[must_use]
    pub fn media_type(&self) -> &'static str {
        media_type(self.name)
    }
}

/// What the page may ask for: its own files, and the background map of PDOK
/// once it is switched on. The page says the same of itself.
pub const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' blob: data: https://service.pdok.nl; connect-src 'self' https://service.pdok.nl; \
    worker-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'";

/// The page as it was built; empty where the program was built without it.
const FILES: &[PageFile] = include!(concat!(env!("OUT_DIR"), "/page_files.rs"));

/// The files of the page, by name; empty where the program was built without
/// `npm --prefix viewer run build`.
#[must_use]
pub fn page_files() -> &'static [PageFile] {
    FILES
}

/// The media type of a file of the page or its data, by the end of its name.
#[must_use]
pub fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html;charset=utf-8",
        Some("js" | "mjs") => "text/javascript;charset=utf-8",
        Some("css") => "text/css;charset=utf-8",
        Some("json") => "application/json",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("pdf") => "application/pdf",
        Some("txt") => "text/plain;charset=utf-8",
        Some("pmtiles") => "application/vnd.pmtiles",
        _ => "application/octet-stream",
    }
}
