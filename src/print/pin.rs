//! Pins what differs between two prints of the same document: the dates, the name of the browser, and the numbers that it gave
//! to the parts of the document. Each is written over in as many bytes as it had, so that every address in the file stays true.

use std::collections::BTreeMap;

/// Writes over what differs.
pub(super) fn pin(mut pdf: Vec<u8>, day: &str) -> Vec<u8> {
    let date = format!("D:{day}000000+00'00'");
    for key in ["/CreationDate (", "/ModDate ("] {
        over(&mut pdf, key.as_bytes(), date.as_bytes());
    }
    renumber(&mut pdf);
    over(&mut pdf, b"/Creator (", concat!("Quarterdeck ", env!("CARGO_PKG_VERSION")).as_bytes());
    pdf
}

/// How the browser names the parts of a document: `(node00000017)`.
const NODE: &[u8] = b"(node";
/// How many digits follow.
const DIGITS: usize = 8;

/// Numbers the parts of a document anew, in their order and without a gap: the browser counts parts that it then leaves out,
/// and not always as many.
fn renumber(pdf: &mut [u8]) {
    let places: Vec<usize> = pdf
        .windows(NODE.len() + DIGITS + 1)
        .enumerate()
        .filter(|(_, window)| {
            window.starts_with(NODE)
                && window[NODE.len()..NODE.len() + DIGITS].iter().all(u8::is_ascii_digit)
                && window.ends_with(b")")
        })
        .map(|(at, _)| at + NODE.len())
        .collect();
    let mut numbers: BTreeMap<Vec<u8>, usize> =
        places.iter().map(|&at| (pdf[at..at + DIGITS].to_vec(), 0)).collect();
    numbers.values_mut().enumerate().for_each(|(at, number)| *number = at + 1);
    for at in places {
        let number = numbers.get(&pdf[at..at + DIGITS]).copied().unwrap_or_default();
        pdf[at..at + DIGITS].copy_from_slice(format!("{number:0DIGITS$}").as_bytes());
    }
}

/// Writes a text over the string after a key: cut or filled up with blanks to its length.
fn over(pdf: &mut [u8], key: &[u8], text: &[u8]) {
    let Some(begin) = find(pdf, key).map(|at| at + key.len()) else { return };
    let Some(length) = end(&pdf[begin..]) else { return };
    for (at, byte) in pdf[begin..begin + length].iter_mut().enumerate() {
        *byte = text.get(at).copied().unwrap_or(b' ');
    }
}

/// How long a string is: up to the bracket that closes it, whatever is escaped or stands in brackets of its own.
fn end(bytes: &[u8]) -> Option<usize> {
    let (mut depth, mut escaped) = (0, false);
    for (at, byte) in bytes.iter().enumerate() {
        if std::mem::take(&mut escaped) {
            continue;
        }
        match byte {
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(at),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

/// How many pages a PDF has.
pub fn pages(pdf: &[u8]) -> usize {
    let key = b"/Type /Page";
    let next = |at: usize| pdf.get(at + key.len()).copied();
    pdf.windows(key.len())
        .enumerate()
        .filter(|(at, window)| *window == key && !next(*at).is_some_and(|byte| byte.is_ascii_alphabetic()))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_creator_are_written_over_in_place_and_the_length_stays() {
        let pdf = b"%PDF-1.4\n<</Creator (Some \\(old\\) browser)\n/CreationDate (D:20261127213045+00'00')\n/ModDate (D:20261127213045+00'00')>>".to_vec();
        let pinned = pin(pdf.clone(), "20261013");
        assert_eq!(pinned.len(), pdf.len());
        let text = String::from_utf8(pinned).unwrap();
        assert!(text.contains("/CreationDate (D:20261013000000+00'00')"), "{text}");
        assert!(text.contains("/ModDate (D:20261013000000+00'00')"), "{text}");
        assert!(text.contains("/Creator (Quarterdeck ") && !text.contains("browser"), "{text}");
        let plain = pin(b"/Creator (Mozilla/5.0 (X11; Linux) Browser/156.0)>>".to_vec(), "20261013");
        let text = String::from_utf8(plain).unwrap();
        assert!(text.starts_with("/Creator (Quarterdeck ") && text.ends_with("  )>>"), "{text}");
    }

    #[test]
    fn parts_are_numbered_without_a_gap_wherever_the_browser_began() {
        let one =
            pin(b"/ID (node00000017) [(node00000003) 1 (node00000017) 2] (node12)".to_vec(), "20261013");
        let two =
            pin(b"/ID (node00000018) [(node00000004) 1 (node00000018) 2] (node12)".to_vec(), "20261013");
        assert_eq!(
            String::from_utf8(one.clone()).unwrap(),
            "/ID (node00000002) [(node00000001) 1 (node00000002) 2] (node12)"
        );
        assert_eq!(one, two);
    }

    #[test]
    fn pages_are_counted_and_the_tree_of_pages_is_not() {
        assert_eq!(pages(b"<</Type /Page\n/Parent>> <</Type /Page>> <</Type /Pages>>"), 2);
    }
}
