//! What records may and may not do to a page.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{Options, links, plain, render, render_part, sections};

fn html(text: &str) -> String {
    render(text, &Options::default())
}

fn permissive(text: &str) -> String {
    let same = |target: &str| Some(target.to_owned());
    render(text, &Options { link: &same, image: &same, heading_above: 1, id_prefix: "x-" })
}

/// Panics unless the output is built from the tags and attributes that we write, and ammonia, which parses it
/// as a browser does, finds nothing to take away.
fn assert_safe(output: &str, input: &str) {
    let tags: BTreeSet<&str> = [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "code",
        "ul",
        "ol",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "em",
        "strong",
        "del",
        "a",
        "img",
        "br",
        "hr",
        "sup",
        "section",
        "span",
    ]
    .into();
    let attributes = [
        "href",
        "rel",
        "title",
        "src",
        "alt",
        "id",
        "class",
        "start",
        "value",
        "scope",
        "role",
        "aria-label",
        "tabindex",
    ];
    let mut rest = output;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let tag = &rest[..rest.find('>').expect("every tag ends")];
        rest = &rest[tag.len() + 1..];
        let name: String =
            tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        assert!(tags.contains(name.as_str()), "tag {tag:?} from {input:?}");
        let mut values = tag[tag.find(&name).expect("found above") + name.len()..].split('"');
        while let Some(attribute) = values.next().map(str::trim).filter(|text| !text.is_empty()) {
            let attribute = attribute.strip_suffix('=').expect("every attribute has a value");
            assert!(attributes.contains(&attribute), "attribute {attribute:?} from {input:?}");
            let value = values.next().expect("every value is closed");
            if ["href", "src"].contains(&attribute) {
                assert!(
                    !super::is_dangerous(&value.replace("&amp;", "&")),
                    "address {value:?} from {input:?}"
                );
            }
        }
    }
    let cleaned = ammonia::Builder::default()
        .tags(tags.into_iter().collect())
        .generic_attributes(attributes.into_iter().collect())
        .tag_attributes(Default::default())
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(None)
        .clean(output)
        .to_string();
    // The parser writes its own way of the same thing: quotes in text bare, no-break spaces as entities.
    let same = |text: &str| text.replace("&quot;", "\"").replace("&nbsp;", "\u{A0}");
    assert_eq!(same(&cleaned), same(output), "from {input:?}");
}

#[test]
fn every_payload_comes_out_as_words() {
    let payloads = include_str!("payloads.txt");
    for payload in payloads.lines().filter(|line| !line.is_empty() && !line.starts_with("## ")) {
        let payload = payload.replace("\\t", "\t").replace("\\n", "\n").replace("\\0", "\0");
        for form in [
            payload.clone(),
            format!("# {payload}"),
            format!("- {payload}"),
            format!("> {payload}"),
            format!("| {payload} |\n|---|\n| {payload} |"),
            format!("`{payload}`"),
            format!("```{payload}\n{payload}\n```"),
            format!("[{payload}](https://example.com \"{payload}\")"),
            format!("[x]({payload})"),
            format!("[x](<{payload}>)"),
            format!("![{payload}]({payload})"),
            format!("![x](<{payload}>)"),
            format!("<{payload}>"),
            format!("[x]\n\n[x]: <{payload}> '{payload}'"),
            format!("x[^{payload}]\n\n[^{payload}]: {payload}"),
            format!("~~{payload}~~ **{payload}**"),
        ] {
            let output = permissive(&form);
            assert_safe(&output, &form);
            let lower = output.to_lowercase();
            assert!(!lower.contains("<script") && !lower.contains("href=\"javascript"), "{form:?}\n{output}");
        }
    }
}

#[test]
fn raw_html_is_shown() {
    assert_eq!(html("a <b onclick=\"x\">c</b>"), "<p>a &lt;b onclick=&quot;x&quot;&gt;c&lt;/b&gt;</p>\n");
    assert_eq!(html("<script>\nalert(1)\n</script>\n"), "<p>&lt;script&gt;\nalert(1)\n&lt;/script&gt;</p>\n");
}

#[test]
fn comments_are_for_writers_only() {
    assert_eq!(html("<!-- ask Ann -->\n\nText <!-- not yet --> here.\n"), "<p>Text  here.</p>\n");
    assert_eq!(html("<!-- a --> <i>b</i>\n"), "<p>&lt;i&gt;b&lt;/i&gt;</p>\n");
    assert_eq!(html("<!-- slip\n\ntext\n"), "<p>&lt;!-- slip\n\ntext</p>\n");
    assert_eq!(plain("<!-- ask\nAnn -->\n\na <!-- b\nc --> d\n"), "a d");
}

#[test]
fn template_text_prints_as_typed() {
    assert_eq!(html("{{ 7*7 }} {% raw %} {# x #}"), "<p>{{ 7*7 }} {% raw %} {# x #}</p>\n");
}

