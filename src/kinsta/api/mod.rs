//! Kinsta's endpoints, one file a resource, one struct an endpoint.
//!
//! Owns paths, parameters and the shapes of answers, read tolerantly: Kinsta adds fields, renames some and sends null
//! where its document promises a value. Whatever wraps an answer must be there, though: a list that is missing must not
//! pass for an empty one. Must not know how a request travels. Only `convert` knows the domain's nouns.
//!
//! All of Kinsta's API is here except applications, databases, static sites and pipelines, which Kinsta has taken out.

pub mod activity;
pub mod analytics;
pub mod backups;
pub mod cdn;
pub mod company;
mod convert;
pub mod denied_ips;
pub mod dns;
pub mod edge;
pub mod environments;
pub mod files;
pub mod ids;
mod lenient;
pub mod logs;
pub mod new_environment;
pub mod new_site;
pub mod operations;
pub mod packages;
pub mod php_allocation;
pub mod phpmyadmin;
pub mod push;
pub mod redirects;
pub mod sftp_accounts;
pub mod site_domains;
pub mod sites;
pub mod ssh;
pub mod ssh_config;
mod started;
pub mod tools;
pub mod usage;
pub mod validate;
pub mod webroot;
pub mod wordpress;
mod words;
pub mod wp_cli;

#[cfg(test)]
mod document_test;

pub use started::Started;

use super::budget::LimitClass;
use super::endpoint::{Effect, EffectMarker, Endpoint, Method};

/// One line of the table of what we can ask of Kinsta.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OperationRow {
    /// The HTTP method.
    pub method: Method,
    /// The path below the base URL, its parameters in braces.
    pub path: &'static str,
    /// Whether it changes anything.
    pub effect: Effect,
    /// Which of Kinsta's limits it counts against.
    pub class: LimitClass,
}

impl OperationRow {
    /// The line of an endpoint.
    fn of<E: Endpoint>() -> Self {
        Self { method: E::METHOD, path: E::PATH, effect: E::Effect::EFFECT, class: E::CLASS }
    }
}

/// Every endpoint there is.
pub fn table() -> Vec<OperationRow> {
    macro_rules! rows {
        ($($endpoint:ty),+ $(,)?) => { vec![$(OperationRow::of::<$endpoint>()),+] };
    }
    rows![
        validate::Validate,
        operations::Get,
        company::Users,
        company::ApiKeys,
        company::Regions,
        activity::List,
        sites::List,
        sites::Get,
        sites::Delete,
        sites::Reset,
        new_site::InstallWordPress,
        new_site::Plain,
        new_site::CloneOf,
        environments::List,
        environments::Delete,
        push::Push,
        new_environment::InstallWordPress,
        new_environment::Plain,
        new_environment::CloneOf,
        php_allocation::OfSite,
        php_allocation::OfEnvironment,
        webroot::Change,
        files::List,
        redirects::List,
        redirects::Change,
        wp_cli::Run,
        phpmyadmin::LogIn,
        tools::ClearCache,
        tools::RestartPhp,
        tools::ModifyPhpVersion,
        denied_ips::List,
        denied_ips::Replace,
        edge::Clear,
        edge::SetStatus,
        cdn::Clear,
        cdn::OptimiseImages,
        packages::List<packages::Plugins>,
        packages::Update<packages::Plugins>,
        packages::UpdateSeveral<packages::Plugins>,
        packages::List<packages::Themes>,
        packages::Update<packages::Themes>,
        packages::UpdateSeveral<packages::Themes>,
        site_domains::List,
        site_domains::Records,
        site_domains::Add,
        site_domains::Remove,
        site_domains::MakePrimary,
        backups::List,
        backups::Downloads,
        backups::Create,
        backups::Restore,
        backups::Delete,
        logs::Tail,
        ssh::Status,
        ssh::SetStatus,
        ssh::SetPasswordStatus,
        ssh::GeneratePassword,
        ssh::Password,
        ssh::ChangeExpiry,
        ssh::AllowedIps,
        ssh::SetAllowedIps,
        ssh_config::Get,
        sftp_accounts::List,
        sftp_accounts::SetStatus,
        sftp_accounts::Add,
        sftp_accounts::Remove,
        usage::Visits,
        usage::Bandwidth,
        usage::CdnBandwidth,
        analytics::Visits,
        analytics::Bandwidth,
        analytics::CdnBandwidth,
        analytics::DiskSpace,
        dns::Zones,
        dns::Records,
        dns::Create,
        dns::Update,
        dns::Delete,
    ]
}
