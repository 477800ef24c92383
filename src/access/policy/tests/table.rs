//! Role × scope × channel × verb × environment.

use super::world::{Asked, policy};
use crate::access::policy::{Decision, Policy, Rule};
use crate::domain::ids::UserId;

/// `yes` or `no`, the rule, and `+n` for n more people.
fn say(decision: &Decision) -> String {
    let verdict = if decision.is_allowed() { "yes" } else { "no" };
    let more = decision.second_person.as_ref().map(|needed| format!("+{}", needed.count)).unwrap_or_default();
    format!("{verdict} {}{more}", decision.rule.key().trim_start_matches("rule-"))
}

const TABLE: &str = "
    # Reading is open to members, whatever their role, and to strangers where a channel is bound.
    UNOBODY      -      site.status       bank            yes reading
    UNOBODY      COPS   site.list         -               yes reading
    UNOBODY?     COPS   site.status       bank.live       yes reading
    UGONE        DM     site.status       bank            yes reading
    UGUEST       COPS   site.status       acme            no  unbound
    UGUEST       -      site.list         -               no  unbound
    UGUEST       CCARE  site.status       acme.live       yes channel-shows
    UGUEST       CCARE  site.list         -               yes channel-shows
    UFOREIGN     CCARE  site.status       acme            yes channel-shows
    UFOREIGN     COPS   site.status       acme            no  unbound

    # A bound channel shows its own sites, to everybody.
    UADMIN       CCARE  site.status       acme            yes reading
    UADMIN       CCARE  site.status       bank            no  channel
    UADMIN       CTEST  site.status       acme.staging    yes reading
    UADMIN       CTEST  site.status       acme            yes reading
    UADMIN       CTEST  site.status       acme.live       no  channel
    UGUEST       CCARE  site.status       bank            no  channel
    UENV         CCARE  site.status       solo            no  channel

    # Viewer: nothing but reading.
    UVIEWER      -      backup.create     acme.staging    no  no-role
    UVIEWER      -      sftp.password     acme.staging    no  no-role
    UNOBODY      -      backup.create     acme.staging    no  no-role
    UGONE        -      backup.create     acme.staging    no  no-role
    UFALSE       -      backup.create     acme.staging    no  no-role

    # Operator: safe and disruptive.
    UOPERATOR    -      backup.create     acme.live       yes role
    UOPERATOR    COPS   cache.clear       acme.live       yes role
    UOPERATOR    -      cache.clear       acme            yes role
    UOPERATOR    -      cache.clear       -               yes role
    UOPERATOR    -      backup.restore    acme.staging    no  no-role
    UOPERATOR    -      environment.push  acme.staging    no  no-role
    UOPERATOR    -      sftp.password     acme.staging    no  no-role
    UOPERATOR    -      access.add        -               no  no-role

    # Releaser: also destroys what is not live, and pushes.
    URELEASER    -      cache.clear       acme.live       yes role
    URELEASER    -      backup.restore    acme.staging    yes role
    URELEASER    -      backup.restore    acme.premium    yes role
    URELEASER    -      backup.restore    acme.live       no  scope
    URELEASER    -      site.delete       acme            no  scope
    URELEASER    -      environment.push  acme.live       yes role+1
    URELEASER    -      environment.push  acme.staging    yes role
    URELEASER    -      sftp.password     acme.staging    no  no-role
    URELEASER    -      access.add        -               no  no-role

    # Admin: everything; destroying something live takes two.
    UADMIN       -      sftp.password     acme.live       yes role
    UADMIN       -      backup.restore    acme.live       yes role+1
    UADMIN       -      backup.restore    acme.staging    yes role
    UADMIN       -      site.delete       acme            yes role+1
    UADMIN       -      access.add        -               yes role

    # A role for some sites ends with them, and never reaches what belongs to no site.
    UCARE        -      cache.clear       acme.live       yes role
    UCARE        -      cache.clear       bank.live       no  scope
    UCARE        -      cache.clear       solo.live       no  scope
    UCARE        -      cache.clear       -               no  scope
    UCAREADMIN   -      access.add        -               no  scope
    UCAREADMIN   -      site.delete       acme            yes role+1
    UBANK        -      backup.restore    bank.staging    yes role
    UBANK        -      backup.restore    acme.staging    no  scope

    # A role for some environments reaches no site as a whole.
    USTAGING     -      cache.clear       acme.staging    yes role
    USTAGING     -      cache.clear       acme.premium    yes role
    USTAGING     -      cache.clear       acme.live       no  scope
    USTAGING     -      cache.clear       acme            no  scope
    USTAGING     -      cache.clear       -               no  scope

    # A channel narrows what a role allows.
    UOPERATOR    CCARE  cache.clear       acme.live       yes role
    UOPERATOR    CCARE  cache.clear       bank.live       no  channel
    UADMIN       CCARE  access.add        -               no  channel
    UADMIN       CTEST  cache.clear       acme.staging    yes role
    UADMIN       CTEST  cache.clear       acme.live       no  channel
    UADMIN       CTEST  cache.clear       acme            no  channel
    UBANK        CCARE  cache.clear       bank.live       no  channel
    UCARE        CTEST  cache.clear       acme.staging    yes role

    # Own roles: a wildcard holds neither secrets nor destruction.
    UOWN         -      cache.clear       acme.live       yes role
    UOWN         -      backup.create     acme.live       yes role
    UOWN         -      backup.restore    acme.staging    no  no-role
    UOWN         -      environment.push  acme.staging    yes role
    UOWN         -      environment.push  acme.live       no  scope
    UOWN         -      site.delete       acme            no  no-role

    # Groups count where they are known, and never where they are not.
    UX+SOPS      -      cache.clear       acme.live       yes role
    UX+SNONE     -      cache.clear       acme.live       no  no-role
    UX?          -      cache.clear       acme.live       no  groups-unknown
    UX?          -      backup.restore    acme.live       no  no-role
    UCARE?       -      cache.clear       acme.live       yes role
    UCARE?       -      cache.clear       bank.live       no  groups-unknown
    UX?          CCARE  cache.clear       bank.live       no  channel

    # Strangers change nothing and see no secrets, whatever they were given.
    UGUEST       CCARE  cache.clear       acme.live       no  guest
    UGUEST       -      sftp.password     acme.live       no  guest
    UFOREIGN     CCARE  backup.create     acme.staging    no  foreign
    UGUEST+SOPS  CCARE  cache.clear       acme.live       no  guest

    # Those named in the configuration.
    UENV         -      cache.clear       acme.live       yes configured
    UENV         -      backup.restore    acme.live       yes configured+1
    UENV         -      sftp.password     acme.live       yes configured
    UENV         CCARE  cache.clear       bank.live       no  channel
    UENV         -      access.add        -               no  no-role
    UBOSS        -      access.add        -               yes configured
    UBOSS        -      cache.clear       bank            yes configured
