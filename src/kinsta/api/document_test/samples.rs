//! Every endpoint with everything given and with only what is required.

use std::collections::BTreeMap;
use std::fmt::Debug;

use secrecy::ExposeSecret;
use serde_json::Value;

use crate::domain::ids::{CompanyId, EnvId, KinstaOperationId, SiteId};
use crate::kinsta::api::ids::{BackupId, CompanyUserId, SftpAccountId, SiteDomainId, ZoneId};
use crate::kinsta::api::*;
use crate::kinsta::decode::decode;

/// One request of an endpoint.
pub(super) struct Request {
    pub(super) query: BTreeMap<&'static str, String>,
    pub(super) body: Option<Value>,
    pub(super) secrets: Vec<String>,
    /// What a log would show of the endpoint.
    pub(super) debug: String,
}

/// An endpoint as it looks when used.
pub(super) struct Sample {
    pub(super) row: OperationRow,
    pub(super) path: Vec<(&'static str, String)>,
    /// All fields and parameters are in at least one of them.
    pub(super) full: Vec<Request>,
    pub(super) bare: Request,
    /// Reads an answer and shows what was understood.
    pub(super) read: fn(&[u8]) -> Result<String, String>,
}

impl Sample {
    pub(super) fn name(&self) -> String {
        name(&self.row)
    }
}

pub(super) fn name(row: &OperationRow) -> String {
    format!("{} {}", row.method, row.path)
}

fn request<E: Endpoint + Debug>(endpoint: &E) -> Request {
    Request {
        query: endpoint.query().into_iter().collect(),
        body: endpoint.body(),
        secrets: endpoint.secrets().into_iter().map(|secret| secret.expose_secret().to_owned()).collect(),
        debug: format!("{endpoint:?}"),
    }
}

fn several<E: Endpoint<Response: Debug> + Debug>(full: &[E], bare: &E) -> Sample {
    Sample {
        row: OperationRow::of::<E>(),
        path: bare.path().into_iter().map(|(name, value)| (name, value.to_owned())).collect(),
        full: full.iter().map(request).collect(),
        bare: request(bare),
        read: |body| match decode::<E::Response>(body, E::WITHIN) {
            Ok(answer) => Ok(format!("{answer:?}")),
            Err(error) => Err(error.to_string()),
        },
    }
}

fn one<E: Endpoint<Response: Debug> + Debug>(endpoint: &E) -> Sample {
    several(std::slice::from_ref(endpoint), endpoint)
}

fn company() -> CompanyId {
    CompanyId::new("company-1")
}

fn site() -> SiteId {
    SiteId::new("site-1")
}

fn environment() -> EnvId {
    EnvId::new("env-1")
}

fn zone() -> ZoneId {
    ZoneId::new("zone-1")
}

fn wordpress(multisite: Option<wordpress::Multisite>, plugins: bool) -> wordpress::WordPress {
    let admin = wordpress::Admin {
        user: "root".into(),
        password: "pass-word-1-secret".into(),
        email: "root@acme.example".into(),
    };
    wordpress::WordPress {
        title: "Acme".into(),
        admin,
        language: "en_US".into(),
        multisite,
        woocommerce: plugins,
        yoast_seo: plugins,
    }
}

pub(super) fn samples() -> Vec<Sample> {
    [company_and_sites(), environments(), tools(), content(), access(), numbers(), dns()]
        .into_iter()
        .flatten()
        .collect()
}

fn company_and_sites() -> Vec<Sample> {
    let activity = activity::List {
        company: company(),
        limit: Some(10),
        offset: Some(3),
        category: Some(activity::Category::SiteActions),
        site: Some(site()),
        initiated_by: Some("u".into()),
        api_key: Some("k".into()),
        language: Some("de".into()),
    };
    let new_site = |wordpress| new_site::InstallWordPress {
        company: company(),
        display_name: "Acme".into(),
        region: "us-central1".into(),
        wordpress,
    };
    vec![
        one(&validate::Validate),
        one(&operations::Get { id: KinstaOperationId::new("cache:clear-1") }),
        one(&company::Users { company: company() }),
        one(&company::ApiKeys { company: company() }),
        one(&company::Regions { company: company() }),
        several(&[activity], &activity::List::of(company())),
        several(
            &[sites::List { company: company(), environments: true }],
            &sites::List { company: company(), environments: false },
        ),
        one(&sites::Get { id: site() }),
        one(&sites::Delete { id: site() }),
        one(&sites::Reset { id: site(), admin_password: "pass-word-2-secret".into() }),
        several(&[new_site(wordpress(Some(wordpress::Multisite::Subdomain), true))], &new_site(wordpress(None, false))),
        one(&new_site::Plain { company: company(), display_name: "Acme".into(), region: "us-central1".into() }),
        one(&new_site::CloneOf { company: company(), display_name: "Acme".into(), source: environment() }),
    ]
}

fn environments() -> Vec<Sample> {
    let fresh =
        |is_premium| new_environment::NewEnvironment { site: site(), display_name: "Staging".into(), is_premium };
    let new_environment = |wordpress, easy_digital_downloads| new_environment::InstallWordPress {
        environment: fresh(true),
        wordpress,
        easy_digital_downloads,
    };
    let push = |files| push::Push {
        site: site(),
        source: EnvId::new("env-2"),
        target: environment(),
        database: true,
        files,
        search_and_replace: true,
    };
    let webroot = |also| webroot::Change {
        environment: environment(),
        subfolder: webroot::Subfolder::try_from("/release_v1".to_owned()).expect("a folder"),
        clear_all_caches: also,
        refresh_plugins_and_themes: also,
    };
    let command = wp_cli::Command::try_from("wp core version".to_owned()).expect("a command");
    let filter = redirects::Filter {
        limit: Some(10),
        offset: Some(3),
        key: Some(redirects::Key::From),
        order: Some(redirects::Order::Descending),
        search: Some("blog".into()),
        search_is_regex: Some(true),
    };
    let rule = redirects::Rule {
        traffic_from_city: Some("Nashville".into()),
        traffic_from_country: Some("US".into()),
        traffic_from_country_name: Some("United States".into()),
        displayed_location: Some("Nashville, United States".into()),
        ..redirects::Rule::new(None, "/a", "/b", redirects::Kind::Permanent)
    };
    let change = |action, filter: &redirects::Filter| redirects::Change {
        environment: environment(),
        action,
        filter: filter.clone(),
    };
    vec![
        one(&environments::List { site: site() }),
        one(&environments::Delete { id: environment() }),
        several(
            &[new_environment(wordpress(Some(wordpress::Multisite::Subdirectory), true), true)],
            &new_environment(wordpress(None, false), false),
        ),
        one(&new_environment::Plain { environment: fresh(false) }),
        one(&new_environment::CloneOf { environment: fresh(false), source: environment() }),
        several(
            &[push(push::Files::All), push(push::Files::Only(vec!["wp-content".into()]))],
            &push(push::Files::None),
        ),
        one(&php_allocation::OfSite { site: site(), threads: 2, thread_memory_mb: 256 }),
        one(&php_allocation::OfEnvironment { environment: environment(), threads: 2, thread_memory_mb: 256 }),
        several(&[webroot(Some(true))], &webroot(None)),
        one(&files::List { environment: environment() }),
        several(
            &[redirects::List { environment: environment(), filter: filter.clone() }],
            &redirects::List { environment: environment(), filter: redirects::Filter::default() },
        ),
        several(
            &[
                change(redirects::Action::Add(rule.clone()), &filter),
                change(redirects::Action::Update { rules: vec![rule.clone()], with: rule.clone() }, &filter),
                change(redirects::Action::Delete(vec![rule]), &filter),
            ],
            &change(redirects::Action::DeleteAll, &redirects::Filter::default()),
        ),
        one(&wp_cli::Run { environment: environment(), command }),
        one(&phpmyadmin::LogIn { environment: environment() }),
    ]
}

fn tools() -> Vec<Sample> {
    let version = |out| tools::ModifyPhpVersion {
        environment: environment(),
        version: "8.3".into(),
        opt_out_of_automatic_updates: out,
    };
    let one_address =
        edge::Clear { environment: environment(), url: Some("https://a.example".into()), subdirectories: true };
    vec![
        one(&tools::ClearCache { environment: environment() }),
        one(&tools::RestartPhp { environment: environment() }),
        several(&[version(Some(true))], &version(None)),
        one(&denied_ips::List { environment: environment() }),
        one(&denied_ips::Replace { environment: environment(), ips: vec!["192.0.2.0/24".into()] }),
        several(&[one_address], &edge::Clear::all(environment())),
        one(&edge::SetStatus { environment: environment(), enabled: true }),
        one(&cdn::Clear { environment: environment(), cdn_cache_id: "cdn".into() }),
        one(&cdn::OptimiseImages { environment: environment(), optimisation: cdn::ImageOptimisation::Lossy }),
    ]
}

fn content() -> Vec<Sample> {
    let (name, names, version) = ("akismet".to_owned(), vec!["akismet".to_owned()], "5.3".to_owned());
    let certificate =
        site_domains::Certificate { key: "private-1-secret".into(), certificate: "-----BEGIN CERTIFICATE-----".into() };
    let domain = |without_wildcard, certificate| site_domains::Add {
        environment: environment(),
        name: "acme.example".into(),
        without_wildcard,
        certificate,
    };
    let domains = vec![SiteDomainId::new("domain-1")];
    let backup = |note: Option<&str>| backups::Create { environment: environment(), note: note.map(str::to_owned) };
    let backup_id = BackupId::new("165424355");
    vec![
        one(&packages::List::<packages::Plugins>::of(environment())),
        one(&packages::Update::<packages::Plugins>::of(environment(), name.clone(), version.clone())),
        one(&packages::UpdateSeveral::<packages::Plugins>::of(environment(), names.clone())),
        one(&packages::List::<packages::Themes>::of(environment())),
        one(&packages::Update::<packages::Themes>::of(environment(), name, version)),
        one(&packages::UpdateSeveral::<packages::Themes>::of(environment(), names)),
        one(&site_domains::List { environment: environment() }),
        one(&site_domains::Records { domain: domains[0].clone() }),
        several(&[domain(true, Some(certificate))], &domain(false, None)),
        one(&site_domains::MakePrimary {
            environment: environment(),
            domain: domains[0].clone(),
            search_and_replace: true,
        }),
        one(&site_domains::Remove { environment: environment(), domains }),
        one(&backups::List { environment: environment() }),
        one(&backups::Downloads { environment: environment() }),
        several(&[backup(Some("before"))], &backup(None)),
        one(&backups::Restore {
            target: environment(),
            backup: backup_id.clone(),
            notified_user: CompanyUserId::new("user-1"),
        }),
        one(&backups::Delete { id: backup_id }),
        one(&logs::Tail { environment: environment(), file: logs::LogFile::Cache, lines: 30_000 }),
    ]
}

fn access() -> Vec<Sample> {
    let account = |root_directory: Option<&str>, permission| sftp_accounts::Add {
        environment: environment(),
        username: "acme".into(),
        password: "pass-word-3-secret".into(),
        root_directory: root_directory.map(str::to_owned),
        permission,
    };
    vec![
        one(&ssh::Status { environment: environment() }),
        one(&ssh::SetStatus { environment: environment(), enabled: true }),
        one(&ssh::SetPasswordStatus { environment: environment(), enabled: false }),
        one(&ssh::GeneratePassword { environment: environment() }),
        one(&ssh::Password { environment: environment() }),
        one(&ssh::ChangeExpiry { environment: environment(), interval: ssh::Expiry::Never }),
        one(&ssh::AllowedIps { environment: environment() }),
        one(&ssh::SetAllowedIps { environment: environment(), ips: vec!["192.0.2.1".into()] }),
        one(&ssh_config::Get { site: site(), environment: environment() }),
        one(&sftp_accounts::List { environment: environment() }),
        one(&sftp_accounts::SetStatus { environment: environment(), enabled: true }),
        several(&[account(Some("/a"), Some(sftp_accounts::Permission::Write))], &account(None, None)),
        one(&sftp_accounts::Remove { id: SftpAccountId::new("account-1") }),
    ]
}

fn numbers() -> Vec<Sample> {
    macro_rules! analytics {
        ($($name:ident),+) => {
            vec![$({
                let (span, day) = (Some(analytics::Span::Days30), Some(jiff::civil::date(2025, 10, 20)));
                let of = |span, from, to| analytics::$name { environment: environment(), company: company(), span, from, to };
                several(&[of(span, day, day)], &of(None, None, None))
            }),+]
        };
    }
    let disk = |span, day| analytics::DiskSpace {
        environment: environment(),
        company: company(),
        time_zone: analytics::WholeHours::nearest(7_200),
        span,
        from: day,
        to: day,
    };
    let mut all = analytics![Visits, Bandwidth, CdnBandwidth];
    all.extend([
        several(&[disk(Some(analytics::DiskSpan::Days60), Some(jiff::civil::date(2025, 10, 20)))], &disk(None, None)),
        one(&usage::Visits { site: site() }),
        one(&usage::Bandwidth { site: site() }),
        one(&usage::CdnBandwidth { site: site() }),
    ]);
    all
}

fn dns() -> Vec<Sample> {
    let values = || vec![dns::RecordValue::new("192.0.2.1")];
    let (kind, name) = (|| "A".to_owned(), || "www.acme.example".to_owned());
    let update = dns::Update {
        zone: zone(),
        kind: kind(),
        name: name(),
        ttl_s: Some(dns::SHORTEST_TTL_S),
        added: values(),
        removed: values(),
    };
    let bare = dns::Update { ttl_s: None, added: Vec::new(), removed: Vec::new(), ..update.clone() };
    vec![
        one(&dns::Zones { company: company() }),
        one(&dns::Records { zone: zone() }),
        one(&dns::Create { zone: zone(), kind: kind(), name: name(), ttl_s: dns::SHORTEST_TTL_S, values: values() }),
        several(&[update], &bare),
        one(&dns::Delete { zone: zone(), kind: kind(), name: name() }),
    ]
}
