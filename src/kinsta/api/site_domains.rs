//! The domains an environment answers to. Their ids are not those of DNS zones.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Started;
use super::ids::SiteDomainId;
use super::lenient::or_default;
use crate::domain::ids::EnvId;
use crate::kinsta::endpoint::{Endpoint, Method, Read, Write};

/// All domains, wildcards and Kinsta's own (`*.kinsta.cloud`) among them.
#[derive(Debug, Clone)]
pub struct List {
    /// Whose.
    pub environment: EnvId,
}

impl Endpoint for List {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/sites/environments/{env_id}/domains";
    const WITHIN: &'static [&'static str] = &["environment", "site_domains"];
    type Effect = Read;
    type Response = Vec<SiteDomain>;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }
}

/// A domain of an environment.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SiteDomain {
    /// Kinsta's id.
    pub id: SiteDomainId,
    /// The host name; may be a wildcard.
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    /// Its DNS is at Cloudflare, which changes how it is pointed here.
    #[serde(default, deserialize_with = "or_default")]
    pub uses_cloudflare_dns: bool,
}

/// The DNS records that somebody must set for a domain.
#[derive(Debug, Clone)]
pub struct Records {
    /// Which.
    pub domain: SiteDomainId,
}

impl Endpoint for Records {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/sites/environments/domains/{site_domain_id}/verification-records";
    const WITHIN: &'static [&'static str] = &["site_domain"];
    type Effect = Read;
    type Response = WantedRecords;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("site_domain_id", self.domain.as_str())]
    }
}

/// The records a domain wants.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct WantedRecords {
    /// They prove that the domain is ours; none are left once it is verified. Kinsta looks by itself.
    pub verification_records: Vec<WantedRecord>,
    /// They lead visitors here.
    pub pointing_records: Vec<WantedRecord>,
}

/// A DNS record to set.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct WantedRecord {
    /// The whole name, not relative to a zone.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Such as `CNAME`.
    #[serde(rename = "type")]
    pub kind: String,
}

/// Adds a domain. It answers once it is verified and points here.
#[derive(Debug, Clone)]
pub struct Add {
    /// Whose.
    pub environment: EnvId,
    /// The host name.
    pub name: String,
    /// Without the wildcard (`*.example.com`) that comes with it by default.
    pub without_wildcard: bool,
    /// The company's own certificate; `None` lets Kinsta get one.
    pub certificate: Option<Certificate>,
}

/// A certificate with its key, both in PEM.
#[derive(Debug, Clone)]
pub struct Certificate {
    /// The private key.
    pub key: SecretString,
    /// The certificate with its chain.
    pub certificate: String,
}

impl Endpoint for Add {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/sites/environments/{env_id}/domains";
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }

    fn body(&self) -> Option<Value> {
        let mut body = json!({"domain_name": self.name});
        if self.without_wildcard {
            body["is_wildcardless"] = json!(true);
        }
        if let Some(Certificate { key, certificate }) = &self.certificate {
            body["custom_ssl_key"] = json!(key.expose_secret());
            body["custom_ssl_cert"] = json!(certificate);
        }
        Some(body)
    }

    fn secrets(&self) -> Vec<&SecretString> {
        self.certificate.iter().map(|certificate| &certificate.key).collect()
    }
}

/// Removes domains. Their addresses are dead at once; they can be added and verified again.
#[derive(Debug, Clone)]
pub struct Remove {
    /// Whose.
    pub environment: EnvId,
    /// Which. They go in the body, although this is a DELETE.
    pub domains: Vec<SiteDomainId>,
}

impl Endpoint for Remove {
    const METHOD: Method = Method::Delete;
    const PATH: &'static str = "/sites/environments/{env_id}/domains";
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({"domain_ids": self.domains}))
    }
}

/// Makes another domain the one visitors are sent to.
#[derive(Debug, Clone)]
pub struct MakePrimary {
    /// Whose.
    pub environment: EnvId,
    /// Which.
    pub domain: SiteDomainId,
    /// Replaces the old address by the new one all over the database. Nothing brings the old one back but a backup.
    pub search_and_replace: bool,
}

impl Endpoint for MakePrimary {
    const METHOD: Method = Method::Put;
    const PATH: &'static str = "/sites/environments/{env_id}/change-primary-domain";
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({"domain_id": self.domain, "run_search_and_replace": self.search_and_replace}))
    }
}
