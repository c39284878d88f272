//! What passes from stage to stage, as horizontal bars on one scale, each split in two parts.
//! Bars and no trapezoids: a length can be compared, a slanted surface cannot.

use crate::chart::label::{shorten, width};
use crate::chart::rows::{Head, Key, STRONG, TEXT, WIDTH, begin, head};
use crate::chart::svg::{Anchor, Svg};
use crate::view::figure::{Funnel, FunnelBar};

/// What a row takes below its words.
const BELOW: f64 = 30.0;
const BAR: f64 = 18.0;
/// Room for the total at the end of the longest bar.
const END: f64 = 92.0;
/// From one part to the next.
const SPLIT: f64 = 1.5;
const TITLE: f64 = 34.0;

pub(super) fn draw(figure: &Funnel) -> String {
    let split = !figure.second.is_empty();
    let key = if split { Key::new([figure.first.as_str(), figure.second.as_str()]) } else { Key::new([]) };
    let title = if figure.outcomes.is_empty() { 0.0 } else { TITLE };
    let bars = || figure.stages.iter().chain(&figure.outcomes);
    let high = |bar: &FunnelBar| words(bar).height() + BELOW;
    let height = key.height + 4.0 + bars().map(high).sum::<f64>() + title;
    let links = bars().any(|bar| bar.href.is_some());
    let highest = bars().map(total).max().unwrap_or_default().max(1);
    let mut svg = begin(height, &figure.summary, links);
    key.draw(&mut svg, (0.0, 0.0), |svg, index, (x, y)| {
        let class = if index == 0 { "c-part-1" } else { "c-part-2" };
        svg.rect(class, (x - 6.0, y - 5.0), (12.0, 10.0));
    });
    let mut top = key.height + 4.0;
    for bar in &figure.stages {
        draw_bar(&mut svg, figure, bar, highest, top);
        top += high(bar);
    }
    if title > 0.0 {
        svg.line("c-grid", (0.0, top), (WIDTH, top));
        svg.text("c-text", Anchor::Start, (0.0, top + 19.0), &shorten(&figure.outcomes_title, TEXT, WIDTH));
        top += title;
    }
    for bar in &figure.outcomes {
        draw_bar(&mut svg, figure, bar, highest, top);
        top += high(bar);
    }
    svg.finish()
}

fn total(bar: &FunnelBar) -> u64 {
    u64::from(bar.first) + u64::from(bar.second)
}

fn words(bar: &FunnelBar) -> Head<'_> {
    Head { name: &bar.name, href: bar.href.as_deref(), words: &bar.conversion, strong: false, after: true }
}

fn draw_bar(svg: &mut Svg, figure: &Funnel, bar: &FunnelBar, highest: u64, top: f64) {
    let words = words(bar);
    head(svg, &words, top);
    let top = top + words.height();
    let split = !figure.second.is_empty();
    let long = |count: u32| f64::from(count) / highest as f64 * (WIDTH - END);
    let parts =
        [(bar.first, "c-part-1", "c-text c-ink-light"), (bar.second, "c-part-2", "c-text c-ink-dark")];
    let mut left = 0.0;
    let mut all_printed = true;
    for ((count, class, ink), name) in parts.into_iter().zip([&figure.first, &figure.second]) {
        if count == 0 {
            continue;
        }
        let printed = count.to_string();
        let gap = if left > 0.0 { SPLIT } else { 0.0 };
        let fits = width(&printed, STRONG) + 6.0 <= long(count) - gap;
        svg.group("c-mark");
        let part = if name.is_empty() { String::new() } else { format!(", {name}") };
        svg.title(&format!("{}{part}: {count}", bar.name));
        svg.rect(class, (left + gap, top), (long(count) - gap, BAR));
        if split && fits {
            svg.text(ink, Anchor::Middle, (left + (long(count) + gap) / 2.0, top + 13.0), &printed);
        }
        svg.close();
        all_printed &= fits;
        left += long(count);
    }
    svg.line("c-base", (0.0, top - 1.0), (0.0, top + BAR + 1.0));
    let sum = total(bar);
    let end = format!("{sum}");
    svg.text("c-text c-strong", Anchor::Start, (left + 7.0, top + 13.0), &end);
    if split && !all_printed && bar.first > 0 && bar.second > 0 {
        let x = left + 7.0 + width(&end, STRONG) + 6.0;
        svg.text("c-text", Anchor::Start, (x, top + 13.0), &format!("{} + {}", bar.first, bar.second));
    }
}

