//! All passports behind one another, to print and to leaf through.

#[cfg(not(feature = "pdf"))]
use crate::document::Document;
use crate::error::ExportError;

use super::AllAreas;

/// A passport as it was set.
#[cfg(feature = "pdf")]
pub(super) type Pages = (crate::document::Document, crate::export::SetPages);
/// A passport.
#[cfg(not(feature = "pdf"))]
pub(super) type Pages = Document;

/// Areas in one booklet at most, which bounds the memory that setting it takes;
/// more make several.
#[cfg(feature = "pdf")]
const AREAS: usize = 100;

/// Passports on their way into a booklet.
#[derive(Default)]
pub(super) struct Booklet {
    #[cfg(feature = "pdf")]
    open: Vec<Pages>,
    #[cfg(feature = "pdf")]
    n_written: usize,
}

#[cfg(feature = "pdf")]
impl Booklet {
    /// Adds a passport. A booklet that is full is written.
    pub(super) fn add(
        &mut self,
        pages: Pages,
        known: &AllAreas,
        outputs: &mut Vec<String>,
    ) -> Result<(), ExportError> {
        if self.open.len() >= AREAS {
            self.write(known, outputs)?;
        }
        self.open.push(pages);
        Ok(())
    }

    /// Writes what is left.
    pub(super) fn finish(&mut self, known: &AllAreas, outputs: &mut Vec<String>) -> Result<(), ExportError> {
        if self.open.is_empty() { Ok(()) } else { self.write(known, outputs) }
    }

    fn write(&mut self, known: &AllAreas, outputs: &mut Vec<String>) -> Result<(), ExportError> {
        self.n_written += 1;
        let name = match self.n_written {
            1 => "paspoorten.pdf".to_owned(),
            n => format!("paspoorten-{n}.pdf"),
        };
        let frame = &known.frame;
        let kind = frame.lang.pick("Gebiedspaspoorten", "Area passports");
        let title = format!("{kind}: {}", frame.name);
        crate::export::write_booklet_pdf(&frame.folder.path(&name), &title, &self.open)?;
        outputs.push(name);
        self.open.clear();
        Ok(())
    }
}

#[cfg(not(feature = "pdf"))]
#[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "as with the feature")]
impl Booklet {
    pub(super) fn add(&mut self, _: Pages, _: &AllAreas, _: &mut Vec<String>) -> Result<(), ExportError> {
        Ok(())
    }

    pub(super) fn finish(&mut self, _: &AllAreas, _: &mut Vec<String>) -> Result<(), ExportError> {
        Ok(())
    }
}
