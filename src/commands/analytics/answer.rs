//! What the numbers come to: a card, a picture, and the picture in words for those who cannot see it.

use super::measure::Measure;
use super::period::Period;
use crate::charts::{self, Chart, Point, Series, Summary};
use crate::commands::services::Asked;
use crate::commands::spec::{Answer, Attachment};
use crate::domain::card::{Button, Card, Fact, Part, Press};
use crate::domain::ids::EnvId;
use crate::domain::refusal::Refusal;
use crate::domain::target::Target;
use crate::domain::{text, words};
use crate::kinsta::api::analytics;

/// Whose numbers, of what, and when.
#[derive(Debug)]
pub struct Told {
    /// What is measured.
    pub measure: Measure,
    /// Whose, by name.
    pub target: Target,
    /// Whose.
    pub env: EnvId,
    /// When.
    pub period: Period,
}

/// Numbers that can be drawn.
#[derive(Debug)]
pub struct Drawing {
    /// The picture to be.
    pub chart: Chart,
    /// What it comes to.
    pub summary: Summary,
    /// All of it together, in Kinsta's count.
    pub total: f64,
    /// How many hours or days are not known.
    gaps: usize,
}

impl Told {
    fn number(&self, asked: &Asked, value: f64) -> String {
        charts::number(value, self.measure.unit(), asked.actor.lang)
    }

    fn name(&self, asked: &Asked) -> String {
        asked.t(format!("analytics-{}", self.measure.name())).say()
    }

    fn title(&self, asked: &Asked) -> String {
        format!("{} · {}", self.name(asked), self.target.label())
    }
}

/// What is to be drawn; `None` where Kinsta has no number.
pub fn drawing(asked: &Asked, told: &Told, series: &analytics::Series) -> Result<Option<Drawing>, Refusal> {
    if series.lines.len() > 1 {
        tracing::info!(lines = series.lines.len(), key = series.key, "only the first line of the analytics is shown");
    }
    let Some(line) = series.lines.first() else { return Ok(None) };
    let point = |point: &analytics::Point| Some(Point { at: point.at()?, value: point.value });
    let points: Vec<Point> = line.points.iter().filter_map(point).collect();
    if points.is_empty() && !line.points.is_empty() {
        // Numbers of an unknown time are not the same as no numbers.
        return Err(Refusal::new(asked.t("kinsta-unreadable")).way_out(asked.t("kinsta-unreadable-way-out")));
    }
    let drawn = Series { name: told.name(asked), points };
    let Some(summary) = drawn.summary() else { return Ok(None) };
    let gaps = line.points.len().saturating_sub(summary.count);
    let chart = Chart {
        title: told.name(asked),
        subtitle: format!("{} · {}", told.target.label(), told.period.words(asked)),
        empty: asked.t("analytics-empty").say(),
        unit: told.measure.unit(),
        series: vec![drawn],
        lang: asked.actor.lang,
    };
    Ok(Some(Drawing { chart, summary, total: line.total(), gaps }))
}

/// The numbers with their picture; without it where it could not be drawn.
pub fn answer(asked: &Asked, told: &Told, drawing: &Drawing, picture: Result<Vec<u8>, String>) -> Answer {
    let card = card(asked, told, drawing);
    match picture {
        Ok(bytes) => {
            let picture = Attachment {
                name: format!("{}.png", told.measure.name()),
                title: told.title(asked),
                alt: Some(alt(asked, told, drawing)),
                bytes,
            };
            Answer::Files { card, files: vec![picture] }
        }
        Err(error) => {
            tracing::error!(%error, "a chart could not be drawn");
            Answer::Card(card.note(asked.t("analytics-undrawn").say()))
        }
    }
}

/// Kinsta has no number for this time.
pub fn nothing(asked: &Asked, told: &Told) -> Card {
    let why = asked.t("analytics-nothing").marked("period", text::plain(&told.period.words(asked)));
    Card::new()
        .with(Part::Title(told.title(asked)))
        .paragraph(why.say())
        .paragraph(asked.t("analytics-nothing-way-out").say())
        .buttons(spans(asked, told))
}

