//! Every verb has a form that Slack takes, for the largest site with the longest names, in both languages.

use std::collections::BTreeSet;

use kinsta_slack::demo::kinsta::{self, NewEnvironment};
use kinsta_slack::demo::slack::{self, Input, Message, Pick};
use kinsta_slack::domain::lang::Lang;

use crate::blockkit;
use crate::bot::{Bot, Person, Seconds, Setup};

/// A bot with a site whose names are as long as names get, and 30 environments.
async fn giant(language: Lang) -> Bot {
    let kinsta = kinsta::Options { requests_per_minute: None, ..kinsta::Options::default() };
    let admins = ("ADMINS", "U0ADA U0JONAS".to_owned());
    let variables = vec![("DEFAULT_LANGUAGE", language.tag().to_owned()), admins];
    // Nobody opens a hundred forms in one minute.
    let slack = slack::Options { rate_limits: false, ..slack::Options::default() };
    let bot = Bot::with(Setup { kinsta, slack, variables, ..Setup::default() }).await;
    let name = |word: &str| format!("{word} *<&>_~`@channel` ").repeat(20).chars().take(240).collect::<String>();
    let names: Vec<String> = (0..30).map(|number| format!("{} {number}", name("Environment"))).collect();
    let mut environments = vec![NewEnvironment::live(&["colossus.example"])];
    for (number, name) in names.iter().enumerate() {
        environments.push(NewEnvironment::premium_staging(&format!("env{number}"), name, &["env.example"]));
    }
    bot.kinsta().add_site(&format!("Colossus {}", name("Giant")), Some(&name("Label")), &environments);
    bot.advance(310.secs()).await;
    bot
}

/// Opens every form that the Home tab offers, and says which.
async fn opens_every_form(bot: &Bot, person: &Person<'_>) -> BTreeSet<String> {
    let home = bot.slack().home(person.id).expect("a Home tab");
    let rows = home.blocks().iter().filter(|block| block["type"] == "actions");
    let buttons = rows.flat_map(|row| {
        let block_id = row["block_id"].as_str().unwrap().to_owned();
        let elements = row["elements"].as_array().unwrap().iter().filter(|element| element["type"] == "button");
        elements.map(move |element| (block_id.clone(), element.clone())).collect::<Vec<_>>()
    });
    let mut opened = BTreeSet::new();
    for (block_id, button) in buttons.collect::<Vec<_>>() {
        let action_id = button["action_id"].as_str().unwrap().to_owned();
        if !action_id.starts_with("form:") {
            continue;
        }
        let ack = bot.slack().press_in_view(person.id, Pick::At(block_id, action_id)).await;
        assert!(ack.is_ok(), "{button}: {:?}", ack.complaint());
        bot.settle().await;
        let view = person.top().unwrap_or_else(|| panic!("no form opened: {button}"));
        let mut content = view.content.clone();
        for filled_in_by_slack in ["id", "hash", "team_id", "app_id", "bot_id", "state", "root_view_id"] {
            content.as_object_mut().unwrap().remove(filled_in_by_slack);
        }
        if let Err(error) = slackblocks::ModalView::try_from(content.clone()) {
            panic!("{error}: {content:#}");
        }
        assert!(view.content["submit"].is_object(), "{}", view.plain());
        opened.insert(view.content["title"]["text"].as_str().unwrap().to_owned());
        if fills_what_is_needed(bot, person) {
            // A question, an answer, a mistake: whatever it comes to, Slack takes it.
            let ack = bot.slack().submit_view(person.id, &[]).await;
            assert!(ack.is_ok(), "{button}: {:?}", ack.complaint());
            bot.settle().await;
        }
        bot.slack().close_view(person.id, true).await;
    }
    opened
}

/// Fills in what the form on top cannot do without, as well as somebody can who knows nothing; says whether it worked.
fn fills_what_is_needed(bot: &Bot, person: &Person<'_>) -> bool {
    let view = person.top().unwrap();
    let needed = view.blocks().iter().filter(|block| block["type"] == "input" && block["optional"] != true);
    needed.map(|block| (block["block_id"].as_str().unwrap(), &block["element"])).all(|(block_id, element)| {
        let first =
            element["options"][0]["value"].as_str().or(element["option_groups"][0]["options"][0]["value"].as_str());
        let first = first.unwrap_or_default().to_owned();
        let input = match element["type"].as_str().unwrap() {
            "plain_text_input" => Input::Text("example".to_owned()),
            "number_input" => Input::Text("5".to_owned()),
            "static_select" => Input::Choice(first),
            "multi_static_select" => Input::Choices(vec![first]),
            "users_select" => Input::Choice("U0ADA".to_owned()),
            "multi_users_select" => Input::Choices(vec!["U0ADA".to_owned()]),
            "conversations_select" => Input::Choice("C0OPS".to_owned()),
            // The site is chosen already.
            "external_select" => return element["initial_option"].is_object(),
            _ => return false,
        };
        bot.slack().fill(person.id, block_id, &input).is_ok()
    })
}

async fn slack_takes_every_form(language: Lang) {
    let bot = giant(language).await;
    let person = if language == Lang::En { bot.ada() } else { bot.jonas() };
    person.opens_home().await;
    let without_a_site = opens_every_form(&bot, &person).await;
    let home = person.picks_at_home_first("colossus").await;
    assert!(home.contains("Colossus"), "{home}");
    let with_a_site = opens_every_form(&bot, &person).await;
    let registry = kinsta_slack::commands::Registry::default();
    let opened: BTreeSet<String> = without_a_site.union(&with_a_site).cloned().collect();
    let cut = |words: String| words.chars().take(20).collect::<String>();
    for entry in registry.entries() {
        let words = cut(entry.words());
        assert!(opened.iter().any(|title| title.starts_with(&words)), "{words} has no form: {opened:?}");
    }
    // In one conversation there is one message a second.
    bot.advance_by_steps(120.secs(), 2.secs()).await;
    assert_eq!(bot.slack().violations(), Vec::<String>::new());
    // Slack itself words the message with a file.
    let is_said = |message: &Message| message.is_by_bot() && message.files.is_empty();
    let said: Vec<Message> = bot.slack().everything().into_iter().filter(is_said).collect();
    assert!(said.len() > 20, "only {} answers", said.len());
    said.iter().for_each(blockkit::check);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn slack_takes_every_form_in_english() {
    slack_takes_every_form(Lang::En).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn slack_takes_every_form_in_german() {
    slack_takes_every_form(Lang::De).await;
}

#[tokio::test]
async fn who_may_only_look_is_offered_only_looking() {
    let bot = Bot::start().await;
    let mia = bot.mia();
    mia.opens_home().await;
    let home = mia.picks_at_home("Acme Shop · Live").await;
    assert!(home.contains("[status]") && !home.contains("clear") && !home.contains("restart"), "{home}");
    bot.done().await;
}
