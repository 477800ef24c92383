//! `/kinsta cache clear`.

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta::Fault;

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

#[tokio::test(flavor = "multi_thread")]
async fn one_layer_alone_is_named_in_the_question_and_in_the_end() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta cache clear acme live --layer EDGE").await, @"
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
    Edge cache
    [Clear cache] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    ada.presses("Clear cache").await;
    ada.sees();
    bot.advance(30.secs()).await;
    assert_snapshot!(ada.card(), @"
    ✅ Cache of *Acme · Live* cleared in 7 s · asked by @ada
    Acme · Live · acme.example
    ✅ Edge cache: done
    Operation `<id>`
    ");
    assert_snapshot!(ada.thread(), @"
    @ada ✅ Cache of *Acme · Live* cleared in 7 s
    ✅ Edge cache: done
    ");
    let writes: Vec<String> = bot.kinsta().writes().into_iter().map(|write| write.path).collect();
    assert_eq!(writes, ["/sites/edge-caching/clear"]);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn layers_that_are_not_there_are_named_and_left_out() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta cache clear acme staging").await, @"
    Clear the cache of Acme · Staging?
    Stored pages and files are dropped and built anew; the first visits are slower.
    *Site*
    Acme
    *Environment*
    Staging
    *Domain*
    stg-acme-staging.kinsta.cloud
    *Usually takes*
    a few seconds to a minute
    *Layers*
    Site cache
    *Not present*
    Edge cache, CDN cache
    [Clear cache] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    ada.presses("Clear cache").await;
    ada.sees();
    bot.advance(30.secs()).await;
    ada.card();
    assert_snapshot!(ada.thread(), @"
    @ada ✅ Cache of *Acme · Staging* cleared in 7 s
    ✅ Site cache: done
    ➖ Edge cache: not on for this environment
    ➖ CDN cache: not on for this environment
    ");
    assert_eq!(bot.kinsta().writes().len(), 1);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_layer_that_is_not_there_is_refused_with_a_way_out() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta cache clear acme staging --layer cdn").await, @"
    ⚠️ *Acme · Staging* has no CDN cache.
    Without `--layer`, everything that is there is cleared.
    [Clear cache…]
    ");
    ada.presses("Clear cache…").await;
    assert!(ada.sees().starts_with("Clear the cache of Acme · Staging?"), "{}", ada.sees());
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_with_one_environment_is_not_asked_which() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let asked = ada.asks("/kinsta cache clear müller & söhne karriere").await;
    assert!(asked.starts_with("Clear the cache of Müller & Söhne Karriere · Live?"), "{asked}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn several_environments_are_offered_with_their_domains_and_the_layer_is_kept() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta cache clear acme shop --layer site").await, @"
    Which environment of *Acme Shop*?
    A change needs its environment named; live is never assumed.
    [Live · acme-shop.example] [Staging · stg-acmeshop-staging.kinsta.cloud] [Preview · env-acmeshop-preview.kinsta.cloud]
    ");
    ada.presses("Preview · env-acmeshop-preview.kinsta.cloud").await;
    assert_snapshot!(ada.sees(), @"
    Clear the cache of Acme Shop · Preview?
    Stored pages and files are dropped and built anew; the first visits are slower.
    *Site*
    Acme Shop
    *Environment*
    Preview
    *Domain*
    env-acmeshop-preview.kinsta.cloud
    *Usually takes*
    a few seconds to a minute
    *Layers*
    Site cache
    [Clear cache] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    // The question took the place of the choice.
    assert_eq!(ada.sees_all().len(), 1);
    assert_snapshot!(ada.asks("/kinsta cache clear acme shop nightly").await, @"
    ⚠️ *Acme Shop* has no environment “nightly”.
    It has: Live, Staging, Preview.
    [Live · acme-shop.example] [Staging · stg-acmeshop-staging.kinsta.cloud] [Preview · env-acmeshop-preview.kinsta.cloud]
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_layer_that_fails_is_told_beside_those_that_went_well() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let message = "The CDN is being rebuilt";
    bot.kinsta().faults().next(1, "/sites/cdn", Fault::FailedOperation { message: message.to_owned() });
    ada.says("/kinsta cache clear acme live").await;
    ada.presses("Clear cache").await;
    ada.sees();
    bot.advance(30.secs()).await;
    assert_snapshot!(ada.card(), @"
    ❌ The cache of *Acme · Live* was cleared in part only · asked by @ada
    Acme · Live · acme.example
    ✅ Site cache: done
    ✅ Edge cache: done
    ❌ CDN cache: Kinsta says: “The CDN is being rebuilt”
    Operation `<id>`
    ");
    assert_snapshot!(ada.thread(), @"
    @ada ❌ The cache of *Acme · Live* was cleared in part only
    ✅ Site cache: done
    ✅ Edge cache: done
    ❌ CDN cache: Kinsta says: “The CDN is being rebuilt”
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_is_cleared_at_the_edge_alone() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let asked = ada.asks("/kinsta cache clear acme live --url acme.example/shop/ --subdirectories").await;
    assert!(asked.contains("*Address, with all below it*\nhttps://acme.example/shop/"), "{asked}");
    assert!(asked.contains("*Layers*\nEdge cache\n"), "{asked}");
    ada.presses("Clear cache").await;
    ada.sees();
    bot.advance(30.secs()).await;
    ada.card();
    ada.thread();
    let writes = bot.kinsta().writes();
    assert_eq!(writes.len(), 1);
    let body = writes[0].body.clone().unwrap_or_default().to_string();
    assert!(body.contains("https://acme.example/shop/") && body.contains("clear_subdirectories"), "{body}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_elsewhere_is_refused_and_so_is_another_layer_with_it() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta cache clear acme live --url https://elsewhere.example/").await, @"
    ⚠️ “https://elsewhere.example/” is not on a domain of *Acme*.
    Give an address such as `https://acme.example/shop/`, on one of these: `acme.example`, `www.acme.example`, `acme.kinsta.cloud`.
    ");
    assert_snapshot!(ada.asks("/kinsta cache clear acme live --url https://acme.example/ --layer cdn").await, @"
    ⚠️ Only the edge cache can be cleared for one address.
    Leave out `--layer`, or leave out `--url` to clear that layer whole.
    ");
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_edge_cache_is_turned_off_after_saying_how_it_is_now() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta cache edge off acme live").await, @"
    Turn off the edge cache of Acme · Live?
    Kinsta no longer keeps pages near the visitors. Pages load slower, and more requests reach PHP. It can be turned on again.
    ⚠️ This is *live*: visitors notice.
    *Site*
    Acme
    *Environment*
    Live
    *Domain*
    acme.example
    *Edge cache now*
    on
    *Usually takes*
    a few seconds to a minute
    [Turn off edge cache] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    ada.presses("Turn off edge cache").await;
    ada.sees();
    bot.advance(30.secs()).await;
    assert_snapshot!(ada.card(), @"
    ✅ Edge cache of *Acme · Live* turned off in 7 s · asked by @ada
    Acme · Live · acme.example
    Operation `<id>`
    ");
    ada.thread();
    let live = bot.kinsta().site("Acme").unwrap().environment("live").unwrap().clone();
    assert_eq!(live.id_edge_cache, None);
    bot.wait(60.secs()).await;
    let again = ada.asks("/kinsta cache edge off acme live").await;
    assert!(again.contains("It is set like this already."), "{again}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edge_cache_that_kinsta_does_not_turn_on_is_not_called_on() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let message = "Not with this plan";
    bot.kinsta().faults().next(1, "/sites/edge-caching", Fault::FailedOperation { message: message.to_owned() });
    ada.says("/kinsta cache edge on acme staging").await;
    ada.presses("Turn on edge cache").await;
    ada.sees();
    bot.advance(30.secs()).await;
    ada.card();
    assert_snapshot!(ada.thread(), @"
    @ada ❌ Failed: Turning on the edge cache of *Acme · Staging*
    ❌ Cache: Kinsta says: “Not with this plan”
    ");
    bot.done().await;
}
