//! libFuzzer's door to `place` of src/lib.rs.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| porchlight_fuzz::place(bytes));
