//! Reads `observations.csv`: columns by their names, each cell by its type, every fault with its cell.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::fit::{self, Misfit};
use crate::finding::Finding;
use crate::playbook::Playbook;
use crate::portfolio::Item;
use crate::portfolio::calendar::{Date, FiscalYear, Period};
use crate::portfolio::money::Currency;
use crate::portfolio::money::Money;
use crate::portfolio::noun;
use crate::portfolio::number::Number;
use crate::portfolio::observation::{COLUMNS, Figure, Observation, REQUIRED_COLUMNS};
use crate::record::nearest::nearest;
use crate::record::{Cell, Leaf, Mention, Mentions, Noun, Ref, Row, Sheet, id_fault, id_from, read_csv};
use crate::source::{FileId, Place};

/// What came of reading.
#[derive(Debug, Default)]
pub struct Observations {
    /// The lines without a fault.
    pub lines: Vec<Item<Observation>>,
    /// Metrics and initiatives that they name.
    pub mentions: Mentions,
    /// All faults.
    pub findings: Vec<Finding>,
}

/// Reads the text of an `observations.csv`, each figure against its metric; `calendars` are our fiscal year and the
/// partner's, `home` is the partner's currency: both as far as they are known.
pub fn read(
    file: FileId,
    text: &str,
    playbook: &Playbook,
    (calendars, home): (Option<(FiscalYear, FiscalYear)>, Option<Currency>),
) -> Observations {
    let mut result = Observations::default();
    let sheet = read_csv(file, text, &mut result.findings);
    if sheet.header.is_empty() {
        if result.findings.is_empty() && !text.trim().is_empty() {
            result.findings.push(Finding::of_file("bad-header", file, "this table has no header"));
        }
        return result;
    }
    let Some(columns) = columns(file, &sheet, &mut result.findings) else { return result };
    let mut seen: BTreeMap<_, Range<usize>> = BTreeMap::new();
    for row in &sheet.rows {
        let mut reader = Reader { file, row, columns: &columns, result: &mut result, sound: true };
        let observation = reader.observation();
        if let Some(observation) = &observation {
            reader.fits(observation, playbook, (calendars, home));
        }
        if !reader.sound {
            continue;
        }
        let Some(observation) = observation else { continue };
        let initiative = observation.initiative.as_ref().map(|initiative| initiative.as_str().to_owned());
        let key = (observation.metric.clone(), quarter(observation.period, calendars), initiative);
        match seen.get(&key) {
            None => {
                seen.insert(key, row.range.clone());
                let place = Place { file, range: row.range.clone() };
                result.lines.push(Item { place, value: observation });
            }
            Some(first) => result.findings.push(
                Finding::error(
                    "duplicate-observation",
                    Place { file, range: row.range.clone() },
                    format!("`{}` has two lines for {}", observation.metric, observation.period),
                )
                .related(Place { file, range: first.clone() }, "the first line")
                .help("keep the line that is right, and remove the other"),
            ),
        }
    }
    result
}

/// The quarter of our calendar that a period counts for; as it is written, while the partner's is unknown.
fn quarter(period: Period, calendars: Option<(FiscalYear, FiscalYear)>) -> Period {
    calendars.map_or(period, |(ours, theirs)| Period { quarter: period.in_ours(ours, theirs), theirs: false })
}

/// Which cell of a row holds which column of ours.
type Columns = [Option<usize>; COLUMNS.len()];

fn columns(file: FileId, sheet: &Sheet, findings: &mut Vec<Finding>) -> Option<Columns> {
    let mut columns: Columns = [None; COLUMNS.len()];
    let whole = sheet.header[0].range.start..sheet.header[sheet.header.len() - 1].range.end;
    let shape = COLUMNS[..REQUIRED_COLUMNS].join(",");
    if sheet.header.iter().all(|cell| !COLUMNS.contains(&cell.text.as_str())) {
        findings.push(
            Finding::error(
                "bad-header",
                Place { file, range: whole },
                "the first line names none of the columns",
            )
            .help(format!("above the figures stands the line {shape}")),
        );
        return None;
    }
    let place = |cell: &Cell| Place { file, range: cell.range.clone() };
    let mut offered = BTreeSet::new();
    for (index, cell) in sheet.header.iter().enumerate() {
        match COLUMNS.iter().position(|&name| name == cell.text) {
            Some(known) if columns[known].is_none() => columns[known] = Some(index),
            Some(_) => findings.push(
                Finding::error(
                    "bad-header",
                    place(cell),
                    format!("the column `{}` is given twice", cell.text),
                )
                .help("keep the one that is right, and remove the other"),
            ),
            None if cell.text.is_empty() => {}
            None => {
                let mut finding = Finding::error(
                    "bad-header",
                    place(cell),
                    format!("there is no column `{}` here", cell.text),
                );
                let free =
                    COLUMNS.iter().copied().filter(|name| sheet.header.iter().all(|cell| cell.text != *name));
                finding = match nearest(&cell.text, free) {
                    Some(near) => {
                        offered.insert(near);
                        finding.label(format!("did you mean `{near}`?")).patch(cell.range.clone(), near)
                    }
                    None => finding.help(format!("the columns are {}", COLUMNS.join(", "))),
                };
                findings.push(finding);
            }
        }
    }
    let missing: Vec<&str> = (0..REQUIRED_COLUMNS)
        .filter(|&index| columns[index].is_none() && !offered.contains(COLUMNS[index]))
        .map(|index| COLUMNS[index])
        .collect();
    if !missing.is_empty() {
        findings.push(
            Finding::error(
                "bad-header",
                Place { file, range: whole },
                format!("the header lacks {}", missing.join(", ")),
            )
            .help(format!("the first line reads {shape}")),
        );
    }
    columns[..REQUIRED_COLUMNS].iter().all(Option::is_some).then_some(columns)
}

