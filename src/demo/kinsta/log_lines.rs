//! Lines of an environment's log files. A line follows from its time alone, so that two readings tell the same story.
//!
//! They hold what real ones hold and nobody wants in a channel: visitors' addresses, an e-mail address, tokens.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::extensions::Extension;
use super::ids::{number_of, scattered};
use super::state::Environment;

/// Which file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum File {
    Error,
    Access,
    CachePerformance,
}

impl File {
    /// How far two lines are apart, in milliseconds.
    fn gap_ms(self) -> i64 {
        match self {
            Self::Error => 47_000,
            Self::Access => 4_000,
            Self::CachePerformance => 5_000,
        }
    }
}

const PATHS: [&str; 10] = [
    "/",
    "/shop/",
    "/contact/",
    "/wp-login.php",
    "/blog/spring-news/",
    "/feed/",
    "/cart/",
    "/wp-json/wp/v2/posts",
    "/about/",
    "/robots.txt",
];
const AGENTS: [&str; 4] = [
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (compatible; ExampleBot/2.1; +https://bot.example/about)",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36",
];

/// What all lines of an environment have in common.
pub(super) struct Lines {
    chance: u64,
    host: String,
    web_root: String,
    /// The plugin whose mistakes fill the log.
    culprit: String,
}

impl Lines {
    pub(super) fn new(environment: &Environment, plugins: &[Extension]) -> Self {
        let chance = number_of(&environment.id);
        let active: Vec<&Extension> = plugins.iter().filter(|plugin| plugin.status == "active").collect();
        let picked = usize::try_from(chance).unwrap_or_default().checked_rem(active.len());
        let culprit = picked.map_or("custom-blocks", |at| active[at].name.as_str());
        Self {
            chance,
            host: environment.primary_domain().map(|domain| domain.name.clone()).unwrap_or_default(),
            web_root: environment.web_root.clone(),
            culprit: culprit.to_owned(),
        }
    }

    /// The last `count` lines, oldest first, each with its line end.
    pub(super) fn last(&self, file: File, count: usize, now_ms: i64) -> String {
        let newest = now_ms.div_euclid(file.gap_ms());
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let mut text = String::new();
        for slot in newest - count + 1..=newest {
            let chance = scattered(self.chance ^ slot.unsigned_abs());
            let at_ms = slot * file.gap_ms();
            let line = match file {
                File::Error => self.error(slot, chance, at_ms),
                File::Access => self.access(chance, at_ms),
                File::CachePerformance => self.cache(chance, at_ms),
            };
            text.push_str(&line);
            text.push('\n');
        }
        text
    }

    fn error(&self, slot: i64, chance: u64, at_ms: i64) -> String {
        let Self { host, web_root, culprit, .. } = self;
        let time = written("%Y/%m/%d %H:%M:%S", at_ms);
        let file = format!("{web_root}/wp-content/plugins/{culprit}/includes/class-loader.php");
        let process = 20_000 + slot.rem_euclid(700);
        let (request, path) = (chance % 90_000 + 10_000, PATHS[pick(chance >> 20, PATHS.len())]);
        let tail = format!(
            "while reading response header from upstream, client: {}, server: {host}, request: \"GET {path} HTTP/2.0\", \
             host: \"{host}\"",
            visitor(chance)
        );
        // Every twelfth is fatal, so that each reading of some length has one.
        let message = match (slot.rem_euclid(12), chance % 5) {
            (0, _) => format!(
                "PHP message: PHP Fatal error:  Uncaught Error: Call to undefined function legacy_loader() in {file}:212"
            ),
            (_, 0) => format!("PHP message: PHP Warning:  Undefined array key \"id\" in {file} on line 87"),
            (_, 1) => format!(
                "PHP message: PHP Deprecated:  Creation of dynamic property Loader::$map is deprecated in {file} on line 41"
            ),
            (_, 2) => format!(
                "PHP message: Mail to customer{}@mail.example could not be sent: connection timed out",
                chance % 90
            ),
            (_, 3) => format!(
                "PHP message: Payment gateway answered 401, sent header Authorization: Bearer demo_{:016x}",
                scattered(chance)
            ),
            _ => format!(
                "PHP message: WordPress database error Deadlock found when trying to get lock, made by {culprit}"
            ),
        };
        format!("{time} [error] {process}#{process}: *{request} FastCGI sent in stderr: \"{message}\" {tail}")
    }

    fn access(&self, chance: u64, at_ms: i64) -> String {
        let time = written("%d/%b/%Y:%H:%M:%S %z", at_ms);
        let path = PATHS[pick(chance >> 20, PATHS.len())];
        let (method, status) = match (path, chance % 50) {
            ("/wp-login.php", _) => ("POST", 403),
            (_, 0) => ("GET", 500),
            (_, 1..=3) => ("GET", 404),
            (_, 4..=6) => ("GET", 301),
            _ => ("GET", 200),
        };
        let query = if chance % 40 == 7 { format!("?token={:012x}", chance & 0xffff_ffff_ffff) } else { String::new() };
        let (host, visitor) = (&self.host, visitor(chance));
        let agent = AGENTS[pick(chance >> 30, AGENTS.len())];
        let (bytes, ms) = (chance % 60_000 + 400, chance % 900 + 20);
        format!(
            "{host} {visitor} [{time}] {method} \"{path}{query}\" HTTP/2.0 {status} \"https://{host}/\" \"{agent}\" {visitor} \
             \"/index.php\" - - {bytes} 0.{ms:03} 0.{ms:03}"
        )
    }

    fn cache(&self, chance: u64, at_ms: i64) -> String {
        let time = written("%d/%b/%Y:%H:%M:%S %z", at_ms);
        let path = PATHS[pick(chance >> 20, PATHS.len())];
        let state = ["HIT", "HIT", "HIT", "MISS", "BYPASS", "EXPIRED"][pick(chance, 6)];
        let ms = if state == "HIT" { 0 } else { chance % 900 + 40 };
        format!("{} {time} {state} GET \"{path}\" 0.{ms:03} 200", self.host)
    }
}

fn pick(chance: u64, among: usize) -> usize {
    usize::try_from(chance % 1_000_003).unwrap_or_default() % among
}

/// One of the addresses that are kept for documents.
fn visitor(chance: u64) -> String {
    match chance % 9 {
        0 => format!("2001:db8:{:x}::{:x}", chance >> 12 & 0xffff, chance >> 40 & 0xff),
        1..=4 => format!("198.51.100.{}", chance >> 8 & 0xff),
        _ => format!("203.0.113.{}", chance >> 8 & 0xff),
    }
}

fn written(format: &str, at_ms: i64) -> String {
    let time = Timestamp::from_millisecond(at_ms).unwrap_or_default().to_zoned(TimeZone::UTC);
    time.strftime(format).to_string()
}
