//! What asking the policy adds to an acknowledgement: the two questions a changing command asks on its way, from memory,
//! under a policy as large as an agency's.

use std::hint::black_box;
use std::time::Instant;

use anyhow::Context;
use jiff::Timestamp;
use kinsta_slack::access::freeze::{Freeze, Written};
use kinsta_slack::access::policy::{EnvKind, Kind, Member, Policy, Scope, SiteRef, Subject, Target, Verb};
use kinsta_slack::access::{Access, Asking, GroupBook};
use kinsta_slack::domain::ids::{ChannelId, SiteId, UserId};
use kinsta_slack::domain::risk::Risk;

/// People with a role, the one who asks last.
const MEMBERS: usize = 60;
/// User groups with a role, each of so many people.
const GROUPS: usize = 10;
const GROUP_SIZE: usize = 50;
const CHANNELS: usize = 40;
const FREEZES: usize = 6;
const ROUNDS: u32 = 20_000;

/// Nanoseconds an acknowledgement spends on asking.
pub fn nanoseconds() -> anyhow::Result<f64> {
    let at: Timestamp = "2026-11-22T09:00:00Z".parse()?;
    let access = access(at)?;
    let user = UserId::new(format!("U{:04}", MEMBERS - 1));
    let channel = ChannelId::new("C0OPS");
    let (id, labels) = (SiteId::new("site-7"), vec!["care-plan".to_owned(), "client-7".to_owned()]);
    let site = SiteRef { id: &id, name: "site7", labels: &labels };
    let asking = Asking {
        user: &user,
        kind: Kind::Member,
        channel: Some(&channel),
        verb: Verb { noun: "cache", name: "clear", risk: Risk::Disruptive },
        target: Target::Environment { site, kind: EnvKind::Live },
        is_kept_here: false,
        at,
    };
    let begun = Instant::now();
    for _ in 0..ROUNDS {
        let anywhere = access.permit_anywhere(black_box(&asking)).is_ok();
        let leave = access.weigh(black_box(&asking)).ok().context("the policy says no")?;
        black_box((anywhere, leave));
    }
    Ok(begun.elapsed().as_secs_f64() * 1e9 / f64::from(ROUNDS))
}

fn access(at: Timestamp) -> anyhow::Result<Access> {
    let access = Access::default();
    let label = |number: usize| Scope::labels([format!("client-{number}")]);
    let mut members: Vec<Member> = (0..MEMBERS - 1)
        .map(|number| Member {
            who: Subject::user(format!("U{number:04}")),
            role: "operator".to_owned(),
            on: label(number),
        })
        .collect();
    members.extend((0..GROUPS).map(|number| Member {
        who: Subject::group(format!("S{number:04}")),
        role: "releaser".to_owned(),
        on: label(number),
    }));
    members.push(Member {
        who: Subject::user(format!("U{:04}", MEMBERS - 1)),
        role: "operator".to_owned(),
        on: Scope::labels(["care-plan"]),
    });
    let freeze = |number: usize| {
        Freeze::new(&Written {
            name: format!("Nights {number}"),
            from: "22:00".to_owned(),
            to: "06:00".to_owned(),
            zone: "Europe/Berlin".to_owned(),
            on: label(number),
        })
    };
    let freezes = (0..FREEZES).map(freeze).collect::<Result<_, _>>();
    let freezes = freezes.map_err(|wrong| anyhow::anyhow!("no freeze: {wrong:?}"))?;
    let channels = (0..CHANNELS).map(|number| (ChannelId::new(format!("C{number:04}")), label(number))).collect();
    access.replace(Policy { members, channels, freezes, ..Policy::default() });
    let people = |group: usize| (0..GROUP_SIZE).map(|n| UserId::new(format!("U9{group:02}{n:02}"))).collect();
    let book = (0..GROUPS).map(|group| (Subject::group(format!("S{group:04}")), people(group)));
    let members = book.filter_map(|(group, people)| match group {
        Subject::Group(id) => Some((id, people)),
        Subject::User(_) => None,
    });
    access.learn_groups(GroupBook { members: members.collect(), at_ms: at.as_millisecond() });
    Ok(access)
}
