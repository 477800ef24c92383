//! What holds for every policy.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::world::{Asked, VERBS};
use crate::access::policy::{
    Approvers, EnvKind, Groups, Kind, Member, NeedsApproval, Permission, Person, Policy, Request, Role, Scope,
    SecondPerson, Subject, Target, Verb, Verbs, Verdict,
};
use crate::domain::ids::{ChannelId, UserId};
use crate::domain::risk::Risk;

const PEOPLE: [&str; 8] = ["UA", "UB", "UA+S1", "UB+S2", "UA?", "UC?", "UGUEST", "UFOREIGN"];
const CHANNELS: [&str; 4] = ["-", "C1", "C2", "D1"];
const TARGETS: [&str; 8] =
    ["-", "acme", "acme.live", "acme.staging", "acme.premium", "bank", "bank.live", "solo.staging"];
const PERMISSIONS: [&str; 13] = [
    "read",
    "secret",
    "safe",
    "disruptive",
    "destructive",
    "destructive on staging",
    "cache *",
    "* push on live",
    "backup restore",
    "site delete",
    "access *",
    "override freeze",
    "approve",
];

fn some(words: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    subsequence(words, 0..=words.len()).prop_map(|words| words.into_iter().map(str::to_owned).collect())
}

fn scopes() -> impl Strategy<Value = Scope> {
    (
        prop::option::weighted(0.3, some(&["acme", "bank", "id-solo"])),
        prop::option::weighted(0.3, some(&["care-plan", "vip", "none"])),
        prop::option::weighted(0.3, subsequence(&EnvKind::ALL, 0..=3)),
    )
        .prop_map(|(sites, labels, environments)| Scope { sites, labels, environments })
}

fn subjects() -> impl Strategy<Value = Subject> {
    select(vec!["UA", "UB", "UGUEST", "UFOREIGN", "S1", "S2"]).prop_map(|id| id.to_owned().try_into().unwrap())
}

fn permissions() -> impl Strategy<Value = Permission> {
    select(&PERMISSIONS[..]).prop_map(|text| text.parse().unwrap())
}

fn members() -> impl Strategy<Value = Member> {
    (subjects(), select(vec!["viewer", "operator", "releaser", "admin", "own", "none", "configured"]), scopes())
        .prop_map(|(who, role, on)| Member { who, role: role.to_owned(), on })
}

fn second() -> impl Strategy<Value = SecondPerson> {
    let verbs = select(vec!["destructive", "disruptive", "secret", "* push", "site *", "read"])
        .prop_map(|text| text.parse::<Verbs>().unwrap());
    (prop::collection::vec(verbs, 0..3), scopes(), 0..4u8, prop::option::of(prop::collection::vec(subjects(), 0..3)))
        .prop_map(|(verbs, on, people, by)| SecondPerson { verbs, on, people, by })
}

fn policies() -> impl Strategy<Value = Policy> {
    (
        prop::collection::vec(permissions(), 0..4),
        prop::collection::vec(members(), 0..6),
        prop::option::of(scopes()),
        prop::option::of(scopes()),
        prop::collection::vec(second(), 0..3),
        any::<bool>(),
    )
        .prop_map(|(may, members, first, other, second_person, configured)| {
            let bound = |id: &str, scope: Option<Scope>| scope.map(|scope| (ChannelId::new(id), scope));
            let policy = Policy {
                roles: BTreeMap::from([("own".to_owned(), Role { may })]),
                members,
                channels: [bound("C1", first), bound("C2", other)].into_iter().flatten().collect(),
                second_person,
                ..Policy::default()
            };
            let named = |id: &str| configured.then(|| UserId::new(id));
            policy.with_configured(named("UB"), named("UC"))
        })
}

fn questions() -> impl Strategy<Value = Asked> {
    (select(&PEOPLE[..]), select(&CHANNELS[..]), select(&VERBS[..]), select(&TARGETS[..]))
        .prop_map(|(person, channel, verb, target)| Asked::new(person, channel, verb, target))
}

fn strangers() -> impl Strategy<Value = Asked> {
    (select(&PEOPLE[6..]), select(&CHANNELS[..]), select(&VERBS[..]), select(&TARGETS[..]))
        .prop_map(|(person, channel, verb, target)| Asked::new(person, channel, verb, target))
}

/// The scope with one thing less in it.
fn narrower(scope: &Scope, by: &Scope, keep: usize) -> Scope {
    let cut = |list: &Option<Vec<String>>| list.as_ref().map(|list| list.iter().take(keep).cloned().collect());
    let kinds = |list: &Option<Vec<EnvKind>>| list.as_ref().map(|list| list.iter().take(keep).copied().collect());
    if scope.is_everything() {
        by.clone()
    } else {
        Scope { sites: cut(&scope.sites), labels: cut(&scope.labels), environments: kinds(&scope.environments) }
    }
}