struct Reader<'a> {
    file: FileId,
    row: &'a Row,
    columns: &'a Columns,
    result: &'a mut Observations,
    sound: bool,
}

impl Reader<'_> {
    fn observation(&mut self) -> Option<Observation> {
        let width = self.columns.iter().flatten().max().map_or(0, |&last| last + 1);
        if let Some(extra) = self.row.cells.iter().skip(width).find(|cell| !cell.text.is_empty()) {
            let finding = Finding::error("bad-cell", self.place(extra), "this cell stands in no column")
                .help("put quotes around a text with a comma in it; thousands are parted by nothing");
            self.fault(finding);
        }
        let metric = self.required("metric", Ref::<noun::Metric>::parse);
        let period = self.required("period", Period::parse);
        let target = self.optional("target", figure);
        let actual = self.optional("actual", figure);
        let as_of = self.optional("as_of", Date::parse);
        let source = self.optional("source", |text| Ok(text.to_owned()));
        let initiative = self.optional("initiative", Ref::<noun::Initiative>::parse);
        let note = self.optional("note", |text| Ok(text.to_owned()));
        if let Some(metric) = &metric {
            self.mention("metric", noun::Metric::WORD, metric.as_str());
        }
        if let Some(initiative) = &initiative {
            self.mention("initiative", noun::Initiative::WORD, initiative.as_str());
        }
        Some(Observation {
            line: self.row.line,
            metric: metric?,
            period: period?,
            target,
            actual,
            as_of,
            source,
            initiative,
            note,
        })
    }

    /// Holds the figures of a line against their metric and their quarter.
    fn fits(
        &mut self,
        observation: &Observation,
        playbook: &Playbook,
        (calendars, home): (Option<(FiscalYear, FiscalYear)>, Option<Currency>),
    ) {
        let mut misfits: Vec<(&str, Misfit)> = Vec::new();
        if let Some(metric) = playbook.metric(observation.metric.as_str()) {
            for (column, figure) in [("target", observation.target), ("actual", observation.actual)] {
                let written = self.cell(column).map(|cell| cell.text.clone()).unwrap_or_default();
                misfits.extend(
                    figure
                        .and_then(|figure| fit::misfit(metric, figure, &written, home))
                        .map(|misfit| (column, misfit)),
                );
            }
        }
        if let (Some(as_of), Some(_), Some(calendars)) = (observation.as_of, observation.actual, calendars) {
            misfits.extend(fit::early(observation.period, as_of, calendars).map(|misfit| ("as_of", misfit)));
        }
        for (column, misfit) in misfits {
            let Some(place) = self.cell(column).map(|cell| self.place(cell)) else { continue };
            let finding = Finding::error("misfit-figure", place, misfit.message)
                .field(format!("{column}[{}]", self.row.line))
                .help(misfit.help);
            self.fault(finding);
        }
    }

    fn cell(&self, column: &str) -> Option<&Cell> {
        let known = COLUMNS.iter().position(|&name| name == column)?;
        self.row.cells.get(self.columns[known]?)
    }

    fn place(&self, cell: &Cell) -> Place {
        Place { file: self.file, range: cell.range.clone() }
    }

    fn fault(&mut self, finding: Finding) {
        self.sound = false;
        self.result.findings.push(finding);
    }

    fn mention(&mut self, column: &str, noun: &'static str, id: &str) {
        if let Some(cell) = self.cell(column) {
            let mention = Mention {
                noun,
                id: id.to_owned(),
                field: format!("{column}[{}]", self.row.line),
                place: self.place(cell),
            };
            self.result.mentions.refs.push(mention);
        }
    }

    fn optional<T>(&mut self, column: &str, parse: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        let cell = self.cell(column).filter(|cell| !cell.text.is_empty())?.clone();
        match parse(&cell.text) {
            Ok(value) => Some(value),
            Err(message) => {
                let field = format!("{column}[{}]", self.row.line);
                let mut finding = Finding::error("bad-cell", self.place(&cell), message);
                finding = finding.label(format!("column `{column}`")).field(field);
                let better = id_from(&cell.text);
                if matches!(column, "metric" | "initiative") && id_fault(&better).is_none() {
                    finding = finding.patch(cell.range, better);
                }
                self.fault(finding);
                None
            }
        }
    }

    fn required<T>(&mut self, column: &str, parse: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        if self.cell(column).is_none_or(|cell| cell.text.is_empty()) {
            let place = Place { file: self.file, range: self.row.range.clone() };
            self.fault(
                Finding::error("bad-cell", place, format!("this line has no `{column}`"))
                    .help(format!("write the {column} in its column, or remove the line")),
            );
            return None;
        }
        self.optional(column, parse)
    }
}

/// A number, or an amount with its currency.
fn figure(text: &str) -> Result<Figure, String> {
    if text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.contains(' ') {
        let money = Money::parse(text)?;
        return Ok(Figure { number: money.amount, currency: Some(money.currency) });
    }
    let bare = text.strip_suffix('%').map_or(text, str::trim_end);
    Number::parse(bare).map(|Number(number)| Figure { number, currency: None })
}
