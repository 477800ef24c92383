//! What a verb is walked with where its example alone does not do in the simulated company.

/// A verb, what is done first, and the lines it is walked with instead of its example.
type Staged = (&'static str, &'static [&'static str], &'static [&'static str]);

const STAGED: &[Staged] = &[
    ("access approvers", &[], &["access approvers #acme"]),
    ("access bind", &[], &["access bind #acme --sites Acme"]),
    ("access drop-role", &["access role caretaker --may safe"], &["access drop-role caretaker"]),
    ("access explain", &[], &["access explain @ada cache clear acme live"]),
    ("access revoke", &["access grant @mia operator"], &["access revoke @mia operator"]),
    ("access unbind", &["access bind #acme --sites Acme"], &["access unbind #acme"]),
    ("access waive", &["access require \"backup delete\""], &["access waive 1"]),
    ("backup restore", &[], &["backup restore acme live --backup latest --to staging --notify owner@agency.example"]),
    ("cache clear", &[], &["cache clear acme live", "cache clear acme live --url https://acme.example/shop/"]),
    (
        "company activity",
        &[],
        &["company activity --site acme", "company activity --user web", "company activity --key deploys"],
    ),
    ("dns delete", &[], &["dns delete acme.example --type mx --name @"]),
    ("domain remove", &[], &["domain remove acme live --name www.acme.example"]),
    ("env create-plain", &[], &["env create-plain acme --name Empty --premium"]),
    (
        "freeze end",
        &["freeze add Summer --from \"2027-07-01 18:00\" --to \"2027-07-02 18:00\""],
        &["freeze end Summer"],
    ),
    ("ip allow", &["ip deny 198.51.100.4 acme live"], &["ip allow 198.51.100.4 acme live"]),
    (
        "operation password",
        &["sftp on acme live", "sftp add acme live --user helper"],
        &["operation password {operation}"],
    ),
    (
        "operation status",
        &[],
        &["operation status", "operation status php:restart-54fb80af-576c-4fdc-ba4f-b596c83f15a1"],
    ),
    (
        "php allocation",
        &[],
        &["php allocation acme --threads 4 --memory 256", "php allocation acme shop preview --threads 4 --memory 256"],
    ),
    ("plugin update", &[], &["plugin update acme live --name elementor", "plugin update acme live --all"]),
    ("readonly off", &["readonly on"], &["readonly off"]),
    ("redirect clear", &[], &["redirect clear acme live"]),
    ("redirect delete", &[], &["redirect delete acme live --from /old-shop"]),
    ("redirect import", &[], &["redirect import acme live"]),
    ("redirect update", &[], &["redirect update acme live --from /old-shop --to /newer"]),
    ("sftp add", &["sftp on acme live"], &["sftp add acme live --user freelancer --permission write"]),
    (
        "sftp password show",
        &["sftp on acme live", "sftp add acme live --user helper"],
        &["sftp password show acme live --user helper"],
    ),
    (
        "sftp remove",
        &["sftp on acme live", "sftp add acme live --user leaver"],
        &["sftp remove acme live --user leaver"],
    ),
    ("site delete", &[], &["site delete zebra crossing driving school"]),
    ("site reset", &[], &["site reset zebra crossing driving school"]),
    (
        "ssh allow remove",
        &["ssh allow add acme live --ip 198.51.100.4"],
        &["ssh allow remove acme live --ip 198.51.100.4"],
    ),
    ("ssh enable", &["ssh disable acme staging"], &["ssh enable acme staging"]),
    ("theme update", &[], &["theme update acme live --all", "theme update acme staging --name astra"]),
];

fn staged(words: &str) -> Option<&'static Staged> {
    STAGED.iter().find(|(verb, _, _)| *verb == words)
}

/// The lines a verb is walked with; `None` where it is its example.
pub fn lines(words: &str) -> Option<Vec<&'static str>> {
    staged(words).map(|(_, _, lines)| lines.to_vec())
}

/// What is done before.
pub fn before(words: &str) -> &'static [&'static str] {
    staged(words).map_or(&[], |(_, before, _)| before)
}

/// The file that a line asks for in its form: the field's label, a name and what is in it.
pub fn file_of(line: &str) -> Option<(&'static str, &'static str, &'static str)> {
    let list = "from,to,type\n/first,/second,301\n";
    line.starts_with("redirect import").then_some(("File (CSV)", "redirects.csv", list))
}
