use std::collections::HashSet;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::limits::{ALL_TEXT, BLOCKS, TABLE_TEXT, TOP_TEXT};
use super::text::width;
use crate::domain::card::{Button, ButtonStyle, Card, Fact, Part, Press, Table};
use crate::domain::text::{mention, plain};
use crate::slack::press::tests::any_press;

mod cards;
mod views;

/// A message as it looks on its way to Slack.
struct Message {
    text: String,
    blocks: Vec<Value>,
}

fn render(card: &Card) -> Message {
    let message = super::render(card);
    let blocks = message.blocks.iter().map(|block| serde_json::to_value(block).unwrap()).collect();
    Message { text: message.text, blocks }
}

/// Everything Slack refuses, as far as it is known.
fn check(message: &Message) {
    assert!(!message.text.trim().is_empty(), "text");
    assert!(width(&message.text) <= TOP_TEXT, "text of {}", width(&message.text));
    assert!(message.blocks.len() <= BLOCKS, "{} blocks", message.blocks.len());

    let payload = json!({"channel": "C1", "text": message.text, "blocks": message.blocks});
    if let Err(error) = slackblocks::MessagePayload::try_from(payload.clone()) {
        panic!("{error}: {payload}");
    }

    let block_ids: HashSet<&str> = message.blocks.iter().map(|block| block["block_id"].as_str().unwrap()).collect();
    assert_eq!(block_ids.len(), message.blocks.len(), "block ids");

    let mut all = 0;
    let mut action_ids = HashSet::new();
    let mut tables = 0;
    for block in &message.blocks {
        let mut texts = Vec::new();
        strings(block, "text", &mut texts);
        for text in &texts {
            assert!(!text.trim().is_empty(), "an empty text: {block}");
            assert!(!text.contains(|c: char| c.is_control() && c != '\n' && c != '\t'), "a control character: {block}");
        }
        if block["type"] != "header" && block["type"] != "actions" && block["type"] != "table" {
            texts.iter().for_each(|text| check_marks(text));
        }
        let mut values = Vec::new();
        strings(block, "value", &mut values);
        let mut ids = Vec::new();
        strings(block, "action_id", &mut ids);
        for id in &ids {
            assert!(action_ids.insert((*id).to_owned()), "action id {id} twice");
        }
        assert!(values.iter().all(|value| width(value) <= 2_000), "a value: {block}");
        let here: usize = texts.iter().chain(&values).map(|text| width(text)).sum();
        if block["type"] == "table" {
            tables += 1;
            assert!(here <= TABLE_TEXT, "a table of {here}");
            let rows = block["rows"].as_array().unwrap();
            let columns = rows[0].as_array().unwrap().len();
            assert!(rows.len() <= 100 && (1..=20).contains(&columns), "{} × {columns}", rows.len());
            assert!(rows.iter().all(|row| row.as_array().unwrap().len() == columns), "ragged rows");
        }
        all += here;
    }
    assert!(tables <= 1, "{tables} tables");
    assert!(all <= ALL_TEXT, "{all} in all blocks");
}

/// Every string under that key, however deep.
fn strings<'v>(value: &'v Value, key: &str, found: &mut Vec<&'v str>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| match value {
            Value::String(text) if name == key => found.push(text),
            value => strings(value, key, found),
        }),
        Value::Array(items) => items.iter().for_each(|item| strings(item, key, found)),
        _ => {}
    }
}

/// No mark was cut in two.
fn check_marks(text: &str) {
    for after in text.split('<').skip(1) {
        let inside = after.split(['>', '\n']).next().unwrap();
        assert!(inside.len() < after.len() && after[inside.len()..].starts_with('>'), "a cut mark: {text:?}");
    }
}

fn any_text(max: usize) -> impl Strategy<Value = String> {
    let word = prop_oneof![
        6 => "[a-zA-Zäöü*_~`]{1,12}",
        1 => Just("<@U0ADA>".to_owned()),
        1 => Just("<https://acme.example/very/long|Acme & Sons>".to_owned()),
        1 => any::<String>().prop_map(|s| plain(&s)),
        1 => any::<String>(),
        1 => Just("\n".to_owned()),
        1 => Just("```".to_owned()),
        1 => (50..150_usize).prop_map(|n| "lang😀".repeat(n)),
        4 => (1..20_usize).prop_map(|n| "word after word\n".repeat(n)),
        1 => Just("<".repeat(50)),
        1 => Just("&".to_owned()),
    ];
    prop::collection::vec(word, 0..max).prop_map(|words| words.join(" "))
}

fn any_part() -> impl Strategy<Value = Part> {
    let button = (any_text(4), any_press(), 0..3).prop_map(|(label, press, style)| Button {
        label,
        press,
        style: [ButtonStyle::Plain, ButtonStyle::Primary, ButtonStyle::Danger][usize::try_from(style).unwrap()],
    });
    let long_button =
        (0..4000_usize).prop_map(|n| Button::new("Long", Press::Words { line: "x".repeat(n), replace: true }));
    let fact = (any_text(3), any_text(20)).prop_map(|(label, value)| Fact { label, value });
    let row = || prop::collection::vec(any_text(3), 0..25);
    let table = (row(), prop::collection::vec(row(), 0..12), 1..20_usize).prop_map(|(headings, rows, times)| {
        let rows = std::iter::repeat_n(rows, times).flatten().collect();
        Part::Table(Table { headings, rows })
    });
    let small = (1..4_usize, 0..150_usize).prop_map(|(columns, rows)| {
        let row = vec!["cell".to_owned(); columns];
        Part::Table(Table { headings: row.clone(), rows: vec![row; rows] })
    });
    prop_oneof![
        any_text(30).prop_map(Part::Title),
        any_text(200).prop_map(Part::Text),
        any_text(20).prop_map(Part::Text),
        prop::collection::vec(fact, 0..30).prop_map(Part::Facts),
        table,
        small,
        any_text(200).prop_map(Part::Code),
        prop::collection::vec(prop_oneof![5 => button, 1 => long_button], 0..40).prop_map(Part::Buttons),
        any_text(120).prop_map(Part::Note),
        any_text(10).prop_map(Part::Note),
        Just(Part::Divider),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn slack_takes_any_card(parts in prop::collection::vec(any_part(), 0..16)) {
        check(&render(&Card { parts }));
    }

    #[test]
    fn code_is_fenced_block_by_block(code in any_text(200), before in any_text(200)) {
        let message = render(&Card::text(before).with(Part::Code(code)));
        check(&message);
        for block in &message.blocks {
            let text = block["text"]["text"].as_str().unwrap_or_default();
            if let Some(inside) = text.strip_prefix("```\n").and_then(|text| text.strip_suffix("\n```")) {
                prop_assert!(!inside.contains("```") && !inside.contains('<'), "{}", inside);
            }
        }
    }

    #[test]
    fn slack_takes_a_card_of_very_many_parts(part in any_part(), times in 30..60_usize) {
        check(&render(&Card { parts: vec![part; times] }));
    }
}
