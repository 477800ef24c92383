### English. Marked text: *bold*, `code`. Every key also stands in de.ftl, with the same arguments.

## Help
help-title = What /kinsta can do
help-title-noun = /kinsta { $noun }
help-intro = Type a site's name, never an id. Changes are shown to you first; nothing happens before you press the button.
help-names = A site is found by its name, any of its domains, a label, or a pasted MyKinsta link. In a thread, write `@kinsta` and the same words.
help-example = For example { $example }
verb-site-list = every site, searchable
verb-site-status = is it up, and what runs there
verb-cache-clear = clear the caches of one environment
verb-php-restart = restart PHP, then look whether the site answers
verb-operation-status = what is running and what ran

## Buttons
button-site-list = List sites
button-all-sites = All sites
button-help = Help
button-cancel = Cancel
button-previous = ‹ Previous
button-next = Next ›
button-clear-cache = Clear cache…
button-restart-php = Restart PHP…
button-look-again = Look again
button-check-again = Check again
button-operations = Recent operations

## Mistakes in what was typed
usage-way-out = Usage: { $usage }
    For example: { $example }
mistake-unknown-argument = There is no { $argument } here.
mistake-unknown-argument-near = There is no { $argument } here. Did you mean { $near }?
mistake-no-value = { $argument } needs a value.
mistake-value = { $value } is not a value for { $argument }.
mistake-value-of = { $value } is not a value for { $argument }: it takes { $valid }.
mistake-missing = { $argument } is missing.
mistake-twice = { $argument } is given more often than it can be.
mistake-other = These words do not fit together.
mistake-quote = A quotation mark is opened and never closed.
mistake-quote-way-out = Close it, or leave the quotes out: site names need none.
unknown-words = There is no { $words }.
unknown-which-verb = What should happen with { $noun }?
unknown-near = Did you mean { $near }?
unknown-verbs = There is { $near }.
unknown-way-out = `/kinsta help` shows everything there is.

## Sites
site-several = { $count ->
    [one] One site matches “{ $words }”.
   *[other] { $count } sites match “{ $words }”.
}
site-several-way-out = Which one?
site-several-more = These are the first { $shown }. Type more of the name to see fewer.
site-nothing = No site is called “{ $words }”.
site-nothing-nearest = Did you mean one of these?
site-nothing-way-out = Look through the list. A site made a moment ago shows up within a minute.
env-which = Which environment of *{ $site }*?
env-which-way-out = A change needs its environment named; live is never assumed.
env-which-no-live = It has no live environment.
env-which-gone = The one that was meant is gone.
env-nothing = *{ $site }* has no environment “{ $words }”.
env-nothing-way-out = It has: { $names }.
list-title = { $count ->
    [one] One site
   *[other] { $count } sites
}
list-title-found = { $count ->
    [one] One site for “{ $words }”
   *[other] { $count } sites for “{ $words }”
}
list-empty = There is no site yet, or none that this API key may see.
list-empty-way-out = A site made in MyKinsta shows up here within five minutes.
list-nothing = No site matches “{ $words }”.
list-nothing-way-out = Use fewer or other words; names, domains and labels are searched.
list-page = Page { $page } of { $pages }
list-column-name = Site
list-column-label = Label
list-column-domain = Domain
list-column-environments = Environments
list-column-php = PHP
list-column-wordpress = WordPress
directory-age = Site list from { $moment }
directory-stale = ⚠️ Kinsta does not answer at the moment; the site list is from { $moment }
directory-loading = The site list is being fetched for the first time.
directory-loading-way-out = Try again in a few seconds.

## Status of a site
status-from-memory = ⚠️ { $why }
    So these facts are from memory, as of { $moment }.
