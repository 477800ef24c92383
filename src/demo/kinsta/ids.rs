//! Ids that look like Kinsta's and are the same in every run.

use sha2::{Digest, Sha256};

/// Derives UUID-looking ids from one seed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ids {
    seed: u64,
}

impl Ids {
    pub(super) fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// The id of `key` among all things of `kind`; marked as a random (version 4) UUID.
    pub(super) fn uuid(self, kind: &str, key: &str) -> String {
        let digest = Sha256::digest(format!("{}\u{0}{kind}\u{0}{key}", self.seed));
        let mut bytes = [0_u8; 16];
        bytes.copy_from_slice(&digest[..16]);
        bytes[6] = (bytes[6] & 0x0f) | 0x40;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        let number = u128::from_be_bytes(bytes);
        let hex = format!("{number:032x}");
        format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }
}
