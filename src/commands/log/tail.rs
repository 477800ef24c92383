//! `/kinsta log error|access|cache <site> [env] [--lines N] [--grep text] [--raw]`: the last lines of a log file, without
//! what belongs in no channel. Unredacted they are a secret.

use async_trait::async_trait;
use clap::{ArgMatches, Command};

use super::excerpt;
use super::fatal::{self, Fatal, Owner};
use crate::access::Grant;
use crate::commands::args;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Attachment, Outcome, Secret, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::card::{Button, Card, Part, Press};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::domain::{text, words};
use crate::kinsta::api::logs::{self, LogFile, MOST_LINES};
use crate::kinsta::{Error, Lane};

/// How many lines are shown where nobody says how many.
const USUAL: &str = "50";
/// How many lines are read at least for the last fatal error.
const FOR_FATAL: u32 = 1_000;
/// How often Kinsta's odd failures to read the cache's log are met with another try.
const TRIES: u32 = 3;

/// The verb of one file.
pub struct Tail(pub LogFile);

#[async_trait]
impl Verb for Tail {
    fn noun(&self) -> &'static str {
        "log"
    }

    fn name(&self) -> &'static str {
        word(self.0)
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command)
            .arg(args::number("lines", 1, MOST_LINES.into()).default_value(USUAL))
            .arg(args::words("grep", "text"))
            .arg(args::flag("raw"))
    }

    fn example(&self) -> &'static str {
        match self.0 {
            LogFile::Error => "log error acme live --grep fatal",
            LogFile::Access => "log access acme live --lines 200 --grep wp-login",
            LogFile::Cache => "log cache acme --grep MISS",
        }
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /sites/environments/{env_id}/logs"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let lines = matches.get_one::<i64>("lines").copied().unwrap_or_default();
        let needle = matches.get_one::<String>("grep").map(|needle| needle.trim()).filter(|needle| !needle.is_empty());
        let raw = matches.get_flag("raw");
        let lines_words = lines.to_string();
        let mut options: Vec<&str> = Vec::new();
        if lines_words != USUAL {
            options.extend(["--lines", lines_words.as_str()]);
        }
        options.extend(needle.iter().flat_map(|needle| ["--grep", *needle]));
        options.extend(raw.then_some("--raw"));
        let verb = format!("log {}", self.name());
        let resolved = target::resolve(asked, services, &verb, &options, matches, Unnamed::Live)?;
        let wanted = Wanted {
            target: resolved.target(),
            file: self.0,
            lines: u32::try_from(lines).unwrap_or(MOST_LINES),
            needle: needle.map(str::to_owned),
            raw,
        };
        if raw {
            return Ok(Answer::Secret(Box::new(wanted)));
        }
        let (card, files) = wanted.read(asked, services).await?;
        Ok(if files.is_empty() { Answer::Card(card) } else { Answer::Files { card, files } })
    }
}

/// The word of a file for people.
fn word(file: LogFile) -> &'static str {
    match file {
        LogFile::Error => "error",
        LogFile::Access => "access",
        LogFile::Cache => "cache",
    }
}

/// What somebody wants to see of a log.
#[derive(Debug, Clone)]
struct Wanted {
    target: Target,
    file: LogFile,
    lines: u32,
    needle: Option<String>,
    raw: bool,
}

/// A log's last fatal error, and the lines to show.
struct Cut {
    fatal: Option<Fatal>,
    lines: Vec<String>,
}

impl Wanted {
    fn say(&self, asked: &Asked, key: &str) -> crate::i18n::Phrase {
        let phrase = asked.t(key.to_owned()).marked("file", asked.t(format!("log-file-{}", word(self.file))).say());
        phrase.plain("site", &self.target.site).plain("env", &self.target.env)
    }

    /// How many lines are asked of Kinsta, which cannot search.
    fn reach(&self) -> u32 {
        match (&self.needle, self.file) {
            (Some(_), _) => MOST_LINES,
            (None, LogFile::Error) => self.lines.max(FOR_FATAL),
            (None, _) => self.lines,
        }
    }

    async fn read(&self, asked: &Asked, services: &Services) -> Result<(Card, Vec<Attachment>), Refusal> {
        let text = self.fetch(services).await.map_err(|error| asked.kinsta_said(&error))?;
        let wanted = self.clone();
        // Hiding what belongs in no channel takes a while where there are many lines; others are not kept waiting.
        let cut = tokio::task::spawn_blocking(move || wanted.cut(&text)).await.map_err(|error| {
            tracing::error!(error = %error, "a log could not be cut");
            Refusal::new(asked.t("log-unreadable")).way_out(asked.t("log-unreadable-way-out"))
        })?;
        Ok(self.answer(asked, &cut))
    }

    /// The log as Kinsta has it. Its cache's log fails now and then for no reason, whatever the answer then is.
    async fn fetch(&self, services: &Services) -> Result<String, Error> {
        let request = logs::Tail { environment: self.target.environment(), file: self.file, lines: self.reach() };
        let mut tries = if self.file == LogFile::Cache { TRIES } else { 1 };
        loop {
            tries -= 1;
            match services.kinsta.read(&request, Lane::Person).await {
                Ok(text) => return Ok(text.unwrap_or_default()),
                Err(error @ (Error::RateLimited { .. } | Error::Unauthorised { .. })) => return Err(error),
                Err(error) if tries == 0 => return Err(error),
                Err(error) => tracing::info!(error = %error, tries, "a log is read again"),
            }
        }
    }

