### `/kinsta wp`

verb-wp-run = run a WP-CLI command and show what it printed
arg-wp-run-command = WP-CLI command
hint-wp-run-command = Without `wp` in front, such as: plugin list
wp-nothing = There is no command behind `--`.
wp-nothing-way-out = For example `/kinsta wp run acme staging -- plugin list`.
wp-quote-within = Kinsta takes no quotation mark inside a quoted word.
wp-quote-within-way-out = Leave the apostrophe out, or run the command over SSH.
wp-character = Kinsta takes no { $character } in a command.
wp-character-way-out = Letters, digits and _ - . / : = @ are allowed, spaces in quotes too. For more, use SSH.
wp-too-long = Kinsta takes at most 5,000 characters.
wp-too-long-way-out = Make it shorter, or run it over SSH.
wp-cache = Kinsta does not run `wp kinsta cache` this way.
wp-cache-way-out = `/kinsta cache clear` clears the same caches.
wp-password = { $option } would show a password in this channel, and it would be stored.
wp-password-way-out = Leave it out: WordPress makes one up, or the person sets one with “Lost your password?”. If it was a real one, change it.
wp-only-reads = ℹ️ This command is known to change nothing.
fact-wp-command = Command
fact-wp-output-none = Output (Kinsta returned none)
fact-wp-output-empty = Output (empty)
step-wp = WP-CLI
act-wp-run-name = Run WP-CLI
act-wp-run-ask = Run this WP-CLI command on { $site } · { $env }?
act-wp-run-effect = Kinsta runs the command; what it prints is shown here to everybody, without what looks like a secret.
act-wp-run-loss = This command may change or delete anything on *{ $site } · { $env }*, and nothing here can undo it. Make a backup first.
act-wp-run-duration = a few seconds to some minutes
act-wp-run-doing = Running `{ $command }` on *{ $site } · { $env }*
act-wp-run-done = `{ $command }` ran on *{ $site } · { $env }* in { $duration }
noun-wp = WP-CLI
