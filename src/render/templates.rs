//! The templates and shared files that come with the program.

use tera::Tera;

use super::mask::mask;
use super::{Own, RenderError};
use crate::publish::Files;
use crate::view::page::SiteFrame;

/// The templates, by name; what others extend or call comes first.
pub(super) const TEMPLATES: [(&str, &str); 23] = [
    ("components.html", include_str!("../../templates/components.html")),
    ("layout.html", include_str!("../../templates/layout.html")),
    ("page.html", include_str!("../../templates/page.html")),
    ("long.html", include_str!("../../templates/long.html")),
    ("overview.html", include_str!("../../templates/overview.html")),
    ("partners.html", include_str!("../../templates/partners.html")),
    ("partner.html", include_str!("../../templates/partner.html")),
    ("initiatives.html", include_str!("../../templates/initiatives.html")),
    ("initiative.html", include_str!("../../templates/initiative.html")),
    ("reviews.html", include_str!("../../templates/reviews.html")),
    ("review.html", include_str!("../../templates/review.html")),
    ("meeting.html", include_str!("../../templates/meeting.html")),
    ("metrics.html", include_str!("../../templates/metrics.html")),
    ("numbers.html", include_str!("../../templates/numbers.html")),
    ("ledger.html", include_str!("../../templates/ledger.html")),
    ("programme.html", include_str!("../../templates/programme.html")),
    ("playbook.html", include_str!("../../templates/playbook.html")),
    ("rule.html", include_str!("../../templates/rule.html")),
    ("search.html", include_str!("../../templates/search.html")),
    ("not-found.html", include_str!("../../templates/not-found.html")),
    ("moved.html", include_str!("../../templates/moved.html")),
    ("findings.html", include_str!("../../templates/findings.html")),
    ("packet.html", include_str!("../../templates/packet.html")),
];

/// The other files that a team may replace.
pub(super) const SHARED: [(&str, &str); 4] = [
    ("site.css", include_str!("../../templates/site.css")),
    ("chart.css", include_str!("../../templates/chart.css")),
    ("icon.svg", include_str!("../../templates/icon.svg")),
    ("packet.css", include_str!("../../templates/packet.css")),
];

/// Reads all templates, the team's own in place of those of the same name.
pub(super) fn read(own: &Own) -> Result<Tera, RenderError> {
    for name in own.templates.keys() {
        if !TEMPLATES.iter().chain(&SHARED).any(|(known, _)| known == name) {
            return Err(RenderError::unknown_template(name));
        }
    }
    let mut tera = Tera::default();
    let read: Vec<(&str, &str)> = TEMPLATES.iter().map(|(name, text)| (*name, own.or(name, text))).collect();
    tera.add_raw_templates(read).map_err(|error| RenderError::of_template("the templates", own, &error))?;
    Ok(tera)
}

/// The names of all files that a team may replace.
pub(super) fn names() -> Vec<&'static str> {
    let mut names: Vec<&str> = TEMPLATES.iter().chain(&SHARED).map(|(name, _)| *name).collect();
    names.sort_unstable();
    names
}

/// The files that all pages share.
pub(super) fn assets(site: &SiteFrame, own: &Own) -> Files {
    let running = format!("{} · as of {}", site.title, site.as_of);
    let running = if site.figures_hidden { mask(&running) } else { running };
    let paper = format!(
        "@page {{ @top-left {{ content: {}; font: 8pt system-ui, sans-serif; color: #4b5665; }} }}\n",
        css_text(&running)
    );
    let [site_css, chart_css, icon, _] = SHARED.map(|(name, text)| own.or(name, text));
    let accent = site
        .accent
        .as_ref()
        .map(|accent| format!(":root {{ --link: light-dark({}, {}); }}\n", accent.light, accent.dark));
    let css = [site_css, chart_css, accent.as_deref().unwrap_or_default(), &paper].concat();
    let mut files = Files::from([
        ("assets/site.css".to_owned(), css.into_bytes()),
        ("assets/site.js".to_owned(), include_bytes!("../../templates/site.js").to_vec()),
        ("assets/icon.svg".to_owned(), icon.as_bytes().to_vec()),
        ("robots.txt".to_owned(), b"User-agent: *\nDisallow: /\n".to_vec()),
    ]);
    if let (Some(path), Some(bytes)) = (&site.logo, &own.logo) {
        files.insert(path.clone(), bytes.clone());
    }
    files
}

/// A text as a CSS string: whatever is not a plain letter, digit, space or point is written by its number
/// and the space that ends a number.
pub(super) fn css_text(text: &str) -> String {
    let mut css = String::from("\"");
    for c in text.chars() {
        if c.is_alphanumeric() || matches!(c, ' ' | '.' | ',' | '-') {
            css.push(c);
        } else {
            css.push_str(&format!("\\{:06x} ", u32::from(c)));
        }
    }
    css.push('"');
    css
}

#[cfg(test)]
mod tests {
    use super::css_text;

    #[test]
    fn a_title_cannot_leave_its_css_string() {
        assert_eq!(css_text("A & B"), "\"A \\000026  B\"");
        assert_eq!(css_text("\"; } body {"), "\"\\000022 \\00003b  \\00007d  body \\00007b \"");
    }
}
