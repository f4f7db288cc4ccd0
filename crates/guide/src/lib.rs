//! Porchlight's pure core: content, journey, bands, directory, texts and the session.
//!
//! Nothing here reads a clock, a file, a network or a document. Values come in, screens and effects go out.

pub mod answer;
pub mod bands;
pub mod condition;
#[cfg(feature = "content")]
pub mod content;
pub mod date;
pub mod directory;
pub mod effect;
pub mod id;
pub mod journey;
pub mod label;
mod list;
pub mod pack;
pub mod result;
pub mod screen;
pub mod session;
pub mod show;
pub mod text;
pub mod whole;
mod wire;

pub use answer::{Answer, Answers};
pub use date::Date;
pub use effect::Effect;
pub use label::Label;
pub use pack::Pack;
pub use screen::Screen;
pub use session::{Msg, Session, Setup};
pub use text::Words;
