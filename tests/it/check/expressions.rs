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
            "abs", "given", "join", "last", "lower", "max", "min", "size", "show", "sum", "unique", "word_count", "year", "date",
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
    (prop::sample::select(subjects), any::<prop::sample::Index>(), expression).prop_map(|((scope, ways), way, expression)| {
        let quoted = expression.replace('\'', "''");
        format!(
            "title: T\nseverity: error\nscope: {scope}\nparameters:\n  most: {{default: 3, meaning: Most.}}\n  words: {{default: \
             [ours, theirs], meaning: Words.}}\n{}\nrequire: '{quoted}'\nmessage: 'said {{{}}}'\n",
            way.get(&ways),
            // A brace would end it too early.
            quoted.replace(['{', '}'], ""),
        )
    })
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
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_no_expression_is_told_and_survived(rules in vec(rule(shreds()), 8)) {
        survive(&rules)?;
    }

    #[test]
    fn what_passes_the_check_cannot_fail_while_it_runs(rules in vec(rule(parsed()), 16)) {
        survive(&rules)?;
    }
}

/// The tests above would be green if none of their rules ever judged.
#[test]
fn some_of_these_expressions_judge() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let strategy = vec(rule(parsed()), 16);
    let mut judged = 0;
    for _ in 0..24 {
        let rules = strategy.new_tree(&mut runner).unwrap().current();
        judged += survive(&rules).unwrap();
    }
    assert!(judged > 12, "only {judged} of {} rules judged", 24 * 16);
}