status-no-domain = There is no domain to look at: only wildcard entries.
fact-site = Site
fact-environment = Environment
fact-domain = Domain
fact-domains = Domains
fact-duration = Usually takes
fact-parts = Layers
fact-skipped = Not present
fact-php = PHP
fact-wordpress = WordPress
fact-blocked = Blocked
fact-blocked-yes = ⚠️ yes: another process at Kinsta works on it
fact-blocked-no = no
fact-edge = Edge cache
fact-cdn = CDN
fact-labels = Labels
fact-on = on
fact-off = off
fact-unknown = unknown
fact-more = and { $count } more
probe-up = ✅ { $domain } answers.
probe-protected = 🔒 { $domain } answers, behind a password or block ({ $status }).
probe-blank = ⚠️ { $domain } is BLANK: it answers 200 with nothing in it. A fatal PHP error often looks like this.
probe-hidden = ❌ { $domain } is broken behind its cache: the cache shows a page, WordPress itself answers { $status }.
probe-hidden-silence = ❌ { $domain } is broken behind its cache: the cache shows a page, WordPress itself does not answer ({ $why }).
probe-error = ❌ { $domain } answers with an error ({ $status }).
probe-away = ⚠️ { $domain } sends visitors to { $host }, which is not a domain of this environment. Not followed.
probe-unreachable = ❌ { $domain } cannot be reached: { $why }.
probe-plain = As visitors see it: { $status } in { $first_byte }, cache { $cache }
probe-busted = Past the cache: { $status } in { $first_byte }, cache { $cache }
unreachable-host = the domain does not resolve
unreachable-refused = the connection was refused
unreachable-timeout = no answer in time
unreachable-tls = its certificate does not fit
unreachable-private = it points to a private address, which is never visited
unreachable-other = the connection broke

## Prompts
prompt-live = ⚠️ This is *live*: visitors notice.
prompt-life = Only you see this. Valid for { $minutes } minutes.
prompt-confirmed = ✔️ { $doing }. Follow it in { $channel }.
prompt-confirmed-here = ✔️ { $doing }. Follow it below.
prompt-cancelled = Cancelled. Nothing was changed. (It was: { $doing }.)
prompt-unknown = This question is not known any more, so nothing was changed. Type the command again.
prompt-not-yours = Only { $owner } can answer this, so nothing was changed. Type the command yourself to get your own.
prompt-already-confirmed = This was already confirmed. It runs once; its card in the channel shows how it goes.
prompt-already-cancelled = This was already cancelled, so nothing was changed. Type the command again.
prompt-expired = This question is older than five minutes, so nothing was changed. Type the command again.

## Acts
act-cache-clear-name = Clear cache
act-cache-clear-ask = Clear the cache of { $site } · { $env }?
act-cache-clear-effect = Stored pages and files are dropped and built anew; the first visits are slower.
act-cache-clear-duration = a few seconds to a minute
act-cache-clear-button = Clear cache
act-cache-clear-doing = Clearing the cache of *{ $site } · { $env }*
act-cache-clear-done = Cache of *{ $site } · { $env }* cleared in { $duration }
act-cache-clear-failed = The cache of *{ $site } · { $env }* was not cleared
act-cache-clear-failed-partly = The cache of *{ $site } · { $env }* was cleared in part only
act-cache-clear-unknown = Nobody can say whether the cache of *{ $site } · { $env }* was cleared
act-php-restart-name = Restart PHP
act-php-restart-ask = Restart PHP of { $site } · { $env }?
act-php-restart-effect = Requests under way are cut off and visitors may see a 503 for some seconds. Afterwards the site is looked at.
act-php-restart-duration = a few seconds to a minute
act-php-restart-button = Restart PHP
act-php-restart-doing = Restarting PHP of *{ $site } · { $env }*
act-php-restart-done = PHP of *{ $site } · { $env }* restarted in { $duration }
act-php-restart-failed = PHP of *{ $site } · { $env }* was not restarted
act-php-restart-failed-partly = PHP of *{ $site } · { $env }* was not restarted
act-php-restart-unknown = Nobody can say whether PHP of *{ $site } · { $env }* was restarted
step-site = Site cache
step-edge = Edge cache
step-cdn = CDN cache
step-php = PHP
step-done = done
step-running = running
step-ambiguous = Kinsta's answer was lost; reading its activity log
skip-edge = not on for this environment
skip-cdn = not on for this environment
cache-layer-absent = *{ $site } · { $env }* has no { $layer }.
cache-layer-absent-way-out = Without `--layer`, everything that is there is cleared.

