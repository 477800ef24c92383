//! What somebody needs to know to connect by SSH or SFTP.

use serde::Deserialize;

use super::lenient::{or_default, text};
use crate::domain::ids::{EnvId, SiteId};
use crate::kinsta::endpoint::{Endpoint, Method, Read};

/// How to connect to an environment. Without the password: see [`ssh::Password`](super::ssh::Password).
#[derive(Debug, Clone)]
pub struct Get {
    /// Whose.
    pub site: SiteId,
    /// Which of its environments.
    pub environment: EnvId,
}

impl Endpoint for Get {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/sites/{site_id}/environments/{env_id}/ssh/config";
    type Effect = Read;
    type Response = SshConfig;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("site_id", self.site.as_str()), ("env_id", self.environment.as_str())]
    }
}

/// How to connect.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Wire")]
pub struct SshConfig {
    /// The address.
    pub host: String,
    /// The port.
    pub port: String,
    /// The user.
    pub user: String,
    /// The site's name.
    pub name: Option<String>,
    /// The whole command, `ssh user@host -p port`.
    pub command: String,
}

/// Kinsta's document asks for a flat and a nested form at once; what really comes is the flat one. Both are read.
#[derive(Debug, Deserialize)]
struct Wire {
    #[serde(default, deserialize_with = "text")]
    host: Option<String>,
    #[serde(default, deserialize_with = "text")]
    port: Option<String>,
    #[serde(default, deserialize_with = "text")]
    user: Option<String>,
    #[serde(default, deserialize_with = "text")]
    name: Option<String>,
    #[serde(default, deserialize_with = "text")]
    ssh_command: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    site: Nested,
}

#[derive(Debug, Default, Deserialize)]
struct Nested {
    #[serde(default, deserialize_with = "text")]
    name: Option<String>,
    #[serde(default, deserialize_with = "text")]
    usr: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    environment: NestedEnvironment,
}

#[derive(Debug, Default, Deserialize)]
struct NestedEnvironment {
    #[serde(default, rename = "activeContainer", deserialize_with = "or_default")]
    container: NestedContainer,
}

#[derive(Debug, Default, Deserialize)]
struct NestedContainer {
    #[serde(default, rename = "lxdSshPort", deserialize_with = "text")]
    port: Option<String>,
    #[serde(default, rename = "loadBalancer", deserialize_with = "or_default")]
    balancer: NestedBalancer,
}

#[derive(Debug, Default, Deserialize)]
struct NestedBalancer {
    #[serde(default, rename = "extIP", deserialize_with = "text")]
    ip: Option<String>,
}

impl TryFrom<Wire> for SshConfig {
    type Error = &'static str;

    fn try_from(wire: Wire) -> Result<Self, Self::Error> {
        let container = wire.site.environment.container;
        let host = wire.host.or(container.balancer.ip).ok_or("missing field `host`")?;
        let port = wire.port.or(container.port).ok_or("missing field `port`")?;
        let user = wire.user.or(wire.site.usr).ok_or("missing field `user`")?;
        let command = wire.ssh_command.unwrap_or_else(|| format!("ssh {user}@{host} -p {port}"));
        Ok(Self { host, port, user, name: wire.name.or(wire.site.name), command })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn read(json: Value) -> Result<SshConfig, String> {
        serde_json::from_value(json).map_err(|error| error.to_string())
    }

    #[test]
    fn both_forms_are_read_and_the_flat_one_wins() {
        let nested = json!({"id": "s", "name": "old", "displayName": "Old", "usr": "nested", "environment": {
            "id": "e", "activeContainer": {"id": "c", "lxdSshPort": "11", "loadBalancer": {"id": "l", "extIP": "192.0.2.1"}},
        }});
        let flat = json!({"port": 22_022, "name": "acme", "host": "192.0.2.2", "user": "acme", "ssh_command": "ssh x"});
        let mut both = flat.clone();
        both["site"] = nested.clone();
        let wanted = SshConfig {
            host: "192.0.2.2".into(),
            port: "22022".into(),
            user: "acme".into(),
            name: Some("acme".into()),
            command: "ssh x".into(),
        };
        assert_eq!(read(flat), Ok(wanted.clone()));
        assert_eq!(read(both), Ok(wanted));
        let old = read(json!({"site": nested, "port": null})).unwrap();
        assert_eq!(old.command, "ssh nested@192.0.2.1 -p 11");
        assert_eq!(old.name.as_deref(), Some("old"));
    }

    #[test]
    fn half_of_it_is_not_enough() {
        assert_eq!(read(json!({"site": null})).unwrap_err(), "missing field `host`");
        assert_eq!(read(json!({"host": "h", "user": "u"})).unwrap_err(), "missing field `port`");
    }
}
