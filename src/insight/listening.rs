//! Where we listen, and whether anything comes through (P25): entries by channel and quarter.

use super::{Counted, Ground};
use crate::portfolio::calendar::Date;
use crate::portfolio::log::Entry;
use crate::portfolio::programme::ListeningChannel;

/// A channel with what came through it.
#[derive(Debug, Clone)]
pub struct Channel<'a> {
    /// The channel.
    pub channel: &'a ListeningChannel,
    /// All entries: where they stand and when it was heard, the latest first.
    pub entries: Vec<(Counted, Date)>,
    /// How many in each closed quarter, the oldest first.
    pub quarters: Vec<usize>,
}

/// The channels that the programme names, in its order.
pub fn channels<'a>(ground: &Ground<'a>) -> Vec<Channel<'a>> {
    let programme = ground.portfolio.programme.iter();
    programme.flat_map(|record| &record.listening_channels).map(|one| channel(ground, one)).collect()
}

fn channel<'a>(ground: &Ground<'a>, channel: &'a ListeningChannel) -> Channel<'a> {
    let heard = |entry: &Entry| match entry {
        Entry::Listening(heard) => {
            heard.channel.as_ref().is_some_and(|of| of.as_str() == channel.id.as_str())
        }
        _ => false,
    };
    let mut entries: Vec<(Counted, Date)> = ground
        .partners()
        .flat_map(|partner| {
            let of_it = partner.log.iter().filter(|entry| heard(&entry.value));
            of_it.map(|entry| (Counted::on(partner, "listening", &partner.profile.name), entry.on()))
        })
        .collect();
    entries.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    let quarters = ground.quarters().into_iter().map(|quarter| {
        let (first, last) = ground.days_of(quarter);
        entries.iter().filter(|(_, on)| (first..=last).contains(on)).count()
    });
    Channel { channel, quarters: quarters.collect(), entries }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::tests::{ground, portfolio};

    #[test]
    fn entries_are_counted_by_channel_and_quarter() {
        let programme = "listening_channels: [{id: council, name: Council}, {id: dinner, name: Dinner}]\n";
        let heard = "- {kind: listening, on: 2026-05-01, channel: council, theme: Price, said: High}\n- {kind: listening, on: 2026-02-01, channel: council, theme: Price, said: High}\n- {kind: listening, on: 2026-05-01, theme: Price, said: High}\n";
        let records = portfolio(&[("programme.yaml", programme), ("acme", ""), ("acme/log.yaml", heard)]);
        let ground = ground(&records);
        let channels = channels(&ground);
        assert_eq!((channels[0].entries.len(), &channels[0].quarters[5..]), (2, &[0, 1, 1][..]));
        assert_eq!(channels[1].entries.len(), 0);
    }
}
