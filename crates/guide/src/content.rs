//! Content files: raw entries come in, a check finds every problem at once, and a valid [`crate::Pack`] comes out.

pub mod check;
mod moment;
mod placeholders;
mod plain;
pub mod problem;
pub mod raw;
mod reach;
mod slots;
pub mod when;
mod words;

pub use check::{Checked, check};
pub use moment::Moment;
pub use problem::{Place, Problem};
pub use raw::{RawPack, RawWords};
