//! Block Kit as plain lines, for snapshots and for eyes.

use serde_json::Value;

use super::message::Names;

/// The lines a list of blocks reads as.
pub(super) fn blocks(blocks: &[Value], names: &Names) -> Vec<String> {
    blocks.iter().flat_map(|block| one(block, names)).collect()
}

fn one(block: &Value, names: &Names) -> Vec<String> {
    let list = |name: &str| block[name].as_array().map_or(&[] as &[Value], Vec::as_slice);
    let text = |name: &str| text_object(&block[name], names);
    match block["type"].as_str().unwrap_or_default() {
        "section" => {
            let mut lines: Vec<String> = text("text").into_iter().collect();
            lines.extend(list("fields").iter().filter_map(|field| text_object(field, names)));
            if let Some(accessory) = element(&block["accessory"], names) {
                match lines.first_mut() {
                    Some(first) => first.push_str(&format!("  {accessory}")),
                    None => lines.push(accessory),
                }
            }
            lines
        }
        "header" | "alert" => text("text").into_iter().collect(),
        "markdown" => block["text"].as_str().map(str::to_owned).into_iter().collect(),
        "divider" => vec!["---".to_owned()],
        "context" | "actions" | "context_actions" => {
            let parts: Vec<String> = list("elements").iter().filter_map(|part| element(part, names)).collect();
            if parts.is_empty() { Vec::new() } else { vec![parts.join(" ")] }
        }
        "image" => vec![format!("(image: {})", block["alt_text"].as_str().unwrap_or_default())],
        "input" => {
            let label = text("label").unwrap_or_default();
            let field = element(&block["element"], names).unwrap_or_default();
            let mut lines = vec![format!("{label}: {field}")];
            lines.extend(text("hint"));
            lines
        }
        "table" | "data_table" => list("rows")
            .iter()
            .map(|row| {
                let cells = row.as_array().map_or(&[] as &[Value], Vec::as_slice);
                cells.iter().map(|cell| self::cell(cell, names)).collect::<Vec<_>>().join(" | ")
            })
            .collect(),
        "rich_text" => rich(list("elements"), names),
        "card" => {
            let mut lines: Vec<String> =
                ["title", "subtitle", "body", "subtext"].iter().filter_map(|name| text(name)).collect();
            lines.extend(list("actions").iter().filter_map(|part| element(part, names)));
            lines
        }
        "carousel" => list("elements").iter().flat_map(|card| one(card, names)).collect(),
        "container" => text("title").into_iter().chain(blocks(list("child_blocks"), names)).collect(),
        "layout" => list("rows")
            .iter()
            .flat_map(|row| row["items"].as_array().into_iter().flatten())
            .flat_map(|item| one(&item["block"], names))
            .collect(),
        "plan" => block["title"]
            .as_str()
            .map(str::to_owned)
            .into_iter()
            .chain(list("tasks").iter().flat_map(|task| one(task, names)))
            .collect(),
        "task_card" => vec![block["title"].as_str().unwrap_or_default().to_owned()],
        _ => {
            // A plan's tasks carry no type of their own.
            match block["title"].as_str() {
                Some(title) => vec![title.to_owned()],
                None => vec![format!("({})", block["type"].as_str().unwrap_or("?"))],
            }
        }
    }
}

fn text_object(text: &Value, names: &Names) -> Option<String> {
    let words = text["text"].as_str()?;
    Some(if text["type"] == "mrkdwn" { mrkdwn(words, names) } else { words.to_owned() })
}

