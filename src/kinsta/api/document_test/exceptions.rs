//! Where we differ from the document on purpose, each with its reason. One that is no longer needed fails its test.

/// Parts of the API without endpoints: how their paths begin, and why.
pub(super) const LEFT_OUT: &[(&str, &str)] = &[
    ("/applications", "application hosting has left Kinsta"),
    ("/databases", "database hosting has left Kinsta"),
    ("/static-sites", "static site hosting has left Kinsta"),
    ("/pipelines", "pipelines belonged to application hosting"),
];

/// Parameters that stand in the path's braces and that the document forgets to declare.
pub(super) const UNDECLARED: &[(&str, &str)] = &[
    ("GET /company/{id}/activity-logs", "id"),
    ("POST /sites/environments/{env_id}/ssh/set-status", "env_id"),
    ("GET /sites/environments/{env_id}/ssh/get-status", "env_id"),
    ("POST /sites/environments/{env_id}/ssh/set-password-status", "env_id"),
    ("POST /sites/environments/{env_id}/ssh/generate-password", "env_id"),
    ("GET /sites/environments/{env_id}/ssh/get-allowed-ips", "env_id"),
    ("POST /sites/environments/{env_id}/ssh/set-allowed-ips", "env_id"),
    ("GET /sites/{site_id}/environments/{env_id}/ssh/config", "site_id"),
    ("GET /sites/{site_id}/environments/{env_id}/ssh/config", "env_id"),
    ("POST /sites/environments/{env_id}/ssh/change-expiration-interval", "env_id"),
    ("GET /sites/environments/{env_id}/ssh/password", "env_id"),
];

/// Optional fields of a body that are always sent.
pub(super) const ALWAYS_SENT: &[(&str, &str, &str)] = &[
    ("PUT /sites/{site_id}/environments", "push_db", "Kinsta's default overwrites the target's database"),
    ("PUT /sites/{site_id}/environments", "push_files", "Kinsta's default overwrites all of the target's files"),
    ("PUT /sites/{site_id}/environments", "run_search_and_replace", "Kinsta's default rewrites the database"),
];

/// Enumerations of which we use fewer words, or any word.
pub(super) const OTHER_WORDS: &[(&str, &str)] = &[
    ("POST /sites body install_mode", "deprecated; empty and cloned sites have calls of their own"),
    ("GET /company/{id}/activity-logs query language", "passed on as it is; Kinsta refuses what it does not know"),
];

/// Fields of answers that hold a secret: read, and not shown.
pub(super) const SECRET: &[(&str, &str)] = &[
    ("GET /sites/environments/{env_id}/downloadable-backups", "environment.downloadable_backups[].download_link"),
    ("GET /sites/environments/{env_id}/ssh/password", "environment.sftp_password"),
    ("POST /sites/environments/{env_id}/pma-login-token", "url"),
];

/// Fields of answers that are not read: whose, where, why. A `*` in front is any operation, or any way there; a `*` at
/// the end is all below.
pub(super) const UNREAD: &[(&str, &str, &str)] = &[
    ("POST *", "status", STATUS),
    ("PUT *", "status", STATUS),
    ("DELETE *", "status", STATUS),
    ("GET *", "environment.id", ASKED_FOR),
    ("GET /sites/{site_id}/usage/*", "site.id", ASKED_FOR),
    ("GET /sites/{site_id}", "site.company_id", "the key belongs to one company"),
    ("GET *", "*container_info.id", "no operation asks for a container"),
    ("GET *", "*domains[].site_id", WITHIN_ITS_SITE),
    ("GET *", "*primaryDomain.site_id", WITHIN_ITS_SITE),
    ("GET /sites", "*siteLabels[].id", "no operation asks for a label"),
    ("GET *", "environment.display_name", ASKED_FOR),
    ("GET /sites/{site_id}/environments/{env_id}/ssh/config", "site.*", "read where the flat form is missing only"),
];

const STATUS: &str = "repeats the HTTP status";
const ASKED_FOR: &str = "whoever asked named it";
const WITHIN_ITS_SITE: &str = "it stands within its site";

/// Fields of answers in which a null is a failure, besides all that are called `id`: without them there is nothing to
/// show, nothing to act on, or a guess would be taken for an answer.
pub(super) const NEEDED: &[&str] = &[
    "analytics.analytics_response.data.[].dataset.[].key",
    "company",
    "company.available_regions.[].region",
    "company.users.[].user",
    "domain.dns_records.[].name",
    "domain.dns_records.[].resource_records.[].value",
    "domain.dns_records.[].type",
    "environment.active_container.is_ssh_enabled",
    "environment.container_info.redirect_rules.rules.[].from",
    "environment.container_info.redirect_rules.rules.[].to",
    "environment.container_info.redirect_rules.rules.[].type",
    "environment.container_info.wp_plugins.data.[].name",
    "environment.container_info.wp_themes.data.[].name",
    "environment.file_list.[].children.[].children.[].path",
    "environment.file_list.[].children.[].path",
    "environment.file_list.[].path",
    "environment.sftp_password",
    "site.this_month_cdn_usage.bandwidth",
    "site.this_month_usage.bandwidth",
    "site.this_month_usage.visits",
    "site_domain.pointing_records.[].name",
    "site_domain.pointing_records.[].type",
    "site_domain.pointing_records.[].value",
    "site_domain.verification_records.[].name",
    "site_domain.verification_records.[].type",
    "site_domain.verification_records.[].value",
    "url",
];
