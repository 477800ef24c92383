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
use crate::approvals::{Answered, Presser};
use crate::commands::{Asked, Eyes, Opened, Reply, denied_card};
use crate::domain::actor::Place;
use crate::domain::card::{Card, Press};
use crate::domain::ids::{EnvId, OperationId};
use crate::domain::intent::{Intent, What};
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
        Press::Confirm { prompt } => (answered(desk, &presser, prompts.confirm(&presser, &prompt, None).await), false),
        Press::Cancel { prompt } => (answered(desk, &presser, prompts.cancel(&presser, &prompt).await), false),
        Press::Recheck { operation } => (Some(recheck(desk, &asked, &operation).await), false),
        Press::Withdraw { operation } => (withdraw(desk, &asked, &operation).await, false),
    };
    if let Some(card) = card {
        desk.whisper(&intent.user, &place, intent.return_address, replace, card).await;
    }
}

/// Whether an operation is seen from here. One that is not, is not known here.
async fn is_seen(desk: &Desk, asked: &Asked, operation: &OperationId) -> Result<bool, store::Error> {
    Ok(desk.store.operation(operation).await?.is_some_and(|operation| desk.pipeline.shows(asked, &operation)))
}

async fn recheck(desk: &Desk, asked: &Asked, operation: &OperationId) -> Card {
    let lang = asked.actor.lang;
    let looked = match is_seen(desk, asked, operation).await {
        Ok(true) => desk.operations.recheck(&asked.actor.team, operation).await,
        Ok(false) => Ok(Rechecked::Nothing),
        Err(error) => Err(error),
    };
    match looked {
        Ok(Rechecked::Looking) => Card::text(t(lang, "recheck-looking").say()),
        Ok(Rechecked::Already(operation)) => view::card(lang, &operation),
        Ok(Rechecked::Nothing) => Card::text(t(lang, "recheck-nothing").say()),
        Err(error) => desk.incident(lang, &error),
    }
}

/// Its card says that it was withdrawn; whoever could not is told why.
async fn withdraw(desk: &Desk, asked: &Asked, operation: &OperationId) -> Option<Card> {
    let lang = asked.actor.lang;
    let withdrawn = match is_seen(desk, asked, operation).await {
        Ok(true) => desk.operations.withdraw(&asked.actor.team, &asked.actor.user, operation).await,
        Ok(false) => Ok(Withdrawn::Nothing),
        Err(error) => Err(error),
    };
    let said = match withdrawn {
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
        Ok(Answered::Confirmed(_) | Answered::Joined(_) | Answered::Kept | Answered::Cancelled) => None,
        Ok(Answered::Nothing(card)) => Some(card),
        Ok(Answered::Mistyped(why)) => Some(Card::text(crate::domain::text::plain(&why))),
        Ok(Answered::Denied(denied)) => {
            let asked = Asked::new(presser.actor.clone(), presser.place.clone());
            Some(denied_card(&asked, &denied))
        }
        Err(error) => Some(desk.incident(presser.actor.lang, &error)),
    }
}
