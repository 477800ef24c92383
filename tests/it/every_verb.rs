//! Every verb there is, walked: it succeeds, it refuses, and it tells of Kinsta's failure. Verbs are taken from the
//! registry, so one that is added is walked as well: with its own example, unless [`stage`] knows something better.

mod changing;
mod reading;
mod refusing;
mod stage;
mod succeeding;

use kinsta_slack::commands::{Registry, verb_words};
use kinsta_slack::demo::slack::Kind;
use kinsta_slack::demo::{kinsta, slack};
use kinsta_slack::domain::risk::Risk;
use kinsta_slack::kinsta::api;

use crate::bot::{Bot, Person, Seconds, Setup};

/// What is known of a verb.
struct Walked {
    words: String,
    risk: Risk,
    example: &'static str,
    uses: &'static [&'static str],
    takes_a_site: bool,
    needs_words: bool,
}

impl Walked {
    /// Whether nothing of it is at Kinsta.
    fn is_kept_here(&self) -> bool {
        self.uses.is_empty()
    }

    /// The lines to walk it with.
    fn lines(&self) -> Vec<&'static str> {
        stage::lines(&self.words).unwrap_or_else(|| vec![self.example])
    }
}

/// Every verb that `wanted` is true of.
fn verbs(wanted: impl Fn(&Walked) -> bool) -> Vec<Walked> {
    let registry = Registry::default();
    let walked = registry.entries().map(|entry| Walked {
        words: entry.words(),
        risk: entry.verb.risk(),
        example: entry.verb.example(),
        uses: entry.verb.kinsta_operations(),
        takes_a_site: entry.takes("site") || entry.takes("whole_site"),
        needs_words: entry.grammar.get_arguments().any(clap::Arg::is_required_set),
    });
    let all: Vec<Walked> = walked.collect();
    assert_eq!(all.len(), verb_words().len());
    all.into_iter().filter(wanted).collect()
}

/// Walks every verb, and says in the end which of them failed, not only the first.
async fn walk<W>(verbs: Vec<Walked>, walked: impl Fn(Walked) -> W)
where
    W: Future<Output = ()> + Send + 'static,
{
    assert!(!verbs.is_empty());
    let mut failed = Vec::new();
    for verb in verbs {
        let words = verb.words.clone();
        if tokio::spawn(walked(verb)).await.is_err() {
            failed.push(words);
        }
    }
    assert!(failed.is_empty(), "{} failed, see above: {failed:?}", failed.len());
}

/// A bot that nothing but the walk itself holds up.
async fn world() -> Bot {
    let kinsta = kinsta::Options {
        requests_per_minute: None,
        creations_per_minute: None,
        log_reads_per_minute: None,
        ..kinsta::Options::default()
    };
    let slack = slack::Options { rate_limits: false, ..slack::Options::default() };
    // Nor does anything else ask Kinsta meanwhile.
    let variables =
        vec![("ADMINS", "U0ADA".to_owned()), ("OPERATORS", "U0ADA".to_owned()), ("SHADOW_ACTIVITY", "0".to_owned())];
    let bot = Bot::with(Setup { kinsta, slack, variables, ..Setup::default() }).await;
    bot.slack().add_channel("C0ACME", "acme", Kind::Public, true);
    bot.ada();
    bot.mia();
    bot
}

/// What was asked of Kinsta since the record was cleared, as `METHOD /path/{parameter}`.
fn asked(bot: &Bot) -> Vec<String> {
    let table = api::table();
    let fits = |pattern: &str, path: &str| {
        let (mut pattern, mut path) = (pattern.split('/'), path.split('/'));
        loop {
            match (pattern.next(), path.next()) {
                (None, None) => return true,
                (Some(wanted), Some(part)) if wanted == part || wanted.starts_with('{') => {}
                _ => return false,
            }
        }
    };
    let named = |request: &kinsta::RecordedRequest| {
        let rows = table.iter().filter(|row| row.method.as_str() == request.method && fits(row.path, &request.path));
        // A path without parameters is meant before one with.
        let row = rows.min_by_key(|row| row.path.matches('{').count());
        let row = row.unwrap_or_else(|| panic!("nothing of Kinsta's: {} {}", request.method, request.path));
        format!("{} {}", row.method.as_str(), row.path)
    };
    bot.kinsta().requests().iter().map(named).collect()
}

/// The newest thing that only this person sees, or the form that is open.
fn answer(person: &Person<'_>) -> String {
    person.top().map_or_else(|| person.sees(), |_| person.form())
}

impl Person<'_> {
    /// Types a line and hands over the file it wants; what follows is a question, an answer or a refusal.
    async fn asks_for(&self, line: &str) -> String {
        let line = &line.replace("{operation}", &self.newest_operation());
        self.says_patiently(&format!("/kinsta {line}")).await;
        if let Some((label, name, file)) = stage::file_of(line) {
            self.attaches(label, name, file.as_bytes());
            self.submits_patiently().await;
        }
        answer(self)
    }

    /// The id of the operation whose card is the newest; empty where there is none.
    fn newest_operation(&self) -> String {
        let card = self.cards().pop().map(|card| card.plain()).unwrap_or_default();
        card.rsplit("Operation `").next().and_then(|id| id.split('`').next()).unwrap_or_default().to_owned()
    }

    /// Says yes to what was asked, with the name where it is wanted.
    async fn agrees(&self, line: &str) {
        let is_typed = |text: &str| text.contains("[Type the name…]");
        if self.top().is_none() {
            let message = self.private();
            let yes = message.buttons().first().cloned().unwrap_or_else(|| panic!("{line}: {}", message.plain()));
            if !is_typed(&message.plain()) {
                self.presses_in(&message, &yes).await;
                self.sees_all();
                return;
            }
            self.presses_in(&message, &yes).await;
        }
        let view = self.top().unwrap_or_else(|| panic!("{line}: a form to agree in"));
        if let Some(block) = view.blocks().iter().find(|block| block["block_id"] == "typed") {
            let label = block["label"]["text"].as_str().unwrap();
            let name = label.split(['“', '”']).nth(1).unwrap_or_else(|| panic!("{label}"));
            self.fills(label, name);
        }
        self.submits().await;
        assert!(self.top().is_none(), "{line}: {}", self.form());
        self.sees_all();
    }
}

/// Does what has to be there before a verb can be walked.
async fn prepare(bot: &Bot, person: &Person<'_>, words: &str) {
    for line in stage::before(words) {
        let said = person.asks_for(line).await;
        assert!(!said.starts_with('⚠'), "{line}: {said}");
        person.agrees(line).await;
        bot.wait(90.secs()).await;
    }
    person.sees_all();
    bot.kinsta().clear_requests();
}
