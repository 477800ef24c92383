//! What somebody needs to connect, as facts of a card. Nothing in it is a secret.

use crate::commands::services::Asked;
use crate::domain::card::Fact;
use crate::domain::ids::{EnvId, SiteId};
use crate::domain::text;
use crate::kinsta::api::ssh_config::{self, SshConfig};
use crate::kinsta::{self, Lane};

/// How to connect to an environment.
#[derive(Debug, Clone)]
pub struct Login(pub SshConfig);

impl Login {
    /// Asks Kinsta.
    pub async fn read(
        kinsta: &kinsta::Client,
        site: SiteId,
        environment: EnvId,
        lane: Lane,
    ) -> Result<Self, kinsta::Error> {
        kinsta.read(&ssh_config::Get { site, environment }, lane).await.map(Self)
    }

    /// Host, port and user.
    pub fn facts(&self, asked: &Asked) -> Vec<Fact> {
        let Self(config) = self;
        [("host", &config.host), ("port", &config.port), ("user", &config.user)]
            .into_iter()
            .map(|(key, value)| Fact { label: asked.t(format!("ssh-{key}")).say(), value: text::code(value) })
            .collect()
    }

    /// The commands to copy: a shell, and files.
    pub fn commands(&self) -> String {
        let Self(config) = self;
        format!("{}\nsftp -P {} {}@{}", config.command, config.port, config.user, config.host)
    }
}
