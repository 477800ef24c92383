//! `/sites/environments/{env_id}/redirect-rules`: the list with its filters, and one `POST` for every change.

use std::sync::Arc;

use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::fields::{Fields, Params};
use super::pattern::Pattern;
use super::reply::Reply;
use super::state::{Environment, Shared};

/// A redirect rule of an environment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedirectRule {
    /// The domain it is for; `None` for all.
    pub domain: Option<String>,
    /// The path it answers.
    pub from: String,
    /// Where it leads.
    pub to: String,
    /// `permanent` or `redirect`.
    pub kind: String,
    /// Only visitors from this country, e.g. `US`.
    pub country: Option<String>,
    /// Its name.
    pub country_name: Option<String>,
    /// Only visitors from this city.
    pub city: Option<String>,
    /// How MyKinsta shows the place.
    pub location: Option<String>,
}

const KINDS: [&str; 2] = ["permanent", "redirect"];
const KEYS: [&str; 4] = ["domain", "from", "to", "type"];

impl RedirectRule {
    fn new(domain: Option<&str>, from: &str, to: &str, kind: &str) -> Self {
        Self {
            domain: domain.map(str::to_owned),
            from: from.to_owned(),
            to: to.to_owned(),
            kind: kind.to_owned(),
            country: None,
            country_name: None,
            city: None,
            location: None,
        }
    }

    fn read(fields: &Fields) -> Result<Self, Reply> {
        let text = |name: &str| Ok::<_, Reply>(fields.nullable_text(name)?.map(str::to_owned));
        let kind = fields.one_of("type", &KINDS)?;
        Ok(Self {
            country: text("traffic_from_country")?,
            country_name: text("traffic_from_country_name")?,
            city: text("traffic_from_city")?,
            location: text("displayed_location")?,
            ..Self::new(fields.nullable_text("domain")?, fields.filled("from")?, fields.filled("to")?, kind)
        })
    }

    fn to_json(&self) -> Value {
        json!({
            "domain": self.domain,
            "from": self.from,
            "to": self.to,
            "type": self.kind,
            "traffic_from_country": self.country,
            "traffic_from_country_name": self.country_name,
            "traffic_from_city": self.city,
            "displayed_location": self.location,
        })
    }

    fn value(&self, key: &str) -> &str {
        match key {
            "from" => &self.from,
            "to" => &self.to,
            "type" => &self.kind,
            _ => self.domain.as_deref().unwrap_or_default(),
        }
    }

    /// Two rules for the same visitors at the same address.
    fn collides_with(&self, other: &Self) -> bool {
        let key = |rule: &Self| (rule.domain.clone(), rule.from.clone(), rule.country.clone(), rule.city.clone());
        key(self) == key(other)
    }
}

/// The rules of a seeded live environment.
pub(super) fn usual(environment: &Environment) -> Vec<RedirectRule> {
    let domain = environment.primary_domain().map_or("example.com", |domain| domain.name.as_str());
    let mut rules = vec![
        RedirectRule::new(Some(domain), "/old-shop", &format!("https://{domain}/shop/"), "permanent"),
        RedirectRule::new(Some(domain), "/summer-sale", &format!("https://{domain}/offers/"), "redirect"),
        RedirectRule::new(None, "^/blog/(.*)$", "/news/$1", "permanent"),
    ];
    rules.extend((2019..2024).flat_map(|year| {
        let from = move |month: u32| format!("/archive/{year}/{month:02}");
        [3, 6, 9].map(|month| RedirectRule::new(Some(domain), &from(month), "/archive/", "permanent"))
    }));
    rules
}

/// Which rules are meant by `search_query` and `regex_search`.
struct Filter {
    query: String,
    pattern: Option<Pattern>,
}

impl Filter {
    fn new(query: &str, is_pattern: bool) -> Result<Self, Reply> {
        let invalid = || Reply::bad_request("search_query", "Invalid regular expression");
        let pattern = if is_pattern { Some(Pattern::parse(query).ok_or_else(invalid)?) } else { None };
        Ok(Self { query: query.to_lowercase(), pattern })
    }

