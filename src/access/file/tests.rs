//! The documented example, and every mistake with its line.

use super::{Known, read};
use crate::access::policy::{EnvKind, Policy, Scope, SecondPerson, Subject};
use crate::domain::ids::{ChannelId, UserId};

const VERBS: &[(&str, &str)] =
    &[("cache", "clear"), ("php", "restart"), ("site", "status"), ("backup", "restore"), ("environment", "push")];

fn known() -> Known<'static> {
    Known { verbs: VERBS, admins: &[] }
}

fn example() -> &'static str {
    let document = include_str!("../../../docs/access.md");
    let (_, after) = document.split_once("<!-- example: read by a test -->").unwrap();
    let (_, after) = after.split_once("```toml\n").unwrap();
    after.split_once("```").unwrap().0
}

#[test]
fn the_documented_example_is_a_policy() {
    let policy = read(example(), &known()).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    assert_eq!(policy.roles.keys().collect::<Vec<_>>(), ["caretaker", "client", "night-watch"]);
    assert_eq!(policy.roles["caretaker"].may.len(), 4);
    assert_eq!(policy.members.len(), 3);
    assert_eq!(policy.members[1].who, Subject::group("S0614TZR7"));
    assert_eq!(policy.members[1].on, Scope::labels(["care-plan"]).only([EnvKind::Staging, EnvKind::Premium]));
    assert_eq!(policy.channels[&ChannelId::new("C061F7AUR")], Scope::labels(["acme"]));
    assert_eq!(policy.second_person[0], SecondPerson::by_default()[0]);
    assert_eq!((policy.second_person[1].people, policy.second_person[1].by.as_ref().map(Vec::len)), (2, Some(2)));
    let approvals = (policy.approvals.channel.as_ref().map(ChannelId::as_str), policy.approvals.hours);
    assert_eq!(approvals, (Some("C061F7AUT"), 8));
    assert_eq!(
        policy.freezes.iter().map(|freeze| freeze.name()).collect::<Vec<_>>(),
        ["Black Friday", "Weekend", "Nights"]
    );
}

#[test]
fn a_policy_written_back_is_read_again() {
    let policy = read(example(), &known()).unwrap();
    let written = toml::to_string(&policy).unwrap();
    assert_eq!(read(&written, &known()).unwrap_or_else(|mistakes| panic!("{written}\n{mistakes}")), policy);
    assert_eq!(serde_json::from_value::<Policy>(serde_json::to_value(&policy).unwrap()).unwrap(), policy);
    // Two rules taken out are not the rule that holds by default.
    let mut without = policy;
    without.second_person.clear();
    assert_eq!(read(&toml::to_string(&without).unwrap(), &known()).unwrap(), without);
}

#[test]
fn an_empty_file_is_the_policy_without_one() {
    assert_eq!(read("", &known()).unwrap(), Policy::default());
    assert!(read("second_person = []", &known()).unwrap().second_person.is_empty());
}

#[test]
fn moments_need_no_quotes() {
    let text = "[[freezes]]\nname = 'x'\nfrom = 2026-11-26T18:00:00\nto = 2026-12-01 08:00\nzone = 'UTC'\n\
                [[freezes]]\nname = 'y'\nfrom = 22:00:00\nto = 06:00:00\nzone = 'UTC'\n";
    let quoted = "[[freezes]]\nname = 'x'\nfrom = '2026-11-26 18:00'\nto = '2026-12-01 08:00'\nzone = 'UTC'\n\
                  [[freezes]]\nname = 'y'\nfrom = '22:00'\nto = '06:00'\nzone = 'UTC'\n";
    assert_eq!(read(text, &known()).unwrap(), read(quoted, &known()).unwrap());
}

/// The mistakes of a policy that has an admin, as `line: problem. way out`, lines counted from the text's first.
fn mistakes(text: &str) -> Vec<String> {
    let admins = [UserId::new("UADMIN")];
    let mistakes = read(text, &Known { admins: &admins, ..known() }).expect_err("a mistake");
    mistakes.iter().map(ToString::to_string).collect()
}

