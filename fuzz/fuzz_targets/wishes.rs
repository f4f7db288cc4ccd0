//! libFuzzer's door to `wishes` of src/lib.rs.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| porchlight_fuzz::wishes(bytes));
