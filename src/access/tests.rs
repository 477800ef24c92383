use jiff::Timestamp;

use super::policy::{Member, Policy, Scope, SecondPerson, SiteRef, Subject, Target, Verb};
use super::*;
use crate::domain::ids::SiteId;
use crate::domain::risk::Risk;

fn asking<'a>(user: &'a UserId, risk: Risk, target: Target<'a>) -> Asking<'a> {
    Asking {
        user,
        kind: Kind::Member,
        channel: None,
        verb: Verb { noun: "site", name: "delete", risk },
        target,
        is_kept_here: false,
        at: Timestamp::from_second(1_800_000_000).unwrap(),
    }
}

fn may(access: &Access, user: &str, risk: Risk) -> bool {
    access.permit(&asking(&UserId::new(user), risk, Target::None), &[]).is_ok()
}

#[test]
fn reading_is_open_and_changing_needs_a_named_operator() {
    let nobody = Access::default();
    let ada = Access::new([UserId::new("U1")]);
    for (access, user, risk, allowed) in [
        (&nobody, "U1", Risk::Read, true),
        (&nobody, "U1", Risk::Safe, false),
        (&ada, "U1", Risk::Disruptive, true),
        (&ada, "U1", Risk::Destructive, true),
        (&ada, "U2", Risk::Read, true),
        (&ada, "U2", Risk::Secret, false),
        (&ada, "U2", Risk::Safe, false),
        (&ada, "u1", Risk::Safe, false),
    ] {
        assert_eq!(may(access, user, risk), allowed, "{user} {risk:?}");
    }
}

#[test]
fn before_the_target_is_known_only_what_no_role_allows_anywhere_is_refused() {
    let member = |role: &str, on| Member { who: Subject::user("U1"), role: role.to_owned(), on };
    let access = Access::default();
    let ada = UserId::new("U1");
    let anywhere = |risk| access.permit_anywhere(&asking(&ada, risk, Target::None)).is_ok();
    access.replace(Policy { members: vec![member("operator", Scope::labels(["x"]))], ..Policy::default() });
    assert!(anywhere(Risk::Safe) && !may(&access, "U1", Risk::Safe));
    // What is destructive at most may turn out to be less.
    assert!(anywhere(Risk::Destructive));
    assert!(!anywhere(Risk::Secret));
    access.replace(Policy { members: vec![member("viewer", Scope::everything())], ..Policy::default() });
    assert!(anywhere(Risk::Read) && !anywhere(Risk::Safe));
}

#[test]
fn those_in_the_configuration_survive_an_edit() {
    let configured = Access::new([UserId::new("U1")]);
    configured.replace(Policy::default());
    assert!(may(&configured, "U1", Risk::Secret));
}

#[test]
fn a_written_rule_about_a_second_person_is_never_passed_over() {
    let access = Access::new([UserId::new("U1"), UserId::new("U2")]);
    let rule =
        SecondPerson { verbs: vec!["destructive".parse().unwrap()], on: Scope::everything(), people: 1, by: None };
    access.replace(Policy { second_person: vec![rule], ..Policy::default() });
    let ada = UserId::new("U1");
    let request = asking(&ada, Risk::Destructive, Target::None);
    let Err(Refused::NeedsOthers(decision)) = access.permit(&request, &[]) else { panic!("granted alone") };
    assert_eq!(decision.helpers, [Subject::user("U2")]);
    assert!(access.permit(&request, std::slice::from_ref(&ada)).is_err());
    assert_eq!(access.permit(&request, &[UserId::new("U2")]).unwrap().user(), &ada);
    assert!(access.permit(&asking(&ada, Risk::Safe, Target::None), &[]).is_ok());
}

#[test]
fn the_switch_and_a_freeze_stop_whoever_may() {
    let access = Access::new([UserId::new("U1")]);
    let ada = UserId::new("U1");
    let (id, labels) = (SiteId::new("s"), vec!["shop".to_owned()]);
    let site = Target::Site(SiteRef { id: &id, name: "acme", labels: &labels });
    let freeze = freeze::Freeze::new(&freeze::Written {
        name: "Sale".to_owned(),
        from: "00:00".to_owned(),
        to: "23:59".to_owned(),
        zone: "UTC".to_owned(),
        on: Scope::labels(["shop"]),
    });
    access.replace(Policy { freezes: vec![freeze.unwrap()], ..Policy::default() });
    assert!(matches!(access.permit(&asking(&ada, Risk::Safe, site), &[]), Err(Refused::Frozen { .. })));
    assert!(access.permit(&asking(&ada, Risk::Safe, Target::None), &[]).is_ok());
    assert!(access.permit(&asking(&ada, Risk::Secret, site), &[]).is_ok());
    access.switch(Some(ReadOnly { by: ada.clone(), since_ms: 1 }));
    let here = Asking { is_kept_here: true, ..asking(&ada, Risk::Safe, Target::None) };
    assert!(access.permit(&here, &[]).is_ok(), "what is kept here is not stopped");
    for risk in [Risk::Safe, Risk::Disruptive, Risk::Destructive] {
        let request = asking(&ada, risk, Target::None);
        assert!(matches!(access.permit(&request, &[]), Err(Refused::ReadOnly(_))));
        assert!(matches!(access.permit_anywhere(&request), Err(Refused::ReadOnly(_))));
    }
    assert!(access.permit(&asking(&ada, Risk::Read, site), &[]).is_ok());
}

#[test]
fn who_is_not_known_changes_nothing() {
    let access = Access::new([UserId::new("U1")]);
    let ada = UserId::new("U1");
    for kind in [Kind::Guest, Kind::Foreign, Kind::Unknown] {
        let request = Asking { kind, ..asking(&ada, Risk::Safe, Target::None) };
        assert!(access.permit(&request, &[]).is_err() && access.permit_anywhere(&request).is_err(), "{kind:?}");
    }
}
