//! A document as a page and as a PDF, and the page that lists several.

mod html;
mod index;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "pdf")]
mod pdf_world;

pub use html::{document_html, write_document_html};
pub use index::{IndexPage, IndexRow, write_index};
#[cfg(feature = "pdf")]
pub use pdf::{SetPages, write_booklet_pdf, write_document_pdf};
