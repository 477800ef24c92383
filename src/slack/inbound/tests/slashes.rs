use super::*;
use crate::domain::intent::What;

const FIELDS: &[(&str, &str)] = &[
    ("token", "gone"),
    ("team_id", "T1"),
    ("team_domain", "acme"),
    ("enterprise_id", "E1"),
    ("enterprise_name", "Acme Group"),
    ("channel_id", "C1"),
    ("channel_name", "ops"),
    ("user_id", "U1"),
    ("user_name", "ada"),
    ("command", "/kinsta"),
    ("text", "  cache clear “Acme” <https://acme.example|acme.example> 100% a+b "),
    ("response_url", "https://hooks.slack.com/commands/T1/2/3"),
    ("trigger_id", "1.2.3"),
    ("api_app_id", "A1"),
    ("is_enterprise_install", "false"),
];

fn command(fields: &[(&str, &str)]) -> Result<Slash, Malformed> {
    match reader().slash(&form(fields), now())? {
        SlashForm::Command(slash) => Ok(*slash),
        SlashForm::SslCheck => panic!("not an ssl_check"),
    }
}

fn changed(name: &str, value: Option<&str>) -> Vec<(&'static str, String)> {
    let kept = FIELDS.iter().filter(|(key, _)| *key != name).map(|(key, value)| (*key, (*value).to_owned()));
    let key = FIELDS.iter().find(|(key, _)| *key == name).unwrap().0;
    kept.chain(value.map(|value| (key, value.to_owned()))).collect()
}

fn read_changed(name: &str, value: Option<&str>) -> Result<Slash, Malformed> {
    let fields = changed(name, value);
    command(&fields.iter().map(|(key, value)| (*key, value.as_str())).collect::<Vec<_>>())
}

#[test]
fn every_field_of_a_command_is_kept() {
    let slash = command(FIELDS).unwrap();
    assert_eq!(slash.intent.team.as_str(), "T1");
    assert_eq!(slash.intent.user.as_str(), "U1");
    assert_eq!(slash.intent.place.channel.as_str(), "C1");
    assert_eq!(slash.intent.place.thread, None);
    let words = "cache clear “Acme” <https://acme.example|acme.example> 100% a+b";
    assert_eq!(slash.intent.what, What::Slash(words.to_owned()));
    let address = slash.intent.return_address.unwrap();
    assert_eq!(address.url, "https://hooks.slack.com/commands/T1/2/3");
    assert_eq!(address.expires_at_ms, now().as_millisecond() + 1_800_000);
    assert_eq!(slash.command, "/kinsta");
    assert_eq!(slash.app_id.as_deref(), Some("A1"));
    assert_eq!(slash.trigger_id.as_deref(), Some("1.2.3"));
    assert_eq!(slash.channel_name.as_deref(), Some("ops"));
    assert_eq!(slash.enterprise.as_deref(), Some("E1"));
    assert!(!slash.is_enterprise_install);
}

#[test]
fn an_organisation_wide_install_goes_by_the_organisation() {
    for team in [None, Some("")] {
        assert_eq!(read_changed("team_id", team).unwrap().intent.team.as_str(), "E1", "{team:?}");
    }
    assert!(read_changed("is_enterprise_install", Some("true")).unwrap().is_enterprise_install);
}

#[test]
fn the_command_alone_has_no_words() {
    for text in [None, Some(""), Some("   ")] {
        assert_eq!(read_changed("text", text).unwrap().intent.what, What::Slash(String::new()), "{text:?}");
    }
}

#[test]
fn an_address_on_another_host_is_dropped_and_the_command_stands() {
    let slash = read_changed("response_url", Some("https://evil.example/commands")).unwrap();
    assert_eq!(slash.intent.return_address, None);
}

#[test]
fn what_is_always_there_is_needed() {
    for (name, what) in [("user_id", "user"), ("channel_id", "channel"), ("command", "command")] {
        assert_eq!(read_changed(name, None).unwrap_err(), Malformed { what }, "{name}");
        assert_eq!(read_changed(name, Some("")).unwrap_err(), Malformed { what }, "{name}");
    }
    for odd in ["U1>", "<!channel>", "U 1", "Ü1", &"U".repeat(65)] {
        assert_eq!(read_changed("user_id", Some(odd)).unwrap_err(), Malformed { what: "user" }, "{odd}");
    }
    assert_eq!(reader().slash(b"", now()), Err(Malformed { what: "team" }));
}

#[test]
fn what_may_be_missing_may_be_missing() {
    for name in ["response_url", "trigger_id", "api_app_id", "channel_name", "enterprise_id", "is_enterprise_install"] {
        assert!(read_changed(name, None).is_ok(), "{name}");
    }
}

#[test]
fn an_ssl_check_is_never_a_command() {
    let fields = [FIELDS, &[("ssl_check", "1")]].concat();
    assert_eq!(reader().slash(&form(&fields), now()), Ok(SlashForm::SslCheck));
    assert_eq!(reader().slash(b"ssl_check=1&token=x", now()), Ok(SlashForm::SslCheck));
}

#[test]
fn bytes_that_are_no_utf_8_are_replaced_and_read() {
    let body = b"team_id=T1&user_id=U1&channel_id=C1&command=%2Fkinsta&text=a%FFb";
    let SlashForm::Command(slash) = reader().slash(body, now()).unwrap() else { panic!("not a command") };
    assert_eq!(slash.intent.what, What::Slash("a\u{fffd}b".to_owned()));
}
