//! `/kinsta cache clear`.

use insta::assert_snapshot;

use crate::bot::{Bot, Seconds};

#[tokio::test(flavor = "multi_thread")]
async fn clearing_a_live_cache_asks_first_and_ends_truly() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.says("/kinsta cache clear acme live").await;
    assert_snapshot!(ada.sees(), @"
    Clear the cache of Acme · Live?
    Stored pages and files are dropped and built anew; the first visits are slower.
    ⚠️ This is *live*: visitors notice.
    *Site*
    Acme
    *Environment*
    Live
    *Domain*
    acme.example
    *Usually takes*
    a few seconds to a minute
    *Layers*
    Site cache, Edge cache, CDN cache
    [Clear cache] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    assert_eq!(bot.kinsta().writes().len(), 0);
    ada.presses("Clear cache").await;
    assert_snapshot!(ada.sees(), @"✔️ Clearing the cache of *Acme · Live*. Follow it in #ops.");
    assert_snapshot!(ada.card(), @"
    ⏳ Clearing the cache of *Acme · Live*, asked by @ada
    Acme · Live · acme.example
    ⏳ Site cache: running
    ⏳ Edge cache: running
    ⏳ CDN cache: running
    Operation `<id>`
    ");
    bot.advance(30.secs()).await;
    assert_snapshot!(ada.card(), @"
    ✅ Cache of *Acme · Live* cleared in 7 s · asked by @ada
    Acme · Live · acme.example
    ✅ Site cache: done
    ✅ Edge cache: done
    ✅ CDN cache: done
    Operation `<id>`
    ");
    assert_snapshot!(ada.thread(), @"
    @ada ✅ Cache of *Acme · Live* cleared in 7 s
    ✅ Site cache: done
    ✅ Edge cache: done
    ✅ CDN cache: done
    ");
    assert_eq!(bot.kinsta().writes().len(), 3);
    bot.done().await;
}
