//! Making environments of a site. A premium one costs money.
//!
//! The operation's end does not name the new environment: compare the site's environments before and after. A display
//! name stays taken for about half a minute after its environment was deleted.

use secrecy::SecretString;
use serde_json::{Map, Value, json};

use super::Started;
use super::wordpress::WordPress;
use crate::domain::ids::{EnvId, SiteId};
use crate::kinsta::budget::LimitClass;
use crate::kinsta::endpoint::{Endpoint, Method, Write};

/// An environment that is yet to be.
#[derive(Debug, Clone)]
pub struct NewEnvironment {
    /// Whose.
    pub site: SiteId,
    /// What people will call it.
    pub display_name: String,
    /// A premium environment rather than the one standard staging.
    pub is_premium: bool,
}

impl NewEnvironment {
    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("site_id", self.site.as_str())]
    }

    fn body(&self) -> Map<String, Value> {
        let name = ("display_name".to_owned(), json!(self.display_name));
        Map::from_iter([name, ("is_premium".to_owned(), json!(self.is_premium))])
    }
}

/// Makes an environment with a new WordPress.
#[derive(Debug, Clone)]
pub struct InstallWordPress {
    /// What is made.
    pub environment: NewEnvironment,
    /// What is installed.
    pub wordpress: WordPress,
    /// With the Easy Digital Downloads plugin, which Kinsta offers here only.
    pub easy_digital_downloads: bool,
}

impl Endpoint for InstallWordPress {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/sites/{site_id}/environments";
    const CLASS: LimitClass = LimitClass::Creation;
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        self.environment.path()
    }

    fn body(&self) -> Option<Value> {
        let mut body = self.environment.body();
        self.wordpress.write_to(&mut body);
        if self.easy_digital_downloads {
            body.insert("wordpress_plugin_edd".into(), json!(true));
        }
        Some(body.into())
    }

    fn secrets(&self) -> Vec<&SecretString> {
        vec![&self.wordpress.admin.password]
    }
}

/// Makes an empty environment.
#[derive(Debug, Clone)]
pub struct Plain {
    /// What is made.
    pub environment: NewEnvironment,
}

impl Endpoint for Plain {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/sites/{site_id}/environments/plain";
    const CLASS: LimitClass = LimitClass::Creation;
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        self.environment.path()
    }

    fn body(&self) -> Option<Value> {
        Some(self.environment.body().into())
    }
}

/// Makes an environment out of a copy of another.
#[derive(Debug, Clone)]
pub struct CloneOf {
    /// What is made.
    pub environment: NewEnvironment,
    /// What is copied.
    pub source: EnvId,
}

impl Endpoint for CloneOf {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/sites/{site_id}/environments/clone";
    const CLASS: LimitClass = LimitClass::Creation;
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        self.environment.path()
    }

    fn body(&self) -> Option<Value> {
        let mut body = self.environment.body();
        body.insert("source_env_id".into(), json!(self.source));
        Some(body.into())
    }
}
