#![no_main]

#[path = "../../tests/fuzz/targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(
    // The reader takes panics of the library that unpacks workbooks for what they are, a damaged file: only one
    // that gets past it counts.
    init: std::panic::set_hook(Box::new(|_| {})),
    |bytes: &[u8]| {
        targets::xlsx(bytes);
    }
);
