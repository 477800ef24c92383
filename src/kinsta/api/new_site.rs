//! Making sites. Each costs money and counts against the company's plan.
//!
//! When the operation has ended, its `data.idSite` names the new site.

use secrecy::SecretString;
use serde_json::{Map, Value, json};

use super::Started;
use super::wordpress::WordPress;
use crate::domain::ids::{CompanyId, EnvId};
use crate::kinsta::budget::LimitClass;
use crate::kinsta::endpoint::{Endpoint, Method, Write};

/// Makes a site with a new WordPress.
#[derive(Debug, Clone)]
pub struct InstallWordPress {
    /// Whose.
    pub company: CompanyId,
    /// What people will call it.
    pub display_name: String,
    /// Where it will stand, such as `europe-west3`; see [`company::Regions`](super::company::Regions).
    pub region: String,
    /// What is installed.
    pub wordpress: WordPress,
}

impl Endpoint for InstallWordPress {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/sites";
    const CLASS: LimitClass = LimitClass::Creation;
    type Effect = Write;
    type Response = Started;

    fn body(&self) -> Option<Value> {
        let mut body = Map::new();
        body.insert("company".into(), json!(self.company));
        body.insert("display_name".into(), json!(self.display_name));
        body.insert("region".into(), json!(self.region));
        // Required and deprecated. The other modes have calls of their own, and the default installs nothing.
        body.insert("install_mode".into(), json!("new"));
        self.wordpress.write_to(&mut body);
        Some(body.into())
    }

    fn secrets(&self) -> Vec<&SecretString> {
        vec![&self.wordpress.admin.password]
    }
}

/// Makes an empty site.
#[derive(Debug, Clone)]
pub struct Plain {
    /// Whose.
    pub company: CompanyId,
    /// What people will call it.
    pub display_name: String,
    /// Where it will stand, such as `europe-west3`.
    pub region: String,
}

impl Endpoint for Plain {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/sites/plain";
    const CLASS: LimitClass = LimitClass::Creation;
    type Effect = Write;
    type Response = Started;

    fn body(&self) -> Option<Value> {
        Some(json!({"company": self.company, "display_name": self.display_name, "region": self.region}))
    }
}

/// Makes a site out of a copy of an environment, in that one's region.
#[derive(Debug, Clone)]
pub struct CloneOf {
    /// Whose.
    pub company: CompanyId,
    /// What people will call it.
    pub display_name: String,
    /// What is copied.
    pub source: EnvId,
}

impl Endpoint for CloneOf {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/sites/clone";
    const CLASS: LimitClass = LimitClass::Creation;
    type Effect = Write;
    type Response = Started;

    fn body(&self) -> Option<Value> {
        Some(json!({"company": self.company, "display_name": self.display_name, "source_env_id": self.source}))
    }
}
