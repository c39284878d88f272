//! Whatever an expression says, it is told or it judges: nothing panics, every place lies inside its file, and the rules
//! beside it judge.

use proptest::collection::vec;
use proptest::prelude::*;
use quarterdeck::check::Choice;

use super::super::harness::cases;
use super::laws::{memory, texts, told};
use super::{PROMISES, TWO_PROMISES, page};

/// Pieces that expressions are made of, in any order; most of what comes of it is no expression.
fn shreds() -> impl Strategy<Value = String> {
    let pieces: Vec<&str> = "commitment|partner|today|portfolio|.due|.owner|.side|.text|.days_overdue|.moves|.contacts|.kinds|.x|\
         .nothing| == | != | < | >= | && | || | in |!|(|)|[|]|[0]|['ours']| ? | : | + | - | * | / | % |'ours'|'é'|''|1|0|2.5|true|\
         null|given(|size(|days(|date('2026-01-01')|max(|.all(a, |.exists(one, |.map(m, |one|a|.id|{|}|=| and | not |#|\\|\u{202e}|'|\""
        .split('|')
        .collect();
    vec(prop::sample::select(pieces), 1..14).prop_map(|pieces| pieces.concat())
}

/// Expressions that can be parsed; most of them hold the wrong things against each other, and some judge.
fn parsed() -> impl Strategy<Value = String> {
    let leaves = [
        "commitment",
        "commitment.due",
        "commitment.owner",
        "commitment.side",
        "commitment.days_overdue",
        "commitment.open",
        "commitment.moves",
        "commitment.missing",
        "partner",
        "partner.name",
        "partner.kinds",
        "partner.contacts",
        "partner.tiers",
        "partner.stages",
        "partner.commitments",
        "partner.plan",
        "partner.plan.objectives",
        "partner.initiatives",
        "partner.x",
        "partner.x.team",
        "partner.phase",
        "partner.fiscal_year",
        "partner.metrics",
        "portfolio",
        "portfolio.currency",
        "portfolio.people",
        "portfolio.metrics",
        "portfolio.waivers",
        "portfolio.partners",
        "portfolio.programme",
        "portfolio.programme.listening_channels",
        "portfolio.exchange_rates",
        "portfolio.initiatives",
        "today",
        "most",
        "words",
        "one",
        "1",
        "0",
        "-7",
        "2.5",
        "9223372036854775807",
        "'ours'",
        "'2026-Q2'",
        "''",
        "true",
        "false",
        "null",
        "[]",
        "['ours', 'theirs']",
        "[1, 2.5]",
        "date('2026-02-28')",
    ];
    prop::sample::select(leaves.to_vec()).prop_map(str::to_owned).prop_recursive(4, 24, 3, |inner| {
        let operator =
            prop::sample::select(vec!["==", "!=", "<", "<=", ">", ">=", "&&", "||", "in", "+", "-", "*", "/", "%"]);
        let function = prop::sample::select(vec![
            "abs", "given", "last", "lower", "max", "min", "size", "show", "sum", "unique", "word_count", "year", "date",
        ]);
        let looped = prop::sample::select(vec!["all", "exists", "exists_one", "filter", "map"]);
        prop_oneof![
            4 => (inner.clone(), operator, inner.clone()).prop_map(|(left, sign, right)| format!("({left} {sign} {right})")),
            2 => (function, inner.clone()).prop_map(|(name, of)| format!("{name}({of})")),
            1 => (inner.clone(), inner.clone()).prop_map(|(left, right)| format!("days({left}, {right})")),
            1 => (inner.clone(), inner.clone()).prop_map(|(of, part)| format!("contains({of}, {part})")),
            1 => inner.clone().prop_map(|of| format!("plural({of}, 'day')")),
            2 => (inner.clone(), looped, inner.clone()).prop_map(|(list, name, body)| format!("{list}.{name}(one, {body})")),
            1 => inner.clone().prop_map(|of| format!("!({of})")),
            1 => inner.clone().prop_map(|of| format!("-({of})")),
            1 => (inner.clone(), inner.clone()).prop_map(|(of, at)| format!("{of}[{at}]")),
            1 => (inner.clone(), inner.clone(), inner).prop_map(|(when, then, other)| format!("({when} ? {then} : {other})")),
        ]
    })
}

/// What an expression gives.
#[derive(Clone, Copy)]
enum Gives {
    Truth,
    Number,
    Text,
    Date,
    List,
}

