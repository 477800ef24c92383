//! `POST /slack/events`: mentions and direct messages. Each event counts once, however often Slack delivers it.

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{Request, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::desk::Desk;
use super::files::Audience;
use super::{answer, receive};
use crate::commands::{Asked, Eyes, Reply};
use crate::domain::audit::{Entry, Kind};
use crate::domain::ids::{TeamId, UserId};
use crate::domain::intent::{Intent, What};
use crate::domain::outgoing::Outgoing;
use crate::slack::inbound::{Event, EventEnvelope};
use crate::store;

pub async fn receive(State(desk): State<Arc<Desk>>, request: Request<Body>) -> Response {
    let body = match receive::signed(&desk, request).await {
        Ok(body) => body,
        Err(refused) => return refused,
    };
    let callback = match desk.reader.event(&body) {
        Ok(EventEnvelope::UrlVerification { challenge }) => {
            return Json(json!({ "challenge": challenge })).into_response();
        }
        Ok(EventEnvelope::Callback(callback)) => *callback,
        Ok(EventEnvelope::RateLimited) => {
            tracing::warn!("Slack holds events back because there are too many");
            return answer::acknowledged();
        }
        Ok(EventEnvelope::Unknown { kind }) => {
            tracing::debug!(kind, "an unknown kind of event");
            return answer::acknowledged();
        }
        Err(error) => {
            tracing::info!(error = %error, "an event could not be read");
            return receive::refuse(StatusCode::BAD_REQUEST, "malformed");
        }
    };
    if !desk.is_ours(callback.app_id.as_deref()) {
        return receive::refuse(StatusCode::UNAUTHORIZED, "other_app");
    }
    match callback.event {
        Event::Mention(intent) => {
            match desk.store.first_time(&format!("event:{}", callback.event_id), desk.clock.now_ms()).await {
                Ok(true) => {}
                Ok(false) => return answer::acknowledged(),
                Err(error) => {
                    // Not remembered, so not answered: Slack delivers it again.
                    tracing::error!(error = %error, "an event could not be remembered");
                    return StatusCode::SERVICE_UNAVAILABLE.into_response();
                }
            }
            let later = desk.clone();
            desk.tracker.spawn(async move { mentioned(&later, intent).await });
        }
        Event::AppUninstalled => {
            if let Err(error) = uninstalled(&desk, &callback.team, &callback.event_id).await {
                tracing::error!(error = %error, "a workspace could not be forgotten");
                return StatusCode::SERVICE_UNAVAILABLE.into_response();
            }
        }
        Event::TokensRevoked { .. } => tracing::warn!("the bot's token was revoked: SLACK_BOT_TOKEN needs a new one"),
        Event::HomeOpened { user } => {
            let later = desk.clone();
            desk.tracker.spawn(async move { later.show_home(callback.team, user, None).await });
        }
        Event::Ignored { .. } => {}
    }
    answer::acknowledged()
}

/// Forgets the workspace, once, and leaves a row in the audit log that says so.
async fn uninstalled(desk: &Desk, team: &TeamId, event_id: &str) -> Result<(), store::Error> {
    let now_ms = desk.clock.now_ms();
    let mut tx = desk.store.write_tx().await?;
    if !tx.first_time(&format!("event:{event_id}"), now_ms).await? {
        return Ok(());
    }
    let forgotten = tx.forget_team(team).await?;
    tx.record(&Entry {
        arguments: json!({
            "questions": forgotten.prompts,
            "operations": forgotten.operations,
            "unfinished": forgotten.unfinished,
            "people": forgotten.people,
        }),
        ..Entry::new(Kind::UNINSTALLED, now_ms, team, &UserId::new(""))
    });
    tx.commit().await?;
    tracing::warn!(
        prompts = forgotten.prompts,
        operations = forgotten.operations,
        people = forgotten.people,
        "the app was removed from the workspace, whose data is forgotten"
    );
    Ok(())
}

/// Answers in the thread; questions and refusals are for the asker's eyes alone.
async fn mentioned(desk: &Arc<Desk>, intent: Intent) {
    let What::Mention(line) = intent.what else { return };
    let actor = desk.actor(&intent.team, &intent.user).await;
    let asked = Asked::new(actor, intent.place.clone());
    let Reply { card, files, eyes, .. } = desk.answer(&asked, &line, None).await;
    let card = desk.hand_over(&asked, card, files, Audience::Conversation).await;
    let message = if eyes != Eyes::Everybody {
        Outgoing::Whisper { place: intent.place, user: intent.user, card }
    } else {
        Outgoing::Post { place: intent.place, card }
    };
    desk.promise(message).await;
}
