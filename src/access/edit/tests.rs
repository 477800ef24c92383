use super::*;

fn member(who: &str, role: &str, on: Scope) -> Member {
    Member { who: Subject::user(who), role: role.to_owned(), on }
}

fn revoke(who: &str, role: &str) -> Edit {
    Edit::Revoke { who: Subject::user(who), role: role.to_owned(), on: None }
}

#[test]
fn a_role_is_given_once_and_taken_away_again() {
    let given = member("U1", "operator", Scope::labels(["care"]));
    let policy = Edit::Grant(given.clone()).apply(Policy::default()).unwrap();
    assert_eq!(policy.members, std::slice::from_ref(&given));
    assert_eq!(Edit::Grant(given.clone()).apply(policy.clone()), Err(Obstacle::Already));
    assert_eq!(revoke("U1", "admin").apply(policy.clone()), Err(Obstacle::NotGiven));
    let other = Edit::Revoke { who: given.who, role: given.role, on: Some(Scope::everything()) };
    assert_eq!(other.apply(policy.clone()), Err(Obstacle::NotGiven));
    assert_eq!(revoke("U1", "operator").apply(policy).unwrap().members, []);
    let strange = Edit::Grant(member("U1", "king", Scope::everything()));
    assert_eq!(strange.apply(Policy::default()), Err(Obstacle::NoSuchRole));
}

#[test]
fn the_last_admin_stays() {
    let admin = |who: &str| member(who, "admin", Scope::everything());
    let one = Policy { members: vec![admin("U1")], ..Policy::default() };
    assert_eq!(revoke("U1", "admin").apply(one.clone()), Err(Obstacle::LastAdmin));
    let two = Policy { members: vec![admin("U1"), admin("U2")], ..Policy::default() };
    assert!(revoke("U1", "admin").apply(two).is_ok());
    let configured = one.with_configured([], [crate::domain::ids::UserId::new("U9")]);
    assert!(revoke("U1", "admin").apply(configured).is_ok(), "one in ADMINS is left");
}

#[test]
fn channels_and_freezes_come_and_go() {
    let channel = ChannelId::new("C1");
    let bind = Edit::Bind { channel: channel.clone(), to: Scope::sites(["acme"]) };
    let bound = bind.apply(Policy::default()).unwrap();
    assert_eq!(bind.apply(bound.clone()), Err(Obstacle::Already));
    assert!(Edit::Unbind(channel.clone()).apply(bound).unwrap().channels.is_empty());
    assert_eq!(Edit::Unbind(channel).apply(Policy::default()), Err(Obstacle::NotBound));
    let written = |to: &str| Written {
        name: "Sale".to_owned(),
        from: "2026-11-26 18:00".to_owned(),
        to: to.to_owned(),
        zone: "Europe/Berlin".to_owned(),
        on: Scope::everything(),
    };
    assert_eq!(Edit::Freeze(written("yesterday")).apply(Policy::default()), Err(Obstacle::NoFreeze));
    let freeze = Edit::Freeze(written("2026-12-01 08:00"));
    let frozen = freeze.apply(Policy::default()).unwrap();
    assert_eq!(freeze.apply(frozen.clone()), Err(Obstacle::FreezeExists));
    assert!(Edit::EndFreeze(" sale".to_owned()).apply(frozen).unwrap().freezes.is_empty());
    assert_eq!(Edit::EndFreeze("sale".to_owned()).apply(Policy::default()), Err(Obstacle::NoSuchFreeze));
}

fn role(may: &[&str]) -> Role {
    Role { may: may.iter().map(|permission| permission.parse().unwrap()).collect() }
}

fn make(name: &str, may: &[&str], before: Option<Role>) -> Edit {
    Edit::Role { name: name.to_owned(), role: role(may), before }
}

fn rule(verbs: &str) -> SecondPerson {
    SecondPerson { verbs: vec![verbs.parse().unwrap()], on: Scope::everything(), people: 1, by: None }
}

#[test]
fn a_role_is_made_made_anew_and_dropped() {
    let made = make("caretaker", &["cache *"], None).apply(Policy::default()).unwrap();
    assert_eq!(made.roles["caretaker"], role(&["cache *"]));
    assert_eq!(make("caretaker", &["cache *"], None).apply(made.clone()), Err(Obstacle::Already));
    let anew = make("caretaker", &["safe"], Some(role(&["cache *"])));
    assert_eq!(anew.apply(made.clone()).unwrap().roles["caretaker"], role(&["safe"]));
    let drop = |may: &[&str]| Edit::DropRole { name: "caretaker".to_owned(), role: role(may) };
    assert!(drop(&["cache *"]).apply(made).unwrap().roles.is_empty());
    assert_eq!(drop(&["cache *"]).apply(Policy::default()), Err(Obstacle::NoSuchRole));
    for name in ["viewer", "operator", "releaser", "admin", "configured"] {
        assert_eq!(make(name, &["safe"], None).apply(Policy::default()), Err(Obstacle::RoleBuiltIn), "{name}");
        let drop = Edit::DropRole { name: name.to_owned(), role: role(&[]) };
        assert_eq!(drop.apply(Policy::default()), Err(Obstacle::RoleBuiltIn), "{name}");
    }
}

