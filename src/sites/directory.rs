//! A snapshot of every site, with the moment it was true.
//!
//! Owns nothing but the pairing. Must not know how or when the next one is fetched.

use jiff::Timestamp;

use super::index::Index;
use crate::domain::site::Site;

/// Every site as Kinsta told it at one moment. Never changes; a newer one takes its place.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    index: Index,
    fetched_at: Timestamp,
}

impl Directory {
    /// The directory of these sites, fetched at that moment.
    pub fn new(sites: Vec<Site>, fetched_at: Timestamp) -> Self {
        Self { index: Index::build(sites), fetched_at }
    }

    /// The sites, to look things up in.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// When Kinsta told it.
    pub fn fetched_at(&self) -> Timestamp {
        self.fetched_at
    }
}
