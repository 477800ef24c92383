//! What somebody is shown of all there is: only what they may do where they stand.
//!
//! Showing less is no protection: whatever is typed or pressed is decided anew. It keeps people from being offered what
//! would be refused. A message that others see is everybody's, so cards of operations keep their buttons.

use super::form;
use super::pipeline::{Pipeline, split};
use super::registry::Entry;
use super::services::Asked;
use super::target::{SITE, WHOLE_SITE};
use crate::access::Refused;
use crate::access::policy::Rule;
use crate::domain::card::{Button, Card, Part, Press};
use crate::domain::risk::Risk;

/// Why a verb is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    /// No role of theirs allows it anywhere.
    Role,
    /// It is not used in this channel.
    Channel,
}

impl Pipeline {
    /// Why a verb is not shown to somebody where they stand; `None` where it is.
    pub(super) fn leaves_out(&self, asked: &Asked, entry: &Entry) -> Option<LeftOut> {
        match self.refuse_anywhere(asked, entry) {
            // What holds for everybody or passes in a minute is no reason.
            Some(Refused::Rule { decision, .. }) if decision.rule != Rule::Unknown => return Some(LeftOut::Role),
            _ => {}
        }
        let policy = self.services.access.policy();
        let bound = policy.binding(&asked.place.channel).filter(|bound| !bound.is_everything());
        let looks = entry.verb.risk() == Risk::Read;
        let is_elsewhere = if entry.takes(SITE) {
            false
        } else if entry.takes(WHOLE_SITE) {
            !looks && bound.is_some_and(|bound| bound.environments.is_some())
        } else if looks {
            !entry.verb.keeps_to_the_channel() && !self.sight(asked).is_whole()
        } else {
            bound.is_some()
        };
        is_elsewhere.then_some(LeftOut::Channel)
    }

    /// A card with those of its buttons that its reader may use.
    pub(super) fn trimmed(&self, asked: &Asked, card: Card) -> Card {
        let trim = |part| match part {
            Part::Buttons(buttons) => {
                let buttons = self.offered(asked, buttons);
                (!buttons.is_empty()).then_some(Part::Buttons(buttons))
            }
            other => Some(other),
        };
        Card { parts: card.parts.into_iter().filter_map(trim).collect() }
    }

    /// Those of the buttons that somebody may use.
    pub(super) fn offered(&self, asked: &Asked, buttons: Vec<Button>) -> Vec<Button> {
        buttons.into_iter().filter(|button| self.is_offered(asked, &button.press)).collect()
    }

    fn is_offered(&self, asked: &Asked, press: &Press) -> bool {
        let (Press::Words { line, .. } | Press::Form { line } | Press::Reveal { line }) = press else { return true };
        let Ok(words) = split(asked, line) else { return true };
        let Some((entry, rest)) = self.entry(&words) else { return true };
        if entry.verb.risk() == Risk::Read {
            return true;
        }
        if self.leaves_out(asked, entry).is_some() {
            return false;
        }
        let known = form::known_from_words(entry, rest, &self.services_for(asked));
        let Some(site) = &known.site else { return true };
        match &known.env {
            // Which of them is asked later.
            None if entry.takes(SITE) => {
                site.environments.is_empty()
                    || site.environments.iter().any(|env| self.may_on(asked, entry, site, Some(env)))
            }
            env => self.may_on(asked, entry, site, env.as_ref()),
        }
    }
}