    fn cut(&self, text: &str) -> Cut {
        let shown = |line: &str| excerpt::cut(line, 1, None, self.raw).pop().unwrap_or_default();
        let all: Vec<&str> = text.lines().collect();
        let fatal = (self.file == LogFile::Error).then(|| fatal::last(&all)).flatten().and_then(|at| {
            let told: Vec<String> = all[at..].iter().take(40).map(|line| shown(line)).collect();
            fatal::read(&told.iter().map(String::as_str).collect::<Vec<_>>())
        });
        let lines = excerpt::cut(text, self.lines as usize, self.needle.as_deref(), self.raw);
        Cut { fatal, lines }
    }

    fn answer(&self, asked: &Asked, cut: &Cut) -> (Card, Vec<Attachment>) {
        let title = self.say(asked, "log-title").marked("where", self.target.label()).say();
        let mut card = Card::new().with(Part::Title(title));
        if let Some(fatal) = &cut.fatal {
            card = card.paragraph(told(asked, fatal));
        }
        let mut files = Vec::new();
        let mut note = Vec::new();
        if cut.lines.is_empty() {
            let nothing = match &self.needle {
                Some(needle) if self.raw => self.say(asked, "log-nothing-raw").plain("words", needle),
                Some(needle) => self.say(asked, "log-nothing").plain("words", needle),
                None => self.say(asked, "log-empty"),
            };
            card = card.paragraph(nothing.number("count", self.reach() as usize).say());
        } else {
            let (shown, is_all) = excerpt::in_card(&cut.lines);
            if !is_all {
                let count = shown.lines().count();
                // A file stays in the conversation, and what is not hidden is to go again.
                let key = if self.raw { "log-raw-shortened" } else { "log-attached" };
                note.push(asked.t(key).number("count", count).number("all", cut.lines.len()).say());
                if !self.raw {
                    files.push(self.attachment(asked, &cut.lines));
                }
            }
            card = card.with(Part::Code(shown));
        }
        if !self.raw && !cut.lines.is_empty() {
            note.push(asked.t("log-redacted").say());
        }
        if !note.is_empty() {
            card = card.note(note.join(" · "));
        }
        (card.buttons(self.buttons(asked, cut)), files)
    }

    fn attachment(&self, asked: &Asked, lines: &[String]) -> Attachment {
        let part = |text: &str| -> String {
            text.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
        };
        Attachment {
            name: format!("{}-{}-{}.log", part(&self.target.site), part(&self.target.env), word(self.file)),
            title: text::unmarked(&self.say(asked, "log-title").marked("where", self.target.label()).say()),
            alt: None,
            bytes: (lines.join("\n") + "\n").into_bytes(),
        }
    }

    fn buttons(&self, asked: &Asked, cut: &Cut) -> Vec<Button> {
        // A secret leads nowhere from where it is shown.
        if self.raw {
            return Vec::new();
        }
        let env = self.target.environment();
        let press = |line: String, replace: bool| Press::Words { line, replace };
        let mut buttons = vec![Button::new(asked.t("button-look-again").say(), press(self.own_line(), true))];
        match cut.fatal.as_ref().and_then(|fatal| fatal.place.as_ref()).map(|place| &place.owner) {
            Some(Owner::Plugin(_)) => {
                let line = words::join(["plugin", "list", env.as_str()]);
                buttons.push(Button::new(asked.t("plugin-button-list").say(), press(line, false)));
            }
            Some(Owner::Theme(_)) => {
                let line = words::join(["theme", "list", env.as_str()]);
                buttons.push(Button::new(asked.t("theme-button-list").say(), press(line, false)));
            }
            Some(Owner::Else) | None => {}
        }
        buttons
    }

    fn own_line(&self) -> String {
        let (env, lines) = (self.target.environment(), self.lines.to_string());
        let mut line = vec!["log", word(self.file), env.as_str()];
        if lines != USUAL {
            line.extend(["--lines", lines.as_str()]);
        }
        line.extend(self.needle.iter().flat_map(|needle| ["--grep", needle.as_str()]));
        line.extend(self.raw.then_some("--raw"));
        words::join(line)
    }
}

/// One line about the last fatal error.
fn told(asked: &Asked, fatal: &Fatal) -> String {
    let at = fatal.at.as_deref().unwrap_or("–");
    let said = asked.t("log-fatal").plain("at", at).marked("message", text::code(&fatal.message)).say();
    let Some(place) = &fatal.place else { return said };
    let (key, name) = match &place.owner {
        Owner::Plugin(name) => ("log-fatal-plugin", name.as_str()),
        Owner::Theme(name) => ("log-fatal-theme", name.as_str()),
        Owner::Else => ("log-fatal-file", ""),
    };
    let place = asked.t(key.to_owned()).plain("name", name).marked("place", text::code(&place.file)).say();
    format!("{said}\n{place}")
}

#[async_trait]
impl Secret for Wanted {
    fn question(&self, asked: &Asked) -> String {
        self.say(asked, "log-question").say()
    }

    fn line(&self) -> String {
        self.own_line()
    }

    async fn reveal(
        &self,
        asked: &Asked,
        services: &Services,
        _grant: &Grant,
    ) -> Result<(Card, Vec<Attachment>), Refusal> {
        self.read(asked, services).await
    }
}
