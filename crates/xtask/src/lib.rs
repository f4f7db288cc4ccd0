//! The part of the build tool that tests use too: reading and checking content, and what editors make from it.

pub mod content;
pub mod graph;
pub mod new;
pub mod schema;
pub mod sheet;
