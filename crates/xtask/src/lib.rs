//! The part of the build tool that tests use too: reading and checking content, and its exchange with other systems.

pub mod content;
pub mod exchange;
pub mod hsds;
