//! Judges where links may point: an allow-list, never a list of known evils. Whatever browsers disagree
//! about (control characters, backslashes, encoded separators, look-alike entities) is refused.

/// What kind of place a target names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Another site, a mail address or a telephone number.
    External,
    /// `#…`: a place on the same page.
    Fragment,
    /// A file of the portfolio.
    Relative,
    /// Anything else.
    Refused,
}

/// Whether a target leads outside the portfolio by an allowed way: `http`, `https`, `mailto` or `tel`.
pub fn is_external(target: &str) -> bool {
    kind(target) == Kind::External
}

/// Whether a target is refused: a scheme that is not allowed (`javascript:`, `data:`, `file:` …), `//host`,
/// a password in the address, or a form that readers and browsers could take for different things.
pub fn is_dangerous(target: &str) -> bool {
    kind(target) == Kind::Refused
}

pub(super) fn kind(target: &str) -> Kind {
    if target.is_empty() || target.trim() != target || target.contains(unfit) {
        return Kind::Refused;
    }
    if target.starts_with('#') {
        return Kind::Fragment;
    }
    let head = &target[..target.find(['/', '?', '#']).unwrap_or(target.len())];
    let allowed = match head.split_once(':') {
        Some((scheme, _)) => external(&scheme.to_ascii_lowercase(), &target[scheme.len() + 1..]),
        None if relative(target) => return Kind::Relative,
        None => false,
    };
    if allowed { Kind::External } else { Kind::Refused }
}

/// Control characters, backslashes, and invisible characters that make an address look like another.
fn unfit(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\\' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}')
        || matches!(letter, '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFD}')
}

fn external(scheme: &str, rest: &str) -> bool {
    match scheme {
        "http" | "https" => rest.strip_prefix("//").is_some_and(|rest| {
            let host = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
            !host.is_empty() && !host.contains(['@', '%', ' ', '<', '>', '"'])
        }),
        "mailto" => !rest.is_empty() && !rest.starts_with('/') && !escapes(rest).any(|byte| byte < b' '),
        "tel" => {
            !rest.is_empty() && rest.chars().all(|c| c.is_ascii_alphanumeric() || "+-.()*;=".contains(c))
        }
        _ => false,
    }
}

fn relative(target: &str) -> bool {
    let path = &target[..target.find(['?', '#']).unwrap_or(target.len())];
    !target.starts_with("//")
        && !path.contains(['<', '>', '"'])
        && !looks_like_entity(target)
        && !escapes(target).any(|byte| byte < b' ' || byte == 0x7F)
        && !escapes(path).any(|byte| b"/\\:.%<>\"".contains(&byte))
}

/// Bytes written as `%XX`.
fn escapes(text: &str) -> impl Iterator<Item = u8> + '_ {
    text.as_bytes().windows(3).filter_map(|three| match three {
        [b'%', high, low] => {
            let digit = |byte: &u8| char::from(*byte).to_digit(16);
            u8::try_from(digit(high)? * 16 + digit(low)?).ok()
        }
        _ => None,
    })
}

/// Whether `&#106` or `&colon;` is left after Markdown has decoded its entities once.
fn looks_like_entity(text: &str) -> bool {
    text.match_indices('&').any(|(at, _)| {
        let rest = &text[at + 1..];
        let name = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        rest.starts_with('#') || (name > 0 && rest[name..].starts_with(';'))
    })
}

#[cfg(test)]
mod tests {
    use super::{Kind, kind};

    #[test]
    fn allowed_targets() {
        for (target, expected) in [
            ("https://example.com", Kind::External),
            ("HTTPS://Example.com/a?b=c&d#e", Kind::External),
            ("http://[::1]:8080/", Kind::External),
            ("https://example.com/a%2Fb%20c", Kind::External),
            ("mailto:ann@example.com?subject=Q3%20review", Kind::External),
            ("tel:+49-30-123;ext=4", Kind::External),
            ("#risks", Kind::Fragment),
            ("notes.md", Kind::Relative),
            ("./notes: 2026.md", Kind::Relative),
            ("../contoso/partner.yaml#kinds", Kind::Relative),
            ("/partners/contoso/partner.yaml", Kind::Relative),
            ("my%20notes.md", Kind::Relative),
            ("R&D plan.md", Kind::Relative),
            ("%C3%BCbersicht.md", Kind::Relative),
            ("50%off.md", Kind::Relative),
        ] {
            assert_eq!(kind(target), expected, "{target}");
        }
    }

    #[test]
    fn refused_targets() {
        for target in [
            "",
            " ",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "\u{1}javascript:alert(1)",
            "java\tscript:alert(1)",
            "java\nscript:alert(1)",
            "java\rscript:alert(1)",
            "java\0script:alert(1)",
            "javascript\t:alert(1)",
            "javascript&colon;alert(1)",
            "&#106;avascript:alert(1)",
            "&#106avascript&#58alert(1)",
            "&#x6A;avascript:alert(1)",
            "javascript%3Aalert(1)",
            "%6Aavascript%3Aalert(1)",
            "javascript%253Aalert(1)",
            "java%0ascript:alert(1)",
            "java%0Ascript",
            "feed:javascript:alert(1)",
            "view-source:javascript:alert(1)",
            "vbscript:msgbox(1)",
            "livescript:x",
            "mocha:x",
            "data:text/html,<script>alert(1)</script>",
            "data:image/svg+xml;base64,PHN2Zz4=",
            "DATA:text/html;base64,AAAA",
            "file:///etc/passwd",
            "ftp://example.com",
            "blob:https://example.com/1",
            "ms-word:ofe|u|https://example.com",
            "C:/Windows/win.ini",
            "c:notes.md",
            ":alert(1)",
            "//example.com",
            "///example.com",
            "/\\example.com",
            "\\\\example.com",
            "..\\..\\secret",
            "..%2f..%2fsecret",
            "..%5Csecret",
            "%2e%2e/secret",
            "%2F%2Fexample.com",
            "notes%00.md",
            "\"><script>",
            "http:example.com",
            "http:/example.com",
            "http:///example.com",
            "https://",
            "https://user:password@example.com",
            "https://example.com@evil.example",
            "https://%65xample.com",
            "https:\\\\example.com",
            "mailto:",
            "mailto://example.com",
            "mailto:a@example.com%0D%0ABcc:b@example.com",
            "tel:",
            "tel:1,javascript",
            "#a\u{202E}b",
            "no\u{200B}tes.md",
        ] {
            assert_eq!(kind(target), Kind::Refused, "{target:?}");
        }
    }
}