/// How much an answer lets somebody do: nothing, something with others, something alone.
fn width(policy: &Policy, asked: &Asked) -> (bool, std::cmp::Reverse<u8>) {
    let decision = policy.decide(&asked.request());
    let more = decision.second_person.map_or(0, |needed| needed.count);
    (decision.verdict == Verdict::Allowed, std::cmp::Reverse(more))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn narrowing_never_widens(
        policy in policies(), asked in questions(), by in scopes(), rule in second(), index in 0..6usize, keep in 0..3usize,
    ) {
        let before = width(&policy, &asked);
        let mut narrowed = Vec::new();
        let mut changed = |change: &dyn Fn(&mut Policy)| {
            let mut copy = policy.clone();
            change(&mut copy);
            narrowed.push(copy);
        };
        changed(&|policy| { policy.members.truncate(index); });
        changed(&|policy| { policy.roles.get_mut("own").unwrap().may.truncate(keep); });
        changed(&|policy| if let Some(member) = policy.members.get_mut(index) {
            member.on = narrower(&member.on, &by, keep);
        });
        changed(&|policy| for scope in policy.channels.values_mut() {
            *scope = narrower(scope, &by, keep);
        });
        changed(&|policy| policy.second_person.push(rule.clone()));
        changed(&|policy| for member in &mut policy.members {
            if member.role == "admin" { member.role = "operator".to_owned(); }
        });
        for (step, narrowed) in narrowed.iter().enumerate() {
            let (was, is) = (before, width(narrowed, &asked));
            prop_assert!(is.0 <= was.0, "step {step} allows what was denied");
            prop_assert!(!is.0 || is.1 <= was.1, "step {step} asks fewer people");
        }
    }

    #[test]
    fn binding_a_channel_never_gives_a_member_more(policy in policies(), asked in questions(), scope in scopes()) {
        if !matches!(asked.request().person.kind, Kind::Member) {
            return Ok(());
        }
        let mut bound = policy.clone();
        for id in ["C1", "C2"] {
            bound.channels.entry(ChannelId::new(id)).or_insert_with(|| scope.clone());
        }
        prop_assert!(width(&bound, &asked).0 <= width(&policy, &asked).0);
    }

    #[test]
    fn without_members_nobody_changes_anything(policy in policies(), asked in questions()) {
        let empty = Policy { members: Vec::new(), ..policy }.with_configured([], []);
        let is_reading = asked.request().verb.risk == Risk::Read;
        prop_assert!(is_reading || !empty.decide(&asked.request()).is_allowed());
    }

    #[test]
    fn strangers_only_ever_read_what_their_channel_is_bound_to(policy in policies(), asked in strangers()) {
        let request = asked.request();
        if policy.decide(&request).is_allowed() {
            prop_assert_eq!(request.verb.risk, Risk::Read);
            let bound = request.channel.and_then(|channel| policy.channels.get(channel));
            prop_assert!(bound.is_some_and(|bound| bound.shows(&request.target)));
        }
        let needed = NeedsApproval { count: 1, by: Approvers::Anyone };
        prop_assert!(!policy.may_approve(&request, &UserId::new("UB"), &needed).is_allowed());
        prop_assert!(!policy.may_override_freeze(&request).is_allowed());
    }

    #[test]
    fn a_bound_channel_shows_and_touches_its_own_sites_alone(policy in policies(), asked in questions()) {
        let request = asked.request();
        let Some(bound) = request.channel.and_then(|channel| policy.channels.get(channel)) else { return Ok(()) };
        if let Some(site) = asked.site() {
            if !bound.has_site(&site) {
                prop_assert!(!policy.sees(request.channel, &request.person, &site));
                let decision = policy.decide(&request);
                prop_assert!(!decision.is_allowed() && decision.helpers.is_empty());
            }
            let look = Request {
                verb: Verb { noun: "site", name: "status", risk: Risk::Read },
                target: Target::Site(site),
                ..request
            };
            prop_assert_eq!(policy.sees(request.channel, &request.person, &site), policy.decide(&look).is_allowed());
        } else if request.verb.risk != Risk::Read && policy.decide(&request).is_allowed() {
            prop_assert!(bound.is_everything());
        }
    }

    #[test]
    fn unknown_groups_never_allow_more_than_none(policy in policies(), asked in questions()) {
        let unknown = Request {
            person: Person {
                groups: Groups::Unknown { since_ms: 0 },
                ..asked.request().person
            },
            ..asked.request()
        };
        let none = Request {
            person: Person { groups: Groups::Known(&[]), ..unknown.person },
            ..unknown
        };
        prop_assert_eq!(policy.decide(&unknown).is_allowed(), policy.decide(&none).is_allowed());
    }

    #[test]
    fn who_is_named_is_at_most_five_others_once_each(policy in policies(), asked in questions()) {
        let request = asked.request();
        let decision = policy.decide(&request);
        prop_assert!(decision.helpers.len() <= 5);
        prop_assert!(!decision.helpers.contains(&Subject::User(request.person.user.clone())));
    }

    #[test]
    fn a_policy_survives_being_stored(policy in policies()) {
        let json = serde_json::to_string(&policy).unwrap();
        let back: Policy = serde_json::from_str(&json).unwrap();
        let saved = policy.with_configured([], []);
        prop_assert_eq!(&back, &saved);
        let toml = toml::to_string(&saved).unwrap();
        prop_assert_eq!(toml::from_str::<Policy>(&toml).unwrap(), saved);
    }
}