#[test]
fn every_mistake_has_its_line_and_a_way_out() {
    let text = r#"
rolls = 1
[roles.admin]
may = ["safe"]
[roles.mine]
may = ["saef", "cahce *", "php restrat", "* *", "safe on life", "cache clear now", ""]
[roles.empty]
may = []
[roles.none]
[roles.typo]
mya = ["safe"]
[[members]]
who = "ada"
role = "oparator"
[[members]]
who = "U024BE7LH"
on = { label = ["x"] }
[[members]]
who = 7
role = "configured"
on = { sites = [] }
[[members]]
who = "U024BE7LH"
role = "mine"
on = { sites = "acme", environments = ["lvie"] }
[[members]]
who = "U024BE7LH"
role = "empty"
on = {}
"#;
    let expected = [
        "line 2: The file has no key \"rolls\". Did you mean \"roles\"?",
        "line 3: The role \"admin\" is built in. Give your own role another name.",
        "line 6: An entry of \"may\" is empty. Write something in it, or take it out.",
        "line 6: \"saef\" is no permission. Did you mean \"safe\"?",
        "line 6: No verb is called \"cahce *\". Did you mean \"cache *\"?",
        "line 6: No verb is called \"php restrat\". Did you mean \"php restart\"?",
        "line 6: \"* *\" would be everything. Name risks: read, secret, safe, disruptive, destructive.",
        "line 6: \"life\" is no kind of environment. Did you mean \"live\"?",
        "line 6: \"cache clear now\" is no permission. Write a risk (safe), a verb (\"cache clear\", \"cache *\"), \
         \"override freeze\" or \"approve\".",
        "line 8: \"may\" is empty. Name at least one, or leave \"may\" out.",
        "line 9: The role \"none\" has no \"may\". Say what it may: may = [\"cache *\", \"safe\"].",
        "line 10: The role \"typo\" has no \"may\". Say what it may: may = [\"cache *\", \"safe\"].",
        "line 11: A role has no key \"mya\". Did you mean \"may\"?",
        "line 13: \"ada\" is the ID of neither a person nor a user group. Copy it in Slack: profile › ⋮ › Copy member \
         ID (U… or W…), or the ID of a user group (S…).",
        "line 14: There is no role \"oparator\". Did you mean \"operator\"?",
        "line 15: A member has no \"role\". Add it: role = \"operator\".",
        "line 17: \"on\" has no key \"label\". Did you mean \"labels\"?",
        "line 17: \"on\" narrows nothing. Name sites, labels or environments, or leave \"on\" out.",
        "line 19: \"who\" is a number, not a text. Write it in quotes: who = \"U024BE7LH\".",
        "line 20: The role \"configured\" cannot be given. It belongs to those in OPERATORS. Give \"operator\", \
         \"releaser\" or \"admin\".",
        "line 21: \"sites\" is empty. Name at least one, or leave \"sites\" out.",
        "line 25: \"sites\" is a text, not a list. Write it in brackets: sites = [\"acmeshop\"].",
        "line 25: \"lvie\" is no kind of environment. Did you mean \"live\"?",
        "line 29: \"on\" narrows nothing. Name sites, labels or environments, or leave \"on\" out.",
    ];
    let told = mistakes(text);
    for (told, expected) in told.iter().zip(expected) {
        assert_eq!(told, expected);
    }
    assert_eq!(told.len(), expected.len(), "{told:#?}");
}

