//! Cards a person would recognise.

use super::*;

fn types(message: &Message) -> Vec<&str> {
    message.blocks.iter().map(|block| block["type"].as_str().unwrap()).collect()
}

fn all_text(message: &Message) -> String {
    let mut texts = Vec::new();
    message.blocks.iter().for_each(|block| strings(block, "text", &mut texts));
    texts.join("\n")
}

fn confirm() -> Press {
    Press::Confirm { prompt: "01J".into() }
}

fn sites(count: usize, name: &str, columns: usize) -> Part {
    let headings = (0..columns).map(|i| format!("Heading {i}")).collect();
    let row = |i: usize| (0..columns).map(|column| format!("{name} {i}/{column}")).collect();
    Part::Table(Table { headings, rows: (0..count).map(row).collect() })
}

#[test]
fn a_question_looks_like_one() {
    let card = Card::new()
        .with(Part::Title("Clear the cache of Acme & Sons?".to_owned()))
        .paragraph(format!("Asked by {}.", mention(&"U1".into())))
        .with(Part::Facts(vec![Fact { label: "Domain".to_owned(), value: "`acme.example`".to_owned() }]))
        .buttons(vec![
            Button::new("Clear cache", confirm()).style(ButtonStyle::Danger),
            Button::new("Cancel", Press::Cancel { prompt: "01J".into() }),
        ])
        .note("Five minutes.");
    let message = render(&card);
    check(&message);
    assert_eq!(
        message.text,
        "Clear the cache of Acme &amp; Sons?\nAsked by <@U1>.\nDomain: `acme.example`\n[Clear cache] [Cancel]\nFive minutes."
    );
    let mut blocks = Value::from(message.blocks);
    for block in blocks.as_array_mut().unwrap() {
        block.as_object_mut().unwrap().remove("block_id");
    }
    let mrkdwn = |text: &str| json!({"type": "mrkdwn", "text": text, "verbatim": true});
    let plain = |text: &str| json!({"type": "plain_text", "text": text, "emoji": false});
    assert_eq!(
        blocks,
        json!([
            {"type": "header", "text": plain("Clear the cache of Acme & Sons?")},
            {"type": "section", "text": mrkdwn("Asked by <@U1>.")},
            {"type": "section", "fields": [mrkdwn("*Domain*\n`acme.example`")]},
            {"type": "actions", "elements": [
                {"type": "button", "action_id": "confirm:0", "text": plain("Clear cache"), "style": "danger",
                    "value": "{\"confirm\":{\"prompt\":\"01J\"}}"},
                {"type": "button", "action_id": "cancel:1", "text": plain("Cancel"),
                    "value": "{\"cancel\":{\"prompt\":\"01J\"}}"},
            ]},
            {"type": "context", "elements": [mrkdwn("Five minutes.")]},
        ])
    );
}

#[test]
fn an_empty_card_still_says_something() {
    for card in [Card::new(), Card::text(""), Card::text(" \n"), Card::new().with(Part::Title(String::new()))] {
        let message = render(&card);
        check(&message);
        assert_eq!((message.text.as_str(), message.blocks.len()), ("…", 0));
    }
}

