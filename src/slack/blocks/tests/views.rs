//! Forms and the Home tab.

use super::*;
use crate::domain::form::{Choice, Field, Form, Input, Purpose};
use crate::slack::blocks::limits::VIEW_BLOCKS;
use crate::slack::blocks::{ViewWords, grouped_options, home, modal, options};
use crate::slack::form::Kind;

/// The largest view Slack takes, in bytes.
const LARGEST: usize = 250_000;

fn words() -> ViewWords {
    ViewWords { close: "Close".to_owned(), submit: "Go on".to_owned() }
}

fn field(name: &str, input: Input) -> Field {
    Field { name: name.to_owned(), label: format!("The {name}"), hint: None, is_optional: false, reloads: false, input }
}

fn form(fields: Vec<Field>) -> Form {
    Form {
        purpose: Purpose::Choose,
        title: "A form".to_owned(),
        submit: Some("Send".to_owned()),
        place: None,
        intro: Vec::new(),
        fields,
    }
}

fn text(value: &str) -> Input {
    Input::Text { value: Some(value.to_owned()), is_long: false }
}

fn many(count: usize, label: &str) -> Vec<Choice> {
    (0..count).map(|i| Choice::new(format!("value-{i}"), format!("{label} {i}"))).collect()
}

/// Renders a form and checks everything Slack refuses, as far as it is known.
fn rendered(form: &Form) -> Value {
    let view = modal(form, &words()).json().clone();
    let checked = slackblocks::ModalView::try_from(view.clone());
    assert!(checked.is_ok(), "{:?}: {view}", checked.err());
    for name in ["title", "submit", "close"] {
        assert!(width(view[name]["text"].as_str().unwrap_or_default()) <= 24, "{name}: {view}");
    }
    assert!(width(view["private_metadata"].as_str().unwrap()) <= 3_000);
    check_view(&view);
    view
}