";

#[test]
fn role_scope_and_channel_decide_together() {
    let policy = policy();
    let mut rows = 0;
    let mut wrong = Vec::new();
    for row in TABLE.lines().map(str::trim).filter(|row| !row.is_empty() && !row.starts_with('#')) {
        let cells: Vec<&str> = row.split_whitespace().collect();
        let [person, channel, verb, target, verdict, rule] = cells[..] else { panic!("not a row: {row}") };
        let decision = policy.decide(&Asked::new(person, channel, verb, target).request());
        if say(&decision) != format!("{verdict} {rule}") {
            wrong.push(format!("{row}\n    is {}", say(&decision)));
        }
        rows += 1;
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    assert!(rows > 80, "{rows}");
}

#[test]
fn who_could_help_is_named_and_never_more_than_five() {
    let policy = policy();
    let helpers = |person, channel, verb, target| -> Vec<String> {
        let decision = policy.decide(&Asked::new(person, channel, verb, target).request());
        decision.helpers.iter().map(ToString::to_string).collect()
    };
    assert_eq!(helpers("UNOBODY", "-", "access.add", "-"), ["UADMIN", "UGUEST", "UFOREIGN", "UBOSS"]);
    assert_eq!(helpers("UCARE", "-", "backup.restore", "bank.staging").len(), 5);
    assert_eq!(helpers("UX", "-", "cache.clear", "bank.live"), ["UOPERATOR", "URELEASER", "UADMIN", "UBANK", "UOWN"]);
    // Asking again would change nothing for the one who asks, so they are not sent to themselves.
    assert!(!helpers("UADMIN", "-", "backup.restore", "acme.live").contains(&"UADMIN".to_owned()));
    // In a channel that is bound to others' sites, not even the helpers of a foreign site are told.
    assert!(helpers("UX", "CCARE", "cache.clear", "bank.live").is_empty());
    assert!(helpers("UOPERATOR", "-", "cache.clear", "acme.live").is_empty());
}

#[test]
fn the_rule_says_what_it_was_that_decided() {
    let policy = policy();
    let rule = |person, target| policy.decide(&Asked::new(person, "-", "cache.clear", target).request()).rule;
    let json = |rule: &Rule| serde_json::to_string(rule).unwrap();
    assert_eq!(json(&rule("UX+SOPS", "acme.live")), r#"{"rule":"rule-role","role":"operator","through":"SOPS"}"#);
    assert_eq!(json(&rule("UCARE", "bank.live")), r#"{"rule":"rule-scope","role":"operator"}"#);
    assert_eq!(json(&rule("UX?", "acme.live")), r#"{"rule":"rule-groups-unknown","since_ms":7}"#);
    assert_eq!(json(&rule("UENV", "acme.live")), r#"{"rule":"rule-configured","role":"configured"}"#);
    for rule in [rule("UX+SOPS", "acme.live"), rule("UX?", "acme.live"), Rule::Nobody] {
        let value: serde_json::Value = serde_json::to_value(&rule).unwrap();
        assert_eq!(value["rule"], rule.key());
        assert_eq!(serde_json::from_value::<Rule>(value).unwrap(), rule);
        assert!(Rule::KEYS.contains(&rule.key()));
    }
}

#[test]
fn a_policy_that_names_nobody_says_so() {
    let decision = Policy::default().decide(&Asked::new("U1", "-", "cache.clear", "acme").request());
    assert_eq!((say(&decision).as_str(), decision.helpers.len()), ("no nobody", 0));
}

#[test]
fn a_freeze_is_overridden_only_by_who_may() {
    let policy = policy();
    let may = |person, channel, target| {
        say(&policy.may_override_freeze(&Asked::new(person, channel, "cache.clear", target).request()))
    };
    assert_eq!(may("UADMIN", "-", "acme.live"), "yes role");
    assert_eq!(may("UCAREADMIN", "-", "acme.live"), "yes role");
    assert_eq!(may("UCAREADMIN", "-", "bank.live"), "no scope");
    assert_eq!(may("URELEASER", "-", "acme.live"), "no no-role");
    assert_eq!(may("UENV", "-", "acme.live"), "no no-role");
    assert_eq!(may("UGUEST", "CCARE", "acme.live"), "no guest");
    assert_eq!(may("UADMIN", "CCARE", "bank.live"), "no channel");
}

#[test]
fn an_admin_of_some_sites_is_not_the_last_admin() {
    let mut policy = policy();
    assert!(policy.has_admin());
    policy.members.retain(|member| !member.on.is_everything() || member.role != "admin");
    assert!(policy.has_admin(), "ADMINS still names one");
    assert!(!policy.with_configured([UserId::new("UENV")], []).has_admin());
}
