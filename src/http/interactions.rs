//! `POST /slack/interactivity`: pressed buttons, forms, shortcuts. What a press changes is stored before it is
//! acknowledged.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{Request, StatusCode};
use axum::response::Response;

use super::desk::Desk;
use super::forms::{not_opened, own_or};
use super::{answer, receive};
use crate::access::Refused;
use crate::approvals::{Answered, Decided, Presser, Written};
use crate::commands::{Asked, Eyes, Opened, Reply, denied_card};
use crate::domain::actor::Place;
use crate::domain::card::{Card, Press};
use crate::domain::ids::{EnvId, OperationId};
use crate::domain::intent::{Intent, What};
use crate::domain::operation;
use crate::i18n::t;
use crate::operations::{Rechecked, Withdrawn, view};
use crate::slack::inbound::{Actions, Interaction, MessageAction, Shortcut};
use crate::store;

/// How long an acknowledgement waits for what was pressed to be stored: well within Slack's three seconds.
const IN_TIME: std::time::Duration = std::time::Duration::from_millis(2_000);

pub async fn receive(State(desk): State<Arc<Desk>>, request: Request<Body>) -> Response {
    let body = match receive::signed(&desk, request).await {
        Ok(body) => body,
        Err(refused) => return refused,
    };
    let interaction = match desk.reader.interaction(&body, desk.clock.now()) {
        Ok(interaction) => interaction,
        Err(error) => {
            tracing::info!(error = %error, "an interaction could not be read");
            return receive::refuse(StatusCode::BAD_REQUEST, "malformed");
        }
    };
    // Of a kind that is not known, nothing is known and nothing is done.
    if !matches!(interaction, Interaction::Unknown { .. }) && !desk.is_ours(app_of(&interaction)) {
        return receive::refuse(StatusCode::UNAUTHORIZED, "other_app");
    }
    let later = desk.clone();
    match interaction {
        Interaction::Actions(actions) => presses(&desk, actions).await,
        Interaction::ViewSubmission(submission) => return desk.submitted(*submission).await,
        Interaction::ViewChanged(changed) => {
            desk.tracker.spawn(async move { later.view_changed(*changed).await });
        }
        Interaction::HomePicked(picked) => {
            let env = EnvId::new(picked.value);
            desk.tracker.spawn(async move { later.show_home(picked.team, picked.user, Some(env)).await });
        }
        Interaction::Shortcut(shortcut) => {
            desk.tracker.spawn(async move { chosen(&later, shortcut, None).await });
        }
        Interaction::MessageAction(action) => {
            let MessageAction { shortcut, place, message, .. } = *action;
            // In the thread of the message, or in the one it begins.
            let place = Place { thread: place.thread.or(message), ..place };
            desk.tracker.spawn(async move { chosen(&later, shortcut, Some(place)).await });
        }
        other @ (Interaction::ViewClosed(_) | Interaction::Unknown { .. }) => {
            tracing::debug!(kind = ?std::mem::discriminant(&other), "an interaction nobody waits for");
        }
    }
    answer::acknowledged()
}

/// The app an interaction is for, as far as it says.
fn app_of(interaction: &Interaction) -> Option<&str> {
    match interaction {
        Interaction::Actions(actions) => actions.app_id.as_deref(),
        Interaction::ViewSubmission(submission) => submission.app_id.as_deref(),
        Interaction::ViewChanged(changed) => changed.app_id.as_deref(),
        Interaction::HomePicked(picked) => picked.app_id.as_deref(),
        Interaction::ViewClosed(closed) => closed.app_id.as_deref(),
        Interaction::Shortcut(shortcut) => shortcut.app_id.as_deref(),
        Interaction::MessageAction(action) => action.shortcut.app_id.as_deref(),
        Interaction::Unknown { .. } => None,
    }
}

