use jiff::Timestamp;

use super::policy::{Member, Policy, Scope, SecondPerson, SiteRef, Subject, Target, Verb};
use super::*;
use crate::domain::approval::Agreed;
use crate::domain::ids::{ChannelId, SiteId};
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

static ID: std::sync::LazyLock<SiteId> = std::sync::LazyLock::new(|| SiteId::new("s"));

fn site() -> SiteRef<'static> {
    SiteRef { id: &ID, name: "acme", labels: &[] }
}

fn may(access: &Access, user: &str, risk: Risk) -> bool {
    access.weigh(&asking(&UserId::new(user), risk, Target::None)).is_ok()
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

fn yes(user: &str) -> Agreed {
    Agreed { user: UserId::new(user), kind: Kind::Member, channel: ChannelId::new("C1"), at_ms: 1 }
}

#[test]
fn what_takes_two_is_never_done_by_one() {
    let access = Access::new([UserId::new("U1"), UserId::new("U2")]);
    let ada = UserId::new("U1");
    let request = asking(&ada, Risk::Destructive, Target::Site(site()));
    let permit = |agreed: &[Agreed]| access.permit(&request, Consent { agreed, despite: &[] });
    let Err(Refused::NeedsOthers(needs)) = permit(&[]) else { panic!("granted alone") };
    assert_eq!((needs.helpers, needs.despite), (vec![Subject::user("U2")], None));
    assert!(permit(&[yes("U1")]).is_err(), "nobody agrees with themselves");
    assert!(permit(&[yes("U9")]).is_err(), "who has no right cannot agree");
    assert!(permit(&[Agreed { kind: Kind::Guest, ..yes("U2") }]).is_err());
    assert_eq!(permit(&[yes("U2")]).unwrap().user(), &ada);
    access.learn_kind(&UserId::new("U2"), Kind::Guest);
    assert!(permit(&[yes("U2")]).is_err(), "who is a guest by now has not agreed");
    assert!(access.permit(&asking(&ada, Risk::Safe, Target::None), Consent::default()).is_ok());
}

#[test]
fn a_freeze_is_passed_over_by_who_may_with_somebody_else() {
    let access = Access::default();
    let (ada, ben) = (UserId::new("U1"), UserId::new("U2"));
    let freeze = |name: &str| {
        let (from, to) = ("00:00".to_owned(), "23:59".to_owned());
        let written =
            freeze::Written { name: name.to_owned(), from, to, zone: "UTC".to_owned(), on: Scope::everything() };
        freeze::Freeze::new(&written).unwrap()
    };
    let member =
        |who: &str, role: &str| Member { who: Subject::user(who), role: role.to_owned(), on: Scope::everything() };
    let members = vec![member("U1", "admin"), member("U2", "operator")];
    access.replace(Policy { members: members.clone(), freezes: vec![freeze("Sale")], ..Policy::default() });
    let may = |user, agreed: &[Agreed], despite: &[&str]| {
        let despite: Vec<String> = despite.iter().map(|name| (*name).to_owned()).collect();
        access.permit(&asking(user, Risk::Safe, Target::Site(site())), Consent { agreed, despite: &despite })
    };
    let Err(Refused::Frozen(frozen)) = may(&ben, &[yes("U1")], &["Sale"]) else { panic!("ben passed over it") };
    assert_eq!(frozen.helpers, [Subject::user("U1")]);
    assert!(matches!(may(&ada, &[], &["Sale"]), Err(Refused::NeedsOthers(_))));
    assert!(may(&ada, &[yes("U2")], &["Sale"]).is_ok());
    assert!(matches!(may(&ada, &[yes("U2")], &[]), Err(Refused::Frozen(_))), "they agreed to no freeze");
    access.replace(Policy { members, freezes: vec![freeze("Sale"), freeze("Audit")], ..Policy::default() });
    assert!(matches!(may(&ada, &[yes("U2")], &["Sale"]), Err(Refused::Frozen(_))), "another one began");
    assert!(may(&ada, &[yes("U2")], &["Audit", "Sale"]).is_ok());
}

#[test]
fn a_rule_about_two_keeps_nobody_from_mending_the_rules() {
    let access = Access::new([]);
    let rule = SecondPerson { verbs: vec!["safe".parse().unwrap()], on: Scope::everything(), people: 9, by: None };
    let member = Member { who: Subject::user("U1"), role: "admin".to_owned(), on: Scope::everything() };
    access.replace(Policy { second_person: vec![rule], members: vec![member], ..Policy::default() });
    let ada = UserId::new("U1");
    let edit = Verb { noun: "access", name: "grant", risk: Risk::Safe };
    let here = Asking { verb: edit, is_kept_here: true, ..asking(&ada, Risk::Safe, Target::None) };
    assert!(access.permit(&here, Consent::default()).is_ok());
    assert!(access.permit(&asking(&ada, Risk::Safe, Target::None), Consent::default()).is_err());
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
    assert!(matches!(access.permit(&asking(&ada, Risk::Safe, site), Consent::default()), Err(Refused::Frozen(_))));
    assert!(access.permit(&asking(&ada, Risk::Safe, Target::None), Consent::default()).is_ok());
    assert!(access.permit(&asking(&ada, Risk::Secret, site), Consent::default()).is_ok());
    access.switch(Some(ReadOnly { by: ada.clone(), since_ms: 1 }));
    let here = Asking { is_kept_here: true, ..asking(&ada, Risk::Safe, Target::None) };
    assert!(access.permit(&here, Consent::default()).is_ok(), "what is kept here is not stopped");
    for risk in [Risk::Safe, Risk::Disruptive, Risk::Destructive] {
        let request = asking(&ada, risk, Target::None);
        assert!(matches!(access.permit(&request, Consent::default()), Err(Refused::ReadOnly(_))));
        assert!(matches!(access.permit_anywhere(&request), Err(Refused::ReadOnly(_))));
    }
    assert!(access.permit(&asking(&ada, Risk::Read, site), Consent::default()).is_ok());
}

#[test]
fn who_is_not_known_changes_nothing() {
    let access = Access::new([UserId::new("U1")]);
    let ada = UserId::new("U1");
    for kind in [Kind::Guest, Kind::Foreign, Kind::Unknown] {
        let request = Asking { kind, ..asking(&ada, Risk::Safe, Target::None) };
        assert!(
            access.permit(&request, Consent::default()).is_err() && access.permit_anywhere(&request).is_err(),
            "{kind:?}"
        );
    }
}
