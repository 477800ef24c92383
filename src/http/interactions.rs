//! `POST /slack/interactivity`: pressed buttons. What a press changes is stored before it is acknowledged.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{Request, StatusCode};
use axum::response::Response;

use super::desk::Desk;
use super::{answer, receive};
use crate::approvals::{Answered, Presser};
use crate::commands::{Asked, denied_card};
use crate::domain::card::{Card, Press};
use crate::domain::intent::{Intent, What};
use crate::i18n::t;
use crate::operations::{Rechecked, view};
use crate::slack::inbound::Interaction;
use crate::store;

pub async fn receive(State(desk): State<Arc<Desk>>, request: Request<Body>) -> Response {
    let body = match receive::signed(&desk, request).await {
        Ok(body) => body,
        Err(refused) => return refused,
    };
    let actions = match desk.reader.interaction(&body, desk.clock.now()) {
        Ok(Interaction::Actions(actions)) => actions,
        Ok(other) => {
            tracing::debug!(kind = ?std::mem::discriminant(&other), "an interaction nobody waits for");
            return answer::acknowledged();
        }
        Err(error) => {
            tracing::info!(error = %error, "an interaction could not be read");
            return receive::refuse(StatusCode::BAD_REQUEST, "malformed");
        }
    };
    if !desk.is_ours(actions.app_id.as_deref()) {
        return receive::refuse(StatusCode::UNAUTHORIZED, "other_app");
    }
    for intent in actions.intents {
        let What::Press { press, ephemeral } = intent.what.clone() else { continue };
        let later = desk.clone();
        // On its own task: a person who closes Slack now does not undo what they pressed.
        let work = desk.tracker.spawn(async move { pressed(&later, intent, press, ephemeral).await });
        // A press that changes something is acknowledged once it is stored; Slack's three seconds bound the wait.
        let in_time = std::time::Duration::from_millis(2_000);
        tokio::select! {
            biased;
            _ = work => {}
            () = desk.clock.sleep(in_time) => {}
        }
    }
    answer::acknowledged()
}

async fn pressed(desk: &Desk, intent: Intent, press: Press, ephemeral: bool) {
    let actor = desk.actor(&intent.team, &intent.user).await;
    let lang = actor.lang;
    let place = intent.place.clone();
    let presser = Presser { actor: actor.clone(), place: place.clone(), return_address: intent.return_address.clone() };
    let (card, replace) = match press {
        Press::Words { line, replace } => {
            let reply = desk.answer(actor, place.clone(), &line).await;
            (Some(reply.card), replace && ephemeral)
        }
        Press::Confirm { prompt } => {
            let access = &desk.pipeline.services().access;
            let prompts = &desk.pipeline.services().prompts;
            (answered(desk, &presser, prompts.confirm(&presser, &prompt, None, access).await), false)
        }
        Press::Cancel { prompt } => {
            let prompts = &desk.pipeline.services().prompts;
            (answered(desk, &presser, prompts.cancel(&presser, &prompt).await), false)
        }
        Press::Form { .. } | Press::Type { .. } | Press::Reveal { .. } | Press::Choose => (None, false),
        Press::Recheck { operation } => {
            let card = match desk.operations.recheck(&presser.actor.team, &operation).await {
                Ok(Rechecked::Looking) => Card::text(t(lang, "recheck-looking").say()),
                Ok(Rechecked::Already(operation)) => view::card(lang, &operation),
                Ok(Rechecked::Nothing) => Card::text(t(lang, "recheck-nothing").say()),
                Err(error) => desk.incident(lang, &error),
            };
            (Some(card), false)
        }
    };
    if let Some(card) = card {
        desk.whisper(&intent.user, &place, intent.return_address, replace, card).await;
    }
}

fn answered(desk: &Desk, presser: &Presser, answered: Result<Answered, store::Error>) -> Option<Card> {
    match answered {
        Ok(Answered::Confirmed(_) | Answered::Cancelled) => None,
        Ok(Answered::Nothing(card)) => Some(card),
        Ok(Answered::Mistyped(why)) => Some(Card::text(why)),
        Ok(Answered::Denied(denied)) => {
            let asked = Asked::new(presser.actor.clone(), presser.place.clone());
            Some(denied_card(&asked, &denied))
        }
        Err(error) => Some(desk.incident(presser.actor.lang, &error)),
    }
}