#[test]
fn block_ids_change_with_the_content_and_only_with_it() {
    let ids = |text: &str| {
        let message = render(&Card::text(text).paragraph("same").paragraph("same"));
        message.blocks.iter().map(|block| block["block_id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids("a"), ids("a"));
    assert_ne!(ids("a")[0], ids("b")[0]);
    assert_eq!(ids("a")[1..], ids("b")[1..]);
}

#[test]
fn a_small_table_is_slacks_own() {
    let message = render(&Card::new().with(sites(99, "Acme", 3)));
    check(&message);
    assert_eq!(types(&message), ["table"]);
    assert_eq!(message.blocks[0]["rows"][0][0], json!({"type": "raw_text", "text": "Heading 0"}));
    assert_eq!(message.blocks[0]["rows"].as_array().unwrap().len(), 100);
}

#[test]
fn ragged_rows_are_evened_and_empty_cells_filled() {
    let table = Table {
        headings: vec!["A".to_owned(), String::new()],
        rows: vec![vec!["1".to_owned()], vec!["1".to_owned(), "2\n3".to_owned(), "4".to_owned()]],
    };
    let message = render(&Card::new().with(Part::Table(table)));
    check(&message);
    let cells = |row: usize| {
        message.blocks[0]["rows"][row]
            .as_array()
            .unwrap()
            .iter()
            .map(|c| c["text"].as_str().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!((cells(0), cells(1), cells(2)), (vec!["A", "–"], vec!["1", "–"], vec!["1", "2 3"]));
}

#[test]
fn only_the_first_table_is_slacks_own() {
    let message = render(&Card::new().with(sites(3, "Acme", 2)).with(sites(3, "Beta", 2)));
    check(&message);
    assert_eq!(types(&message), ["table", "section"]);
    assert_eq!(
        message.blocks[1]["text"]["text"],
        "```\nHeading 0  Heading 1\nBeta 0/0   Beta 0/1\nBeta 1/0   Beta 1/1\nBeta 2/0   Beta 2/1\n```"
    );
}

#[test]
fn a_table_too_long_for_slack_is_monospaced_and_whole() {
    let message = render(&Card::new().with(sites(150, "Acme", 2)));
    check(&message);
    let text = all_text(&message);
    assert!(text.contains("Acme 149/1"), "{text}");
    assert!(!text.contains("… +"));
}

#[test]
fn a_wide_table_becomes_a_list() {
    let message = render(&Card::new().with(sites(120, "The quite long name of a site", 3)));
    check(&message);
    assert!(all_text(&message).contains("• *The quite long name of a site 7/0* · The quite long"));
}

#[test]
fn five_hundred_sites_with_long_names_are_cut_with_their_count_and_keep_their_buttons() {
    let card = Card::new()
        .with(Part::Title("Sites".to_owned()))
        .with(sites(500, &"A site with a name & a half ".repeat(4), 5))
        .note("Page 1 of 1")
        .buttons(vec![Button::new("More", confirm())]);
    let message = render(&card);
    check(&message);
    let text = all_text(&message);
    let shown = text.matches("• *").count();
    assert!(shown > 10, "{shown}");
    // The heading is a line too, so the lines missing are those of the rows missing.
    assert!(text.contains(&format!("… +{}", 500 - shown)), "{shown} {text}");
    assert!(text.contains("Page 1 of 1"));
    assert_eq!(types(&message).last(), Some(&"actions"));
}

#[test]
fn a_long_title_is_whole_as_a_paragraph() {
    let name = format!("Restart PHP of {} * live?", "Acme ".repeat(60));
    let message = render(&Card::new().with(Part::Title(name)));
    check(&message);
    assert_eq!(types(&message), ["section"]);
    let text = message.blocks[0]["text"]["text"].as_str().unwrap();
    assert!(text.starts_with("*Restart") && text.ends_with("∗ live?*"), "{text}");
}

#[test]
fn a_long_paragraph_is_split_and_loses_nothing() {
    let words: Vec<String> = (0..1_000).map(|i| format!("word{i}")).collect();
    let message = render(&Card::text(words.join(" ")));
    check(&message);
    assert_eq!(types(&message), ["section", "section", "section"]);
    assert!(all_text(&message).split_whitespace().eq(words.iter().map(String::as_str)));
}

#[test]
fn what_is_too_long_ends_visibly() {
    let message = render(&Card::text("word ".repeat(5_000)).note("the end"));
    check(&message);
    let text = all_text(&message);
    assert!(text.contains("word…\nthe end"), "{}", &text[text.len() - 100..]);
    assert!(message.text.ends_with('…'));
}

#[test]
fn many_facts_are_many_sections() {
    let facts = (0..25).map(|i| Fact { label: format!("Label {i}"), value: format!("Value {i}") }).collect();
    let message = render(&Card::new().with(Part::Facts(facts)));
    check(&message);
    assert_eq!(types(&message), ["section", "section", "section"]);
    assert_eq!(message.blocks[2]["fields"].as_array().unwrap().len(), 5);
}

#[test]
fn a_fact_too_long_for_a_field_is_a_paragraph_in_its_place() {
    let fact = |value: String| Fact { label: "L".to_owned(), value };
    let facts = vec![fact("a".to_owned()), fact("b".repeat(2_500)), fact("c".to_owned())];
    let message = render(&Card::new().with(Part::Facts(facts)));
    check(&message);
    assert!(message.blocks[0]["fields"].is_array() && message.blocks[1]["fields"].is_null());
    assert!(message.blocks[2]["fields"].is_array());
}

#[test]
fn code_cannot_be_left_by_a_fence_inside_it() {
    let message = render(&Card::new().with(Part::Code("a < b\n```\n<!channel>\n".to_owned())));
    check(&message);
    assert_eq!(message.blocks[0]["text"]["text"], "```\na &lt; b\nˋˋˋ\n&lt;!channel&gt;\n```");
}

#[test]
fn buttons_stand_five_in_a_row_in_their_order() {
    let buttons = (0..12).map(|i| Button::new(format!("B{i}"), confirm())).collect();
    let message = render(&Card::new().with(Part::Buttons(buttons)));
    check(&message);
    assert_eq!(types(&message), ["actions", "actions", "actions"]);
    assert_eq!(message.blocks[1]["elements"][0]["text"]["text"], "B5");
    assert_eq!(message.blocks[1]["elements"][0]["action_id"], "confirm:5");
}

#[test]
fn a_long_label_is_cut_and_an_unsayable_press_is_not_shown() {
    let buttons = vec![
        Button::new("a long label ".repeat(10), confirm()),
        Button::new("too much", Press::Words { line: "x".repeat(2_000), replace: false }),
    ];
    let message = render(&Card::new().with(Part::Buttons(buttons)));
    check(&message);
    let elements = message.blocks[0]["elements"].as_array().unwrap();
    assert_eq!(elements.len(), 1);
    assert!(elements[0]["text"]["text"].as_str().unwrap().ends_with('…'));
}

#[test]
fn what_had_no_room_at_all_leaves_a_mark() {
    let message = render(&Card { parts: vec![Part::Text("short".to_owned()); 80] });
    check(&message);
    assert_eq!(message.blocks.len(), BLOCKS);
    assert_eq!(message.blocks[BLOCKS - 1]["elements"][0]["text"], "…");
}
