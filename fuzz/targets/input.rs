#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| casemill_fuzz::input(bytes));
