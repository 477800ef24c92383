//! What an environment holds beyond what the API tells in one piece: files and database, PHP's share, backups, access.
//!
//! Furnished when it is first asked for, from the environment's id: a company of thousands starts as fast as one of ten.

use std::sync::Arc;

use super::backups::{self, Backup, Download};
use super::extensions::{self, Extension};
use super::ids::number_of;
use super::redirects::{self, RedirectRule};
use super::sftp::SftpAccount;
use super::ssh::Access;
use super::state::{Environment, World};

/// Where the files and the database of an environment come from. Two environments with the same mark hold the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// The mark of the files.
    pub files: String,
    /// The mark of the database.
    pub database: String,
}

/// What a backup keeps and a push or a clone carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Snapshot {
    pub(super) contents: Contents,
    pub(super) plugins: Vec<Extension>,
    pub(super) themes: Vec<Extension>,
    pub(super) redirects: Vec<RedirectRule>,
    pub(super) wordpress_version: Option<String>,
}

/// PHP's share of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhpAllocation {
    /// How many threads.
    pub threads: u64,
    /// The memory of each, in MB.
    pub memory_mb: u64,
}

impl PhpAllocation {
    /// All memory together, in MB.
    pub(super) fn pool_mb(self) -> u64 {
        self.threads.saturating_mul(self.memory_mb)
    }
}

/// All of it.
pub(super) struct Estate {
    pub(super) contents: Contents,
    pub(super) plugins: Vec<Extension>,
    pub(super) themes: Vec<Extension>,
    pub(super) redirects: Vec<RedirectRule>,
    pub(super) denied_ips: Vec<String>,
    pub(super) php: PhpAllocation,
    /// Newest first.
    pub(super) backups: Vec<Backup>,
    pub(super) downloads: Vec<Download>,
    pub(super) access: Access,
    pub(super) sftp_accounts: Vec<SftpAccount>,
}

impl Estate {
    /// An estate on which nobody has done anything yet.
    pub(super) fn empty(environment_id: &str, is_staging: bool, now_ms: i64) -> Self {
        Self {
            contents: Contents { files: environment_id.to_owned(), database: environment_id.to_owned() },
            plugins: Vec::new(),
            themes: Vec::new(),
            redirects: Vec::new(),
            denied_ips: Vec::new(),
            php: PhpAllocation { threads: if is_staging { 2 } else { 4 }, memory_mb: 256 },
            backups: Vec::new(),
            downloads: Vec::new(),
            access: Access::new(environment_id, now_ms),
            sftp_accounts: Vec::new(),
        }
    }

    fn furnished(world: &World, site_name: &str, environment: &Environment) -> Self {
        let id = environment.id.as_str();
        let is_live = environment.name == "live";
        let bare = Self::empty(id, environment.name == "staging", world.started_ms);
        let chance = number_of(id);
        let has_shop = site_name.contains("shop") || chance.is_multiple_of(5);
        let mut estate = Self {
            plugins: extensions::usual_plugins(id, has_shop),
            themes: extensions::usual_themes(id),
            redirects: if is_live { redirects::usual(environment) } else { Vec::new() },
            denied_ips: if is_live && chance.is_multiple_of(3) { vec!["198.51.100.24".to_owned()] } else { Vec::new() },
            php: PhpAllocation { threads: if is_live { 4 + 2 * (chance % 3) } else { bare.php.threads }, ..bare.php },
            ..bare
        };
        let snapshot = Arc::new(estate.snapshot(environment.wordpress_version.clone()));
        estate.backups = backups::usual(world.started_ms, site_name, id, &snapshot);
        estate.downloads = backups::usual_downloads(world.ids, world.started_ms, site_name, id);
        estate
    }

    fn snapshot(&self, wordpress_version: Option<String>) -> Snapshot {
        Snapshot {
            contents: self.contents.clone(),
            plugins: self.plugins.clone(),
            themes: self.themes.clone(),
            redirects: self.redirects.clone(),
            wordpress_version,
        }
    }
}

impl World {
    /// What an environment holds; `None` if there is no such environment.
    pub(super) fn estate(&mut self, environment_id: &str) -> Option<&mut Estate> {
        if !self.estates.contains_key(environment_id) {
            let (site, environment) = self.environment(environment_id)?;
            let estate = Estate::furnished(self, &site.name, environment);
            self.estates.insert(environment_id.to_owned(), estate);
        }
        self.estates.get_mut(environment_id)
    }

    /// The environment whose estate has what is looked for, where the API gives no environment with an id.
    pub(super) fn owner_of(&mut self, has: impl Fn(&Estate) -> bool) -> Option<String> {
        let ids: Vec<String> =
            self.sites.iter().flat_map(|site| &site.environments).map(|environment| environment.id.clone()).collect();
        ids.into_iter().find(|id| self.estate(id).is_some_and(|estate| has(estate)))
    }

    /// What a backup of the environment taken now would keep.
    pub(super) fn snapshot(&mut self, environment_id: &str) -> Option<Snapshot> {
        let version = self.environment(environment_id)?.1.wordpress_version.clone();
        self.estate(environment_id).map(|estate| estate.snapshot(version))
    }

    /// Makes an environment hold what was kept.
    pub(super) fn put_back(&mut self, environment_id: &str, snapshot: Snapshot) {
        if let Some(environment) = self.environment_mut(environment_id) {
            environment.wordpress_version.clone_from(&snapshot.wordpress_version);
        }
        if let Some(estate) = self.estate(environment_id) {
            estate.contents = snapshot.contents;
            estate.plugins = snapshot.plugins;
            estate.themes = snapshot.themes;
            estate.redirects = snapshot.redirects;
        }
        self.web.forget_pages(environment_id);
    }

    /// A mark for files or a database that nothing else holds.
    pub(super) fn new_mark(&mut self, environment_id: &str) -> String {
        format!("{environment_id}#{}", self.new_key())
    }

    /// Somebody changed the files of an environment.
    pub(super) fn touch_files(&mut self, environment_id: &str) {
        let mark = self.new_mark(environment_id);
        if let Some(estate) = self.estate(environment_id) {
            estate.contents.files = mark;
        }
    }

    /// Somebody changed the database of an environment.
    pub(super) fn touch_database(&mut self, environment_id: &str) {
        let mark = self.new_mark(environment_id);
        if let Some(estate) = self.estate(environment_id) {
            estate.contents.database = mark;
        }
    }
}
