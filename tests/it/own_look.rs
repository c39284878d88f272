//! What a team brings along for its site: logo, accent, address, and templates in place of those of the program.

use std::fs;

use super::harness::{Folder, Run, TODAY, walk};

fn build(folder: &Folder) -> Run {
    folder.run(&["build", "--out", "site", "--exit-zero", "--color", "never", "--as-of", TODAY])
}

fn page(folder: &Folder, path: &str) -> String {
    fs::read_to_string(folder.path().join("site").join(path)).unwrap()
}

#[test]
fn a_logo_stands_in_the_head_of_each_page_under_the_ending_of_its_content() {
    let folder = Folder::sound();
    let png = b"\x89PNG\r\n\x1a\nnot much of a picture";
    folder.write("brand/mark.bin", png);
    folder.write("quarterdeck.yaml", "site: {title: 'Us & \"them\"', logo: brand/mark.bin}\n");
    assert_eq!(build(&folder).code, 0);
    assert_eq!(fs::read(folder.path().join("site/assets/logo.png")).unwrap(), png);
    for (path, root) in [("index.html", ""), ("partners/acme/index.html", "../../")] {
        let img =
            format!("<img class=\"logo\" src=\"{root}assets/logo.png\" alt=\"Us &amp; &quot;them&quot;\">");
        assert!(page(&folder, path).contains(&img), "{path}");
    }
}

#[test]
fn without_settings_there_is_neither_logo_nor_accent() {
    let folder = Folder::sound();
    assert_eq!(build(&folder).code, 0);
    assert!(!walk(&folder.path().join("site")).iter().any(|path| path.starts_with("assets/logo")));
    assert!(!page(&folder, "index.html").contains("<img"));
    assert_eq!(page(&folder, "assets/site.css").matches("--link:").count(), 1);
}

#[test]
fn an_accent_takes_the_place_of_the_colour_of_links() {
    let folder = Folder::sound();
    folder.write("quarterdeck.yaml", "site: {accent: '#801650'}\n");
    assert_eq!(build(&folder).code, 0);
    let css = page(&folder, "assets/site.css");
    let last = css.rsplit("--link: ").next().unwrap().split(';').next().unwrap();
    assert!(last.starts_with("light-dark(#801650, #"), "{last}");
}

#[test]
fn a_logo_that_cannot_be_shown_costs_the_logo_only() {
    let folder = Folder::sound();
    folder.write("quarterdeck.yaml", "site: {title: Ours, logo: brand/mark.png}\n");
    let run = folder.run(&["build", "--out", "site", "--color", "never", "--as-of", TODAY]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stderr.contains("there is no file `brand/mark.png`"), "{}", run.stderr);
    assert!(page(&folder, "index.html").contains(">Ours</a>"));
}

#[test]
fn a_template_of_the_portfolio_takes_the_place_of_ours_and_words_stay_words() {
    let folder = Folder::sound();
    folder.write("partners/birch/partner.yaml", "name: '<b>Acme</b>'\nkinds: [oem]\ntiers: [{tier: strategic, from: 2025-01-01}]\nstages: [{stage: operate, from: 2025-01-01}]\n");
    folder.write(
        "templates/partner.html",
        "{% extends \"long.html\" %}\n{% block content %}<p class=\"ours\">Of {{ site.title }}: {{ page.title }}</p>{{ super() }}{% endblock %}\n",
    );
    folder.write("templates/site.css", "body { margin: 3px; }\n");
    folder.write("templates/icon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n");
    assert_eq!(build(&folder).code, 0);
    let html = page(&folder, "partners/birch/index.html");
    assert!(html.contains("<p class=\"ours\">Of Alliance portfolio: &lt;b&gt;Acme&lt;/b&gt;</p>"), "{html}");
    assert!(!page(&folder, "index.html").contains("class=\"ours\""));
    let css = page(&folder, "assets/site.css");
    assert!(css.starts_with("body { margin: 3px; }") && css.contains(".chart"), "chart.css stays ours");
    assert!(page(&folder, "assets/icon.svg").len() < 50);
    // `check` has nothing to say about the folder.
    let run = folder.run(&["check", "--select", "records", "--as-of", TODAY]);
    assert_eq!((run.stdout.as_str(), run.code), ("", 0));
}

/// What the addresses of a page's links and files are.
fn addresses(html: &str) -> Vec<&str> {
    let after = |mark: &'static str| html.split(mark).skip(1).map(|rest| rest.split_once('"').unwrap().0);
    after(" href=\"").chain(after(" src=\"")).collect()
}

