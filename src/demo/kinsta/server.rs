//! Listeners and connections. Served by hand, because a dropped connection is an answer here: a response that carries
//! [`HangUp`] never reaches the wire, the socket is closed instead.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::http::Request;
use axum::response::{IntoResponse, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::{BoxError, Service, ServiceExt};

/// Marks a response that must not be sent: close the connection instead.
#[derive(Debug, Clone, Copy)]
pub(super) struct HangUp;

impl IntoResponse for HangUp {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        response.extensions_mut().insert(self);
        response
    }
}

#[derive(Debug, thiserror::Error)]
#[error("hung up on purpose")]
struct HungUp;

/// Accepts until `stop`; every connection is a task of `tasks` and is cut at `stop`.
pub(super) fn serve(listener: TcpListener, router: Router, stop: CancellationToken, tasks: &TaskTracker) {
    let connections = tasks.clone();
    tasks.spawn(async move {
        loop {
            let accepted = tokio::select! {
                () = stop.cancelled() => break,
                accepted = listener.accept() => accepted,
            };
            let Ok((stream, _)) = accepted else {
                // Out of file descriptors or the peer left early: neither ends the simulator.
                tokio::task::yield_now().await;
                continue;
            };
            let (caller, stop) = (Caller { router: router.clone() }, stop.clone());
            connections.spawn(async move {
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = talk(stream, caller) => {}
                }
            });
        }
    });
}

async fn talk(stream: TcpStream, caller: Caller) {
    let _ = stream.set_nodelay(true);
    let builder = Builder::new(TokioExecutor::new());
    let ended = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(caller)).await;
    if let Err(error) = ended {
        tracing::trace!(%error, "simulated connection ended");
    }
}

/// The router, with [`HangUp`] turned into the error that makes the connection end without an answer.
#[derive(Clone)]
struct Caller {
    router: Router,
}

impl<B> Service<Request<B>> for Caller
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    type Response = Response;
    type Error = HungUp;
    type Future = Pin<Box<dyn Future<Output = Result<Response, HungUp>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), HungUp>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let answering = self.router.clone().oneshot(request.map(Body::new));
        Box::pin(async move {
            let response = answering.await.unwrap_or_else(|never: Infallible| match never {});
            if response.extensions().get::<HangUp>().is_some() { Err(HungUp) } else { Ok(response) }
        })
    }
}
