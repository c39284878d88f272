//! Tables for spreadsheets and numbers for programs: CSV that runs no formula, decimals with their own digits.
//! Knows no noun.

mod exact;

pub use self::exact::Exact;

/// Lines of cells as CSV.
pub fn csv(lines: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer = ::csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for line in lines {
        // Writing to memory cannot fail.
        let _ = writer.write_record(&line);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// A text of somebody's own, so that no spreadsheet takes it for a formula. Numbers must not go through it: they would
/// become texts.
pub fn harmless(text: &str) -> String {
    let formula = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    let begins = text.starts_with(['\t', '\r', '\n']) || text.trim_start().starts_with(formula);
    if begins { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_text_is_a_formula() {
        for text in ["=1+1", "@SUM(A1)", "+1", "-1+1", "\tx", "\r=1", " =1+1", "＝1+1", "－1", "＠x"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in ["CRM export, closed-won", "a=b", "\u{2212}5", "", "1-1"] {
            assert_eq!(harmless(text), text);
        }
    }
}