## Operations
headline-accepted = 🕓 { $doing }, asked by { $asker }
headline-running = ⏳ { $doing }, asked by { $asker }
headline-ended = { $end } · asked by { $asker }
reply = { $asker } { $end }
state-accepted = accepted
state-running = running
state-done = done
state-failed = failed
state-unknown = unknown
kinsta-says = Kinsta says: “{ $message }”
unknown-too-long = it did not end in the time it was followed.
unknown-not-found = Kinsta no longer knows the operation.
unknown-answer-lost = Kinsta's answer was lost, and its activity log does not show it. It was not sent again.
unknown-way-on = Look in MyKinsta, or check again here. Nothing was repeated.
not-sent-in-time = Kinsta could not be reached in time. Nothing was sent.
not-sent-not-allowed = the person who asked may no longer do this. Nothing was sent.
not-sent-set-aside = it was set aside after too many attempts. Nothing was sent.
operation-id = Operation { $id }
operations-none = Nothing was started from here yet.
operations-title = Operations
operations-note = `/kinsta operation status &lt;id&gt;` shows one of them.
operations-column-what = What
operations-column-where = Where
operations-column-state = State
operations-column-duration = Duration
operations-column-id = Id
operation-nothing = No operation “{ $id }” is known.
operation-nothing-way-out = Copy the id from a card or from the list of recent operations.
recheck-looking = Looking again; the card will say.
recheck-nothing = That operation is not known here any more.
kinsta-operation-pending = ⏳ { $id } is still running at Kinsta, or has just begun.
kinsta-operation-done = ✅ { $id } has finished.
kinsta-operation-failed = ❌ { $id } failed. Kinsta says: “{ $message }”
kinsta-operation-not-found = ❔ { $id } is not known at Kinsta, or this key may not see it. One that has just begun shows up within a minute.
kinsta-operation-no-answer = ❔ Kinsta gave no usable answer about { $id }: “{ $message }”. Try again in a minute.
invite = Only you see this: I may not post in { $channel }. Type `/invite @kinsta` there and the next card appears in the channel.
invite-dm = Only you see this: I cannot write in a conversation between people. Ask in a channel I am in, and everybody there sees the card.
invite-archived = Only you see this: { $channel } is archived. Ask in a channel I am in, and everybody there sees the card.
invite-restricted = Only you see this: not everybody may post in { $channel }, and I may not. An admin can allow it, or ask in another channel I am in.

## Refusals
denied-nobody = Nobody may change anything yet.
denied-nobody-way-out = Whoever runs this bot names people in `OPERATORS`; your Slack id is `{ $user }`.
denied-not-operator = You may look, but not change anything.
denied-not-operator-way-out = Ask { $operators }.
store-down = I cannot remember anything at the moment, so nothing was started.
store-down-way-out = Try again in a minute; if it stays like this, whoever runs this bot finds the reason in its log.
incident = Something went wrong on my side, and nothing was started. Incident `{ $incident }`.
incident-way-out = Try again; if it happens again, give the incident to whoever runs this bot.
working = One moment: the answer follows here.
kinsta-unauthorised = The API key was refused.
kinsta-unauthorised-way-out = A company owner or admin must create one in MyKinsta › Company settings › API keys, and whoever runs this bot puts it into `KINSTA_API_KEY`.
kinsta-not-found = Not found, or this key may not see it.
kinsta-not-found-way-out = Check the name in MyKinsta; the bot sees what the maker of its API key sees.
kinsta-limited = Kinsta's limit of requests per minute is used up.
kinsta-limited-way-out = Try again after { $moment }.
kinsta-rejected = Kinsta did not accept this.
kinsta-rejected-way-out = Change what Kinsta names, and try again.
kinsta-unreadable = Kinsta answered in a way I do not understand.
kinsta-unreadable-way-out = Try again; if it stays like this, whoever runs this bot finds the place in its log.
kinsta-trouble = Kinsta cannot answer at the moment: “{ $message }”
kinsta-unavailable = Kinsta does not answer.
kinsta-unavailable-way-out = Try again in a minute.
