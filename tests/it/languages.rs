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
    `/kinsta access explain <@user> <command>` – ob jemand etwas darf und nach welcher Regel
    `/kinsta access show` – wer was darf
    `/kinsta analytics bandwidth <site> [env] [--span 24h|7d|30d|60d] [--from <YYYY-MM-DD>] [--to <YYYY-MM-DD>]` – wie viel der Server gesendet hat
    `/kinsta analytics cdn <site> [env] [--span 24h|7d|30d|60d] [--from <YYYY-MM-DD>] [--to <YYYY-MM-DD>]` – wie viel das CDN gesendet hat
    `/kinsta analytics disk <site> [env] [--span 7d|30d|60d] [--from <YYYY-MM-DD>] [--to <YYYY-MM-DD>]` – wie voll die Festplatte ist
    `/kinsta analytics visits <site> [env] [--span 24h|7d|30d|60d] [--from <YYYY-MM-DD>] [--to <YYYY-MM-DD>]` – wie viele Besuche es gab
    `/kinsta approval list` – was auf Zustimmung wartet
    `/kinsta audit list [--site <words>] [--user <@person>] [--since <YYYY-MM-DD>] [--verb <words>]` – wer worum gebeten hat, was entschieden wurde und was daraus geworden ist
    `/kinsta backup create <site> [env] [--note <note>]` – ein Backup von Hand machen
    `/kinsta backup delete <site> [env] --backup <backup>` – ein Backup löschen
    `/kinsta backup downloads <site> [env]` – Links zu Backups, die zum Herunterladen gemacht wurden
    `/kinsta backup list <site> [env]` – die Backups einer Umgebung
    `/kinsta backup restore <site> [env] --backup <backup> [--to <env>] [--notify <person>]` – eine Umgebung mit einem Backup überschreiben
    `/kinsta cache clear <site> [env] [--layer site|edge|cdn|all] [--url <url>] [--subdirectories]` – die Caches einer Umgebung leeren
    `/kinsta cache edge <on|off> <site> [env]` – den Edge-Cache an- oder ausschalten
    `/kinsta cdn images <off|lossy|lossless> <site> [env]` – wie das CDN Bilder verkleinert
    `/kinsta company account` – die Firma und der Schlüssel des Bots
    `/kinsta company activity [--site <site>] [--user <name>] [--key <name>] [--category sites|dns|migrations|billing|notifications|users|settings|sso]` – was getan wurde, von wem und wie es ausging
    `/kinsta company keys` – die API-Schlüssel mit Namen, und welcher der des Bots ist
    `/kinsta company regions` – wo eine Website stehen kann
    `/kinsta company users` – wer Zugang hat
    `/kinsta database login <site> [env]` – ein Link in phpMyAdmin, nur für dich
    `/kinsta dns add <domain> --type a|aaaa|caa|cname|mx|ns|srv|txt --name <name> --value <text> [--ttl <number>]` – einen DNS-Eintrag anlegen
    `/kinsta dns delete <domain> --type <type> --name <name>` – einen DNS-Eintrag mit allen Werten löschen
    `/kinsta dns domains` – die Domains, deren DNS bei Kinsta liegt
    `/kinsta dns list <domain> [--type <type>] [--name <name>]` – die DNS-Einträge einer Domain
    `/kinsta dns update <domain> --type <type> --name <name> [--value <text>] [--add <text>] [--remove <text>] [--ttl <number>]` – die Werte eines DNS-Eintrags ändern
    `/kinsta domain add <site> [env] --name <domain> [--without-wildcard]` – eine Domain hinzufügen, mit den DNS-Einträgen, die sie braucht
    `/kinsta domain list <site> [env]` – auf welche Domains eine Umgebung hört: primäre, Wildcards, bestätigt oder nicht
    `/kinsta domain primary <site> [env] --name <domain> [--search-replace]` – Besucher zu einer anderen Domain der Umgebung führen
    `/kinsta domain records <site> [env] --name <domain>` – die DNS-Einträge, die eine Domain bestätigen und hierher führen
    `/kinsta domain remove <site> [env] --name <domain>` – Domains entfernen; ihre Adressen sind sofort tot
    `/kinsta env clone <site> [env] --name <name> [--premium]` – eine Umgebung als Kopie einer anderen anlegen
    `/kinsta env create <site> --name <name> [--premium] --title <title> --admin-user <name> --admin-email <email> [--language <code>] [--multisite subdomain|subdirectory] [--woocommerce] [--yoast] [--edd]` – eine Umgebung mit neuem WordPress anlegen
    `/kinsta env create-plain <site> --name <name> [--premium]` – eine leere Umgebung anlegen, ohne WordPress
    `/kinsta env delete <site> [env]` – eine Umgebung löschen
    `/kinsta env files <site> [env]` – die oberen Ordner und Dateien einer Umgebung
    `/kinsta env list <site>` – die Umgebungen einer Website
    `/kinsta env push <site> [env] --to <env> [--database] [--search-replace] [--file <path>] [--no-files]` – eine Umgebung mit einer anderen überschreiben
    `/kinsta env webroot <site> [env]` – welcher Ordner einer Umgebung ausgeliefert wird
    `/kinsta env webroot set <site> [env] --folder <folder> [--keep-cache] [--keep-lists]` – einen anderen Ordner einer Umgebung ausliefern
    `/kinsta freeze list` – wann nichts geändert wird
    `/kinsta ip allow <address> <site> [env]` – IP-Adressen wieder zulassen
    `/kinsta ip deny <address> <site> [env]` – IP-Adressen abweisen
    `/kinsta ip list <site> [env]` – die IP-Adressen, die eine Umgebung abweist
    `/kinsta log access <site> [env] [--lines <number>] [--grep <text>] [--raw]` – die letzten Aufrufe, die die Website selbst erreichten
    `/kinsta log cache <site> [env] [--lines <number>] [--grep <text>] [--raw]` – was der Cache zuletzt antwortete
    `/kinsta log error <site> [env] [--lines <number>] [--grep <text>] [--raw]` – die letzten Zeilen des Fehlerlogs und der letzte fatale Fehler
    `/kinsta operation list [--site <site>] [--mine] [--running]` – alles, was von hier aus gestartet wurde
    `/kinsta operation password <id>` – ein Passwort zeigen, das für dich ausgedacht wurde
    `/kinsta operation status [id]` – was läuft und was lief
    `/kinsta php allocation <site> [env] --threads <number> --memory <MB>` – Threads und Speicher von PHP neu aufteilen
    `/kinsta php restart <site> [env]` – PHP neu starten, dann nachsehen, ob die Website antwortet
    `/kinsta php set <version> <site> [env] [--auto-updates on|off]` – die PHP-Version ändern, dann nachsehen, ob die Website antwortet
    `/kinsta php version <site> [env]` – welche PHP-Version läuft, und ob Kinsta sie von selbst aktualisiert
    `/kinsta plugin list <site> [env] [--updates]` – die Plugins einer Umgebung und welche veraltet sind
    `/kinsta plugin update <site> [env] [--name <plugin>] [--all]` – einzelne Plugins oder alle veralteten aktualisieren
    `/kinsta readonly off` – Änderungen wieder zulassen
    `/kinsta readonly on` – alle Änderungen anhalten
    `/kinsta readonly show` – ob etwas geändert wird
    `/kinsta redirect add <site> [env] --from <path> --to <address> [--type 301|302] [--domain <domain>]` – eine Weiterleitung anlegen
    `/kinsta redirect clear <site> [env]` – alle Weiterleitungen löschen
    `/kinsta redirect delete <site> [env] --from <path> [--domain <domain>]` – eine Weiterleitung löschen
    `/kinsta redirect export <site> [env]` – alle Weiterleitungen als Datei
    `/kinsta redirect import <site> [env]` – Weiterleitungen aus einer Datei anlegen und ändern
    `/kinsta redirect list <site> [env] [--search <words>]` – die Weiterleitungen einer Umgebung
    `/kinsta redirect update <site> [env] --from <path> [--domain <domain>] [--to <address>] [--type 301|302] [--new-from <path>] [--new-domain <domain>]` – eine Weiterleitung ändern
    `/kinsta sftp add <site> [env] --user <name> [--folder <folder>] [--permission read|write]` – ein SFTP-Konto für einen Ordner anlegen
    `/kinsta sftp list <site> [env]` – die zusätzlichen SFTP-Konten
    `/kinsta sftp off <site> [env]` – alle zusätzlichen SFTP-Konten ausschalten
    `/kinsta sftp on <site> [env]` – alle zusätzlichen SFTP-Konten einschalten
    `/kinsta sftp password show <site> [env] --user <name>` – das erzeugte Passwort eines Kontos zeigen, nur dir
    `/kinsta sftp remove <site> [env] --user <name>` – ein SFTP-Konto entfernen
    `/kinsta site clone <site> [env] --name <name>` – eine Website als Kopie einer Umgebung anlegen
    `/kinsta site create <name> --region <region> --title <title> --admin-user <name> --admin-email <email> [--language <code>] [--multisite subdomain|subdirectory] [--woocommerce] [--yoast]` – eine Website mit neuem WordPress anlegen
    `/kinsta site create-plain <name> --region <region>` – eine leere Website anlegen, ohne WordPress
    `/kinsta site delete <site>` – eine Website mit allen Umgebungen löschen
    `/kinsta site list [words] [--label <label>]` – alle Websites, durchsuchbar
    `/kinsta site reset <site>` – eine Website durch ein leeres WordPress ersetzen
    `/kinsta site show <site>` – alles über eine Website und ihre Umgebungen
    `/kinsta site status <site> [env]` – ob sie erreichbar ist und was dort läuft
    `/kinsta site usage <site>` – was eine Website diesen Monat vom Tarif verbraucht hat
    `/kinsta ssh allow add <site> [env] --ip <address>` – eine Adresse zulassen
    `/kinsta ssh allow list <site> [env]` – die Adressen, von denen SSH und SFTP erlaubt sind
    `/kinsta ssh allow remove <site> [env] --ip <address>` – eine Adresse nicht mehr zulassen
    `/kinsta ssh config <site> [env]` – Host, Port, Benutzer und der Befehl zum Verbinden
    `/kinsta ssh disable <site> [env]` – SSH und SFTP ausschalten
    `/kinsta ssh enable <site> [env]` – SSH und SFTP einschalten
    `/kinsta ssh password expiry <never|1d|7d|30d|90d> <site> [env]` – wie lange ein Passwort gilt
    `/kinsta ssh password off <site> [env]` – nur Schlüssel zulassen
    `/kinsta ssh password on <site> [env]` – das Passwort zulassen
    `/kinsta ssh password rotate <site> [env]` – ein neues Passwort erzeugen; das alte gilt nicht mehr
    `/kinsta ssh password show <site> [env]` – das Passwort von SSH und SFTP zeigen, nur dir
    `/kinsta ssh status <site> [env]` – ob SSH und SFTP an sind, und von wo
    `/kinsta theme list <site> [env] [--updates]` – die Themes einer Umgebung und welche veraltet sind
    `/kinsta theme update <site> [env] [--name <theme>] [--all]` – einzelne Themes oder alle veralteten aktualisieren
    `/kinsta wp run <site> [env] -- <command>` – einen WP-CLI-Befehl ausführen und zeigen, was er ausgibt
    Eine Website findet sich über Namen, jede ihrer Domains, ein Label oder einen Link aus MyKinsta. In einem Thread schreib `@kinsta` und dieselben Wörter.
    11 Befehle fehlen hier, weil du sie nicht benutzen darfst. `/kinsta help --all` zeigt auch sie.
    [Websites zeigen] [Alle zeigen]
    ---
    /kinsta site
    `/kinsta site clone <site> [env] --name <name>`
    eine Website als Kopie einer Umgebung anlegen
    Zum Beispiel `/kinsta site clone acme live --name "Acme Relaunch"`
    `/kinsta site create <name> --region <region> --title <title> --admin-user <name> --admin-email <email> [--language <code>] [--multisite subdomain|subdirectory] [--woocommerce] [--yoast]`
    eine Website mit neuem WordPress anlegen
    Zum Beispiel `/kinsta site create New Shop --region frankfurt --title "New Shop" --admin-user shop --admin-email web@agency.example`
    `/kinsta site create-plain <name> --region <region>`
    eine leere Website anlegen, ohne WordPress
    Zum Beispiel `/kinsta site create-plain New Shop --region frankfurt`
    `/kinsta site delete <site>`
    eine Website mit allen Umgebungen löschen
    Zum Beispiel `/kinsta site delete acme relaunch`
    `/kinsta site list [words] [--label <label>]`
    alle Websites, durchsuchbar
    Zum Beispiel `/kinsta site list shop --label care-plan`
    `/kinsta site reset <site>`
    eine Website durch ein leeres WordPress ersetzen
    Zum Beispiel `/kinsta site reset acme relaunch`
    `/kinsta site show <site>`
    alles über eine Website und ihre Umgebungen
    Zum Beispiel `/kinsta site show acme`
    `/kinsta site status <site> [env]`
    ob sie erreichbar ist und was dort läuft
    Zum Beispiel `/kinsta site status acme`
    `/kinsta site usage <site>`
    was eine Website diesen Monat vom Tarif verbraucht hat
    Zum Beispiel `/kinsta site usage acme`
    ---
    ⚠️ `clear cache` gibt es nicht.
    Meintest du `/kinsta cache clear`?
    [/kinsta cache clear] [Hilfe]
    ---
    Was soll mit `site` geschehen?
    Es gibt `/kinsta site clone`, `/kinsta site create`, `/kinsta site create-plain`, `/kinsta site delete`, `/kinsta site list`, `/kinsta site reset`, `/kinsta site show`, `/kinsta site status`, `/kinsta site usage`.
    [/kinsta site clone] [/kinsta site create] [/kinsta site create-plain] [/kinsta site delete] [/kinsta site list]
    [/kinsta site reset] [/kinsta site show] [/kinsta site status] [/kinsta site usage] [Hilfe]
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
