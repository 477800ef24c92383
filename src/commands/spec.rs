//! What a verb is.

use async_trait::async_trait;
use clap::{ArgMatches, Command};

use super::known::Known;
use super::services::{Asked, Services};
use crate::access::Grant;
use crate::act::Act;
use crate::domain::card::Card;
use crate::domain::form::Choice;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;

/// What a verb came to.
#[derive(Debug)]
pub enum Answer {
    /// Something to read.
    Card(Card),
    /// Something to read that is nobody's business but the asker's, such as people's addresses.
    Private(Card),
    /// Something to read that comes with files. A picture is shown below the card, another file is handed over beside
    /// it: in the conversation with everybody where it was asked for in the open, else to the asker alone.
    Files {
        /// What is said.
        card: Card,
        /// What comes with it.
        files: Vec<Attachment>,
    },
    /// A secret, which is asked about before it is shown, to the asker alone and not for long.
    Secret(Box<dyn Secret>),
    /// A change, to be confirmed before anything happens.
    Act(Box<dyn Act>),
}

/// A file that comes with an answer.
#[derive(Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, `redirects.csv`.
    pub name: String,
    /// Its heading, plain.
    pub title: String,
    /// What a picture shows, plain; `None` where it is no picture.
    pub alt: Option<String>,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Attachment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Attachment").field("name", &self.name).field("bytes", &self.bytes.len()).finish_non_exhaustive()
    }
}

/// Something that only the asker may see.
#[async_trait]
pub trait Secret: std::fmt::Debug + Send + Sync {
    /// What would be shown, as a question. Marked.
    fn question(&self, asked: &Asked) -> String;

    /// The words after `/kinsta` that ask for exactly this, with ids instead of names.
    fn line(&self) -> String;

    /// Fetches it: a card, or a card with files. What is in it goes to the asker alone, through no store and no log.
    /// The grant is for what Kinsta counts as a change, such as making a link.
    async fn reveal(
        &self,
        asked: &Asked,
        services: &Services,
        grant: &Grant,
    ) -> Result<(Card, Vec<Attachment>), Refusal>;
}

/// An answer, or a "no" with its way out.
pub type Outcome = Result<Answer, Refusal>;

/// One verb of one noun. The catalogues hold its summary under `verb-<noun>-<name>`, the labels of its arguments under
/// `arg-<argument>` or `arg-<noun>-<name>-<argument>`, and hints under `hint-…`.
#[async_trait]
pub trait Verb: Send + Sync {
    /// The noun it belongs to.
    fn noun(&self) -> &'static str;

    /// Its own word, or its two words: `clear`, `password show`.
    fn name(&self) -> &'static str;

    /// How much it can hurt at most.
    fn risk(&self) -> Risk;

    /// Its arguments. From this one description come parsing, usage, did-you-mean and the form.
    fn arguments(&self, command: Command) -> Command;

    /// A line to try, without `/kinsta`.
    fn example(&self) -> &'static str;

    /// The Kinsta operations it uses, as `METHOD /path/{parameter}`.
    fn kinsta_operations(&self) -> &'static [&'static str];

    /// Whether what it shows without naming a site is only what is seen in the channel. Others are not used without a
    /// site where the channel is bound to some.
    fn keeps_to_the_channel(&self) -> bool {
        false
    }

    /// Whether it changes what is kept here (the policy, a freeze, the switch) and nothing at Kinsta.
    fn is_kept_here(&self) -> bool {
        false
    }

    /// Arguments whose choices are read from Kinsta for the form; [`Verb::choices`] gives them.
    fn chosen(&self) -> &'static [&'static str] {
        &[]
    }

    /// Arguments on which those choices depend, besides the site or environment.
    fn decides(&self) -> &'static [&'static str] {
        &[]
    }

    /// The choices for one of [`Verb::chosen`]; `None` while something they depend on is not known.
    async fn choices(
        &self,
        _argument: &str,
        _known: &Known,
        _asked: &Asked,
        _services: &Services,
    ) -> Result<Option<Vec<Choice>>, Refusal> {
        Ok(None)
    }

    /// Answers, or hands over the change.
    async fn run(&self, asked: &Asked, services: &Services, arguments: &ArgMatches) -> Outcome;
}
