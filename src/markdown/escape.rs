//! Turns words into text and attribute values that a browser reads as those words and nothing else.

/// Appends `text` escaped for the text of an element or a value in double quotes. Characters that no page may
/// hold become U+FFFD; carriage returns go, so that records written on Windows give the same bytes.
pub(super) fn push_escaped(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => {}
            '\n' | '\t' => out.push(letter),
            _ if letter.is_control() => out.push('\u{FFFD}'),
            _ => out.push(letter),
        }
    }
}

/// Appends an address as an attribute value: characters that no address may hold are percent-encoded.
pub(super) fn push_address(out: &mut String, address: &str) {
    for letter in address.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            ' ' | '"' | '<' | '>' | '`' | '{' | '}' | '|' | '^' => {
                out.push_str(&format!("%{:02X}", u32::from(letter)))
            }
            _ => out.push(letter),
        }
    }
}
