//! `/kinsta cdn images`.

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta::Fault;

use crate::bot::{Bot, Seconds};

#[tokio::test(flavor = "multi_thread")]
async fn images_are_made_smaller_after_saying_how_it_is_now() {
    let bot = Bot::start().await;
    let jonas = bot.jonas();
    assert_snapshot!(jonas.asks("/kinsta cdn images lossless acme live").await, @"
    Bildoptimierung von Acme · Live ändern?
    Das CDN liefert Bilder dann in anderer Größe aus. Die Dateien auf der Website bleiben, wie sie sind, und es lässt sich zurückstellen.
    ⚠️ Das ist *Live*: Besucher merken es.
    *Website*
    Acme
    *Umgebung*
    Live
    *Domain*
    acme.example
    *Bildoptimierung*
    verlustbehaftet → verlustfrei
    *Dauert meist*
    einige Sekunden bis eine Minute
    [CDN-Bilder ändern] [Abbrechen]
    Nur du siehst das. Gültig für 5 Minuten.
    ");
    jonas.presses("CDN-Bilder ändern").await;
    jonas.sees();
    bot.advance(30.secs()).await;
    jonas.card();
    assert_snapshot!(jonas.thread(), @"@jonas ✅ Image optimisation of *Acme · Live* changed in 7 s");
    let live = bot.kinsta().site("Acme").unwrap().environment("live").unwrap().clone();
    assert_eq!(live.image_optimization_type.as_deref(), Some("lossless"));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_there_is_no_cdn_it_is_said_before_anything_is_sent() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta cdn images off acme staging").await, @"
    ⚠️ *Acme · Staging* has no CDN.
    Turn it on in MyKinsta › CDN first; most staging environments have none.
    ");
    bot.kinsta().faults().until_cleared("/sites/", Fault::RefusedKey);
    let asked = ada.asks("/kinsta cdn images off acme live").await;
    assert!(asked.starts_with("⚠️ The API key was refused."), "{asked}");
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.done().await;
}
