//! Which fields stand between the brackets of a WKT?

/// A field without its quotes.
pub(super) fn unquoted(field: &str) -> String {
    field.trim().trim_matches('"').to_owned()
}

/// The comma-separated fields between the outermost brackets that open here.
pub(super) fn split(text: &str) -> Vec<&str> {
    let (mut fields, mut depth, mut quoted, mut from) = (Vec::new(), 0_usize, false, 1);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'[' | b'(' => depth += 1,
            b']' | b')' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    fields.push(&text[from.min(at)..at]);
                    return fields;
                }
            }
            b',' if depth == 1 => {
                fields.push(&text[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    fields
}
