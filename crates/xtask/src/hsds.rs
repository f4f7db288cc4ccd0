//! The directory as a profile of Open Referral's HSDS 3: packages out, packages in, and the proof that they conform.

mod csv_out;
mod from_pack;
mod identity;
mod json_out;
mod package;
mod rule;
mod schedules;
mod tables;
mod words;

pub mod conformance;
pub mod export;
