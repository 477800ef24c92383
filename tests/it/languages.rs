//! Who is spoken to in which language, and in whose time.

use insta::assert_snapshot;

use crate::bot::{Bot, Seconds, Setup};

fn speaking(language: &str) -> Setup {
    Setup { variables: vec![("DEFAULT_LANGUAGE", language.to_owned())], ..Setup::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_german_is_answered_in_german_and_the_channel_in_its_default() {
    let bot = Bot::with(speaking("en")).await;
    let jonas = bot.jonas();
    assert_snapshot!(jonas.asks("/kinsta cache clear acme live").await, @"
    Cache von Acme · Live leeren?
    Gespeicherte Seiten und Dateien werden verworfen und neu aufgebaut; die ersten Besuche sind langsamer.
    ⚠️ Das ist *Live*: Besucher merken es.
    *Website*
    Acme
    *Umgebung*
    Live
    *Domain*
    acme.example
    *Dauert meist*
    einige Sekunden bis eine Minute
    *Schichten*
    Seiten-Cache, Edge-Cache, CDN-Cache
    [Cache leeren] [Abbrechen]
    Nur du siehst das. Gültig für 5 Minuten.
    ");
    jonas.presses("Cache leeren").await;
    assert_snapshot!(jonas.sees(), @"✔️ Der Cache von *Acme · Live* wird geleert. Wie es läuft, steht in #ops.");
    bot.advance(30.secs()).await;
    assert_snapshot!(jonas.card(), @"
    ✅ Cache of *Acme · Live* cleared in 7 s · asked by @jonas
    Acme · Live · acme.example
    ✅ Site cache: done
    ✅ Edge cache: done
    ✅ CDN cache: done
    Operation `<id>`
    ");
    assert_snapshot!(jonas.thread(), @"
    @jonas ✅ Cache of *Acme · Live* cleared in 7 s
    ✅ Site cache: done
    ✅ Edge cache: done
    ✅ CDN cache: done
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_whose_default_is_german_reads_german_whoever_asks() {
    let bot = Bot::with(speaking("de")).await;
    let ada = bot.ada();
    let asked = ada.asks("/kinsta php restart acme live").await;
    assert!(asked.starts_with("Restart PHP of Acme · Live?"), "{asked}");
    ada.presses("Restart PHP").await;
    ada.sees();
    assert_snapshot!(ada.card(), @"
    ⏳ PHP von *Acme · Live* wird neu gestartet, auf Wunsch von @ada
    Acme · Live · acme.example
    Vorgang `<id>`
    ");
    bot.advance(60.secs()).await;
    assert_snapshot!(ada.card(), @"
    ✅ PHP von *Acme · Live* in 7 s neu gestartet · auf Wunsch von @ada
    Acme · Live · acme.example
    ✅ acme.example antwortet.
    Wie Besucher es sehen: 200 in <n> ms, Cache `MISS`
    Am Cache vorbei: 200 in <n> ms, Cache `BYPASS`
    Vorgang `<id>`
    ");
    assert_snapshot!(ada.thread(), @"
    @ada ✅ PHP von *Acme · Live* in 7 s neu gestartet
    ✅ acme.example antwortet.
    Wie Besucher es sehen: 200 in <n> ms, Cache `MISS`
    Am Cache vorbei: 200 in <n> ms, Cache `BYPASS`
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_a_german_reads_is_german() {
    let bot = Bot::start().await;
    let jonas = bot.jonas();
    let mut said = Vec::new();
    for line in [
        "",
        "hilfe site",
        "clear cache acme",
        "site",
        "site list harbour",
        "site list --labl x",
        "site list nirgends",
        "site status acme staging",
        "cache clear acme",
        "cache clear acme nachts",
        "cache clear acme staging --layer cdn",
        "cache clear zimerei live",
        "cache clear harbour",
        "operation status",
        "operation status 42",
    ] {
        said.push(jonas.asks(&format!("/kinsta {line}")).await);
    }
    assert_snapshot!(said.join("\n---\n"), @r#"
    Was /kinsta kann
    Schreib den Namen der Website, nie eine ID. Änderungen siehst du zuerst; nichts geschieht, bevor du den Knopf drückst.
    `/kinsta access bind <#channel> [--sites <sites>] [--labels <labels>] [--environments <environments>]` – einen Kanal an Websites binden: nur sie sieht und ändert man dort
    `/kinsta access explain <@user> <command>` – ob jemand etwas darf und nach welcher Regel
    `/kinsta access grant <@user|@group> <role> [--sites <sites>] [--labels <labels>] [--environments <environments>]` – jemandem eine Rolle geben
    `/kinsta access revoke <@user|@group> <role> [--sites <sites>] [--labels <labels>] [--environments <environments>]` – jemandem eine Rolle nehmen
    `/kinsta access show` – wer was darf
    `/kinsta access unbind <#channel>` – einen Kanal wieder an nichts binden
    `/kinsta cache clear <site> [env] [--layer site|edge|cdn|all]` – die Caches einer Umgebung leeren
    `/kinsta freeze add <name> --from <moment> --to <moment> [--zone <zone>] [--sites <sites>] [--labels <labels>] [--environments <environments>]` – Websites eine Zeit lang in Ruhe lassen
    `/kinsta freeze end <name>` – eine Sperrzeit endgültig beenden
    `/kinsta freeze list` – wann nichts geändert wird
    `/kinsta operation status [id]` – was läuft und was lief
    `/kinsta php restart <site> [env]` – PHP neu starten, dann nachsehen, ob die Website antwortet
    `/kinsta readonly off` – Änderungen wieder zulassen
    `/kinsta readonly on` – alle Änderungen anhalten
    `/kinsta readonly show` – ob etwas geändert wird
    `/kinsta site list [words] [--label <label>]` – alle Websites, durchsuchbar
    `/kinsta site status <site> [env]` – ob sie erreichbar ist und was dort läuft
    Eine Website findet sich über Namen, jede ihrer Domains, ein Label oder einen Link aus MyKinsta. In einem Thread schreib `@kinsta` und dieselben Wörter.
    [Websites zeigen]
    ---
    /kinsta site
    `/kinsta site list [words] [--label <label>]`
    alle Websites, durchsuchbar
    Zum Beispiel `/kinsta site list shop --label care-plan`
    `/kinsta site status <site> [env]`
    ob sie erreichbar ist und was dort läuft
    Zum Beispiel `/kinsta site status acme`
    ---
    ⚠️ `clear cache` gibt es nicht.
    Meintest du `/kinsta cache clear`?
    [/kinsta cache clear] [Hilfe]
    ---
    Was soll mit `site` geschehen?
    Es gibt `/kinsta site list`, `/kinsta site status`.
    [/kinsta site list] [/kinsta site status] [Hilfe]
    ---
    3 Websites zu „harbour“
    Website | Label | Domain | Umgebungen | PHP | WordPress
    Harbour Lights Hotel | Harbour Hospitality, care-plan | harbour-lights.example | Live, Staging | 8.1 | 6.8.1
    Harbour View Hotel | Harbour Hospitality, care-plan | harbour-view.example | Live | 8.3 | 6.7.2
    The "Golden" Lion Pub | Harbour Hospitality | golden-lion.example | Live, Staging | 8.4 | 6.9
    Liste der Websites vom 2026-11-22 10:00 CET
    ---
    ⚠️ `--labl` gibt es hier nicht. Meintest du `--label`?
    So geht es: `/kinsta site list [words] [--label <label>]`
    Zum Beispiel: `/kinsta site list shop --label care-plan`
    ---
    ⚠️ Keine Website passt zu „nirgends“.
    Nimm weniger oder andere Wörter; gesucht wird in Namen, Domains und Labels.
    [Alle Websites]
    ---
    Acme · Staging
    ✅ stg-acme-staging.kinsta.cloud antwortet.
    Wie Besucher es sehen: 200 in <n> ms, Cache `MISS`
    Am Cache vorbei: 200 in <n> ms, Cache `BYPASS`
    *PHP*
    8.3
    *WordPress*
    6.8.3
    *Blockiert*
    nein
    *Edge-Cache*
    aus
    *CDN*
    aus
    *Domains*
    stg-acme-staging.kinsta.cloud
    *Labels*
    Acme Corp, care-plan
    [Cache leeren…] [PHP neu starten…] [Noch einmal nachsehen]
    ---
    Welche Umgebung von *Acme*?
    Für eine Änderung muss die Umgebung genannt sein; Live wird nie angenommen.
    [Live · acme.example] [Staging · stg-acme-staging.kinsta.cloud]
    ---
    ⚠️ *Acme* hat keine Umgebung „nachts“.
    Es gibt: Live, Staging.
    [Live · acme.example] [Staging · stg-acme-staging.kinsta.cloud]
    ---
    ⚠️ *Acme · Staging* hat keinen CDN-Cache.
    Ohne `--layer` wird alles geleert, was da ist.
    [Cache leeren…]
    ---
    ⚠️ Keine Website heißt „zimerei“.
    Meintest du eine von diesen?
    [Zimmerei Jäger · zimmerei-jaeger.example]
    ---
    2 Websites passen zu „harbour“.
    Welche?
    [Harbour Lights Hotel · harbour-lights.example] [Harbour View Hotel · harbour-view.example]
    ---
    Von hier aus wurde noch nichts gestartet.
    ---
    ⚠️ Ein Vorgang „42“ ist nicht bekannt.
    Kopier die ID von einer Karte oder aus der Liste der letzten Vorgänge.
    [Letzte Vorgänge]
    "#);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_language_nobody_wrote_a_catalogue_for_is_answered_in_english() {
    let bot = Bot::with(speaking("de")).await;
    let claire = bot.person("U0CLAIRE", "claire", "fr-FR");
    assert!(claire.asks("/kinsta help").await.starts_with("What /kinsta can do"));
    let lena = bot.person("U0LENA", "lena", "de-AT");
    assert!(lena.asks("/kinsta help").await.starts_with("Was /kinsta kann"));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_slack_says_nothing_about_is_spoken_to_in_the_default_language() {
    let bot = Bot::with(speaking("de")).await;
    let ada = bot.ada();
    bot.slack().faults().error("users.info", 1, "user_not_found");
    let list = ada.asks("/kinsta site list zebra").await;
    assert!(list.starts_with("Eine Website zu „zebra“"), "{list}");
    assert!(list.ends_with("Liste der Websites vom 2026-11-22 09:00 UTC"), "{list}");
    // Half a minute later it is asked again.
    bot.advance(31.secs()).await;
    let list = ada.asks("/kinsta site list zebra").await;
    assert!(list.ends_with("Site list from 2026-11-22 10:00 CET"), "{list}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn times_are_in_the_readers_zone() {
    let bot = Bot::start().await;
    let mut last = Vec::new();
    for (id, zone) in [("U0YUKI", "Asia/Tokyo"), ("U0RAJ", "Asia/Kolkata"), ("U0LIZ", "America/St_Johns")] {
        let list = bot.person_from(id, id, "en-US", zone).asks("/kinsta site list zebra").await;
        last.push(list.lines().last().unwrap().to_owned());
    }
    assert_snapshot!(last.join("\n"), @"
    Site list from 2026-11-22 18:00 JST
    Site list from 2026-11-22 14:30 IST
    Site list from 2026-11-22 05:30 NST
    ");
    bot.done().await;
}
