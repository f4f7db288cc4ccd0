//! The part of the build tool that tests use too: reading and checking content, and its exchange with other programs.

pub mod content;
#[cfg(test)]
mod copied;
pub mod exchange;
mod fhir;
mod words_file;
mod xliff;
