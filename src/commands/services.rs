//! What a verb may use, and who uses it.

use std::collections::BTreeMap;
use std::sync::Arc;

use secrecy::SecretString;

use crate::access::Access;
use crate::approvals::Prompts;
use crate::clock::Clock;
use crate::domain::actor::{Actor, Place};
use crate::domain::refusal::Refusal;
use crate::i18n::{self, Phrase};
use crate::kinsta;
use crate::sites::{Directory, describe, probe::Prober};
use crate::store::Store;
use crate::{act, audit};

/// What people are called.
pub trait Names: audit::Names {
    /// The names of the one who asks, as far as they are known, the whole one first.
    fn of(&self, actor: &Actor) -> Vec<String>;
}

/// The bot's faculties.
#[derive(Clone)]
pub struct Services {
    /// The sites, in memory.
    pub directory: Arc<Directory>,
    /// What must survive.
    pub store: Store,
    /// The hosting company's API.
    pub kinsta: kinsta::Client,
    /// A look at a site from outside.
    pub prober: Arc<Prober>,
    /// The policy.
    pub access: Access,
    /// Questions waiting for an answer.
    pub prompts: Prompts,
    /// The changes there are.
    pub acts: Arc<act::Registry>,
    /// What people are called.
    pub names: Arc<dyn Names>,
    /// The time.
    pub clock: Arc<dyn Clock>,
}

/// One request of one person.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Who.
    pub actor: Actor,
    /// Where.
    pub place: Place,
    /// What came with the words and may only come from a form.
    pub enclosed: Enclosed,
    /// The person was asked whether to show a secret, and said yes.
    pub reveals: bool,
}

/// What may only come from a form, by the arguments' names. It is neither stored nor logged.
#[derive(Debug, Clone, Default)]
pub struct Enclosed {
    /// Passwords and keys.
    pub secrets: BTreeMap<String, SecretString>,
    /// The contents of files.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Asked {
    /// A request of words alone.
    pub fn new(actor: Actor, place: Place) -> Self {
        Self { actor, place, enclosed: Enclosed::default(), reveals: false }
    }

    /// Begins a sentence in the asker's language.
    pub fn t(&self, key: impl Into<String>) -> Phrase {
        i18n::t(self.actor.lang, key)
    }

    /// A sentence about what could not be read beside the rest, with Kinsta's "no" as `{ $why }`. Marked.
    pub fn unread(&self, key: &str, error: &kinsta::Error) -> String {
        self.t(key).marked("why", self.kinsta_said(error).why).say()
    }

    /// Kinsta's "no" in the asker's words.
    pub fn kinsta_said(&self, error: &kinsta::Error) -> Refusal {
        describe::kinsta_error(self.actor.lang, &self.actor.zone, error)
    }
}