#[test]
fn channels_rules_and_freezes_are_read_as_strictly() {
    let text = r#"
[channels]
D024BE7LH = { labels = ["x"] }
C024BE7LH = {}
C024BE7LI = "acme"
[[second_person]]
verbs = ["read", "destructive on live", "* psuh"]
people = 0
by = ["U1X", "U1X", "C1X"]
[[second_person]]
verbs = ["destructive"]
people = 3
by = [
    "U1X",
    "U2X",
]
[[second_person]]
on = { labels = ["x"] }
[[freezes]]
name = "Backwards"
from = "2026-12-01 08:00"
to = "2026-11-26 18:00"
zone = "Europe/Belrin"
[[freezes]]
name = " "
from = "fryday 16:00"
to = 2026-11-26T18:00:00Z
zone = "nowhere"
until = "x"
[[freezes]]
name = "Mixed"
from = "22:00"
to = "monday 08:00"
zone = "UTC"
[[freezes]]
name = "Nothing"
from = "22:00"
to = "22:00"
"#;
    let expected = [
        "line 3: \"D024BE7LH\" is not the ID of a channel. Copy it in Slack: channel › About › Channel ID. It begins \
         with C or G.",
        "line 4: C024BE7LH is bound to nothing. Name sites, labels or environments, or take the channel out.",
        "line 5: What C024BE7LI is bound to is a text, not a table. docs/access.md shows how it is written.",
        "line 7: Reading never takes a second person. Take \"read\" out.",
        "line 7: \"destructive on live\" names no verbs. Environments stand in the rule's own \"on\".",
        "line 7: No verb is called \"* psuh\". Did you mean \"* push\"?",
        "line 8: \"people\" is not a number from 1 to 255. Write people = 1, or leave it out.",
        "line 9: \"C1X\" is the ID of neither a person nor a user group. Copy it in Slack: profile › ⋮ › Copy member \
         ID (U… or W…), or the ID of a user group (S…).",
        "line 13: It takes 3 people and \"by\" names 2. Name more, or ask for fewer.",
        "line 17: A rule about a second person has no \"verbs\". Say for what: verbs = [\"destructive\"].",
        "line 22: It ends before it begins. Put the later moment in \"to\".",
        "line 23: \"Europe/Belrin\" is no time zone. Did you mean \"Europe/Berlin\"?",
        "line 25: A freeze's name is empty. Write what people call it: name = \"Black Friday\".",
        "line 26: \"from\" is \"fryday 16:00\", which is no moment. Write \"2026-11-26 18:00\", \"friday 16:00\" or \
         \"22:00\", without an offset.",
        "line 27: \"to\" is \"2026-11-26T18:00:00Z\", which is no moment. Write \"2026-11-26 18:00\", \"friday \
         16:00\" or \"22:00\", without an offset.",
        "line 28: \"nowhere\" is no time zone. Write an IANA name: zone = \"Europe/Berlin\".",
        "line 29: A freeze has no key \"until\". There is name, from, to, zone, on.",
        "line 33: \"from\" and \"to\" are different kinds of moments. Both are a date with a time, both a weekday \
         with a time, or both a time.",
        "line 35: A freeze has no \"zone\". Add it: zone = \"Europe/Berlin\".",
    ];
    let told = mistakes(text);
    for (told, expected) in told.iter().zip(expected) {
        assert_eq!(told, expected);
    }
    assert_eq!(told.len(), expected.len(), "{told:#?}");
}

#[test]
fn what_is_not_toml_is_told_for_every_line_it_happens_on() {
    let told = mistakes("[roles.a]\nmay = [\"safe\"\n[[members]]\nwho = U1\nrole = \"x\nx = 1\nx = 2\n");
    assert!(told.len() >= 2, "{told:#?}");
    assert!(told.iter().all(|told| told.contains(" is not TOML: ") || told.contains("It is not TOML")), "{told:#?}");
    assert!(told.iter().any(|told| told.starts_with("line 4: ")), "{told:#?}");
}

#[test]
fn somebody_must_be_left_to_edit_the_policy() {
    let scoped = "[[members]]\nwho = 'U1'\nrole = 'admin'\non = { labels = ['x'] }\n";
    let told = read(scoped, &known()).unwrap_err().to_string();
    assert_eq!(
        told,
        "the policy has 1 mistake:\n  - line 1: No member is an admin for everything. Give one the role \"admin\" \
         without \"on\", or name one in the variable ADMINS."
    );
    let group = "[[members]]\nwho = 'S1'\nrole = 'admin'\n";
    assert!(read(group, &known()).is_ok());
    let own = "[roles.owner]\nmay = ['access *']\n[[members]]\nwho = 'U1'\nrole = 'owner'\n";
    assert!(read(own, &known()).is_ok());
    assert!(read(scoped, &Known { admins: &[UserId::new("U9")], ..known() }).is_ok());
}

#[test]
fn without_a_list_of_verbs_their_words_are_taken_as_they_are() {
    let text = "[roles.a]\nmay = ['sandwich make']\n";
    assert!(read(text, &Known::default()).is_ok());
    assert!(read(text, &known()).is_err());
    assert!(read("[roles.a]\nmay = ['access *']\n", &known()).is_ok());
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_text_breaks_the_reader(cut in 0..3000usize, noise in "[\\PC\\n]{0,40}") {
        let text = example();
        let at = (0..=cut.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let broken = format!("{}{noise}{}", &text[..at], &text[at..]);
        let lines = broken.lines().count() + 1;
        if let Err(mistakes) = read(&broken, &known()) {
            assert!(!mistakes.is_empty());
            assert!(mistakes.iter().all(|mistake| (1..=lines).contains(&mistake.line)), "{mistakes}");
        }
    }
}