#[cfg(test)]
mod tests {
    use super::draw;
    use crate::chart::audit;
    use crate::chart::rows::WIDTH;
    use crate::view::figure::{Funnel, FunnelBar};

    fn bar(name: &str, first: u32, second: u32) -> FunnelBar {
        let conversion = "3 of 4 went on, 75 %".to_owned();
        FunnelBar { name: name.to_owned(), href: None, first, second, conversion }
    }

    fn funnel(stages: Vec<FunnelBar>) -> Funnel {
        Funnel {
            first: "with a sales sponsor".to_owned(),
            second: "without".to_owned(),
            stages,
            outcomes_title: "How they ended".to_owned(),
            outcomes: vec![bar("Reached its aim", 3, 1)],
            summary: "Three of four reached approval".to_owned(),
        }
    }

    fn drawn(figure: &Funnel) -> String {
        let svg = draw(figure);
        audit::sound(&svg, WIDTH, audit::height(&svg));
        audit::apart(&svg);
        svg
    }

    #[test]
    fn bars_are_as_long_as_their_counts_and_parts_follow_each_other() {
        let svg = drawn(&funnel(vec![bar("Ideas", 8, 12), bar("Approved", 8, 2)]));
        // A sample in the key, two stages, an outcome; 20 initiatives take all of 332 pixels.
        assert_eq!(audit::all(&svg, "c-part-1", "width"), [12.0, 132.8, 132.8, 49.8]);
        assert_eq!(audit::all(&svg, "c-part-2", "x")[1..], [134.3, 134.3, 51.3]);
        assert_eq!(audit::all(&svg, "c-part-2", "width")[1..], [197.7, 31.7, 15.1]);
        assert!(svg.find(">Ideas<").unwrap() < svg.find(">Approved<").unwrap());
    }

    #[test]
    fn every_count_is_printed_in_its_part_or_at_the_end() {
        let svg = drawn(&funnel(vec![bar("Ideas", 100, 1)]));
        assert!(svg.contains(">100<") && svg.contains(">101<") && svg.contains(">100 + 1<"), "{svg}");
        let svg = drawn(&funnel(vec![bar("Ideas", 8, 12)]));
        assert!(svg.contains(">8<") && svg.contains(">12<") && svg.contains(">20<"), "{svg}");
        assert!(svg.contains(">3 of 4 went on, 75 %<") && svg.contains(">How they ended<"), "{svg}");
    }

    #[test]
    fn without_a_second_part_there_is_no_key() {
        let whole = Funnel { second: String::new(), ..funnel(vec![bar("Ideas", 8, 0)]) };
        let svg = drawn(&whole);
        assert_eq!(svg.matches(">8<").count(), 1, "the total at the end is enough");
        assert!(!svg.contains("with a sales sponsor<"));
    }

    #[test]
    fn nothing_and_too_much_are_held() {
        let empty = Funnel { outcomes: vec![], ..funnel(vec![]) };
        assert!(!drawn(&empty).contains("How they ended"));
        let svg = drawn(&funnel(vec![bar("None", 0, 0), bar("All", u32::MAX, u32::MAX)]));
        assert!(svg.contains(">8589934590<") && svg.contains(">0<"), "{svg}");
        assert!(!drawn(&funnel(vec![bar(&"</g><a>".repeat(40), 1, 1)])).contains("<a>"));
    }
}
