//! Where plugins and themes differ: their words, and their endpoints at Kinsta.

use std::fmt::Debug;

use async_trait::async_trait;

use crate::access::Grant;
use crate::act::Started;
use crate::domain::ids::EnvId;
use crate::kinsta::api::packages::{self, Package, Packages};
use crate::kinsta::{self, Lane};

/// Plugins or themes.
#[async_trait]
pub trait Kind: Debug + Clone + Copy + Default + Send + Sync + 'static {
    /// The noun, which is also the beginning of its sentences' keys.
    const NOUN: &'static str;
    /// The registered name of the act that updates some.
    const ACT: &'static str;
    /// What the list uses of Kinsta.
    const LIST_USES: &'static [&'static str];
    /// What the update uses of Kinsta.
    const UPDATE_USES: &'static [&'static str];
    /// Words in the type of the activity log's rows.
    const ACTIVITY: &'static [&'static str];
    /// A line to try for the list.
    const LIST_EXAMPLE: &'static str;
    /// A line to try for the update.
    const UPDATE_EXAMPLE: &'static str;

    /// Kinsta's words for them.
    type Packages: Packages;

    /// All of an environment.
    async fn list(kinsta: &kinsta::Client, environment: EnvId, lane: Lane) -> Result<Vec<Package>, kinsta::Error> {
        kinsta.read(&packages::List::<Self::Packages>::of(environment), lane).await
    }

    /// Updates one.
    async fn update(
        kinsta: &kinsta::Client,
        environment: EnvId,
        name: String,
        version: String,
        grant: &Grant,
    ) -> Result<Started, kinsta::Error> {
        let update = packages::Update::<Self::Packages>::of(environment, name, version);
        Ok(kinsta.write(&update, Lane::Operation, grant).await?.into())
    }

    /// Updates several to their newest versions.
    async fn update_several(
        kinsta: &kinsta::Client,
        environment: EnvId,
        names: Vec<String>,
        grant: &Grant,
    ) -> Result<Started, kinsta::Error> {
        let update = packages::UpdateSeveral::<Self::Packages>::of(environment, names);
        Ok(kinsta.write(&update, Lane::Operation, grant).await?.into())
    }
}

macro_rules! kind {
    ($(#[$doc:meta])* $kind:ident, $noun:literal, $several:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default)]
        pub struct $kind;

        impl Kind for $kind {
            const NOUN: &'static str = $noun;
            const ACT: &'static str = concat!($noun, ".update");
            const LIST_USES: &'static [&'static str] = &[concat!("GET /sites/environments/{env_id}/", $several)];
            const UPDATE_USES: &'static [&'static str] = &[
                concat!("GET /sites/environments/{env_id}/", $several),
                concat!("PUT /sites/environments/{env_id}/", $several),
                concat!("PUT /sites/environments/{env_id}/", $several, "/bulk-update"),
            ];
            const ACTIVITY: &'static [&'static str] = &["update", $noun];
            const LIST_EXAMPLE: &'static str = concat!($noun, " list acme --updates");
            const UPDATE_EXAMPLE: &'static str = concat!($noun, " update acme live --all");
            type Packages = packages::$kind;
        }
    };
}

kind!(
    /// Plugins.
    Plugins, "plugin", "plugins"
);
kind!(
    /// Themes.
    Themes, "theme", "themes"
);
