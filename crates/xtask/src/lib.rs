//! The part of the build tool that tests use too: reading and checking content, and its exchange with other programs.

pub mod content;
#[cfg(test)]
mod copied;
mod words_file;
