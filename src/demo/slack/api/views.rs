//! `views.*`, and the same rules for the views in a submission's answer.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

use super::super::blocks::{Surface, check_view};
use super::super::files::check_pictures;
use super::super::world::{View, World};
use super::{Call, Refusal};

/// How long a trigger lives.
const TRIGGER_MS: i64 = 3_000;
/// How high views may be stacked.
const HIGHEST_STACK: usize = 3;

pub(super) fn open(call: &mut Call<'_>) -> Result<Value, Refusal> {
    let user = take_trigger(call)?;
    let content = content(call, Surface::Modal)?;
    // A new root view replaces whatever was open.
    let view = make(call.world, content, None)?;
    let shown = view.as_api(&call.world.bot);
    call.world.modals.insert(user, vec![view]);
    Ok(json!({ "view": shown }))
}

pub(super) fn push(call: &mut Call<'_>) -> Result<Value, Refusal> {
    let user = take_trigger(call)?;
    let content = content(call, Surface::Modal)?;
    let view = push_onto(call.world, &user, content)?;
    Ok(json!({ "view": view.as_api(&call.world.bot) }))
}

pub(super) fn update(call: &mut Call<'_>) -> Result<Value, Refusal> {
    let (id, external) = (call.args.text("view_id"), call.args.text("external_id"));
    if id.is_none() && external.is_none() {
        return Err(Refusal::because("invalid_arguments", vec!["[ERROR] view_id or external_id is needed".to_owned()]));
    }
    let hash = call.args.text("hash").map(str::to_owned);
    let surface = match call.args.json("view")?.as_ref().map(|view| view["type"] == "home") {
        Some(true) => Surface::Home,
        _ => Surface::Modal,
    };
    let content = content(call, surface)?;
    let (id, external) = (id.map(str::to_owned), external.map(str::to_owned));
    let wanted = |view: &View| match (&id, &external) {
        (Some(id), _) => view.id == *id,
        (None, external) => view.content["external_id"].as_str() == external.as_deref(),
    };
    let Some((_, view)) = call.world.view_mut(wanted) else { return Err(Refusal::denied("not_found")) };
    if hash.is_some_and(|hash| hash != view.hash) {
        return Err(Refusal::denied("hash_conflict"));
    }
    let id = view.id.clone();
    replace(call.world, &id, content)?;
    let bot = call.world.bot.clone();
    let shown = call.world.view_mut(|view| view.id == id).map(|(_, view)| view.as_api(&bot));
    Ok(json!({ "view": shown }))
}

pub(super) fn publish(call: &mut Call<'_>) -> Result<Value, Refusal> {
    let user = call.args.needed("user_id")?.to_owned();
    if !call.world.people.contains_key(&user) {
        return Err(Refusal::denied("user_not_found"));
    }
    let content = content(call, Surface::Home)?;
    let known = call.world.homes.get(&user).map(|view| (view.id.clone(), view.hash.clone()));
    if let (Some((_, hash)), Some(given)) = (&known, call.args.text("hash"))
        && hash != given
    {
        return Err(Refusal::denied("hash_conflict"));
    }
    let mut view = make(call.world, content, None)?;
    if let Some((id, _)) = known {
        view.root_id.clone_from(&id);
        view.id = id;
    }
    let shown = view.as_api(&call.world.bot);
    call.world.homes.insert(user, view);
    Ok(json!({ "view": shown }))
}

/// Uses up the trigger; returns whose it was.
fn take_trigger(call: &mut Call<'_>) -> Result<String, Refusal> {
    let id = call.args.needed("trigger_id")?;
    let trigger = call.world.triggers.get_mut(id).ok_or_else(|| Refusal::broken("invalid_trigger"))?;
    if trigger.used {
        return Err(Refusal::broken("trigger_exchanged"));
    }
    if call.now_ms - trigger.issued_ms > TRIGGER_MS {
        return Err(Refusal::broken("trigger_expired"));
    }
    trigger.used = true;
    Ok(trigger.user.clone())
}

fn content(call: &Call<'_>, surface: Surface) -> Result<Value, Refusal> {
    let missing = || Refusal::because("invalid_arguments", vec!["[ERROR] missing required field: view".to_owned()]);
    let view = call.args.json("view")?.ok_or_else(missing)?;
    judge(&view, surface)?;
    check_pictures(call.world, &view, call.now_ms)?;
    Ok(view)
}

/// A view that breaks no rule.
pub(in crate::demo::slack) fn judge(view: &Value, surface: Surface) -> Result<(), Refusal> {
    let errors = check_view(view, surface);
    if errors.is_empty() {
        return Ok(());
    }
    let too_large = errors.iter().any(|error| error.contains("view_too_large"));
    Err(Refusal::because(if too_large { "view_too_large" } else { "invalid_arguments" }, errors))
}

/// A fresh view over the one with id `previous`.
fn make(world: &mut World, mut content: Value, previous: Option<&View>) -> Result<View, Refusal> {
    unique_external_id(world, &content, None)?;
    if let Some(blocks) = content["blocks"].as_array_mut() {
        world.fill_ids(blocks);
    }
    let id = world.fresh("V");
    Ok(View {
        hash: world.fresh("hash"),
        content,
        root_id: previous.map_or_else(|| id.clone(), |view| view.root_id.clone()),
        previous_id: previous.map(|view| view.id.clone()),
        id,
        values: BTreeMap::new(),
        errors: BTreeMap::new(),
        names: Arc::clone(&world.names),
    })
}

/// Puts a new view on top of a person's stack.
pub(in crate::demo::slack) fn push_onto(world: &mut World, user: &str, content: Value) -> Result<View, Refusal> {
    let stack = world.modals.get(user).map(Vec::as_slice).unwrap_or_default();
    let Some(top) = stack.last().cloned() else { return Err(Refusal::denied("not_found")) };
    if stack.len() >= HIGHEST_STACK {
        return Err(Refusal::broken("push_limit_reached"));
    }
    let view = make(world, content, Some(&top))?;
    world.modals.entry(user.to_owned()).or_default().push(view.clone());
    Ok(view)
}

/// Gives a view new content and a new hash. What was filled in stays where its block and action still exist.
pub(in crate::demo::slack) fn replace(world: &mut World, id: &str, mut content: Value) -> Result<(), Refusal> {
    unique_external_id(world, &content, Some(id))?;
    if let Some(blocks) = content["blocks"].as_array_mut() {
        world.fill_ids(blocks);
    }
    let hash = world.fresh("hash");
    let controls = super::super::controls::in_blocks(content["blocks"].as_array().map_or(&[], Vec::as_slice));
    if let Some((_, view)) = world.view_mut(|view| view.id == id) {
        for (block, actions) in &mut view.values {
            actions.retain(|action, state| {
                let same = |control: &super::super::controls::Control| {
                    control.block_id == *block
                        && control.action_id == *action
                        && control.element["type"] == state["type"]
                };
                controls.iter().any(same)
            });
        }
        view.values.retain(|_, actions| !actions.is_empty());
        view.errors.clear();
        view.content = content;
        view.hash = hash;
    }
    Ok(())
}

fn unique_external_id(world: &mut World, content: &Value, own: Option<&str>) -> Result<(), Refusal> {
    let Some(external) = content["external_id"].as_str().filter(|id| !id.is_empty()) else { return Ok(()) };
    let taken = world.view_mut(|view| Some(view.id.as_str()) != own && view.content["external_id"] == external);
    if taken.is_some() { Err(Refusal::broken("duplicate_external_id")) } else { Ok(()) }
}