#[test]
fn a_role_that_changed_meanwhile_is_neither_overwritten_nor_dropped() {
    let now = make("caretaker", &["safe"], None).apply(Policy::default()).unwrap();
    let was = role(&["cache *"]);
    assert_eq!(make("caretaker", &["read"], Some(was.clone())).apply(now.clone()), Err(Obstacle::RoleChanged));
    assert_eq!(make("caretaker", &["read"], None).apply(now.clone()), Err(Obstacle::RoleChanged), "made by another");
    let drop = Edit::DropRole { name: "caretaker".to_owned(), role: was.clone() };
    assert_eq!(drop.apply(now), Err(Obstacle::RoleChanged));
    let gone = make("caretaker", &["read"], Some(was)).apply(Policy::default());
    assert_eq!(gone, Err(Obstacle::RoleChanged), "dropped by another");
}

#[test]
fn a_role_that_somebody_has_is_not_dropped_and_they_are_named_once() {
    let mut policy = make("caretaker", &["safe"], None).apply(Policy::default()).unwrap();
    policy.members = vec![
        member("U1", "caretaker", Scope::labels(["a"])),
        member("U1", "caretaker", Scope::labels(["b"])),
        member("U2", "operator", Scope::everything()),
    ];
    let drop = Edit::DropRole { name: "caretaker".to_owned(), role: role(&["safe"]) };
    assert_eq!(drop.apply(policy), Err(Obstacle::RoleHeld(vec![Subject::user("U1")])));
}

#[test]
fn a_role_made_anew_may_not_take_the_policy_from_the_last_who_edits_it() {
    let mut policy = make("boss", &["access *"], None).apply(Policy::default()).unwrap();
    policy.members = vec![member("U1", "boss", Scope::everything())];
    assert!(policy.has_admin());
    let tamed = make("boss", &["safe"], Some(role(&["access *"])));
    assert_eq!(tamed.apply(policy.clone()), Err(Obstacle::LastAdmin));
    let wider = make("boss", &["safe", "access *"], Some(role(&["access *"])));
    assert!(wider.apply(policy.clone()).is_ok());
    // With another admin there is no last one.
    policy.members.push(member("U2", "admin", Scope::everything()));
    assert!(tamed.apply(policy).is_ok());
}

#[test]
fn a_rule_is_added_beside_the_one_that_holds_by_itself_and_removed_by_what_it_says() {
    let added = Edit::Require(rule("* push")).apply(Policy::default()).unwrap();
    assert_eq!(added.second_person.len(), 2);
    assert_eq!(Edit::Require(rule("* push")).apply(added.clone()), Err(Obstacle::Already));
    let waive = |rule: SecondPerson, leaves_none| Edit::Waive { rule, leaves_none };
    let by_itself = SecondPerson::by_default().remove(0);
    // Whatever its number is by now.
    let left = waive(by_itself.clone(), false).apply(added.clone()).unwrap();
    assert_eq!(left.second_person, [rule("* push")]);
    assert_eq!(waive(by_itself.clone(), false).apply(left.clone()), Err(Obstacle::RuleGone));
    assert_eq!(
        waive(rule("* push"), false).apply(left.clone()),
        Err(Obstacle::RulesChanged),
        "others were shown to stay"
    );
    let none = waive(rule("* push"), true).apply(left).unwrap();
    assert_eq!(serde_json::to_value(&none).unwrap()["second_person"], serde_json::json!([]), "it is stored as none");
    assert!(waive(by_itself, true).apply(added).is_ok(), "more that stay are no harm");
}

#[test]
fn every_edit_reads_back_as_it_was_stored() {
    let scope = Scope::labels(["bank"]);
    for edit in [
        make("caretaker", &["cache *", "destructive on staging, premium"], Some(role(&["safe"]))),
        Edit::DropRole { name: "caretaker".to_owned(), role: role(&["safe"]) },
        Edit::Require(SecondPerson { people: 2, by: Some(vec![Subject::group("S1")]), on: scope, ..rule("* push") }),
        Edit::Waive { rule: rule("destructive"), leaves_none: true },
    ] {
        let stored = serde_json::to_value(&edit).unwrap();
        assert_eq!(serde_json::from_value::<Edit>(stored).unwrap(), edit);
    }
}
