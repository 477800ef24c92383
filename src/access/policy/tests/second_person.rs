//! What takes two, and who the second can be.

use super::world::{Asked, policy};
use crate::access::policy::{Approvers, EnvKind, Member, NeedsApproval, Policy, Role, Scope, SecondPerson, Subject};
use crate::domain::ids::UserId;

fn rule(verbs: &str, on: Scope, people: u8, by: Option<&[&str]>) -> SecondPerson {
    let by = by.map(|ids| ids.iter().map(|id| (*id).to_owned().try_into().unwrap()).collect());
    SecondPerson { verbs: vec![verbs.parse().unwrap()], on, people, by }
}

fn with(rules: Vec<SecondPerson>) -> Policy {
    Policy { second_person: rules, ..policy() }
}

fn needed(policy: &Policy, verb: &str, target: &str) -> Option<NeedsApproval> {
    policy.decide(&Asked::new("UADMIN", "-", verb, target).request()).second_person
}

fn ids(subjects: &[Subject]) -> Vec<String> {
    subjects.iter().map(ToString::to_string).collect()
}

#[test]
fn several_rules_together_are_as_strict_as_each() {
    let policy = with(vec![
        rule("destructive", Scope::everything(), 1, None),
        rule("* push", Scope::labels(["shop"]), 2, Some(&["UCARE", "SLEAD", "UBANK"])),
        rule("environment *", Scope::everything(), 1, Some(&["SLEAD", "UCARE", "UOPERATOR"])),
    ]);
    let NeedsApproval { count, by } = needed(&policy, "environment.push", "acme.staging").unwrap();
    assert_eq!((count, by), (2, Approvers::Named(vec![Subject::user("UCARE"), Subject::group("SLEAD")])));
    assert_eq!(needed(&policy, "backup.restore", "bank.live").unwrap().by, Approvers::Anyone);
    assert_eq!(needed(&policy, "cache.clear", "acme.live"), None);
    assert_eq!(needed(&with(Vec::new()), "backup.restore", "acme.live"), None);
}

#[test]
fn a_rule_about_live_holds_for_a_whole_site_and_for_the_company() {
    let live = || Scope::everything().only([EnvKind::Live]);
    let policy = with(vec![rule("disruptive", live(), 1, None)]);
    assert!(needed(&policy, "cache.clear", "acme.live").is_some());
    assert!(needed(&policy, "cache.clear", "acme.staging").is_none());
    assert!(needed(&policy, "cache.clear", "acme").is_some());
    assert!(needed(&policy, "access.add", "-").is_some());
    let policy = with(vec![rule("disruptive", Scope::sites(["acme"]), 1, None)]);
    assert!(needed(&policy, "access.add", "-").is_none());
    // Reading never takes two.
    let policy = with(vec![rule("site *", Scope::everything(), 3, None)]);
    assert!(needed(&policy, "site.status", "acme").is_none());
    assert!(needed(&policy, "site.delete", "acme").is_some());
}

#[test]
fn who_could_be_the_second_is_named_without_the_asker() {
    let policy = policy();
    let helpers =
        |person| ids(&policy.decide(&Asked::new(person, "-", "environment.push", "bank.live").request()).helpers);
    assert_eq!(helpers("URELEASER"), ["UADMIN", "UBANK", "UGUEST", "UFOREIGN", "UENV"]);
    assert_eq!(helpers("UADMIN"), ["URELEASER", "UBANK", "UGUEST", "UFOREIGN", "UENV"]);
    let policy = with(vec![rule("destructive", Scope::everything(), 1, Some(&["UADMIN", "SLEAD"]))]);
    let decision = policy.decide(&Asked::new("UADMIN", "-", "backup.restore", "bank.live").request());
    assert_eq!(ids(&decision.helpers), ["SLEAD"]);
}

#[test]
fn the_second_person_has_the_right_and_is_somebody_else() {
    let mut policy = policy();
    policy.roles.insert("approver".to_owned(), Role { may: vec!["approve".parse().unwrap()] });
    policy.members.push(Member {
        who: Subject::user("UCLIENT"),
        role: "approver".to_owned(),
        on: Scope::labels(["shop"]),
    });
    let anyone = NeedsApproval { count: 1, by: Approvers::Anyone };
    let named = |ids: &[&str]| NeedsApproval {
        count: 1,
        by: Approvers::Named(ids.iter().map(|id| (*id).to_owned().try_into().unwrap()).collect()),
    };
    for (person, channel, target, needed, expected) in [
        ("URELEASER", "-", "acme.live", &anyone, "rule-own-request"),
        ("UADMIN", "-", "acme.live", &anyone, "rule-role"),
        ("UCLIENT", "-", "acme.live", &anyone, "rule-role"),
        ("UCLIENT", "-", "bank.live", &anyone, "rule-scope"),
        ("UBANK", "-", "bank.live", &anyone, "rule-role"),
        ("UBANK", "-", "acme.live", &anyone, "rule-scope"),
        ("UOPERATOR", "-", "acme.live", &anyone, "rule-no-role"),
        ("UADMIN", "CCARE", "acme.live", &anyone, "rule-role"),
        ("UADMIN", "CCARE", "bank.live", &anyone, "rule-channel"),
        ("UGUEST", "CCARE", "acme.live", &anyone, "rule-guest"),
        ("UADMIN", "-", "acme.live", &named(&["UCLIENT"]), "rule-not-named"),
        ("UCLIENT", "-", "acme.live", &named(&["UCLIENT"]), "rule-role"),
        // To be named is not yet a right.
        ("UOPERATOR", "-", "acme.live", &named(&["UOPERATOR"]), "rule-no-role"),
        ("UADMIN?", "-", "acme.live", &named(&["SLEAD"]), "rule-groups-unknown"),
        ("UADMIN+SLEAD", "-", "acme.live", &named(&["SLEAD"]), "rule-role"),
        ("UGUEST+SLEAD", "-", "acme.live", &named(&["SLEAD"]), "rule-guest"),
    ] {
        let asked = Asked::new(person, channel, "environment.push", target);
        let decision = policy.may_approve(&asked.request(), &UserId::new("URELEASER"), needed);
        assert_eq!(decision.rule.key(), expected, "{person} {channel} {target}");
    }
}

#[test]
fn approvals_count_once_each_and_the_askers_never() {
    let ada = UserId::new("UADA");
    let users = |ids: &[&str]| ids.iter().map(|id| UserId::new(*id)).collect::<Vec<_>>();
    let two = NeedsApproval { count: 2, by: Approvers::Anyone };
    assert!(!two.is_met(&ada, &users(&[])));
    assert!(!two.is_met(&ada, &users(&["UBEN", "UBEN"])));
    assert!(!two.is_met(&ada, &users(&["UBEN", "UADA"])));
    assert!(two.is_met(&ada, &users(&["UADA", "UBEN", "UBEN", "UCAT"])));
    let named = NeedsApproval { count: 1, by: Approvers::Named(vec![Subject::user("UBEN")]) };
    assert!(!named.is_met(&ada, &users(&["UCAT"])));
    assert!(named.is_met(&ada, &users(&["UCAT", "UBEN"])));
    let none_counted = NeedsApproval { count: 0, by: Approvers::Anyone };
    assert!(!none_counted.is_met(&ada, &users(&[])), "zero people are one");
    let nobody = NeedsApproval { count: 1, by: Approvers::Named(Vec::new()) };
    assert!(!nobody.is_met(&ada, &users(&["UBEN", "UCAT"])));
}
