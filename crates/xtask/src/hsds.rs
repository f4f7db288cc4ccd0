//! The directory as a profile of Open Referral's HSDS 3: packages out, packages in, and the proof that they conform.

mod csv_out;
mod edit;
#[cfg(test)]
mod fixture;
mod from_pack;
mod identity;
mod input;
mod json_out;
mod natural;
mod options;
mod package;
mod problem;
mod read;
mod read_csv;
mod read_json;
mod records;
mod rule;
mod schedules;
mod tables;
mod terms;
mod words;

pub mod conformance;
pub mod export;
pub mod import;
pub mod sessions;

pub use options::Options;
