//! `POST /slack/commands`: a typed `/kinsta …`. The answer is ready in time, or it follows through the return address.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::http::{Request, StatusCode};
use axum::response::Response;

use super::desk::Desk;
use super::files::Audience;
use super::{answer, receive};
use crate::commands::Asked;
use crate::domain::card::Card;
use crate::domain::intent::What;
use crate::i18n::t;
use crate::slack::inbound::SlashForm;

/// How long an answer may take to be the acknowledgement itself; together with the look-up of the person it stays well
/// inside Slack's three seconds.
const IN_TIME: Duration = Duration::from_millis(1_500);

pub async fn receive(State(desk): State<Arc<Desk>>, request: Request<Body>) -> Response {
    let body = match receive::signed(&desk, request).await {
        Ok(body) => body,
        Err(refused) => return refused,
    };
    let slash = match desk.reader.slash(&body, desk.clock.now()) {
        Ok(SlashForm::SslCheck) => return answer::acknowledged(),
        Ok(SlashForm::Command(slash)) => *slash,
        Err(error) => {
            tracing::info!(error = %error, "a slash command could not be read");
            return receive::refuse(StatusCode::BAD_REQUEST, "malformed");
        }
    };
    if !desk.is_ours(slash.app_id.as_deref()) {
        return receive::refuse(StatusCode::UNAUTHORIZED, "other_app");
    }
    let intent = slash.intent;
    let What::Slash(line) = intent.what else { return receive::refuse(StatusCode::BAD_REQUEST, "malformed") };
    let actor = desk.actor(&intent.team, &intent.user).await;
    let lang = actor.lang;
    let place = intent.place.clone();

    // The work may outlast this request, so it owns everything it needs. Should Slack hang up before that, nobody waits
    // for the answer any more, and nothing has happened: what changes something is only asked about here.
    let work = {
        let desk = desk.clone();
        let trigger_id = slash.trigger_id;
        async move {
            let asked = Asked::new(actor, place);
            let reply = desk.answer(&asked, &line, trigger_id.as_deref()).await;
            desk.hand_over(&asked, reply.card, reply.files, Audience::Asker).await
        }
    };
    let mut work = Box::pin(work);
    tokio::select! {
        biased;
        card = &mut work => answer::ephemeral(&card),
        () = desk.clock.sleep(IN_TIME) => {
            let follow = desk.clone();
            desk.tracker.spawn(async move {
                let card = work.await;
                follow.whisper(&intent.user, &intent.place, intent.return_address, false, card).await;
            });
            answer::ephemeral(&Card::text(t(lang, "working").say()))
        }
    }
}
