//! libFuzzer's door to `words` of src/lib.rs.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| porchlight_fuzz::words(bytes));