async fn presses(desk: &Arc<Desk>, actions: Actions) {
    for intent in actions.intents {
        let What::Press { press, ephemeral } = intent.what.clone() else { continue };
        let later = desk.clone();
        let trigger_id = actions.trigger_id.clone();
        // On its own task: a person who closes Slack now does not undo what they pressed.
        let work = desk.tracker.spawn(async move { pressed(&later, intent, press, ephemeral, trigger_id).await });
        // A press that changes something is acknowledged once it is stored; Slack's three seconds bound the wait.
        tokio::select! {
            biased;
            _ = work => {}
            () = desk.clock.sleep(IN_TIME) => {}
        }
    }
}

/// A shortcut: which site, and what to do there.
async fn chosen(desk: &Arc<Desk>, shortcut: Shortcut, place: Option<Place>) {
    let actor = desk.actor(&shortcut.team, &shortcut.user).await;
    let asked = Asked::new(actor, own_or(place.clone(), &shortcut.user));
    let opened = desk.pipeline.choose(&asked, place);
    if let Some(card) = open(desk, &asked, shortcut.trigger_id.as_deref(), opened).await {
        desk.whisper(&shortcut.user, &asked.place, None, false, card).await;
    }
}

/// Opens a form; where that fails, what is said instead.
async fn open(desk: &Arc<Desk>, asked: &Asked, trigger_id: Option<&str>, opened: Opened) -> Option<Card> {
    let Some(trigger_id) = trigger_id else { return Some(Card::text(asked.t("form-lost").say())) };
    let failed = desk.open_form(asked, trigger_id, opened).await.err()?;
    Some(not_opened(&asked.actor, &failed))
}

async fn pressed(desk: &Arc<Desk>, intent: Intent, press: Press, ephemeral: bool, trigger_id: Option<String>) {
    let actor = desk.actor(&intent.team, &intent.user).await;
    let lang = actor.lang;
    let place = intent.place.clone();
    let mut asked = Asked::new(actor.clone(), place.clone());
    let presser = Presser { actor, place: place.clone(), return_address: intent.return_address.clone() };
    let trigger_id = trigger_id.as_deref();
    let prompts = &desk.pipeline.services().prompts;
    let mut seen = None;
    if let Some(operation) = press.operation() {
        // One that is not seen from here is not known here.
        let instead = match desk.seen(&asked, operation).await {
            Ok(Some(found)) => {
                seen = Some(found.state);
                None
            }
            Ok(None) => Some(Card::text(t(lang, "recheck-nothing").say())),
            Err(error) => Some(desk.incident(lang, &error)),
        };
        if let Some(card) = instead {
            return desk.whisper(&intent.user, &place, intent.return_address, false, card).await;
        }
    }
    let (card, replace) = match press {
        Press::Words { line, replace } => {
            let reply = desk.answer(&asked, &line, trigger_id).await;
            let card = desk.hand_over(&asked, reply.card, reply.files, super::files::Audience::Asker).await;
            (Some(card), replace && ephemeral)
        }
        Press::Form { line } => match desk.pipeline.form(&asked, &line, Some(place.clone())) {
            Some(opened) => (open(desk, &asked, trigger_id, opened).await, false),
            None => (Some(Card::text(asked.t("form-outdated").say())), false),
        },
        Press::Choose => {
            let opened = desk.pipeline.choose(&asked, Some(place.clone()));
            (open(desk, &asked, trigger_id, opened).await, false)
        }
        Press::Reveal { line } => {
            // A message that others see is no place for a secret, whoever presses: there it is asked about in private.
            asked.reveals = ephemeral || place.channel.is_direct();
            let reply = desk.answer(&asked, &line, None).await;
            if reply.eyes == Eyes::AskerForAWhile {
                return desk.show_secret(&asked, intent.return_address, reply, &line).await;
            }
            let Reply { card, .. } = reply;
            (Some(card), ephemeral)
        }
        Press::Type { prompt } => match prompts.form(&presser, &prompt).await {
            Ok(Ok(form)) => {
                if let Some(address) = intent.return_address.clone() {
                    desk.remember(prompt, address);
                }
                (open(desk, &asked, trigger_id, Opened { form, partial: None }).await, false)
            }
            Ok(Err(card)) => (Some(card), false),
            Err(error) => (Some(desk.incident(lang, &error)), false),
        },
        Press::Confirm { prompt } => {
            (answered(desk, &presser, prompts.confirm(&presser, &prompt, Written::default()).await), false)
        }
        Press::Cancel { prompt } => (answered(desk, &presser, prompts.cancel(&presser, &prompt).await), false),
        Press::Approve { operation } => {
            (Some(decided(desk, &presser, prompts.approve(&presser, &operation).await)), false)
        }
        Press::Refuse { operation } => {
            (Some(decided(desk, &presser, prompts.refuse(&presser, &operation).await)), false)
        }
        // A request that waits for others, or a change that waits for its turn.
        Press::Withdraw { operation } if seen == Some(operation::State::Waiting) => {
            (Some(decided(desk, &presser, prompts.withdraw(&presser, &operation).await)), false)
        }
        Press::Withdraw { operation } => (withdraw(desk, &presser, &operation).await, false),
        Press::Recheck { operation } => (Some(recheck(desk, &asked, &operation).await), false),
    };
    if let Some(card) = card {
        desk.whisper(&intent.user, &place, intent.return_address, replace, card).await;
    }
}

