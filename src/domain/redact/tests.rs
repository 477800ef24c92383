use proptest::prelude::*;

use super::*;

#[test]
fn what_nobody_wants_in_a_channel_is_hidden() {
    let cases = [
        (
            r#"acme.example 203.0.113.77 [23/Nov/2026:10:00:00 +0000] GET "/shop/?token=00ab12cd34ef&page=2" HTTP/2.0 200 "https://acme.example/" "Mozilla/5.0 (X11) Chrome/120.0.0.0" 203.0.113.77 "/index.php" - - 812 0.120 0.120"#,
            r#"acme.example 203.0.113.x [23/Nov/2026:10:00:00 +0000] GET "/shop/?token=***&page=2" HTTP/2.0 200 "https://acme.example/" "Mozilla/5.0 (X11) Chrome/120.0.0.0" 203.0.113.x "/index.php" - - 812 0.120 0.120"#,
        ),
        (
            r#"PHP message: Payment gateway answered 401, sent header Authorization: Bearer demo_0011223344556677" while reading response header from upstream, client: 2001:db8:1a2b::7f, server: acme.example"#,
            r#"PHP message: Payment gateway answered 401, sent header Authorization: ***" while reading response header from upstream, client: 2001:db8:1a2b::x, server: acme.example"#,
        ),
        ("Mail to customer7@mail.example could not be sent: timed out", "Mail to *** could not be sent: timed out"),
        ("GET /?email=jo%40mail.example&x=1 200", "GET /?email=***&x=1 200"),
        ("a@b.cc@d.ee failed", "*** failed"),
        ("client: 2001:db8:1:2:3:4:5:6, port", "client: 2001:db8:1::x, port"),
        (
            "[2a01:4f8::5]:443 ::ffff:203.0.113.9 2001:db8::1: refused",
            "[2a01:4f8::x]:443 ::ffff:203.0.113.x 2001:db8::x: refused",
        ),
        (
            "GET http://203.0.113.7/x upstream 198.51.100.4:9000.",
            "GET http://203.0.113.x/x upstream 198.51.100.x:9000.",
        ),
        ("/reset/203.0.113.7/ client/198.51.100.4", "/reset/203.0.113.x/ client/198.51.100.x"),
        ("POST /?_wpnonce=ab12&action=rp&key=Zx9&login=1", "POST /?_wpnonce=***&action=rp&key=***&login=1"),
        ("GET /callback?code=4xy&state=77 302", "GET /callback?code=***&state=*** 302"),
        (r#"{"api_key":"k 1","password": "p,\"q","count":3}"#, r#"{"api_key":"***","password": "***","count":3}"#),
        (r#"body: {\"pwd\":\"a b\",\"id\":4}"#, r#"body: {\"pwd\":\"***",\"id\":4}"#),
        ("[secret] => hush [id] => 4", "[secret] => *** [id] => 4"),
        ("Cookie: a=b; wordpress_logged_in_ab=jo|1|x\" 200", "Cookie: ***\" 200"),
        ("Set-Cookie: PHPSESSID=abc; path=/", "Set-Cookie: ***"),
        ("sent wordpress_logged_in_12ab=jo%7C17; ok", "sent wordpress_logged_in_12ab=***; ok"),
        ("clone https://jo:p@ss@git.example/x.git", "clone https://***@git.example/x.git"),
        ("Basic am86aHVzaA== sent", "Basic *** sent"),
        ("got eyJhbGciOi.eyJzdWIiOjEy.c2ln there", "got *** there"),
        ("hook xoxb-12345-abcdef failed", "hook *** failed"),
        ("/cache/d41d8cd98f00b204e9800998ecf8427e.php", "/cache/***.php"),
        ("blob q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83v/A== end", "blob *** end"),
    ];
    for (line, expected) in cases {
        assert_eq!(log_line(line), expected, "{line}");
    }
}

#[test]
fn what_a_diagnosis_needs_stays() {
    let lines = [
        r#"2026/11/23 10:00:00 [error] 20311#20311: *9 FastCGI sent in stderr: "PHP message: PHP Fatal error:  Uncaught Error: Call to undefined function legacy_loader() in /www/acme_123/public/wp-content/plugins/custom-blocks/includes/class-loader.php:212"#,
        "PHP Warning:  Undefined array key \"id\" in /www/x/auth.php on line 87",
        "PHP Deprecated: Creation of dynamic property Loader::$map, Abc::add() and Token::parse() in session.php:12",
        "PHP 8.3.1.2, version: 6.7.0.1, v1.2.3.4, ?ver=9.8.7.6, plugin-1.2.3.4.zip, Chrome/120.0.0.0, build 1.2.3.4.5",
        "acme.example 23/Nov/2026:10:00:00 +0000 HIT GET \"/shop/\" 0.000 200",
        r#"{"code":"rest_forbidden","status":401,"token":null}"#,
        "GET /img/logo@2x.png 404 from 127.0.0.1 and ::1",
        "exit code=1, Bearer token missing, basic authentication failed",
        "Cannot set cookie: headers already sent in /www/x/y.php on line 3",
        "operation 54fb80af-576c-4fdc-ba4f-b596c83f15a1 of site",
        "Duplicate entry '7' for key 'PRIMARY', if ($token == $other)",
        "/wp-content/uploads/2026/11/how-we-moved-our-shop-in-2026-11-23-to-a-new-home.jpg",
        "at WooCommerce\\Internal\\DataStores\\CustomOrdersTableControllerForSubscriptions->run()",
    ];
    for line in lines {
        let seen = log_line(line);
        assert_eq!(seen, line);
        assert!(matches!(seen, Cow::Borrowed(_)), "{line}: copied for nothing");
    }
}

#[test]
fn a_log_keeps_its_lines() {
    assert_eq!(log("a 203.0.113.7\r\nb jo@mail.example\n\nc"), "a 203.0.113.x\r\nb ***\n\nc");
}

#[test]
fn command_output_keeps_addresses_and_loses_secrets() {
    let cases = [
        ("host 203.0.113.7 2001:db8::1 jo@mail.example", "host 203.0.113.7 2001:db8::1 ***"),
        ("DB_PASSWORD\thu sh\tconstant", "DB_PASSWORD\t***\tconstant"),
        ("| AUTH_KEY | a'b c | constant |", "| AUTH_KEY | *** | constant |"),
        ("define( 'NONCE_SALT', 'a b;c' );", "define( 'NONCE_SALT', '***' );"),
        ("DB_NAME\tshop\tconstant", "DB_NAME\tshop\tconstant"),
        ("Success: Password: hush", "Success: Password: ***"),
    ];
    for (line, expected) in cases {
        assert_eq!(secrets(line), expected, "{line}");
    }
}

#[test]
fn words_and_ids_are_plain_and_beginnings_of_tokens_are_not() {
    for text in ["", "site", "woocommerce", "8.3", "www.acme.example", "c3526e0c-b2e7-4c88-a99b-1d5b7ea2ebd9"] {
        assert!(is_plain(text), "{text}");
    }
    let tokens = ["xoxb-12345-abcdef", "xapp-1-abcdef", "eyJhbGciOi.eyJzdWIiOjEy.c2ln"];
    for text in tokens.into_iter().chain(["a b", "jo@mail.example", "gho_0123456789abcdef", "key=x"]) {
        assert!(!is_plain(text), "{text}");
    }
    assert!(!is_plain(&"a".repeat(32)));
}

fn lines() -> impl Strategy<Value = String> {
    let bit = prop_oneof![
        "[ -~]{0,6}".boxed(),
        "\\PC{0,4}".boxed(),
        "(token|key|code|Cookie|Authorization|password|nonce)".boxed(),
        "[=:&?\"' \\\\;,|*]{1,2}".boxed(),
        "(Bearer|Basic|https://|eyJ|xoxb-|=>|::|%40|%3D)".boxed(),
        "[a-z]{1,4}@[a-z]{1,4}\\.[a-z]{2}".boxed(),
        "[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}".boxed(),
        "[0-9a-f:]{2,12}".boxed(),
        "[A-Za-z0-9/+_-]{30,40}".boxed(),
    ];
    proptest::collection::vec(bit, 0..10).prop_map(|bits| bits.concat())
}

proptest! {
    #[test]
    fn a_second_time_changes_nothing(line in lines()) {
        let once = log_line(&line).into_owned();
        prop_assert_eq!(log_line(&once), once.as_str());
        let once = secrets(&line);
        prop_assert_eq!(secrets(&once), once);
    }

    #[test]
    fn what_is_taken_for_plain_would_come_through_every_pattern(
        text in "([A-Za-z0-9./-]{0,12}(xox|xapp|eyJ|gh|sk|pass|key|Bearer|-|\\.)?){1,3}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
    ) {
        prop_assert_eq!(every_line(&text), secrets(&text));
    }

    #[test]
    fn no_e_mail_address_survives(before in "[ -~]{0,20}", name in "[a-z][a-z0-9._+-]{0,12}", behind in "[ -~]{0,20}") {
        let address = format!("{name}@mail.example");
        let seen = log_line(&format!("{before} {address} {behind}")).into_owned();
        prop_assert!(!seen.contains(&address), "{}", seen);
    }

    #[test]
    fn no_visitor_is_seen_whole(before in "[a-z \"(/,]{0,8}", end in 1_u8..=255) {
        let line = format!("{before} 203.0.113.{end} 2001:db8:1::{end:x}f");
        let seen = log_line(&line).into_owned();
        prop_assert!(seen.contains("203.0.113.x") && seen.contains("2001:db8:1::x"), "{}", seen);
    }

    #[test]
    fn hiding_makes_no_line_much_longer(line in lines()) {
        // Three marks for a secret of one character behind its name and separator.
        prop_assert!(log_line(&line).chars().count() <= 2 * line.chars().count());
    }
}

/// Tests are built with more of `regex` than the program is, because other crates of theirs ask for it.
#[test]
fn the_program_asks_for_all_of_regex_that_the_patterns_need() {
    let manifest = include_str!("../../../Cargo.toml");
    let line = manifest.lines().find(|line| line.starts_with("regex = ")).unwrap();
    assert!(line.contains("\"unicode\""), "{line}");
}