/// A web server shows the page at whatever address was asked for, so no link of it may begin there.
#[test]
fn the_links_of_the_page_for_lost_addresses_begin_at_the_address_of_the_site() {
    let folder = Folder::sound();
    let base = "https://alliances.example.com/team/";
    folder.write("quarterdeck.yaml", format!("site: {{base_url: '{base}'}}\n"));
    assert_eq!(build(&folder).code, 0);
    let files = walk(&folder.path().join("site"));
    let lost = page(&folder, "404.html");
    let mut count = 0;
    for address in addresses(&lost).into_iter().filter(|address| !address.starts_with('#')) {
        let path = address.strip_prefix(base).unwrap_or_else(|| panic!("{address}"));
        assert!(files.iter().any(|file| file == path), "{address}: there is no such file");
        count += 1;
    }
    assert!(count > 20, "only {count} addresses");
    // All other pages work wherever they lie.
    for path in files.iter().filter(|path| path.ends_with(".html") && *path != "404.html") {
        assert!(!page(&folder, path).contains(base), "{path}");
    }
    // Without the setting, nobody knows where the site lies.
    folder.write("quarterdeck.yaml", "schema: 1\n");
    assert_eq!(build(&folder).code, 0);
    let lost = page(&folder, "404.html");
    assert!(addresses(&lost).iter().all(|address| !address.contains("//")), "{lost}");
}

/// The template that the guide shows under a path.
fn of_the_guide(path: &str) -> String {
    let guide = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/guide.md")).unwrap();
    let (_, rest) = guide.split_once(&format!("```html {path}\n")).expect(path);
    rest.split_once("```\n").unwrap().0.to_owned()
}

#[test]
fn the_templates_of_the_guide_extend_ours_and_call_our_components() {
    let folder = Folder::sound();
    assert_eq!(build(&folder).code, 0);
    let before = page(&folder, "partners/acme/index.html");
    let section = "<section class=\"section\"";
    assert!(before.contains(section) && !before.contains("Ask before you pass one on."));
    folder.write("templates/partner.html", of_the_guide("templates/partner.html"));
    let run = build(&folder);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let after = page(&folder, "partners/acme/index.html");
    let notice = after.find("Ask before you pass one on.").unwrap();
    assert!(notice < after.find("class=\"toc\"").unwrap(), "the notice stands before the sections");
    assert_eq!(after.matches(section).count(), before.matches(section).count());

    // The loop of the second, on a page with sections of both kinds.
    assert!(before.contains("tag-internal"));
    let own = of_the_guide("templates/meeting.html");
    folder.write("templates/partner.html", own.replace("page.html", "long.html"));
    let run = build(&folder);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let chosen = page(&folder, "partners/acme/index.html");
    assert!(chosen.contains(section) && !chosen.contains("tag-internal"));
}

/// What goes wrong with a template, what is told about it, and that the old site stays.
#[test]
fn a_template_that_cannot_be_used_is_told_with_its_place_and_the_old_site_stays() {
    let cases: [(&str, &[u8], &[&str]); 5] = [
        ("templates/partnr.html", b"x", &["templates/partnr.html", "partner.html", "chart.css", "icon.svg"]),
        ("templates/deep/page.html", b"x", &["templates/deep/page.html", "page.html"]),
        (
            "templates/page.html",
            b"{% extends \"layout.html\" %}\n{% block content %}\n{% if %}\n{% endblock %}",
            &["templates/page.html:3"],
        ),
        (
            "templates/findings.html",
            b"{% extends \"page.html\" %}\n{% block content %}{{ page.headlin.x }}{% endblock %}",
            &["templates/findings.html:2", "headlin"],
        ),
        ("templates/page.html", b"caf\xe9", &["templates/page.html", "UTF-8"]),
    ];
    for (path, text, said) in cases {
        let folder = Folder::sound();
        assert_eq!(build(&folder).code, 0);
        let before = page(&folder, "index.html");
        folder.write(path, text);
        let run = build(&folder);
        assert_eq!(run.code, 2, "{path}: {}", run.stderr);
        for word in said {
            assert!(run.stderr.contains(word), "{path}: `{word}` is not in\n{}", run.stderr);
        }
        assert_eq!(page(&folder, "index.html"), before, "{path}");
    }
}

#[cfg(unix)]
#[test]
fn no_template_is_read_through_a_link() {
    for whole in [true, false] {
        let folder = Folder::sound();
        folder.write("elsewhere/page.html", "canary");
        let (from, to) =
            if whole { ("elsewhere", "templates") } else { ("elsewhere/page.html", "templates/page.html") };
        if !whole {
            fs::create_dir(folder.path().join("templates")).unwrap();
        }
        std::os::unix::fs::symlink(folder.path().join(from), folder.path().join(to)).unwrap();
        let run = build(&folder);
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.stderr.contains("symbolic link"), "{}", run.stderr);
    }
}
