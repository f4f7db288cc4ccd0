//! The part of the build tool that tests use too: content, what editors make from it, and its exchange with others.

pub mod content;
#[cfg(test)]
mod copied;
pub mod exchange;
mod fhir;
pub mod graph;
pub mod hsds;
pub mod new;
pub mod schema;
pub mod sheet;
mod words_file;
mod xliff;
