use super::*;

/// Time, message, owner, file.
type Told<T> = (Option<T>, T, Option<(T, T)>);

fn told(log: &str) -> Option<Told<String>> {
    let lines: Vec<&str> = log.lines().collect();
    let fatal = read(&lines[last(&lines)?..])?;
    let owner = |owner| match owner {
        Owner::Plugin(name) => format!("plugin {name}"),
        Owner::Theme(name) => format!("theme {name}"),
        Owner::Else => "else".to_owned(),
    };
    Some((fatal.at, fatal.message, fatal.place.map(|place| (owner(place.owner), place.file))))
}

#[test]
fn the_last_fatal_error_is_told_with_the_file_it_points_at() {
    let cases: [(&str, Told<&str>); 9] = [
        (
            r#"2026/11/22 08:00:00 [error] 1#1: *1 FastCGI sent in stderr: "PHP message: PHP Fatal error:  Uncaught Error: old in /www/a_1/public/wp-content/plugins/old/a.php:1" while reading
2026/11/22 08:59:01 [error] 20123#20123: *12345 FastCGI sent in stderr: "PHP message: PHP Fatal error:  Uncaught Error: Call to undefined function legacy_loader() in /www/acme_123/public/wp-content/plugins/custom-blocks/includes/class-loader.php:212" while reading response header from upstream, client: 203.0.113.x
2026/11/22 08:59:50 [error] 20123#20123: *12346 FastCGI sent in stderr: "PHP message: PHP Warning:  Undefined array key in /www/a.php on line 3""#,
            (
                Some("2026/11/22 08:59:01"),
                "Error: Call to undefined function legacy_loader()",
                Some(("plugin custom-blocks", "includes/class-loader.php:212")),
            ),
        ),
        (
            "[22-Nov-2026 08:59:01 UTC] PHP Fatal error:  Uncaught TypeError: count(): Argument #1 must be Countable in /www/a_1/public/wp-content/themes/astra/functions.php:12\nStack trace:\n#0 {main}\n  thrown in /www/a_1/public/wp-content/themes/astra/functions.php on line 12",
            (
                Some("22-Nov-2026 08:59:01 UTC"),
                "TypeError: count(): Argument #1 must be Countable",
                Some(("theme astra", "functions.php:12")),
            ),
        ),
        (
            "PHP Parse error:  syntax error, unexpected '}' in /www/a_1/public/wp-content/plugins/hello.php on line 9",
            (None, "syntax error, unexpected '}'", Some(("plugin hello", "hello.php:9"))),
        ),
        (
            "PHP Fatal error:  Allowed memory size of 268435456 bytes exhausted (tried to allocate 20480 bytes) in /www/a_1/public/wp-includes/class-wpdb.php on line 2345",
            (
                None,
                "Allowed memory size of 268435456 bytes exhausted (tried to allocate 20480 bytes)",
                Some(("else", "wp-includes/class-wpdb.php:2345")),
            ),
        ),
        (
            "PHP Fatal error:  Uncaught Error: no in /www/a_1/public/wp-includes/hook.php:308\nStack trace:\n#0 /www/a_1/public/wp-includes/hook.php(308): x()\n#1 /www/a_1/public/wp-content/plugins/shop/cart.php(44): y()\nPHP Warning: other /wp-content/plugins/never/a.php",
            (None, "Error: no", Some(("plugin shop", "cart.php:44"))),
        ),
        (
            "PHP Fatal error:  Uncaught Error: one line in /www/a_1/public/wp-load.php:3 Stack trace: #0 /www/a_1/public/wp-content/mu-plugins/own/boot.php(7): z() #1 {main}",
            (None, "Error: one line", Some(("plugin own", "boot.php:7"))),
        ),
        ("PHP Fatal error:  Cannot redeclare x()", (None, "Cannot redeclare x()", None)),
        ("Fatal error:", (None, "", None)),
        (
            "PHP Fatal error:  Bad in /www/x/public/wp-content/plugins/ä/ö.php",
            (None, "Bad", Some(("plugin ä", "ö.php"))),
        ),
    ];
    for (log, (at, message, place)) in cases {
        let place = place.map(|(owner, file)| (owner.to_owned(), file.to_owned()));
        assert_eq!(told(log), Some((at.map(str::to_owned), message.to_owned(), place)), "{log}");
    }
}

#[test]
fn a_log_without_a_fatal_error_has_none() {
    for log in ["", "PHP Warning:  nothing in /a.php on line 1", "fatally wounded"] {
        assert_eq!(told(log), None, "{log}");
    }
}

#[test]
fn a_long_message_is_cut() {
    let said = told(&format!("PHP Fatal error:  {} in /a.php:1", "ä".repeat(400))).unwrap().1;
    assert_eq!(said.chars().count(), LONGEST + 1);
    assert!(said.ends_with('…'));
}

proptest::proptest! {
    #[test]
    fn no_line_is_too_odd(log in "(PHP )?Fatal error:.{0,80}", more in ".{0,60}") {
        let lines: Vec<&str> = log.lines().chain(more.lines()).collect();
        let _ = read(&lines);
    }
}