fn card(asked: &Asked, told: &Told, drawing: &Drawing) -> Card {
    let summary = &drawing.summary;
    let day = |at| charts::date(at, asked.actor.lang);
    let fact = |key: &str, value: String| Fact { label: asked.t(format!("analytics-fact-{key}")).say(), value };
    let dated = |key: &str, (at, value)| {
        let number = told.number(asked, value);
        fact(key, asked.t("analytics-dated").marked("number", number).marked("day", day(at)).say())
    };
    let mut facts = Vec::new();
    if told.measure.is_level() {
        facts.push(dated("last", summary.last));
        facts.push(dated("first", summary.first));
        let change = summary.last.1 - summary.first.1;
        let sign = if change > 0.0 { "+" } else { "" };
        facts.push(fact("change", format!("{sign}{}", told.number(asked, change))));
    } else {
        facts.push(fact("total", told.number(asked, drawing.total)));
    }
    let average = if told.period.is_hourly() { "average-hour" } else { "average-day" };
    facts.push(fact(average, told.number(asked, summary.average)));
    facts.push(dated("peak", summary.peak));
    facts.push(dated("low", summary.low));
    if !told.measure.is_level() {
        facts.push(dated("first", summary.first));
        facts.push(dated("last", summary.last));
    }
    let period = asked
        .t("analytics-period")
        .marked("period", text::plain(&told.period.words(asked)))
        .marked("first", day(summary.first.0))
        .marked("last", day(summary.last.0));
    let meaning = if told.measure == Measure::Visits { "analytics-note-visits" } else { "analytics-note-bytes" };
    let mut notes = vec![asked.t(meaning).say()];
    if told.period.is_hourly() {
        notes.push(asked.t("analytics-note-hours").say());
    }
    if drawing.gaps > 0 {
        notes.push(asked.t("analytics-gaps").number("count", drawing.gaps).say());
    }
    Card::new()
        .with(Part::Title(told.title(asked)))
        .paragraph(period.say())
        .with(Part::Facts(facts))
        .note(notes.join(" "))
        .buttons(spans(asked, told))
}

/// The picture in words, plain.
fn alt(asked: &Asked, told: &Told, drawing: &Drawing) -> String {
    let summary = &drawing.summary;
    let key = match (told.measure.is_level(), told.period.is_hourly()) {
        (true, _) => "analytics-alt-level",
        (false, true) => "analytics-alt-hours",
        (false, false) => "analytics-alt-days",
    };
    let mut sentence = asked
        .t(key)
        .marked("title", told.title(asked))
        .marked("total", told.number(asked, drawing.total))
        .marked("average", told.number(asked, summary.average));
    for (name, (at, value)) in
        [("first", summary.first), ("last", summary.last), ("peak", summary.peak), ("low", summary.low)]
    {
        sentence = sentence
            .marked(name, told.number(asked, value))
            .marked(format!("{name}_day"), charts::date(at, asked.actor.lang));
    }
    sentence.say()
}

