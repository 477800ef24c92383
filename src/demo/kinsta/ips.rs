//! Lists of IP addresses: `/sites/tools/denied-ips`, and what both kinds of list take as an address.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::State;
use serde_json::json;

use super::fields::{Fields, Params};
use super::reply::Reply;
use super::state::Shared;

/// An address of either kind, or a range of them as `address/bits`.
fn is_address(text: &str) -> bool {
    let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
    let Ok(address) = address.parse::<IpAddr>() else { return false };
    let most = if address.is_ipv4() { 32 } else { 128 };
    bits.is_none_or(|bits| bits.parse::<u8>().is_ok_and(|bits| bits <= most))
}

/// A list of addresses in a body; one that is none answers 400 and is named.
pub(super) fn read(fields: &Fields, name: &str) -> Result<Vec<String>, Reply> {
    let list = fields.texts(name)?;
    match list.iter().find(|text| !is_address(text)) {
        Some(wrong) => Err(Reply::bad_request(name, &format!("Invalid IP address: {wrong}"))),
        None => Ok(list),
    }
}

/// `GET /sites/tools/denied-ips`.
pub(super) async fn denied(State(shared): State<Arc<Shared>>, params: Params) -> Result<Reply, Reply> {
    let id = params.required("environment_id")?;
    let mut world = shared.lock();
    let estate = world.estate(id).ok_or_else(Reply::not_found)?;
    Ok(Reply::ok(json!({ "environment": { "id": id, "ip_list": estate.denied_ips } })))
}

/// `PUT /sites/tools/denied-ips`: the whole list is replaced, at once.
pub(super) async fn deny(State(shared): State<Arc<Shared>>, fields: Fields) -> Result<Reply, Reply> {
    let id = fields.text("environment_id")?;
    let list = read(&fields, "ip_list")?;
    let mut world = shared.lock();
    let place = world.place(id)?;
    world.estate(id).ok_or_else(Reply::not_found)?.denied_ips = list;
    shared.note(&mut world, &place, "updateDeniedIps", "Update denied IPs of");
    Ok(Reply::result_null())
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn addresses_and_ranges_of_both_kinds_are_known() {
        for good in ["203.0.113.7", "203.0.113.0/24", "2001:db8::1", "2001:db8::/32"] {
            assert!(is_address(good), "{good}");
        }
        for bad in ["", "203.0.113", "203.0.113.0/33", "2001:db8::/129", "acme.example", "203.0.113.7/", "1.2.3.4/x"] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
