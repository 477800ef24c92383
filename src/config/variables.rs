//! The table of variables: the one place for their names and defaults, and what the documentation is made from.

/// A variable the service reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variable {
    /// Its name; it may also be given as this name with `_FILE` behind.
    pub name: &'static str,
    /// Whether the service refuses to start without it.
    pub required: bool,
    /// Its value where it is not set; empty where there is none.
    pub default: &'static str,
    /// Whether its value is never shown.
    pub secret: bool,
    /// What it is for, in Markdown.
    pub meaning: &'static str,
}

const fn required(name: &'static str, meaning: &'static str) -> Variable {
    Variable { name, required: true, default: "", secret: true, meaning }
}

const fn optional(name: &'static str, default: &'static str, meaning: &'static str) -> Variable {
    Variable { name, required: false, default, secret: false, meaning }
}

/// Every variable, in the order a person sets them.
pub const VARIABLES: &[Variable] = &[
    required(
        "SLACK_SIGNING_SECRET",
        "Proves that a request comes from Slack: *your app › Basic Information › Signing Secret*. While you rotate it, \
         the old and the new one separated by a comma are both accepted.",
    ),
    required(
        "SLACK_BOT_TOKEN",
        "What the bot speaks with, `xoxb-…`: *your app › OAuth & Permissions › Bot User OAuth Token*.",
    ),
    optional(
        "SLACK_APP_ID",
        "",
        "The app's own ID, `A…`: *your app › Basic Information*. Where it is set, requests for any other app are refused.",
    ),
    optional(
        "SLACK_API_URL",
        "https://slack.com/api",
        "Slack's Web API; ends in `/api`. Plain `http` only for this machine. Answers through a `response_url` go to \
         Slack's own hosts or to this one, never elsewhere.",
    ),
    required(
        "KINSTA_API_KEY",
        "The company's key: *MyKinsta › Company settings › API keys*. The bot can do what the person who made it can do.",
    ),
    optional(
        "KINSTA_API_URL",
        "https://api.kinsta.com/v2",
        "Kinsta's API; ends in `/v2`. Plain `http` only for this machine.",
    ),
    Variable {
        name: "DATABASE_URL",
        required: false,
        default: "sqlite://data/kinsta-slack.db?mode=rwc",
        secret: true,
        meaning: "Where everything is kept: `sqlite://path/to/file.db` for one instance, \
                  `postgres://user:password@host/database` for one or several. Special characters in the password are \
                  percent-encoded.",
    },
    optional(
        "OPERATORS",
        "",
        "Slack member IDs (`U…` or `W…`) of those who may change things, separated by commas or spaces. Reading is open to every member of the workspace; a policy can let others change things, too.",
    ),
    optional(
        "ADMINS",
        "",
        "Slack member IDs of those who have the role `admin` whatever the policy says: they may do everything and edit the policy; see `docs/access.md`.",
    ),
    optional(
        "ACCESS_FILE",
        "",
        "The path of a TOML file with the policy, see `docs/access.md`. Where it is set, the policy is edited there and not from Slack; a changed file is in force within seconds.",
    ),
    optional(
        "DEFAULT_LANGUAGE",
        "en",
        "The language of messages in channels, `en` or `de`. What only one person sees is in that person's Slack language.",
    ),
    optional(
        "AUDIT_RETENTION_DAYS",
        "",
        "After how many days rows of the audit log are cleared away. Where it is not set, all of it is kept.",
    ),
    optional(
        "AUDIT_CHANNEL",
        "",
        "The ID of a channel (`C…`) in which every row of the audit log is shown, from when it is first set. Invite the bot there; who is in it reads who did what to every site.",
    ),
    optional(
        "SHADOW_ACTIVITY",
        "1",
        "Whether Kinsta's activity log is compared with the audit log every five minutes, see `docs/operations.md`. `0` switches it off.",
    ),
    optional("BIND", "0.0.0.0", "The IP address to listen on."),
    optional("PORT", "3000", "The port to listen on; `0` takes any free one."),
    optional(
        "METRICS_ADDR",
        "",
        "Address and port of a listener of its own for `/metrics`, such as `127.0.0.1:9100`. Where it is set, `/metrics` is no longer served on the public port.",
    ),
    optional("LOG_FORMAT", "text", "`text` for people, `json` for machines, one object a line."),
    optional("LOG", "info", "What is logged, as `tracing` filter directives: `info`, `warn,kinsta_slack=debug`."),
    optional(
        "PROBE_ALLOW_PRIVATE",
        "0",
        "`1` lets the site probe connect to private and loopback addresses. For the demo and tests only.",
    ),
    optional(
        "PROBE_SCHEME",
        "https",
        "`http` or `https`: how sites are probed. Demo only: needs `PROBE_ALLOW_PRIVATE=1`.",
    ),
    optional(
        "PROBE_PORT",
        "",
        "The port sites are probed on, instead of the scheme's own. Demo only: needs `PROBE_ALLOW_PRIVATE=1`.",
    ),
    optional(
        "PROBE_RESOLVE_TO",
        "",
        "The one IP address every probed domain is taken to have. Demo only: needs `PROBE_ALLOW_PRIVATE=1`.",
    ),
];

/// The table's default for a variable.
pub(super) fn default_of(name: &str) -> &'static str {
    VARIABLES.iter().find(|variable| variable.name == name).map_or("", |variable| variable.default)
}
