//! What does Typst see of the world?
//!
//! One template, the data of one document, and our fonts. There is no other
//! file, no package, no address and no clock.

use std::sync::OnceLock;

use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Dict, Duration},
    syntax::{FileId, Source},
    text::{Font, FontBook},
    utils::LazyHash,
};

/// The template and its data.
pub(super) struct PdfWorld {
    standard: LazyHash<Library>,
    main: Source,
    fonts: &'static Fonts,
}

/// The fonts, and what is in them.
struct Fonts {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

impl PdfWorld {
    /// A template that finds its data in `sys.inputs`.
    pub(super) fn new(template: &str, inputs: Dict) -> Self {
        let standard = LazyHash::new(Library::builder().with_inputs(inputs).build());
        Self { standard, main: Source::detached(template), fonts: fonts() }
    }
}

/// Read once, as that takes longer than a page.
fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| {
        let files =
            [notosans::REGULAR_TTF, notosans::BOLD_TTF, notosans::ITALIC_TTF, notosans::BOLD_ITALIC_TTF];
        let fonts: Vec<Font> = files.into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect();
        Fonts { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
    })
}

impl World for PdfWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.standard
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
