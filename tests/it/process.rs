//! The bot's process: a runtime of its own, so that it can be killed with everything that runs in it.

use std::sync::Arc;
use std::time::Duration;

use kinsta_slack::app::{App, Given};
use kinsta_slack::config::Config;
use kinsta_slack::http::Limits;
use tokio::runtime::{Builder, Runtime};

/// A running app that stops in an orderly way or dies at once.
pub struct Process {
    app: Option<Arc<App>>,
    runtime: Option<Runtime>,
}

impl Process {
    /// Starts the app.
    pub async fn start(config: Config, given: Given, limits: Limits) -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let app = runtime.spawn(async move { App::start_within(&config, given, limits).await });
        let app = app.await.unwrap().unwrap();
        Self { app: Some(Arc::new(app)), runtime: Some(runtime) }
    }

    /// The app.
    pub fn app(&self) -> &App {
        self.app.as_deref().unwrap()
    }

    /// Does one round of background work inside the process.
    pub async fn tick(&self) -> bool {
        let app = self.app.clone().unwrap();
        self.runtime.as_ref().unwrap().spawn(async move { app.tick().await }).await.unwrap()
    }

    /// As on SIGTERM.
    pub async fn stop(mut self) {
        let app = Arc::try_unwrap(self.app.take().unwrap()).ok().expect("nobody else uses the app");
        self.runtime.as_ref().unwrap().spawn(app.stop()).await.unwrap();
        self.kill().await;
    }

    /// As on SIGKILL: every task ends where it stands, nothing is drained, nothing is closed.
    pub async fn kill(mut self) {
        let runtime = self.runtime.take().unwrap();
        // Waits until no task of it moves any more, so that the next process is alone.
        tokio::task::spawn_blocking(move || runtime.shutdown_timeout(Duration::from_secs(5))).await.unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