/// Expressions that are sound, of what every rule may use, and of a commitment and its partner where there is one.
fn sound(gives: Gives, depth: u32, of_commitment: bool) -> BoxedStrategy<String> {
    use Gives::{Date, List, Number, Text, Truth};
    let leaves: &[&str] = match (gives, of_commitment) {
        (Truth, true) => &["commitment.open", "partner.contacted", "true", "partner.plan_agreed"],
        (Truth, false) => &["true", "false", "(portfolio.live_partners > 0)"],
        (Number, true) => &[
            "commitment.days_overdue",
            "partner.days_in_stage",
            "0",
            "-7",
            "2.5",
            "most",
            "9223372036854775807",
        ],
        (Number, false) => &["portfolio.partners_count", "0", "1", "2.5", "most", "-9223372036854775807"],
        (Text, true) => &[
            "commitment.text",
            "commitment.owner",
            "commitment.side",
            "partner.name",
            "partner.phase",
            "'é'",
            "''",
        ],
        (Text, false) => &["portfolio.name", "portfolio.currency", "words[0]", "'ours'"],
        (Date, true) => {
            &["commitment.due", "commitment.made_on", "today", "partner.tier_since", "date('9999-12-31')"]
        }
        (Date, false) => &["today", "date('2026-02-28')", "date('0001-01-01')", "portfolio.as_of"],
        (List, true) => {
            &["commitment.moves", "partner.contacts", "partner.commitments", "partner.kinds", "words", "[]"]
        }
        (List, false) => {
            &["portfolio.people", "portfolio.metrics", "portfolio.waivers", "portfolio.partners", "words"]
        }
    };
    let leaf = prop::sample::select(leaves).prop_map(str::to_owned);
    if depth == 0 {
        return leaf.boxed();
    }
    let of = |gives: Gives| sound(gives, depth - 1, of_commitment);
    let pair = |gives: Gives| (of(gives), of(gives));
    let sign = |signs: &'static [&'static str]| prop::sample::select(signs);
    let call = |names: &'static [&'static str], gives: Gives| {
        (prop::sample::select(names), of(gives)).prop_map(|(name, of)| format!("{name}({of})"))
    };
    let infix = |signs: &'static [&'static str], gives: Gives| {
        (pair(gives), sign(signs)).prop_map(|((left, right), sign)| format!("({left} {sign} {right})"))
    };
    let choice =
        (of(Truth), pair(gives)).prop_map(|(when, (then, other))| format!("({when} ? {then} : {other})"));
    let looped = |names: &'static [&'static str]| {
        (of(List), sign(names), of(Truth))
            .prop_map(|(list, name, body)| format!("{list}.{name}(one, {body})"))
    };
    match gives {
        Truth => prop_oneof![
            leaf,
            choice,
            infix(&["&&", "||", "==", "!="], Truth),
            infix(&["==", "!=", "<", "<=", ">", ">="], Number),
            infix(&["==", "<", ">="], Date),
            call(&["given", "!"], Truth),
            call(&["given"], List),
            looped(&["all", "exists", "exists_one"]),
            pair(Text).prop_map(|(text, part)| format!("contains({text}, {part})")),
        ]
        .boxed(),
        Number => prop_oneof![
            leaf,
            choice,
            infix(&["+", "-", "*", "/", "%"], Number),
            call(&["abs", "-"], Number),
            call(&["size"], List),
            call(&["size", "word_count"], Text),
            call(&["year"], Date),
            infix(&["-"], Date),
            pair(Date).prop_map(|(from, to)| format!("days({from}, {to})")),
            (of(List), of(Number)).prop_map(|(list, each)| format!("sum({list}.map(one, {each}))")),
            (of(List), of(Number)).prop_map(|(list, each)| format!("max({list}.map(one, {each}))")),
        ]
        .boxed(),
        Text => prop_oneof![
            leaf,
            choice,
            infix(&["+"], Text),
            call(&["lower"], Text),
            call(&["show"], List),
            call(&["show"], Date),
            of(Number).prop_map(|number| format!("plural({number}, 'day')")),
        ]
        .boxed(),
        Date => prop_oneof![
            leaf,
            choice,
            (of(Date), sign(&["+", "-"]), of(Number).prop_map(|_| "9223372036854775807".to_owned()))
                .prop_map(|(date, sign, days)| format!("({date} {sign} {days})")),
            (of(Date), call(&["size"], List)).prop_map(|(date, days)| format!("({date} + {days})")),
            (of(List), of(Date)).prop_map(|(list, each)| format!("min({list}.map(one, {each}))")),
        ]
        .boxed(),
        List => prop_oneof![
            leaf,
            looped(&["filter"]),
            call(&["unique"], List),
            of(List).prop_map(|list| format!("({list} + {list})"))
        ]
        .boxed(),
    }
}

/// A sound rule; `one` is no item here, so that loops have the name to themselves.
fn sound_rule() -> impl Strategy<Value = String> {
    any::<bool>().prop_flat_map(|of_commitment| {
        let said = prop_oneof![
            sound(Gives::Number, 2, of_commitment),
            sound(Gives::Date, 2, of_commitment),
            sound(Gives::List, 2, of_commitment)
        ];
        (sound(Gives::Truth, 3, of_commitment), sound(Gives::Truth, 1, of_commitment), said).prop_map(
            move |(require, when, said)| {
                let scope = if of_commitment { "commitment" } else { "portfolio" };
                let [require, when, said] = [require, when, said].map(|text| text.replace('\'', "''"));
                format!(
                    "title: T\nseverity: error\nscope: {scope}\nparameters:\n  most: {{default: 3, meaning: Most.}}\n  words: \
                     {{default: [ours, theirs], meaning: Words.}}\nwhen: '{when}'\nrequire: '{require}'\nmessage: 'said {{{said}}}'\n"
                )
            },
        )
    })
}

