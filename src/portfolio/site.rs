//! How the site looks and where it lies: part of `quarterdeck.yaml`.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::colour::{Colour, ENOUGH};
use crate::record::{Leaf, Value, leaf};

/// How the site looks, and where it lies.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub struct SiteSettings {
    /// Its title; without it, the portfolio's name.
    pub title: Option<String>,
    /// A line at the foot of each page.
    pub footer: Option<String>,
    /// A logo for the head of each page, `assets/logo.svg`: PNG, JPEG, WebP or SVG, at most 200 KB. The title is read out in its place.
    pub logo: Option<LogoPath>,
    /// A colour for links, focus and the mark of the current page. For the dark theme a lighter shade of it is taken.
    pub accent: Option<AccentColour>,
    /// Where the site will lie: `https://alliances.example.com/`. Only `404.html` needs it; all other pages work anywhere.
    pub base_url: Option<BaseUrl>,
}

/// The path of a logo, from the portfolio's folder on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogoPath(String);

impl LogoPath {
    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Leaf for LogoPath {
    const NAME: &'static str = "logo";
    const EXPECTED: &'static str = "the path of a picture in the portfolio, like assets/logo.svg";

    fn parse(text: &str) -> Result<Self, String> {
        let outside = text.starts_with(['/', '~']) || text.contains(['\\', ':']);
        if outside || text.split('/').any(|part| matches!(part, "" | "." | "..")) {
            return Err(format!(
                "`{text}` is no path within the portfolio; write {}, from the folder of quarterdeck.yaml on",
                Self::EXPECTED
            ));
        }
        Ok(Self(text.to_owned()))
    }

    fn value(&self) -> Value {
        Value::text(&self.0)
    }

    fn placeholder() -> Self {
        Self(String::new())
    }
}
leaf!(LogoPath);

/// A colour that can be read as text on light pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccentColour(Colour);

/// What light pages lie on: white, and the ground of boxes.
const LIGHT: [(Colour, &str); 2] = [
    (Colour::new(0xff, 0xff, 0xff), "white"),
    (Colour::new(0xf6, 0xf8, 0xfa), "#f6f8fa, the ground of boxes"),
];
/// What dark pages lie on.
const DARK: [Colour; 2] = [Colour::new(0x12, 0x17, 0x1e), Colour::new(0x1a, 0x21, 0x2b)];

impl AccentColour {
    /// The colour on light.
    pub fn light(self) -> Colour {
        self.0
    }

    /// A shade of the same hue that can be read on dark.
    pub fn dark(self) -> Colour {
        self.0.shade(&DARK, true)
    }
}

impl Leaf for AccentColour {
    const NAME: &'static str = "accent";
    const EXPECTED: &'static str = "a colour like #0b57a4";

    fn parse(text: &str) -> Result<Self, String> {
        let colour = Colour::parse(text).ok_or_else(|| format!("`{text}` is not {}", Self::EXPECTED))?;
        let grounds = LIGHT.map(|(ground, _)| ground);
        for (ground, name) in LIGHT {
            let contrast = colour.contrast(ground);
            if contrast < ENOUGH {
                // Rounded down, so that what fails is never told as what is asked for.
                let told = (contrast * 10.0).floor() / 10.0;
                return Err(format!(
                    "`{text}` has a contrast of {told:.1} on {name}, and links need {ENOUGH}; `{}` is the same hue and dark enough",
                    colour.shade(&grounds, false)
                ));
            }
        }
        Ok(Self(colour))
    }

    fn value(&self) -> Value {
        Value::text(self.0.to_string())
    }

    fn placeholder() -> Self {
        Self(Colour::new(0x0b, 0x57, 0xa4))
    }
}
leaf!(AccentColour);

/// Where the site will lie, with a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

impl Leaf for BaseUrl {
    const NAME: &'static str = "base-url";
    const EXPECTED: &'static str = "an address like https://alliances.example.com/";

    fn parse(text: &str) -> Result<Self, String> {
        let fault = |why: &str| Err(format!("`{text}` {why}; write {}", Self::EXPECTED));
        let Some(rest) = text.strip_prefix("https://") else { return fault("does not begin with https://") };
        let host = rest.split('/').next().unwrap_or_default();
        let (name, port) = host.split_once(':').unwrap_or((host, "443"));
        let labels = name.split('.').all(|label| {
            !label.is_empty()
                && !label.starts_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        });
        if !labels || port.parse::<u16>().is_err() {
            return fault("names no host");
        }
        if rest.contains(['?', '#', '"', '\'', '<', '>', '\\', '@']) || rest.contains(char::is_whitespace) {
            return fault("is more than the address of a folder");
        }
        Ok(Self(format!("{}/", text.trim_end_matches('/'))))
    }

    fn value(&self) -> Value {
        Value::text(&self.0)
    }

    fn placeholder() -> Self {
        Self(String::new())
    }
}
leaf!(BaseUrl);

impl fmt::Display for BaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logo_lies_within_the_portfolio() {
        for path in [
            "../logo.png",
            "/etc/logo.png",
            "a/../../b.svg",
            "C:\\logo.png",
            "~/logo.png",
            "a//b.png",
            "",
            ".",
        ] {
            assert!(LogoPath::parse(path).is_err(), "{path}");
        }
        assert_eq!(LogoPath::parse("assets/logo.svg").unwrap().as_str(), "assets/logo.svg");
    }

    #[test]
    fn an_accent_can_be_read_on_every_ground_of_its_theme() {
        for text in ["#0b57a4", "#801650", "#005a44", "#000000", "#5a3e00", "#b00000"] {
            let accent = AccentColour::parse(text).unwrap();
            for ground in DARK {
                assert!(accent.dark().contrast(ground) >= ENOUGH, "{text}: {}", accent.dark());
            }
        }
        for text in ["#ffcc00", "#7db0dc", "#777777", "#ffffff"] {
            let error = AccentColour::parse(text).unwrap_err();
            let offered = error.rsplit_once("; `").unwrap().1.split('`').next().unwrap();
            assert!(AccentColour::parse(offered).is_ok(), "{error}");
        }
        for text in ["red", "#fff", "#12345g", "0b57a4", "#0b57a4ff", "#ä0b57"] {
            assert!(AccentColour::parse(text).unwrap_err().contains("is not a colour"), "{text}");
        }
    }

    #[test]
    fn an_address_ends_in_one_slash() {
        for (text, kept) in [
            ("https://a.example.com", "https://a.example.com/"),
            ("https://a.example.com:8443/x/y//", "https://a.example.com:8443/x/y/"),
        ] {
            assert_eq!(BaseUrl::parse(text).unwrap().to_string(), kept);
        }
        for text in [
            "http://a.example.com",
            "https://",
            "https:///x",
            "https://a b",
            "https://a/?q",
            "https://u@a/",
            "a.com",
            "https://a:x/",
        ] {
            assert!(BaseUrl::parse(text).is_err(), "{text}");
        }
    }
}