fn element(part: &Value, names: &Names) -> Option<String> {
    let first_label = || part["placeholder"]["text"].as_str().unwrap_or("choose").to_owned();
    match part["type"].as_str()? {
        "plain_text" | "mrkdwn" => text_object(part, names),
        "button" | "workflow_button" => Some(format!("[{}]", part["text"]["text"].as_str().unwrap_or_default())),
        "image" => Some(format!("(image: {})", part["alt_text"].as_str().unwrap_or_default())),
        "overflow" => Some("[⋯]".to_owned()),
        "checkboxes" | "radio_buttons" => {
            let options = part["options"].as_array().into_iter().flatten();
            let marks = if part["type"] == "checkboxes" { ["☐", "☑"] } else { ["○", "◉"] };
            let chosen = part["initial_options"].as_array().into_iter().flatten().chain([&part["initial_option"]]);
            let chosen: Vec<&Value> = chosen.map(|option| &option["value"]).collect();
            let labels: Vec<String> = options
                .map(|option| {
                    let mark = marks[usize::from(chosen.contains(&&option["value"]))];
                    format!("{mark} {}", option["text"]["text"].as_str().unwrap_or_default())
                })
                .collect();
            Some(labels.join(" "))
        }
        "file_input" => Some("<file>".to_owned()),
        kind if kind.ends_with("_input") => {
            let initial = part["initial_value"].as_str().map(str::to_owned);
            Some(format!(
                "<{}>",
                initial.or_else(|| part["placeholder"]["text"].as_str().map(str::to_owned)).unwrap_or_default()
            ))
        }
        kind if kind.ends_with("users_select") || kind.ends_with("conversations_select") => {
            let several = ["initial_users", "initial_conversations"].map(|name| &part[name]);
            let several = several.into_iter().filter_map(Value::as_array).flatten();
            let ids = several.chain([&part["initial_user"], &part["initial_conversation"]]).filter_map(Value::as_str);
            let known = |id: &str| names.get(id).cloned().unwrap_or_else(|| id.to_owned());
            let chosen: Vec<String> = ids.map(known).collect();
            Some(format!("[{} ▾]", if chosen.is_empty() { first_label() } else { chosen.join(", ") }))
        }
        kind if kind.starts_with("multi_") && part["initial_options"].is_array() => {
            let chosen = part["initial_options"].as_array().into_iter().flatten();
            let labels: Vec<&str> = chosen.filter_map(|option| option["text"]["text"].as_str()).collect();
            Some(format!("[{} ▾]", labels.join(", ")))
        }
        _ => {
            let initial = part["initial_option"]["text"]["text"].as_str().or_else(|| part["initial_date"].as_str());
            Some(format!("[{} ▾]", initial.map_or_else(first_label, str::to_owned)))
        }
    }
}

fn cell(cell: &Value, names: &Names) -> String {
    match cell["type"].as_str() {
        Some("raw_number") => cell["value"].to_string(),
        Some("rich_text") => rich(cell["elements"].as_array().map_or(&[] as &[Value], Vec::as_slice), names).join(" "),
        _ => cell["text"].as_str().unwrap_or_default().to_owned(),
    }
}

fn rich(parts: &[Value], names: &Names) -> Vec<String> {
    let mut lines = Vec::new();
    for part in parts {
        let inner = part["elements"].as_array().map_or(&[] as &[Value], Vec::as_slice);
        match part["type"].as_str() {
            Some("rich_text_list") => lines.extend(rich(inner, names).into_iter().map(|line| format!("• {line}"))),
            _ => lines.push(inner.iter().map(|run| self::run(run, names)).collect()),
        }
    }
    lines
}

fn run(run: &Value, names: &Names) -> String {
    let field = |name: &str| run[name].as_str().unwrap_or_default().to_owned();
    let named = |id: String| names.get(&id).cloned().unwrap_or(id);
    match run["type"].as_str() {
        Some("link") => run["text"].as_str().map_or_else(|| field("url"), str::to_owned),
        Some("user") => format!("@{}", named(field("user_id"))),
        Some("usergroup") => format!("@{}", named(field("usergroup_id"))),
        Some("channel") => format!("#{}", named(field("channel_id"))),
        Some("emoji") => format!(":{}:", field("name")),
        Some("date") => field("fallback"),
        Some("broadcast") => format!("@{}", field("range")),
        _ => field("text"),
    }
}

/// mrkdwn with its angle brackets resolved: mentions by name, links as label, dates as fallback. `*` and `_` stay.
pub(super) fn mrkdwn(text: &str, names: &Names) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        let after = &rest[start + 1..];
        let Some(end) = after.find('>') else {
            rest = &rest[start..];
            break;
        };
        out.push_str(&token(&after[..end], names));
        rest = &after[end + 1..];
    }
    out.push_str(rest);
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

fn token(inside: &str, names: &Names) -> String {
    let (target, label) = match inside.split_once('|') {
        Some((target, label)) => (target, Some(label)),
        None => (inside, None),
    };
    let named = |id: &str| names.get(id).cloned().or_else(|| label.map(str::to_owned)).unwrap_or_else(|| id.to_owned());
    if let Some(id) = target.strip_prefix('@') {
        return format!("@{}", named(id));
    }
    if let Some(id) = target.strip_prefix('#') {
        return format!("#{}", named(id));
    }
    if let Some(special) = target.strip_prefix('!') {
        if special.starts_with("date^") {
            return label.unwrap_or_default().to_owned();
        }
        if let Some(group) = special.strip_prefix("subteam^") {
            return format!("@{}", named(group));
        }
        return format!("@{special}");
    }
    label.unwrap_or_else(|| target.strip_prefix("mailto:").unwrap_or(target)).to_owned()
}