/// A rule of one of several scopes, which points and goes through lists as it likes.
fn rule(expression: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    let subjects = vec![
        (
            "commitment",
            vec!["", "at: commitment.due", "at: partner.tiers", "at: portfolio.currency", "at: commitment"],
        ),
        (
            "partner",
            vec![
                "",
                "each: partner.contacts as one",
                "each: portfolio.people as one",
                "at: partner.plan.objectives",
            ],
        ),
        (
            "portfolio",
            vec!["", "each: portfolio.people as one", "at: portfolio.programme", "at: portfolio.waivers"],
        ),
        ("person", vec!["", "at: person.certificates", "each: portfolio.partners as one"]),
        ("waiver", vec!["", "at: waiver.expires"]),
        ("action", vec!["", "each: plan.objectives as one", "at: plan.title"]),
        ("log-entry", vec!["", "at: entry.touch.channel", "at: entry"]),
    ];
    // As a condition; as something that is given or not; as what is said.
    let shapes =
        vec![("EXPRESSION", "said"), ("!given(EXPRESSION)", "said"), ("today == null", "said {EXPRESSION}")];
    let any_way = any::<prop::sample::Index>();
    (prop::sample::select(subjects), any_way, prop::sample::select(shapes), expression).prop_map(
        |((scope, ways), way, (require, message), expression)| {
            let quoted = expression.replace('\'', "''");
            // A brace would end a message's value too early.
            let said = message.replace("EXPRESSION", &quoted.replace(['{', '}'], ""));
            format!(
                "title: T\nseverity: error\nscope: {scope}\nparameters:\n  most: {{default: 3, meaning: Most.}}\n  words: \
                 {{default: [ours, theirs], meaning: Words.}}\n{}\nrequire: '{}'\nmessage: '{said}'\n",
                way.get(&ways),
                require.replace("EXPRESSION", &quoted),
            )
        },
    )
}

/// Reads and judges these rules over a portfolio in which each of their subjects stands; gives how many of them judged.
fn survive(rules: &[String]) -> Result<usize, TestCaseError> {
    let mut texts = texts(&cases().join("rules"));
    for (path, text) in [
        (PROMISES, TWO_PROMISES),
        (
            "partners/acme/plan.md",
            "---\ntitle: Plan\nstatuses: [{status: active, on: 2026-01-10}]\nobjectives: [{id: o-01, text: Sites}]\nactions: [{id: \
             a-01, text: Train}]\n---\n",
        ),
        (
            "partners/acme/log.yaml",
            "- {kind: note, on: 2026-05-04, text: We met.}\n- {kind: touch, on: 2026-05-05, channel: call}\n",
        ),
        ("waivers.yaml", "- {rule: overdue-commitment, record: acme/commitments/c-01}\n"),
    ] {
        texts.insert(path.into(), text.into());
    }
    for (index, front) in rules.iter().enumerate() {
        texts.insert(format!("playbook/rules/odd-{index}.md"), page(front).into_bytes());
    }
    let told = told(&memory(&texts), &Choice::default());
    let all = told.loaded.findings.iter().chain(&told.judged.faults).chain(&told.judged.findings);
    for finding in all.clone() {
        let text = told.loaded.sources.get(finding.place.file).text();
        prop_assert!(text.get(finding.place.range.clone()).is_some(), "{finding:?}");
        prop_assert!(!finding.message.is_empty(), "{finding:?}");
    }
    // To draw them is the hard part: the drawing library panics at what lies outside.
    let findings: Vec<_> = all.cloned().collect();
    quarterdeck::report::full(&told.loaded.sources, &findings);
    let beside = told.judged.findings.iter().filter(|finding| finding.rule == "missing-proposition").count();
    prop_assert_eq!(beside, 1, "a rule beside them judges all the same");
    let broken = |index: usize| {
        let path = format!("playbook/rules/odd-{index}.md");
        findings.iter().any(|finding| told.loaded.sources.get(finding.place.file).path() == path)
    };
    Ok((0..rules.len()).filter(|&index| !broken(index)).count())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_no_expression_is_told_and_survived(rules in vec(rule(shreds()), 8)) {
        survive(&rules)?;
    }

    #[test]
    fn what_is_held_against_the_wrong_things_is_told_and_survived(rules in vec(rule(parsed()), 12)) {
        survive(&rules)?;
    }

    #[test]
    fn what_passes_the_check_cannot_fail_while_it_runs(rules in vec(sound_rule(), 12)) {
        let judged = survive(&rules)?;
        prop_assert_eq!(judged, rules.len(), "a sound rule judges");
    }
}
