//! `auth.test`, `users.*`, `usergroups.*`.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::super::world::{Group, Person, TEAM, TEAM_NAME};
use super::conversations::paged;
use super::{Call, Refusal};

pub(super) fn auth_test(call: &mut Call<'_>) -> Result<Value, Refusal> {
    let bot = &call.world.bot;
    Ok(json!({
        "url": format!("{}/", call.origin),
        "team": TEAM_NAME,
        "user": bot.name,
        "team_id": TEAM,
        "user_id": bot.user_id,
        "bot_id": bot.bot_id,
        "is_enterprise_install": false,
    }))
}

fn described(person: &Person, call: &Call<'_>) -> Value {
    let now = Timestamp::from_millisecond(call.now_ms).unwrap_or(Timestamp::UNIX_EPOCH);
    let offset_s = TimeZone::get(&person.tz).map_or(0, |zone| zone.to_offset(now).seconds());
    let mut shown = json!({
        "id": person.id,
        "team_id": person.other_team.as_deref().unwrap_or(TEAM),
        "name": person.name,
        "deleted": false,
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": person.tz,
        "tz_offset": offset_s,
        "is_bot": false,
        "is_restricted": person.guest,
        "is_ultra_restricted": false,
        "is_app_user": false,
        "profile": { "real_name": person.real_name, "display_name": person.name, "team": TEAM },
    });
    if call.args.flag("include_locale") {
        shown["locale"] = json!(person.locale);
    }
    shown
}

fn bot(call: &Call<'_>) -> Value {
    let bot = &call.world.bot;
    json!({
        "id": bot.user_id,
        "team_id": TEAM,
        "name": bot.name,
        "deleted": false,
        "real_name": bot.name,
        "is_bot": true,
        "profile": { "real_name": bot.name, "display_name": bot.name, "team": TEAM },
    })
}

pub(super) fn info(call: &mut Call<'_>) -> Result<Value, Refusal> {
    let user = call.args.needed("user")?;
    if user == call.world.bot.user_id {
        return Ok(json!({ "user": bot(call) }));
    }
    let person = call.world.people.get(user).ok_or_else(|| Refusal::denied("user_not_found"))?;
    Ok(json!({ "user": described(person, call) }))
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Value, Refusal> {
    let mut members: Vec<Value> = call.world.people.values().map(|person| described(person, call)).collect();
    members.push(bot(call));
    let (page, next) = paged(&members, call)?;
    Ok(json!({ "members": page, "response_metadata": { "next_cursor": next } }))
}

pub(super) fn groups(call: &mut Call<'_>) -> Result<Value, Refusal> {
    let with_users = call.args.flag("include_users");
    let describe = |group: &Group| {
        let mut shown = json!({
            "id": group.id,
            "team_id": TEAM,
            "is_usergroup": true,
            "name": group.handle,
            "handle": group.handle,
            "description": "",
            "is_external": false,
            "date_create": 1_700_000_000,
            "created_by": "USLACKBOT",
            "user_count": group.users.len(),
            "prefs": { "channels": [], "groups": [] },
        });
        if with_users {
            shown["users"] = json!(group.users);
        }
        shown
    };
    let groups: Vec<Value> = call.world.groups.iter().map(describe).collect();
    Ok(json!({ "usergroups": groups }))
}

pub(super) fn group_users(call: &mut Call<'_>) -> Result<Value, Refusal> {
    let id = call.args.needed("usergroup")?;
    let group = call.world.groups.iter().find(|group| group.id == id);
    let group = group.ok_or_else(|| Refusal::denied("no_such_subteam"))?;
    Ok(json!({ "users": group.users }))
}
