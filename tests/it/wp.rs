//! `/kinsta wp run` with commands that only read, and those that are refused.

use insta::assert_snapshot;

use crate::bot::{Bot, Seconds};

#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_only_reads_is_run_and_its_output_shown() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta wp run acme staging -- user list --format=table").await, @"
    Run this WP-CLI command on Acme · Staging?
    Kinsta runs the command; what it prints is shown here to everybody, without what looks like a secret.
    ℹ️ This command is known to change nothing.
    *Site*
    Acme
    *Environment*
    Staging
    *Domain*
    stg-acme-staging.kinsta.cloud
    *Command*
    wp user list --format=table
    *Usually takes*
    a few seconds to some minutes
    [Run WP-CLI] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    ada.presses("Run WP-CLI").await;
    ada.sees();
    bot.advance(30.secs()).await;
    assert_snapshot!(ada.card(), @"
    ✅ `wp user list --format=table` ran on *Acme · Staging* in 7 s · asked by @ada
    Acme · Staging · stg-acme-staging.kinsta.cloud
    ```
    ID	user_login	display_name	user_email	roles
    1	admin	admin	***	administrator
    2	editor	Editor	***	editor
    ```
    Operation `<id>`
    ");
    ada.thread();
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_wp_cli_refuses_is_told_in_its_words() {
    let bot = Bot::start().await;
    let jonas = bot.jonas();
    jonas.asks("/kinsta wp run acme staging -- option get nothing_here").await;
    jonas.presses("WP-CLI ausführen").await;
    jonas.sees();
    bot.advance(30.secs()).await;
    jonas.card();
    assert_snapshot!(jonas.thread(), @"
    @jonas ❌ Failed: Running `wp option get nothing_here` on *Acme · Staging*
    ❌ WP-CLI: Kinsta says: “Error: Could not get 'nothing_here' option. Does it exist?”
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_kinsta_would_not_take_is_refused_with_a_way_out() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta wp run acme live -- kinsta cache purge --all").await, @"
    ⚠️ Kinsta does not run `wp kinsta cache` this way.
    `/kinsta cache clear` clears the same caches.
    [Clear cache…]
    ");
    assert_snapshot!(ada.asks("/kinsta wp run acme live -- eval 'echo 1;'").await, @"
    ⚠️ Kinsta takes no `;` in a command.
    Letters, digits and _ - . / : = @ are allowed, spaces in quotes too. For more, use SSH.
    ");
    assert_snapshot!(ada.asks("/kinsta wp run acme live -- user update 1 --user_pass=hunter2").await, @"
    ⚠️ `--user_pass` would show a password in this channel, and it would be stored.
    Leave it out: WordPress makes one up, or the person sets one with “Lost your password?”. If it was a real one, change it.
    ");
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_may_write_wants_the_name_typed() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta wp run acme staging -- plugin update --all").await, @"
    Run this WP-CLI command on Acme · Staging?
    Kinsta runs the command; what it prints is shown here to everybody, without what looks like a secret.
    🛑 This command may change or delete anything on *Acme · Staging*, and nothing here can undo it. Make a backup first.
    *Site*
    Acme
    *Environment*
    Staging
    *Domain*
    stg-acme-staging.kinsta.cloud
    *Command*
    wp plugin update --all
    *Usually takes*
    a few seconds to some minutes
    [Type the name…] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    bot.done().await;
}