fn check_view(view: &Value) {
    let blocks = view["blocks"].as_array().unwrap();
    assert!((1..=VIEW_BLOCKS).contains(&blocks.len()), "{} blocks", blocks.len());
    assert!(view.to_string().len() <= LARGEST, "{} bytes", view.to_string().len());
    let block_ids: HashSet<&str> = blocks.iter().map(|block| block["block_id"].as_str().unwrap()).collect();
    assert_eq!(block_ids.len(), blocks.len(), "block ids");
    let mut action_ids = HashSet::new();
    for block in blocks {
        assert_ne!(block["type"], "table");
        let mut ids = Vec::new();
        strings(block, "action_id", &mut ids);
        for id in ids {
            assert!(width(id) <= 255 && action_ids.insert(id), "action id {id}");
        }
        for name in ["element", "accessory"] {
            let groups = block[name]["option_groups"].as_array().into_iter().flatten();
            let lists: Vec<&Value> = groups.map(|group| &group["options"]).chain([&block[name]["options"]]).collect();
            assert!(lists.len() <= 101);
            for list in lists.iter().filter_map(|list| list.as_array()) {
                assert!((1..=100).contains(&list.len()), "{} options", list.len());
                for option in list {
                    let length = |pointer| width(option.pointer(pointer).unwrap().as_str().unwrap());
                    assert!(
                        (1..=75).contains(&length("/text/text")) && (1..=150).contains(&length("/value")),
                        "{option}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_form_looks_like_one() {
    let mut site = field("site", Input::Site { chosen: Some(Choice::new("s1", "Acme Shop")) });
    site.reloads = true;
    site.hint = Some("Type a part of its name".to_owned());
    let mut until = field("until", Input::Date { value: Some("2026-11-23".to_owned()) });
    until.is_optional = true;
    let mut asked = form(vec![site, until]);
    asked.purpose = Purpose::Verb { noun: "cache".to_owned(), verb: "clear".to_owned() };
    asked.intro = vec![Part::Text("What *this* does.".to_owned())];
    let mut view = rendered(&asked);
    view["blocks"][0].as_object_mut().unwrap().remove("block_id");
    let plain = |text: &str| json!({"type": "plain_text", "text": text, "emoji": false});
    assert_eq!(
        view,
        json!({
            "type": "modal", "callback_id": "verb",
            "private_metadata": r#"{"purpose":{"verb":{"noun":"cache","verb":"clear"}},"place":null}"#,
            "title": plain("A form"), "submit": plain("Send"), "close": plain("Close"),
            "blocks": [
                {"type": "section", "text": {"type": "mrkdwn", "text": "What *this* does.", "verbatim": true}},
                {"type": "input", "block_id": "site", "label": plain("The site"), "optional": false,
                    "hint": plain("Type a part of its name"), "dispatch_action": true,
                    "element": {"type": "external_select", "action_id": "site:site", "min_query_length": 0,
                        "initial_option": {"text": plain("Acme Shop"), "value": "s1"}}},
                {"type": "input", "block_id": "until", "label": plain("The until"), "optional": true,
                    "element": {"type": "datepicker", "action_id": "date:until", "initial_date": "2026-11-23"}},
            ],
        })
    );
}

#[test]
fn every_input_has_its_element() {
    let number = Input::Number { value: Some(5), min: Some(1), max: None };
    let one = Input::One { choices: many(2, "Choice"), value: Some("value-1".to_owned()) };
    let several = Input::Many { choices: many(3, "Choice"), values: vec!["value-2".to_owned(), "gone".to_owned()] };
    let view = rendered(&form(vec![
        field("words", text("a\nb")),
        field("lines", Input::Text { value: Some("a\nb".to_owned()), is_long: true }),
        field("days", number),
        field("sure", Input::Flag { label: "Yes, all of it".to_owned(), value: true }),
        field("one", one),
        field("many", several),
        field("where", Input::Environment { chosen: None }),
        field("file", Input::File { kinds: vec!["csv".to_owned()] }),
        field("who", Input::Person { chosen: Some("U1".to_owned()) }),
        field("by", Input::People { chosen: vec!["U1".to_owned(), "U2".to_owned()] }),
        field("channel", Input::Channel { chosen: Some("C1".to_owned()) }),
        field("nobody", Input::People { chosen: Vec::new() }),
    ]));
    let elements: Vec<&Value> = view["blocks"].as_array().unwrap().iter().map(|block| &block["element"]).collect();
    let kinds: Vec<&str> = elements.iter().map(|element| element["type"].as_str().unwrap()).collect();
    assert_eq!(
        kinds,
        [
            "plain_text_input",
            "plain_text_input",
            "number_input",
            "checkboxes",
            "static_select",
            "multi_static_select",
            "external_select",
            "file_input",
            "users_select",
            "multi_users_select",
            "conversations_select",
            "multi_users_select"
        ]
    );
    assert_eq!((&elements[0]["multiline"], &elements[0]["initial_value"]), (&json!(false), &json!("a b")));
    assert_eq!((&elements[1]["multiline"], &elements[1]["initial_value"]), (&json!(true), &json!("a\nb")));
    assert_eq!((&elements[2]["initial_value"], &elements[2]["min_value"]), (&json!("5"), &json!("1")));
    assert_eq!(elements[3]["initial_options"], elements[3]["options"]);
    assert_eq!(elements[4]["initial_option"], elements[4]["options"][1]);
    assert_eq!(elements[5]["initial_options"], json!([elements[5]["options"][2]]));
    assert_eq!((&elements[7]["filetypes"], &elements[7]["max_files"]), (&json!(["csv"]), &json!(1)));
    assert_eq!((&elements[8]["initial_user"], &elements[9]["initial_users"]), (&json!("U1"), &json!(["U1", "U2"])));
    assert_eq!(elements[10]["initial_conversation"], "C1");
    assert_eq!(elements[10]["filter"]["include"], json!(["public", "private"]));
    // Slack takes no empty list of people.
    assert!(elements[11].get("initial_users").is_none());
    for (element, kind) in elements[8..].iter().zip([Kind::Person, Kind::People, Kind::Channel]) {
        assert_eq!(Kind::read(element["action_id"].as_str().unwrap()), Some(kind));
    }
    for (element, kind) in
        elements.iter().zip([Kind::Text, Kind::Text, Kind::Number, Kind::Flag, Kind::One, Kind::Many])
    {
        assert_eq!(Kind::read(element["action_id"].as_str().unwrap()), Some(kind));
    }
}

#[test]
fn a_form_that_is_only_read_has_no_button_to_send_it() {
    let mut reading = form(Vec::new());
    reading.submit = None;
    reading.intro = vec![Part::Text("All about it".to_owned())];
    assert_eq!(rendered(&reading)["submit"], Value::Null);
    reading.fields = vec![field("name", text(""))];
    assert_eq!(rendered(&reading)["submit"]["text"], "Go on");
    reading.intro = Vec::new();
    reading.fields = Vec::new();
    assert_eq!(rendered(&reading)["blocks"][0]["text"]["text"], "…");
}

#[test]
fn the_longest_names_are_cut_to_what_slack_takes() {
    let long = "Großhändler 😀 ".repeat(400);
    let mut asked = form(vec![
        field("site", Input::Site { chosen: Some(Choice::new("s1", long.as_str())) }),
        field("flag", Input::Flag { label: long.clone(), value: true }),
        field("one", Input::One { choices: vec![Choice::new("1", long.as_str())], value: None }),
        field(
            "value",
            Input::One { choices: vec![Choice::new("v".repeat(151), "x"), Choice::new("", "y")], value: None },
        ),
        field("typed", text(&long)),
        field("day", Input::Date { value: Some("tomorrow".to_owned()) }),
    ]);
    asked.title.clone_from(&long);
    asked.submit = Some(long.clone());
    for field in &mut asked.fields {
        field.label.clone_from(&long);
        field.hint = Some(long.clone());
    }
    let view = rendered(&asked);
    assert!(view["title"]["text"].as_str().unwrap().ends_with('…'));
    // Nothing that can be sent is left of the choices, so the menu asks and is told so.
    assert_eq!(view["blocks"][3]["element"]["type"], "external_select");
    assert_eq!(view["blocks"][5]["element"]["initial_date"], Value::Null);
}

#[test]
fn five_hundred_choices_stand_in_groups() {
    let view = rendered(&form(vec![field(
        "site",
        Input::One { choices: many(500, "Acme"), value: Some("value-499".to_owned()) },
    )]));
    let element = &view["blocks"][0]["element"];
    let groups = element["option_groups"].as_array().unwrap();
    assert_eq!(groups.len(), 5);
    assert_eq!(
        (&groups[4]["label"]["text"], &groups[4]["options"][99]),
        (&json!("401–500"), &element["initial_option"])
    );
    assert_eq!(view["blocks"][0]["hint"], Value::Null);
}

#[test]
fn choices_that_find_no_place_are_counted_and_the_chosen_one_is_there() {
    let label = "ein sehr langer Name mit Umläuten äöüß ".repeat(2);
    let one = Input::One { choices: many(4_000, &label), value: Some("value-3999".to_owned()) };
    let mut first = field("one", one);
    first.hint = Some("Which".to_owned());
    let other = Input::Many { choices: many(500, &label), values: vec!["value-7".to_owned()] };
    let view = rendered(&form(vec![first, field("other", other)]));
    let element = &view["blocks"][0]["element"];
    let shown: usize =
        element["option_groups"].as_array().unwrap().iter().map(|g| g["options"].as_array().unwrap().len()).sum();
    assert_eq!(view["blocks"][0]["hint"]["text"], format!("… +{} · Which", 4_000 - shown));
    assert_eq!(element["initial_option"]["value"], "value-3999");
    assert_eq!(view["blocks"][1]["element"]["initial_options"][0]["value"], "value-7");
    assert_eq!(view["blocks"][1]["hint"]["text"], "… +499");
}

#[test]
fn two_fields_of_one_name_are_one() {
    let view = rendered(&form(vec![field("a", text("1")), field("a", text("2")), field("", text("3"))]));
    assert_eq!(view["blocks"].as_array().unwrap().len(), 1);
    assert_eq!(view["blocks"][0]["element"]["initial_value"], "1");
}

#[test]
fn a_table_in_a_form_is_text() {
    let mut asked = form(vec![field("name", text(""))]);
    let row = |text: &str| vec![text.to_owned(), "x".to_owned()];
    asked.intro = vec![Part::Table(Table { headings: row("Site"), rows: vec![row("Acme")] })];
    let view = rendered(&asked);
    assert_eq!(view["blocks"][0]["text"]["text"], "```\nSite  x\nAcme  x\n```");
}

fn rendered_home(card: &Card, pick: Option<&Field>) -> Value {
    let view = home(card, pick).json().clone();
    let checked = slackblocks::HomeTabView::try_from(view.clone());
    assert!(checked.is_ok(), "{:?}: {view}", checked.err());
    check_view(&view);
    view
}

#[test]
fn the_picker_stands_under_the_first_title() {
    let pick = field("site", Input::Site { chosen: None });
    let titled = Card::new().with(Part::Title("Sites".to_owned())).paragraph("text");
    let view = rendered_home(&titled, Some(&pick));
    let types: Vec<&str> =
        view["blocks"].as_array().unwrap().iter().map(|block| block["type"].as_str().unwrap()).collect();
    assert_eq!(types, ["header", "section", "section"]);
    assert_eq!(view["blocks"][1]["accessory"]["action_id"], "site:site");
    assert_eq!(view["blocks"][1]["text"]["text"], "The site");
    let untitled = rendered_home(&Card::text("text"), Some(&pick));
    assert_eq!(untitled["blocks"][0]["block_id"], "site");
    assert_eq!(rendered_home(&Card::new(), None)["blocks"][0]["text"]["text"], "…");
    assert_eq!(rendered_home(&Card::new(), Some(&pick))["blocks"].as_array().unwrap().len(), 1);
}

#[test]
fn the_home_tab_takes_a_hundred_blocks() {
    let card = Card { parts: vec![Part::Text("short".to_owned()); 150] };
    let pick = field("site", Input::Site { chosen: None });
    let view = rendered_home(&card, Some(&pick));
    assert_eq!(view["blocks"].as_array().unwrap().len(), 100);
}

#[test]
fn a_menu_that_asks_is_answered_within_slacks_limits() {
    let answer = options(&many(500, &"long ".repeat(40)));
    let list = answer["options"].as_array().unwrap();
    assert_eq!(list.len(), 100);
    assert!(list.iter().all(|option| width(option["text"]["text"].as_str().unwrap()) <= 75));
    let groups = grouped_options(&[("Acme".to_owned(), many(2, "Env")), ("Empty".to_owned(), Vec::new())]);
    assert_eq!(groups["option_groups"].as_array().unwrap().len(), 1);
    assert_eq!(groups["option_groups"][0]["options"][1]["value"], "value-1");
    assert_eq!(grouped_options(&[]), json!({"options": []}));
}

fn any_choices() -> impl Strategy<Value = Vec<Choice>> {
    let choice = (any_text(3), any_text(6)).prop_map(|(value, label)| Choice::new(value, label));
    (prop::collection::vec(choice, 0..6), 1..60_usize)
        .prop_map(|(choices, times)| std::iter::repeat_n(choices, times).flatten().collect())
}

fn any_input() -> impl Strategy<Value = Input> {
    let chosen = || prop::option::of((any_text(2), any_text(9)).prop_map(|(value, label)| Choice::new(value, label)));
    prop_oneof![
        (prop::option::of(any_text(200)), any::<bool>()).prop_map(|(value, is_long)| Input::Text { value, is_long }),
        (any::<Option<i64>>(), any::<Option<i32>>()).prop_map(|(value, min)| Input::Number {
            value,
            min: min.map(i64::from),
            max: None
        }),
        prop::option::of("([0-9]{4}-[01][0-9]-[0-3][0-9]|.{0,9})").prop_map(|value| Input::Date { value }),
        (any_text(30), any::<bool>()).prop_map(|(label, value)| Input::Flag { label, value }),
        (any_choices(), prop::option::of(any_text(3))).prop_map(|(choices, value)| Input::One { choices, value }),
        any_choices().prop_map(|choices| {
            let values = choices.iter().step_by(2).map(|choice| choice.value.clone()).collect();
            Input::Many { choices, values }
        }),
        chosen().prop_map(|chosen| Input::Site { chosen }),
        chosen().prop_map(|chosen| Input::Environment { chosen }),
        Just(Input::File { kinds: vec!["csv".to_owned()] }),
        prop::option::of("[UW][A-Z0-9]{1,12}").prop_map(|chosen| Input::Person { chosen }),
        prop::collection::vec("[UW][A-Z0-9]{1,12}", 0..5).prop_map(|chosen| Input::People { chosen }),
        prop::option::of("[CG][A-Z0-9]{1,12}").prop_map(|chosen| Input::Channel { chosen }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn slack_takes_any_form(
        inputs in prop::collection::vec((any_input(), any_text(20), prop::option::of(any_text(20)), any::<bool>()), 0..20),
        intro in prop::collection::vec(any_part(), 0..16),
        title in any_text(9),
    ) {
        let fields = inputs.into_iter().enumerate().map(|(i, (input, label, hint, flag))| {
            Field { name: format!("field{i}"), label, hint, is_optional: flag, reloads: !flag, input }
        });
        let mut asked = form(fields.collect());
        asked.intro = intro;
        asked.title = title;
        rendered(&asked);
    }

    #[test]
    fn slack_takes_any_home_tab(parts in prop::collection::vec(any_part(), 0..24), input in any_input()) {
        let pick = matches!(input, Input::Site { .. } | Input::Environment { .. }).then(|| field("pick", input));
        rendered_home(&Card { parts }, pick.as_ref());
    }
}
