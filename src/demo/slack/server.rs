//! The listener. Its own accept loop, because a simulated fault must be able to close a connection without an answer.

use std::convert::Infallible;
use std::task::{Context, Poll};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::Request;
use axum::response::{IntoResponse, Response};
use axum::routing::future::RouteFuture;
use axum::routing::{any, get, post};
use futures_util::FutureExt;
use futures_util::future::Map;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tower::Service;

use super::{SimulatedSlack, api, files, page, respond};

/// The largest request taken, in bytes: an uploaded file.
const LARGEST_BODY: usize = 16 * 1024 * 1024;

/// Marks a response that must not be sent: the connection is closed instead.
#[derive(Debug, Clone, Copy)]
pub(super) struct HangUp;

impl IntoResponse for HangUp {
    fn into_response(self) -> Response {
        let mut response = Response::default();
        response.extensions_mut().insert(self);
        response
    }
}

#[derive(Debug, thiserror::Error)]
#[error("a fault closed the connection")]
struct HungUp;

impl From<Infallible> for HungUp {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

fn unless_hung_up(answer: Result<Response, Infallible>) -> Result<Response, HungUp> {
    let response = answer?;
    if response.extensions().get::<HangUp>().is_some() { Err(HungUp) } else { Ok(response) }
}

/// The router, except that a response marked [`HangUp`] becomes an error, upon which the connection is closed.
#[derive(Clone)]
struct Guarded(Router);

impl<B> Service<Request<B>> for Guarded
where
    Router: Service<Request<B>, Response = Response, Error = Infallible, Future = RouteFuture<Infallible>>,
{
    type Response = Response;
    type Error = HungUp;
    type Future = Map<RouteFuture<Infallible>, fn(Result<Response, Infallible>) -> Result<Response, HungUp>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), HungUp>> {
        self.0.poll_ready(cx).map_err(HungUp::from)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        self.0.call(request).map(unless_hung_up)
    }
}

/// Serves until the simulated Slack is shut down.
pub(super) async fn serve(listener: TcpListener, slack: SimulatedSlack) {
    let stop = slack.inner.stop.clone();
    let tasks = slack.inner.tasks.clone();
    let mut router = Router::new()
        .route("/api/{method}", any(api::call))
        .route("/response/{token}", post(respond::respond))
        .route("/upload/{file}", post(api::upload))
        .route("/files/{file}/{name}", get(files::serve))
        .route("/files/{file}/download/{name}", get(files::serve));
    if slack.inner.options.page {
        router = router.merge(page::routes());
    }
    let router = router.layer(DefaultBodyLimit::max(LARGEST_BODY)).with_state(slack);
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => return,
            accepted = listener.accept() => accepted,
        };
        let Ok((stream, _)) = accepted else { continue };
        let service = Guarded(router.clone());
        let stop = stop.clone();
        tasks.spawn(async move {
            let connections = Builder::new(TokioExecutor::new());
            let connection = connections.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
            tokio::select! {
                () = stop.cancelled() => {}
                // A broken connection is the client's affair, or a fault that was asked for.
                _ = connection => {}
            }
        });
    }
}