async fn recheck(desk: &Desk, asked: &Asked, operation: &OperationId) -> Card {
    let lang = asked.actor.lang;
    match desk.operations.recheck(&asked.actor.team, operation).await {
        Ok(Rechecked::Looking) => Card::text(t(lang, "recheck-looking").say()),
        Ok(Rechecked::Already(operation)) => view::card(lang, &operation),
        Ok(Rechecked::Nothing) => Card::text(t(lang, "recheck-nothing").say()),
        Err(error) => desk.incident(lang, &error),
    }
}

/// Its card says that it was withdrawn; whoever could not is told why.
async fn withdraw(desk: &Desk, presser: &Presser, operation: &OperationId) -> Option<Card> {
    let lang = presser.actor.lang;
    let said = match desk.operations.withdraw(&presser.actor.team, &presser.actor.user, operation).await {
        Ok(Withdrawn::Withdrawn) => return None,
        Ok(Withdrawn::TooLate) => t(lang, "withdraw-too-late"),
        Ok(Withdrawn::NotYours { owner }) => {
            t(lang, "withdraw-not-yours").marked("owner", crate::domain::text::mention(&owner))
        }
        Ok(Withdrawn::Nothing) => t(lang, "recheck-nothing"),
        Err(error) => return Some(desk.incident(lang, &error)),
    };
    Some(Card::text(said.say()))
}

fn answered(desk: &Desk, presser: &Presser, answered: Result<Answered, store::Error>) -> Option<Card> {
    match answered {
        Ok(Answered::Confirmed(_) | Answered::Joined(_) | Answered::Requested(_)) => None,
        Ok(Answered::Kept | Answered::Cancelled) => None,
        Ok(Answered::Nothing(card) | Answered::NeedsReason(card)) => Some(card),
        Ok(Answered::Mistaken(_, why)) => Some(Card::text(crate::domain::text::plain(&why))),
        Ok(Answered::Denied(denied)) => Some(denied_here(presser, &denied)),
        Err(error) => Some(desk.incident(presser.actor.lang, &error)),
    }
}

fn decided(desk: &Desk, presser: &Presser, decided: Result<Decided, store::Error>) -> Card {
    match decided {
        Ok(Decided::Counted(card) | Decided::Nothing(card)) => card,
        Ok(Decided::Denied(denied)) => denied_here(presser, &denied),
        Err(error) => desk.incident(presser.actor.lang, &error),
    }
}

fn denied_here(presser: &Presser, denied: &Refused) -> Card {
    denied_card(&Asked::new(presser.actor.clone(), presser.place.clone()), denied)
}
