//! The part of the build tool that tests use too: reading and checking content.

pub mod content;
