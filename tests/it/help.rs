//! `/kinsta`, `/kinsta help` and everything that is not understood.

use insta::assert_snapshot;

use crate::bot::Bot;

#[tokio::test(flavor = "multi_thread")]
async fn asking_for_help_shows_what_there_is() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta").await, @"
    What /kinsta can do
    Type a site's name, never an id. Changes are shown to you first; nothing happens before you press the button.
    `/kinsta access bind <#channel> [--sites <sites>] [--labels <labels>] [--environments <environments>]` – bind a channel to sites: only they are seen and changed there
    `/kinsta access explain <@user> <command>` – may somebody do something, and by which rule
    `/kinsta access grant <@user|@group> <role> [--sites <sites>] [--labels <labels>] [--environments <environments>]` – give somebody a role
    `/kinsta access revoke <@user|@group> <role> [--sites <sites>] [--labels <labels>] [--environments <environments>]` – take a role from somebody
    `/kinsta access show` – who may do what
    `/kinsta access unbind <#channel>` – bind a channel to nothing again
    `/kinsta cache clear <site> [env] [--layer site|edge|cdn|all]` – clear the caches of one environment
    `/kinsta freeze add <name> --from <moment> --to <moment> [--zone <zone>] [--sites <sites>] [--labels <labels>] [--environments <environments>]` – leave sites alone for a time
    `/kinsta freeze end <name>` – end a freeze for good
    `/kinsta freeze list` – when nothing is changed
    `/kinsta operation status [id]` – what is running and what ran
    `/kinsta php restart <site> [env]` – restart PHP, then look whether the site answers
    `/kinsta readonly off` – let changes happen again
    `/kinsta readonly on` – stop every change
    `/kinsta readonly show` – whether changes happen
    `/kinsta site list [words] [--label <label>]` – every site, searchable
    `/kinsta site status <site> [env]` – is it up, and what runs there
    A site is found by its name, any of its domains, a label, or a pasted MyKinsta link. In a thread, write `@kinsta` and the same words.
    [List sites]
    ");
    let shown = ada.private().plain();
    for line in ["/kinsta help", "/kinsta HELP", "/kinsta --help", "/kinsta ?", "/kinsta   "] {
        ada.says(line).await;
        ada.sees();
        assert_eq!(ada.private().plain(), shown, "{line}");
    }
    ada.presses("List sites").await;
    assert!(ada.sees().starts_with("40 sites"), "{}", ada.sees());
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn help_for_a_noun_shows_its_verbs() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta help cache").await, @"
    /kinsta cache
    `/kinsta cache clear <site> [env] [--layer site|edge|cdn|all]`
    clear the caches of one environment
    For example `/kinsta cache clear acme live`
    ");
    let shown = ada.private().plain();
    for line in
        ["/kinsta cache help", "/kinsta cache --help", "/kinsta cache clear --help", "/kinsta help cache clear acme"]
    {
        ada.says(line).await;
        ada.sees();
        assert_eq!(ada.private().plain(), shown, "{line}");
    }
    assert_snapshot!(ada.asks("/kinsta help site").await, @"
    /kinsta site
    `/kinsta site list [words] [--label <label>]`
    every site, searchable
    For example `/kinsta site list shop --label care-plan`
    `/kinsta site status <site> [env]`
    is it up, and what runs there
    For example `/kinsta site status acme`
    ");
    assert_snapshot!(ada.asks("/kinsta help cahce").await, @"
    ⚠️ There is no `cahce`.
    Did you mean `/kinsta cache clear`?
    [/kinsta cache clear] [Help]
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_noun_alone_offers_its_verbs() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta site").await, @"
    What should happen with `site`?
    There is `/kinsta site list`, `/kinsta site status`.
    [/kinsta site list] [/kinsta site status] [Help]
    ");
    ada.presses("/kinsta site list").await;
    assert!(ada.sees().starts_with("40 sites"), "{}", ada.sees());
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mistyped_command_offers_the_near_one_and_keeps_the_rest() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta cahce claer \"acme shop\" staging").await, @"
    ⚠️ There is no `cahce claer`.
    Did you mean `/kinsta cache clear`?
    [/kinsta cache clear] [Help]
    ");
    ada.presses("/kinsta cache clear").await;
    assert!(ada.sees().starts_with("Clear the cache of Acme Shop · Staging?"), "{}", ada.sees());
    assert_snapshot!(ada.asks("/kinsta clear cache acme live").await, @"
    ⚠️ There is no `clear cache`.
    Did you mean `/kinsta cache clear`?
    [/kinsta cache clear] [Help]
    ");
    ada.presses("/kinsta cache clear").await;
    assert!(ada.sees().starts_with("Clear the cache of Acme · Live?"), "{}", ada.sees());
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn words_that_mean_nothing_lead_to_the_help() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta make me a sandwich").await, @"
    ⚠️ There is no `make me`.
    `/kinsta help` shows everything there is.
    [Help]
    ");
    ada.presses("Help").await;
    assert!(ada.sees().starts_with("What /kinsta can do"), "{}", ada.sees());
    assert_snapshot!(ada.asks("/kinsta cache explode acme").await, @"
    ⚠️ There is no `cache explode`.
    There is `/kinsta cache clear`.
    [/kinsta cache clear] [Help]
    ");
    assert_snapshot!(ada.asks("/kinsta cache clear \"acme live").await, @"
    ⚠️ A quotation mark is opened and never closed.
    Close it, or leave the quotes out: site names need none.
    ");
    assert_snapshot!(ada.asks("/kinsta cache clear").await, @"
    Fill in the form that has opened.
    ⚠️ `<site>` is missing.
    Usage: `/kinsta cache clear <site> [env] [--layer site|edge|cdn|all]`
    For example: `/kinsta cache clear acme live`
    [Open the form]
    ");
    assert_snapshot!(ada.asks("/kinsta cache clear acme live --layer moon").await, @"
    ⚠️ `moon` is not a value for `--layer`: it takes site, edge, cdn, all.
    Usage: `/kinsta cache clear <site> [env] [--layer site|edge|cdn|all]`
    For example: `/kinsta cache clear acme live`
    ");
    assert_snapshot!(ada.asks("/kinsta cache clear acme live --layer").await, @"
    ⚠️ `--layer` needs a value.
    Usage: `/kinsta cache clear <site> [env] [--layer site|edge|cdn|all]`
    For example: `/kinsta cache clear acme live`
    ");
    assert_snapshot!(ada.asks("/kinsta cache clear acme live --layr edge").await, @"
    ⚠️ There is no `--layr` here. Did you mean `--layer`?
    Usage: `/kinsta cache clear <site> [env] [--layer site|edge|cdn|all]`
    For example: `/kinsta cache clear acme live`
    ");
    assert_snapshot!(ada.asks("/kinsta cache clear acme live --layer edge --layer cdn").await, @"
    ⚠️ `--layer` is given more often than it can be.
    Usage: `/kinsta cache clear <site> [env] [--layer site|edge|cdn|all]`
    For example: `/kinsta cache clear acme live`
    ");
    bot.done().await;
}
