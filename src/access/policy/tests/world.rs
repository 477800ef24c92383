//! A small company to ask about, and the words the tables are written in.

use crate::access::policy::{
    EnvKind, GroupId, Groups, Kind, Member, Person, Policy, Request, Role, Scope, SiteRef, Subject, Target, Verb,
};
use crate::domain::ids::{ChannelId, SiteId, UserId};
use crate::domain::risk::Risk;

/// The policy of the tables.
pub fn policy() -> Policy {
    let member = |who: Subject, role: &str, on: Scope| Member { who, role: role.to_owned(), on };
    let user = |id: &str, role, on| member(Subject::user(id), role, on);
    let all = Scope::everything;
    let care = || Scope::labels(["Care-Plan"]);
    let mut policy = Policy {
        members: vec![
            user("UVIEWER", "viewer", all()),
            user("UOPERATOR", "operator", all()),
            user("URELEASER", "releaser", all()),
            user("UADMIN", "admin", all()),
            user("UCARE", "operator", care()),
            user("UCAREADMIN", "admin", care()),
            user("USTAGING", "operator", all().only([EnvKind::Staging, EnvKind::Premium])),
            user("UBANK", "releaser", Scope::sites(["BANK"])),
            user("UOWN", "caretaker", all()),
            user("UGONE", "no-such-role", all()),
            user("UFALSE", "configured", all()),
            user("UGUEST", "admin", all()),
            user("UFOREIGN", "admin", all()),
            member(Subject::group("SOPS"), "operator", all()),
        ],
        ..Policy::default()
    }
    .with_configured([UserId::new("UENV")], [UserId::new("UBOSS")]);
    let may = ["cache *", "backup *", "environment push on staging"].map(|text| text.parse().unwrap());
    policy.roles.insert("caretaker".to_owned(), Role { may: may.into() });
    policy.channels.insert(ChannelId::new("CCARE"), care());
    policy.channels.insert(ChannelId::new("CTEST"), care().only([EnvKind::Staging]));
    policy
}

/// A question in the words of a table: `UADMIN`, `CCARE`, `backup.restore`, `acme.live`. A dash is nothing. A person
/// may be followed by their groups, `UX+SOPS`, or by a question mark where those are not known.
#[derive(Debug)]
pub struct Asked {
    user: UserId,
    groups: Option<Vec<GroupId>>,
    kind: Kind,
    channel: Option<ChannelId>,
    noun: String,
    name: String,
    risk: Risk,
    site: Option<(SiteId, String, Vec<String>)>,
    env: Option<EnvKind>,
}

impl Asked {
    pub fn new(person: &str, channel: &str, verb: &str, target: &str) -> Self {
        let (user, groups) = match person.split_once(['+', '?']) {
            None => (person, Some(Vec::new())),
            Some((user, "")) => (user, None),
            Some((user, group)) => (user, Some(vec![GroupId::new(group)])),
        };
        let kind = match user {
            "UGUEST" => Kind::Guest,
            "UFOREIGN" => Kind::Foreign,
            _ => Kind::Member,
        };
        let (noun, name) = verb.split_once('.').unwrap();
        let (site, env) = target.split_once('.').map_or((target, None), |(site, env)| (site, EnvKind::from_word(env)));
        let labels = match site {
            "acme" => vec!["care-plan".to_owned(), "shop".to_owned()],
            "bank" => vec!["vip".to_owned()],
            _ => Vec::new(),
        };
        Self {
            user: UserId::new(user),
            groups,
            kind,
            channel: (channel != "-").then(|| ChannelId::new(channel)),
            noun: noun.to_owned(),
            name: name.to_owned(),
            risk: risk(verb),
            site: (site != "-").then(|| (SiteId::new(format!("id-{site}")), site.to_owned(), labels)),
            env,
        }
    }

    pub fn request(&self) -> Request<'_> {
        Request {
            person: Person {
                user: &self.user,
                groups: self.groups.as_deref().map_or(Groups::Unknown { since_ms: 7 }, Groups::Known),
                kind: self.kind,
            },
            channel: self.channel.as_ref(),
            verb: Verb { noun: &self.noun, name: &self.name, risk: self.risk },
            target: match (self.site(), self.env) {
                (None, _) => Target::None,
                (Some(site), None) => Target::Site(site),
                (Some(site), Some(kind)) => Target::Environment { site, kind },
            },
        }
    }

    pub fn site(&self) -> Option<SiteRef<'_>> {
        self.site.as_ref().map(|(id, name, labels)| SiteRef { id, name, labels })
    }
}

pub const VERBS: [&str; 9] = [
    "site.list",
    "site.status",
    "backup.create",
    "cache.clear",
    "backup.restore",
    "environment.push",
    "site.delete",
    "sftp.password",
    "access.add",
];

fn risk(verb: &str) -> Risk {
    match verb {
        "site.list" | "site.status" => Risk::Read,
        "backup.create" => Risk::Safe,
        "cache.clear" | "access.add" => Risk::Disruptive,
        "sftp.password" => Risk::Secret,
        _ => Risk::Destructive,
    }
}
