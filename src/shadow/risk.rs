//! Which kinds of action are worth telling of. Kinsta's words for them are not documented, so they are read as words.

/// What a word of a risky kind begins with.
const RISKY: [&str; 22] = [
    "delet",
    "remov",
    "destroy",
    "reset",
    "restor",
    "push",
    "replac",
    "overwrit",
    "passw",
    "credential",
    "ssh",
    "sftp",
    "domain",
    "dns",
    "nameserver",
    "user",
    "member",
    "invit",
    "role",
    "permission",
    "transfer",
    "key",
];

/// Whether this kind of action can lose something, let somebody in or lead visitors elsewhere. A kind that says nothing
/// of the sort is not.
pub fn is_risky(kind: &str) -> bool {
    words(kind).iter().any(|word| RISKY.iter().any(|risky| word.starts_with(risky)))
}

/// `deleteSFTPUser`, `delete_sftp_user` and `delete-sftp-user` are the same three words, in lower case.
fn words(kind: &str) -> Vec<String> {
    let letters: Vec<char> = kind.chars().collect();
    let mut words: Vec<String> = vec![String::new()];
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let follows_small = before.is_some_and(|before| before.is_lowercase() || before.is_numeric());
        let ends_capitals = before.is_some_and(|before| before.is_uppercase())
            && letters.get(at + 1).is_some_and(|next| next.is_lowercase());
        if !letter.is_alphanumeric() || (letter.is_uppercase() && (follows_small || ends_capitals)) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter.is_alphanumeric()) {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_risky_by_its_words() {
        for (kind, is) in [
            ("deleteSite", true),
            ("siteDeletion", true),
            ("removeDomain", true),
            ("addDomain", true),
            ("changePrimaryDomain", true),
            ("resetSite", true),
            ("restoreBackup", true),
            ("pushEnvironment", true),
            ("push-staging-to-live", true),
            ("searchAndReplace", true),
            ("generateSFTPPassword", true),
            ("SSHPasswordShown", true),
            ("enable_sftp", true),
            ("addDnsRecord", true),
            ("createApiKey", true),
            ("APIKeyCreated", true),
            ("inviteUser", true),
            ("userRoleChanged", true),
            ("transferSite", true),
            ("clearCache", false),
            ("restartPhp", false),
            ("createBackup", false),
            ("createSite", false),
            ("superuserless", false),
            ("monkeyPatch", false),
            ("somethingNobodyKnows", false),
            ("", false),
        ] {
            assert_eq!(is_risky(kind), is, "{kind}: {:?}", words(kind));
        }
    }
}
