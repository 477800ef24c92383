//! What the bot is compared with: a handler on the same server that checks the same signature and does nothing else.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use kinsta_slack::clock::{Clock, SystemClock};
use kinsta_slack::http::{self, Limits};
use kinsta_slack::slack::verify::Verifier;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::world::SECRET;

/// Serves until it is killed.
pub fn serve(port: u16) -> anyhow::Result<()> {
    // The same runtime as the bot's.
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let verifier = Arc::new(Verifier::new(vec![SECRET.into()])?);
        let router = Router::new().route("/slack/commands", post(verify)).with_state(verifier);
        let listener = TcpListener::bind(("127.0.0.1", port)).await?;
        http::serve(listener, router, Limits::default(), CancellationToken::new()).await;
        Ok(())
    })
}

async fn verify(State(verifier): State<Arc<Verifier>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    match verifier.verify(&headers, &body, SystemClock.now()) {
        Ok(()) => StatusCode::OK,
        Err(_) => StatusCode::UNAUTHORIZED,
    }
}