#[test]
fn heading_attributes_are_words() {
    assert_eq!(
        html("# T {onclick=\"x\" #id .class}"),
        "<h1 id=\"t-onclick-x-id-class\">T {onclick=&quot;x&quot; #id .class}</h1>\n"
    );
}

#[test]
fn headings_go_down_and_have_unique_ids() {
    let options = Options { heading_above: 2, id_prefix: "q3-", ..Options::default() };
    assert_eq!(
        render("# Risks\n\n## Risks\n\n##### *Deep*\n\n[up](#risks-2) [page](#top)\n", &options),
        "<h3 id=\"q3-risks\">Risks</h3>\n<h4 id=\"q3-risks-2\">Risks</h4>\n<h5 id=\"q3-deep\"><em>Deep</em></h5>\n\
         <p><a href=\"#q3-risks-2\">up</a> <a href=\"#top\">page</a></p>\n"
    );
}

#[test]
fn headings_skip_no_level_whatever_they_are_written_in() {
    let levels = |text: &str| -> String {
        let output = render(text, &Options { heading_above: 2, ..Options::default() });
        output.split("<h").skip(1).map(|rest| &rest[..1]).collect()
    };
    assert_eq!(levels("## A\n\n## B\n\n#### C\n\n### D\n\n# E\n\n## F\n"), "334434");
    assert_eq!(levels("### A\n\n# B\n"), "33");
    assert_eq!(levels("# A\n\n## B\n\n### C\n\n#### D\n\n##### E\n"), "34566");
}

#[test]
fn links_and_images_go_where_the_caller_says() {
    let link = |target: &str| target.strip_suffix(".md").map(|stem| format!("{stem}.html"));
    let image = |target: &str| (target == "logo.png").then(|| "../files/logo.png".to_owned());
    let options = Options { link: &link, image: &image, ..Options::default() };
    let page = |text: &str| render(text, &options);
    assert_eq!(page("[a](b.md)"), "<p><a href=\"b.html\">a</a></p>\n");
    assert_eq!(page("[*a*](b.txt)"), "<p><em>a</em></p>\n");
    assert_eq!(
        page("[a](https://e.org/?b=c&d \"t\")"),
        "<p><a href=\"https://e.org/?b=c&amp;d\" title=\"t\" rel=\"noopener noreferrer\">a</a></p>\n"
    );
    assert_eq!(
        page("<ann@e.org>"),
        "<p><a href=\"mailto:ann@e.org\" rel=\"noopener noreferrer\">ann@e.org</a></p>\n"
    );
    assert_eq!(page("![our *logo*](logo.png)"), "<p><img src=\"../files/logo.png\" alt=\"our logo\"></p>\n");
    assert_eq!(page("![far](https://e.org/x.png) ![none](x.png)"), "<p>far none</p>\n");
    assert_eq!(page("[a](javascript:alert`1`)"), "<p>a</p>\n");
}

#[test]
fn a_resolver_cannot_open_a_door() {
    let evil = |_: &str| Some("javascript:alert(1)".to_owned());
    let options = Options { link: &evil, image: &evil, ..Options::default() };
    assert_eq!(render("[a](b.md) ![c](d.png)", &options), "<p>a c</p>\n");
}

#[test]
fn blocks() {
    assert_eq!(
        html("| a | b |\n|:--|--:|\n| 1 | 2 |\n"),
        "<table>\n<thead>\n<tr><th scope=\"col\" class=\"left\">a</th><th scope=\"col\" class=\"right\">b</th></tr>\n\
         </thead>\n<tbody>\n<tr><td class=\"left\">1</td><td class=\"right\">2</td></tr>\n</tbody>\n</table>\n"
    );
    assert_eq!(
        html("- [x] a\n- [ ] b\n\n3. c\n"),
        "<ul>\n<li><span class=\"task\" role=\"img\" aria-label=\"done\">☑</span> a</li>\n\
         <li><span class=\"task\" role=\"img\" aria-label=\"to do\">☐</span> b</li>\n</ul>\n\
         <ol start=\"3\">\n<li>c</li>\n</ol>\n"
    );
    assert_eq!(
        html("```Rust\"onx=1 y\n<\n```"),
        "<pre tabindex=\"0\"><code class=\"language-rustonx1\">&lt;\n</code></pre>\n"
    );
    assert_eq!(html("    a\r\n\r\n~~b~~\r\n"), "<pre tabindex=\"0\"><code>a\n</code></pre>\n<p><del>b</del></p>\n");
}

