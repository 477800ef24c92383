### `/kinsta log`

verb-log-error = the last lines of the error log, and the last fatal error
verb-log-access = the last requests that reached the site itself
verb-log-cache = what the cache answered last
arg-lines = How many lines
hint-lines = 50 where nothing is said, 20,000 at most.
arg-grep = Only lines with
hint-grep = Plain text, upper or lower case; the last 20,000 lines are searched.
arg-raw = Unredacted
box-raw = Show addresses, tokens and the like, to me alone
log-file-error = error log
log-file-access = access log
log-file-cache = cache log
log-title = { $where }: { $file }
log-empty = The { $file } of *{ $site } · { $env }* has no lines.
log-nothing = None of the last { $count } lines has “{ $words }”. What is hidden is not searched; `--raw` searches everything.
log-nothing-raw = None of the last { $count } lines has “{ $words }”.
log-attached = { $count } of { $all } lines, the last ones, long ones cut; the file has all of them.
log-redacted = E-mail addresses, visitors' addresses, tokens and passwords are hidden; `--raw` shows them to you alone.
log-fatal = 🛑 Last fatal error, { $at }: { $message }
log-fatal-plugin = It points at the plugin *{ $name }*: { $place }
log-fatal-theme = It points at the theme *{ $name }*: { $place }
log-fatal-file = It points at { $place }, which belongs to no plugin or theme.
log-question = Show the { $file } of *{ $site } · { $env }* unredacted? It can hold visitors' addresses, e-mail addresses, tokens and passwords.
log-unreadable = The log could not be read.
log-unreadable-way-out = Try again with fewer `--lines`.
noun-log = Logs
