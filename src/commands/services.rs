//! What a verb may use, and who uses it.

use std::sync::Arc;

use crate::access::Access;
use crate::approvals::Prompts;
use crate::clock::Clock;
use crate::domain::actor::{Actor, Place};
use crate::i18n::{self, Phrase};
use crate::kinsta;
use crate::sites::{Directory, probe::Prober};
use crate::store::Store;

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
}

impl Asked {
    /// Begins a sentence in the asker's language.
    pub fn t(&self, key: impl Into<String>) -> Phrase {
        i18n::t(self.actor.lang, key)
    }
}
