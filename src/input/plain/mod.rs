//! The text of formats that are not plain text: block structure becomes lines, everything else goes. The
//! text given is what spans point into.

mod docx;
mod html;
mod markdown;
mod paper;
mod xml;

pub(super) use docx::docx;
pub(super) use html::html;
pub(super) use markdown::markdown;
pub(super) use xml::xml;
