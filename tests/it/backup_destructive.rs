//! What `/kinsta backup` can lose, and the links that are shown to the asker alone.

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta::{Backup, Fault};

use crate::bot::{Bot, Seconds};

fn environment(bot: &Bot, env: &str) -> String {
    bot.kinsta().site("Acme").unwrap().environment(env).unwrap().id.clone()
}

fn backups(bot: &Bot, env: &str) -> Vec<Backup> {
    bot.kinsta().backups(&environment(bot, env))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_deleted_after_the_name_was_typed() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let latest = backups(&bot, "staging")[0].id;
    ada.asks("/kinsta backup delete acme staging --backup latest").await;
    ada.types_to_confirm("Acme").await;
    ada.sees();
    bot.advance(30.secs()).await;
    assert_snapshot!(ada.card(), @"
    ✅ Backup of 2026-11-21 04:00 CET of *Acme · Staging* deleted in 7 s · asked by @ada
    Acme · Staging · stg-acme-staging.kinsta.cloud
    Operation `<id>`
    ");
    ada.thread();
    assert!(backups(&bot, "staging").iter().all(|backup| backup.id != latest));
    let writes: Vec<String> = bot.kinsta().writes().into_iter().map(|write| write.path).collect();
    assert_eq!(writes, [format!("/sites/environments/backups/{latest}")]);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_is_gone_meanwhile_is_neither_deleted_nor_restored() {
    let bot = Bot::start().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    ada.asks("/kinsta backup delete acme staging --backup latest").await;
    jonas.asks("/kinsta backup delete acme staging --backup latest").await;
    jonas.types_to_confirm("Acme").await;
    jonas.sees();
    bot.advance(30.secs()).await;
    jonas.card();
    jonas.thread();
    ada.types_to_confirm("Acme").await;
    ada.sees();
    bot.advance(10.secs()).await;
    assert_snapshot!(ada.card(), @"
    ❌ Failed: Deleting the backup of 2026-11-21 04:00 CET of *Acme · Staging* · asked by @ada
    Acme · Staging · stg-acme-staging.kinsta.cloud
    ❌ Backup: this backup is no longer there. Nothing was sent; type the command again to see which there are.
    Operation `<id>`
    ");
    ada.thread();
    assert_eq!(bot.kinsta().writes().len(), 1);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_restored_to_another_environment_and_the_site_looked_at() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let before = backups(&bot, "staging").len();
    ada.asks("/kinsta backup restore acme live --backup latest --to staging --notify developer@agency.example").await;
    ada.types_to_confirm("Acme").await;
    ada.sees();
    bot.advance(60.secs()).await;
    assert_snapshot!(ada.card(), @"
    ✅ *Acme · Staging* restored from the backup of 2026-11-21 04:00 CET in 7 s · asked by @ada
    Acme · Staging · stg-acme-staging.kinsta.cloud
    ✅ stg-acme-staging.kinsta.cloud answers.
    As visitors see it: 200 in <n> ms, cache `MISS`
    Past the cache: 200 in <n> ms, cache `BYPASS`
    Operation `<id>`
    ");
    ada.thread();
    // Kinsta kept what was there before.
    assert_eq!(backups(&bot, "staging").len(), before + 1);
    let (live, staging) = (environment(&bot, "live"), environment(&bot, "staging"));
    assert_eq!(bot.kinsta().contents(&live), bot.kinsta().contents(&staging));
    let writes: Vec<String> = bot.kinsta().writes().into_iter().map(|write| write.path).collect();
    assert_eq!(writes, [format!("/sites/environments/{staging}/backups/restore")]);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_that_kinsta_fails_is_told_in_kinstas_words() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let message = "The backup is damaged.";
    bot.kinsta().faults().next(1, "/sites/environments", Fault::FailedOperation { message: message.to_owned() });
    ada.asks("/kinsta backup restore acme staging --backup latest --notify \"web developer\"").await;
    ada.types_to_confirm("Acme").await;
    ada.sees();
    bot.advance(30.secs()).await;
    assert_snapshot!(ada.card(), @"
    ❌ Failed: Restoring *Acme · Staging* from the backup of 2026-11-21 04:00 CET · asked by @ada
    Acme · Staging · stg-acme-staging.kinsta.cloud
    ❌ Backup: Kinsta says: “The backup is damaged.”
    Operation `<id>`
    ");
    ada.thread();
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn download_links_are_shown_to_the_asker_alone() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    for env in ["live", "staging"] {
        ada.asks(&format!("/kinsta backup downloads acme {env}")).await;
        ada.presses("Show it").await;
        let said = ada.sees();
        let shown = format!("{:?}", ada.private().blocks);
        assert!(shown.contains("https://downloads.example/"), "{said}");
        assert_eq!(said.contains("still being made"), env == "staging", "{said}");
        assert_eq!(ada.cards().len(), 0, "a link stands in the channel");
    }
    bot.done().await;
}