#[test]
fn footnotes_are_numbered_as_they_are_read() {
    let options = Options { id_prefix: "n-", ..Options::default() };
    assert_eq!(
        render("a[^Late] b[^x] c[^late]\n\n[^x]: X\n\n[^late]: L[^gone]\n", &options),
        "<p>a<sup><a href=\"#n-note_1\" id=\"n-ref_1\">1</a></sup> b<sup><a href=\"#n-note_2\" id=\"n-ref_2\">2</a>\
         </sup> c<sup><a href=\"#n-note_1\">1</a></sup></p>\n\
         <section class=\"footnotes\" aria-label=\"Footnotes\">\n<ol>\n\
         <li id=\"n-note_1\">\n<p>L[^gone]</p>\n<a href=\"#n-ref_1\" aria-label=\"Back to the text\">↩</a></li>\n\
         <li id=\"n-note_2\">\n<p>X</p>\n<a href=\"#n-ref_2\" aria-label=\"Back to the text\">↩</a></li>\n\
         </ol>\n</section>\n"
    );
    let nested = html("[a[^1]](https://e.org)\n\n[^1]: n");
    assert!(!nested.contains("e.org\""), "a link within a link would end the outer one: {nested}");
}

#[test]
fn a_part_knows_the_links_and_notes_of_the_whole() {
    let text = "# A\n\n[plan][p] one[^1]\n\n## Risks\n\n# B\n\n## Risks\n\ntwo[^2]\n\n[p]: https://e.org\n\n[^1]: ONE\n[^2]: TWO\n";
    let sections = sections(text);
    let options = Options::default();
    let a = render_part(text, sections[0].body.clone(), &options);
    let b = render_part(text, sections[1].body.clone(), &options);
    assert!(a.contains("href=\"https://e.org\"") && a.contains("ONE") && !a.contains("TWO"), "{a}");
    assert!(b.contains("id=\"risks-2\"") && b.contains("value=\"2\"") && !b.contains("ONE"), "{b}");
    let all = render(text, &options);
    assert!(all.matches("ONE").count() == 1 && all.matches("TWO").count() == 1, "{all}");
}

#[test]
fn plain_words() {
    assert_eq!(
        plain(
            "# Head\n\nSome *words*,\n`code` & [a link](x.md)[^1] ![logo](l.png)\n\n- one\n- two\n\n[^1]: note\n"
        ),
        "Head Some words, code & a link logo one two"
    );
    assert_eq!(plain("&lt;b&gt; <i>"), "<b> <i>");
}

#[test]
fn deep_and_repetitive_text_ends_soon() {
    for text in [
        ">".repeat(20_000),
        "- ".repeat(3_000),
        "[".repeat(20_000),
        "![".repeat(10_000),
        "*a _b ".repeat(5_000),
        "[^a]".repeat(5_000),
        "<!--".repeat(10_000),
        format!("[a]: /{}\n\n{}", "x".repeat(5_000), "[a] ".repeat(5_000)),
        "# a\n".repeat(3_000),
    ] {
        let _ = (permissive(&text), plain(&text), sections(&text), links(&text));
    }
}

/// Markdown that is likelier than noise to hit an edge.
fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<script>alert(1)</script>"),
        Just("<img src=x onerror=alert(1)>"),
        Just("<!--"),
        Just("-->"),
        Just("<"),
        Just(">"),
        Just("\""),
        Just("'"),
        Just("&"),
        Just("&#106;"),
        Just("&colon;"),
        Just("javascript:"),
        Just("JaVaScRiPt:alert(1)"),
        Just("data:text/html,"),
        Just("https://e.org"),
        Just("//e.org"),
        Just("\\"),
        Just("\t"),
        Just("\n"),
        Just("\n\n"),
        Just("\r\n"),
        Just("\0"),
        Just("    "),
        Just("# "),
        Just("- "),
        Just("1. "),
        Just("> "),
        Just("| a |\n|---|\n| b |"),
        Just("```"),
        Just("`"),
        Just("*"),
        Just("~~"),
        Just("["),
        Just("]"),
        Just("]("),
        Just(")"),
        Just("!["),
        Just("[x]: "),
        Just("[x]"),
        Just("[^1]"),
        Just("[^1]: "),
        Just("[ ] "),
        Just(" onclick=x "),
        Just("{onclick=\"x\"}"),
        Just("a.md"),
        Just("é\u{A0}\u{2028}"),
        Just("---\n"),
    ]
    .prop_map(str::to_owned);
    prop::collection::vec(prop_oneof![6 => piece, 1 => any::<String>()], 0..24)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_safe(text in markdown()) {
        assert_safe(&permissive(&text), &text);
        let _ = plain(&text);
        let mut end = 0;
        for section in sections(&text) {
            prop_assert!(section.range.start >= end && section.range.end <= section.body.start);
            prop_assert!(text.get(section.range).is_some() && text.get(section.body.clone()).is_some());
            assert_safe(&render_part(&text, section.body.clone(), &Options::default()), &text);
            end = section.body.end;
        }
        for link in links(&text) {
            prop_assert!(text.get(link.range).is_some());
        }
    }

    #[test]
    fn ids_are_unique(text in markdown()) {
        let output = permissive(&text);
        let mut seen = BTreeSet::new();
        for id in output.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            prop_assert!(seen.insert(id.to_owned()), "{id} twice in {output}");
        }
    }
}
