//! `/kinsta redirect import` and `export`: rules come and go as files.

use crate::bot::{Bot, Seconds};

#[tokio::test(flavor = "multi_thread")]
async fn an_import_without_its_file_asks_for_it() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.asks("/kinsta redirect import acme live").await;
    assert!(ada.form().contains("File (CSV): <file>"), "{}", ada.form());
    bot.slack().faults().error("views.open", 1, "expired_trigger_id");
    let asked = ada.asks("/kinsta redirect import acme live").await;
    assert!(asked.contains("The rules come from a file") && asked.contains("[Open the form]"), "{asked}");
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_holds_every_rule_and_is_handed_over_where_it_was_asked_for() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let said = ada.asks("/kinsta redirect export acme").await;
    bot.advance(5.secs()).await;
    let live = bot.kinsta().site("Acme").unwrap().environment("live").unwrap().id.clone();
    let count = bot.kinsta().redirect_rules(&live).len();
    assert!(said.contains(&format!("All {count} redirect rules")), "{said}");
    assert!(ada.direct().contains(".csv"), "{}", ada.direct());
    bot.done().await;
}

#[tokio::test]
async fn a_list_is_imported_from_a_file_and_said_before_what_changes() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.asks("/kinsta redirect import").await;
    ada.chooses("Site and environment", "Acme · Live").await;
    let list = "from;to;type\n/summer-sale;/sale;301\n/broken;;301\n/winter;/sale;302\n";
    ada.attaches("File (CSV)", "redirects.csv", list.as_bytes());
    ada.submits().await;
    let question = ada.form();
    let left_out = "*Left out: lines that are no rule*\n3\n";
    assert!(question.contains("*New*\n2\n") && question.contains(left_out), "{question}");
    ada.submits().await;
    assert!(ada.top().is_none(), "{}", ada.form());
    bot.advance_by_steps(60.secs(), 5.secs()).await;
    assert!(ada.card().starts_with('✅'), "{}", ada.card());
    ada.thread();
    let live = bot.kinsta().site("Acme").unwrap().environment("live").unwrap().id.clone();
    let rules = bot.kinsta().redirect_rules(&live);
    assert!(rules.iter().any(|rule| rule.from == "/winter" && rule.to == "/sale"));
    // Several calls were made for it, and each is in Kinsta's log: none of them is taken for somebody else's.
    bot.advance_by_steps(600.secs(), 30.secs()).await;
    assert!(!bot.ada().asks("/kinsta audit list").await.contains("not by the bot"));
    bot.done().await;
}

#[tokio::test]
async fn a_file_that_is_no_list_is_told_below_its_field() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.asks("/kinsta redirect import").await;
    ada.chooses("Site and environment", "Acme · Live").await;
    ada.attaches("File (CSV)", "notes.csv", b"a,b\n1,2\n");
    ada.submits().await;
    assert!(ada.form().contains("! ") && ada.form().contains("no column"), "{}", ada.form());
    assert!(bot.kinsta().writes().is_empty());
    bot.done().await;
}