    fn matches(&self, rule: &RedirectRule) -> bool {
        let values = || KEYS.iter().map(|key| rule.value(key));
        match &self.pattern {
            Some(pattern) => values().any(|value| pattern.is_in(value)),
            None => values().any(|value| value.to_lowercase().contains(&self.query)),
        }
    }
}

/// `GET …/redirect-rules`: sorted, filtered, paged. The count is that of all rules that match.
pub(super) async fn list(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    params: Params,
) -> Result<Reply, Reply> {
    let (limit, offset) = (params.count_or("limit", 10)?, params.count_or("offset", 0)?);
    let key = params.one_of("key", &KEYS)?.unwrap_or("domain");
    let descends = params.one_of("order", &["ascend", "descend"])? == Some("descend");
    let is_pattern = params.one_of("regex_search", &["true", "false"])? == Some("true");
    let filter = Filter::new(params.text("search_query").unwrap_or_default(), is_pattern)?;
    let mut world = shared.lock();
    let estate = world.estate(&id).ok_or_else(Reply::not_found)?;
    let mut rules: Vec<&RedirectRule> = estate.redirects.iter().filter(|rule| filter.matches(rule)).collect();
    rules.sort_by(|one, other| one.value(key).cmp(other.value(key)));
    if descends {
        rules.reverse();
    }
    let page: Vec<Value> = rules.iter().skip(offset).take(limit).map(|rule| rule.to_json()).collect();
    let told = json!({ "rules": page, "redirect_rules_count": rules.len() });
    Ok(Reply::ok(json!({ "environment": { "id": id, "container_info": { "redirect_rules": told } } })))
}

/// `POST …/redirect-rules`: 200 without a body. `UPDATE` gives every named rule the new value; `DELETE_ALL` spares
/// what the search does not match. Neither is spelled out in the document.
pub(super) async fn change(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Reply, Reply> {
    let action = fields.one_of("action_type", &["NEW", "UPDATE", "DELETE", "DELETE_ALL"])?;
    let named = fields.optional_objects("rules_to_update")?.unwrap_or_default();
    let named: Vec<RedirectRule> = named.iter().map(RedirectRule::read).collect::<Result<_, _>>()?;
    let new = fields.optional_object("new_value")?.map(|fields| RedirectRule::read(&fields)).transpose()?;
    let is_pattern = fields.optional_one_of("regex_search", &["true", "false"])? == Some("true");
    let filter = Filter::new(fields.optional_text("search_query")?.unwrap_or_default(), is_pattern)?;
    fields.optional_one_of("key", &KEYS)?;
    fields.optional_one_of("order", &["ascend", "descend"])?;
    let (_, _) = (fields.optional_number("limit")?, fields.optional_number("offset")?);
    let needed = |name: &str| Reply::bad_request(name, "Required");

    let mut world = shared.lock();
    let place = world.place(&id)?;
    let rules = &mut world.estate(&id).ok_or_else(Reply::not_found)?.redirects;
    if named.iter().any(|rule| !rules.contains(rule)) {
        return Err(Reply::not_found());
    }
    if matches!(action, "UPDATE" | "DELETE") && named.is_empty() {
        return Err(needed("rules_to_update"));
    }
    let taken = "A redirect rule with the same domain and path already exists.";
    let what = match action {
        "NEW" => {
            let new = new.ok_or_else(|| needed("new_value"))?;
            if rules.iter().any(|rule| rule.collides_with(&new)) {
                return Err(Reply::refused(taken));
            }
            rules.push(new);
            "Add a redirect rule to"
        }
        "UPDATE" => {
            let new = new.ok_or_else(|| needed("new_value"))?;
            if named.len() > 1 || rules.iter().any(|rule| !named.contains(rule) && rule.collides_with(&new)) {
                return Err(Reply::refused(taken));
            }
            rules.iter_mut().filter(|rule| named.contains(rule)).for_each(|rule| rule.clone_from(&new));
            "Update a redirect rule of"
        }
        "DELETE" => {
            rules.retain(|rule| !named.contains(rule));
            "Remove redirect rules of"
        }
        _ => {
            rules.retain(|rule| !filter.matches(rule));
            "Remove all redirect rules of"
        }
    };
    shared.note(&mut world, &place, "updateRedirectRules", what);
    Ok(Reply::empty())
}
