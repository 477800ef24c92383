//! The company's activity log: what was done, by whom, and how it ended. Where the answer to a write was lost, this
//! tells whether it was executed.

use jiff::Timestamp;
use serde::Deserialize;

use super::lenient::{id_text, moment, or_default};
use crate::domain::ids::{CompanyId, SiteId};
use crate::domain::redact;
use crate::kinsta::endpoint::{Endpoint, Method, Read};

/// Entries of the log, newest first.
#[derive(Debug, Clone)]
pub struct List {
    /// Whose.
    pub company: CompanyId,
    /// How many; Kinsta's default is 10.
    pub limit: Option<u32>,
    /// How many to pass over.
    pub offset: Option<u32>,
    /// Of one kind only.
    pub category: Option<Category>,
    /// Of one site only.
    pub site: Option<SiteId>,
    /// Of one Kinsta user only, by id.
    pub initiated_by: Option<String>,
    /// Of one API key only, by id (which [`validate`](super::validate) does not tell).
    pub api_key: Option<String>,
    /// The language of the descriptions, such as `de`; Kinsta's default is English.
    pub language: Option<String>,
}

impl List {
    /// The latest entries, whatever they are about.
    pub fn of(company: CompanyId) -> Self {
        Self {
            company,
            limit: None,
            offset: None,
            category: None,
            site: None,
            initiated_by: None,
            api_key: None,
            language: None,
        }
    }
}

impl Endpoint for List {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/company/{id}/activity-logs";
    type Effect = Read;
    type Response = Listed;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("id", self.company.as_str())]
    }

    fn query(&self) -> Vec<(&'static str, String)> {
        [
            ("limit", self.limit.map(|limit| limit.to_string())),
            ("offset", self.offset.map(|offset| offset.to_string())),
            ("category", self.category.map(|category| category.as_str().to_owned())),
            ("site_id", self.site.as_ref().map(ToString::to_string)),
            ("id_initiated_by", self.initiated_by.clone()),
            ("id_api_key", self.api_key.clone()),
            ("language", self.language.clone()),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
    }
}

/// What an entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Category {
    /// Sites and environments.
    SiteActions,
    /// DNS zones and records.
    KinstaDns,
    /// Migrations.
    Migrations,
    /// Invoices and plans.
    Billing,
    /// Notifications.
    Notifications,
    /// Company users.
    UserManagement,
    /// A user's own settings.
    PersonalSettings,
    /// Single sign-on.
    SamlSso,
}

impl Category {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::SiteActions,
        Self::KinstaDns,
        Self::Migrations,
        Self::Billing,
        Self::Notifications,
        Self::UserManagement,
        Self::PersonalSettings,
        Self::SamlSso,
    ];

    /// Kinsta's word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SiteActions => "siteActions",
            Self::KinstaDns => "kinstaDns",
            Self::Migrations => "migrations",
            Self::Billing => "billing",
            Self::Notifications => "notifications",
            Self::UserManagement => "userManagement",
            Self::PersonalSettings => "personalSettings",
            Self::SamlSso => "samlSso",
        }
    }
}

/// The answer to [`List`].
#[derive(Debug, Clone, Deserialize)]
pub struct Listed {
    company: ListedCompany,
}

#[derive(Debug, Clone, Deserialize)]
struct ListedCompany {
    activity_logs: Page,
}

impl Listed {
    /// The page of entries.
    pub fn into_page(self) -> Page {
        self.company.activity_logs
    }
}

/// Some entries of the log.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Page {
    /// How many there are in all.
    #[serde(default, deserialize_with = "or_default")]
    pub total: u64,
    /// Those asked for.
    #[serde(default, deserialize_with = "or_default")]
    pub items: Vec<Entry>,
}

/// One thing that was done.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Entry {
    /// Kinsta's number for it.
    #[serde(deserialize_with = "id_text")]
    pub id: String,
    /// The site it was done to.
    #[serde(default)]
    pub site_id: Option<SiteId>,
    /// When it began; `None` where Kinsta's form of it is not understood.
    #[serde(default, deserialize_with = "moment")]
    pub created_at: Option<Timestamp>,
    /// It has ended.
    #[serde(default, deserialize_with = "or_default")]
    pub is_done: bool,
    /// It has failed.
    #[serde(default, deserialize_with = "or_default")]
    pub has_failed: bool,
    /// It has ended with a warning.
    #[serde(default, deserialize_with = "or_default")]
    pub has_warning: bool,
    /// What was done, such as `deleteSite`. Not the prefix of an operation's id.
    #[serde(default, rename = "type", deserialize_with = "or_default")]
    pub kind: String,
    /// Why it failed, for people.
    #[serde(default)]
    pub public_error: Option<String>,
    /// From where.
    #[serde(default)]
    pub ip_address: Option<String>,
    /// By whom.
    #[serde(default)]
    pub initiated_by: Option<Initiator>,
    /// With which API key.
    #[serde(default)]
    pub api_key_info: Option<ApiKey>,
    /// With which program.
    #[serde(default)]
    pub user_agent_info: Option<UserAgent>,
    /// What was done, for people.
    #[serde(default, deserialize_with = "or_default")]
    pub descriptions: Vec<String>,
}

impl Entry {
    /// What was done, for people: Kinsta's sentence, or its word for the kind of thing; with addresses shortened, since
    /// whoever reads it need not see them. Empty where Kinsta says neither.
    pub fn what(&self) -> String {
        let said: Vec<&str> = self.descriptions.iter().map(|it| it.trim()).filter(|it| !it.is_empty()).collect();
        if said.is_empty() { in_words(&self.kind) } else { redact::log_line(&said.join("; ")).into_owned() }
    }

    /// The name of the person who did it.
    pub fn person(&self) -> Option<&str> {
        let by = self.initiated_by.as_ref()?;
        by.full_name.as_deref().or(by.first_name.as_deref())
    }
}

/// `clearCache` becomes `clear cache`.
fn in_words(kind: &str) -> String {
    let mut words = String::with_capacity(kind.len() + 4);
    for letter in kind.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

/// A Kinsta user.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Initiator {
    /// Kinsta's id.
    #[serde(default)]
    pub id: Option<String>,
    /// Their role in the company.
    #[serde(default)]
    pub role: Option<String>,
    /// Their name.
    #[serde(default)]
    pub full_name: Option<String>,
    /// Their first name.
    #[serde(default)]
    pub first_name: Option<String>,
}

/// An API key.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ApiKey {
    /// Kinsta's id.
    #[serde(default)]
    pub id: Option<String>,
    /// The name it was given.
    #[serde(default)]
    pub name: Option<String>,
}

/// A browser or program.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct UserAgent {
    /// Such as `Chrome`.
    #[serde(default)]
    pub browser_name: Option<String>,
    /// Such as `126.0.0`.
    #[serde(default)]
    pub browser_version: Option<String>,
    /// Such as `macOS`.
    #[serde(default)]
    pub os_name: Option<String>,
}