/// Buttons to look at another time.
fn spans(asked: &Asked, told: &Told) -> Vec<Button> {
    let current = told.period.options();
    let other = told.measure.spans().iter().filter(|span| !current.iter().any(|word| word == *span));
    let button = |span: &&str| {
        let line = words::join(["analytics", told.measure.name(), told.env.as_str(), "--span", span]);
        Button::new(asked.t(format!("analytics-span-{span}")).say(), Press::Words { line, replace: true })
    };
    other.map(button).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::domain::actor::{Actor, Place};
    use crate::domain::lang::Lang;
    use crate::kinsta::api::analytics::Span;

    fn asked() -> Asked {
        let actor = Actor {
            team: "T1".into(),
            user: "U1".into(),
            lang: Lang::En,
            zone: "UTC".into(),
            kind: crate::domain::actor::Kind::Member,
        };
        Asked::new(actor, Place { channel: "C1".into(), thread: None })
    }

    fn told(measure: Measure) -> Told {
        let target = Target { env: "Live".to_owned(), ..Target::company("Acme <Shop>") };
        Told { measure, target, env: EnvId::new("env1"), period: Period::Last(Span::Days7) }
    }

    fn drawn(measure: Measure, data: &Value) -> Result<Option<Drawing>, Refusal> {
        drawing(&asked(), &told(measure), &serde_json::from_value(json!({ "data": data })).unwrap())
    }

    fn two_days() -> Value {
        json!([{ "total": 0, "dataset": [
            { "key": "2026-11-20T00:00:00", "value": "3" },
            { "key": "2026-11-21T00:00:00", "value": null },
            { "key": "2026-11-22T00:00:00", "value": "1" },
        ] }])
    }

    #[test]
    fn where_there_is_no_number_nothing_is_drawn_and_said_so() {
        let gap = json!([{ "dataset": [{ "key": "2026-11-20", "value": null }] }]);
        for nothing in [json!([]), json!([{ "dataset": [] }]), gap] {
            assert!(drawn(Measure::Visits, &nothing).unwrap().is_none(), "{nothing}");
        }
        let card = nothing(&asked(), &told(Measure::Visits));
        let Some(Part::Text(said)) = card.parts.get(1) else { panic!("{card:?}") };
        assert_eq!(said, "Kinsta has no numbers here for this time (last 7 days).");
        assert!(matches!(card.parts.last(), Some(Part::Buttons(buttons)) if buttons.len() == 3));
    }

    #[test]
    fn numbers_of_an_unknown_time_are_not_called_none() {
        let refusal = drawn(Measure::Visits, &json!([{ "dataset": [{ "key": "today", "value": "3" }] }])).unwrap_err();
        assert_eq!(refusal.why, "Kinsta answered in a way I do not understand.");
    }

    #[test]
    fn without_the_picture_the_numbers_are_still_said() {
        let drawing = drawn(Measure::Visits, &two_days()).unwrap().unwrap();
        let Answer::Card(card) = answer(&asked(), &told(Measure::Visits), &drawing, Err("no room".to_owned())) else {
            panic!("a card alone")
        };
        let Some(Part::Facts(facts)) = card.parts.get(2) else { panic!("{card:?}") };
        let facts: Vec<_> = facts.iter().map(|fact| format!("{} {}", fact.label, fact.value)).collect();
        let days = ["Most 3 (20 Nov 2026)", "Least 1 (22 Nov 2026)", "First 3 (20 Nov 2026)", "Latest 1 (22 Nov 2026)"];
        assert_eq!(facts, [&["Total 4", "A day on average 2"][..], &days].concat());
        assert!(card.parts.contains(&Part::Note(asked().t("analytics-undrawn").say())));
        let gap = "A visit is one address within a day. For one point in time there is no number.";
        assert!(card.parts.contains(&Part::Note(gap.to_owned())), "{card:?}");
    }

    #[test]
    fn a_picture_comes_with_its_words_which_are_plain() {
        let drawing = drawn(Measure::Disk, &two_days()).unwrap().unwrap();
        let Answer::Files { files, .. } = answer(&asked(), &told(Measure::Disk), &drawing, Ok(vec![1])) else {
            panic!("a picture")
        };
        assert_eq!((files[0].name.as_str(), files[0].title.as_str()), ("disk.png", "Disk space · Acme <Shop> · Live"));
        let alt = "Disk space · Acme <Shop> · Live, 20 Nov 2026 to 22 Nov 2026: from 3\u{a0}B to 1\u{a0}B, most on \
                   20 Nov 2026 (3\u{a0}B), least on 22 Nov 2026 (1\u{a0}B).";
        assert_eq!(files[0].alt.as_deref(), Some(alt));
    }
}
