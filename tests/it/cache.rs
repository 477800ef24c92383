//! `/kinsta cache clear`.

use insta::assert_snapshot;

use crate::bot::{Bot, Seconds};

#[tokio::test(flavor = "multi_thread")]
async fn clearing_a_live_cache_asks_first_and_ends_truly() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.says("/kinsta cache clear acme live").await;
    assert_snapshot!(ada.sees(), @"");
    assert_eq!(bot.kinsta().writes().len(), 0);
    ada.presses("Clear cache").await;
    assert_snapshot!(ada.sees(), @"");
    assert_snapshot!(ada.card(), @"");
    bot.advance(30.secs()).await;
    assert_snapshot!(ada.card(), @"");
    assert_snapshot!(ada.thread(), @"");
    assert_eq!(bot.kinsta().writes().len(), 3);
    bot.done().await;
}
