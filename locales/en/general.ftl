### English. Marked text: *bold*, `code`. Every key also stands in `locales/de/`, with the same arguments.

## Help
help-title = What /kinsta can do
help-title-noun = /kinsta { $noun }
help-intro = Type a site's name, never an id. Changes are shown to you first; nothing happens before you press the button.
help-names = A site is found by its name, any of its domains, a label, or a pasted MyKinsta link. In a thread, write `@kinsta` and the same words.
help-example = For example { $example }

## Buttons
button-help = Help
button-cancel = Cancel
button-previous = ‹ Previous
button-next = Next ›
button-look-again = Look again
button-check-again = Check again

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
directory-age = Site list from { $moment }
directory-stale = ⚠️ Kinsta does not answer at the moment; the site list is from { $moment }
directory-loading = The site list is being fetched for the first time.
directory-loading-way-out = Try again in a few seconds.

## Status of a site
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

## Steps
step-done = done
step-running = running
step-ambiguous = Kinsta's answer was lost; reading its activity log

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
recheck-looking = Looking again; the card will say.
recheck-nothing = That operation is not known here any more.
invite = Only you see this: I may not post in { $channel }. Type `/invite @kinsta` there and the next card appears in the channel.
invite-dm = Only you see this: I cannot write in a conversation between people. Ask in a channel I am in, and everybody there sees the card.
invite-archived = Only you see this: { $channel } is archived. Ask in a channel I am in, and everybody there sees the card.
invite-restricted = Only you see this: not everybody may post in { $channel }, and I may not. An admin can allow it, or ask in another channel I am in.

## Refusals
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

## Every act: `name`, `ask`, `effect`, `doing` and `done` are its own, `loss` too where it is destructive; these serve the others
act-duration = a few seconds to a minute
act-button = { $name }
act-failed = Failed: { $doing }
act-failed-partly = Done in part only: { $doing }
act-unknown = Nobody can say whether this took effect: { $doing }
prompt-loss = 🛑 { $loss }
button-type = Type the name…
typed-label = Type “{ $name }” to confirm
typed-hint = The name exactly as it stands above; upper and lower case do not matter.
typed-mistyped = That is not “{ $name }”. Nothing was changed; type the name, or close the form.
prompt-life-form = Nothing has happened yet. Valid for { $minutes } minutes.
outcome-missing = Kinsta does not show the result yet; `/kinsta site list` will in a minute.
secret-unopenable = The password that was entered cannot be read any more, because the bot's API key has changed. Nothing was sent; enter it again.

## Secrets
button-reveal = Show it
secret-life = Only you see this, for { $minutes } minutes after you press.
secret-shown = 🔒 Only you see this. It is taken away in { $minutes } minutes.
secret-gone = 🔒 It was shown and taken away again. Type the command again to see it.
secret-not-here = 🔒 This cannot be shown here without being stored. Type the command as `/kinsta …`.

## Forms
button-form = Open the form
form-title = { $verb }
form-submit = Next
form-submit-change = Review
form-close = Cancel
form-close-reading = Close
form-yes = Yes
form-opened = A form has opened; it asks for the rest.
form-choices = Possible: { $choices }
form-working = One moment …
form-nothing-to-choose = There is nothing to choose for “{ $label }”.
form-outdated = This form is older than the bot, so nothing was done.
form-outdated-way-out = Open it again.
form-said = The answer is in your messages.
form-said-in = The answer is in { $channel }.
form-expired = Slack gave too little time to open the form. Press the button once more.
form-lost = The form could not be shown. Try again, or type the command: { $usage }
form-file-lost = The file could not be fetched from Slack. Attach it again; up to 1 MB of text is read.
mistake-form-only = { $argument } is entered in the form only, so that nobody else sees it. What was typed was not kept; if it was a password, change it.
choose-title = Act on a site
arg-site = Site and environment
hint-site = Type a part of the name.
arg-whole-site = Site
hint-whole-site = Type a part of the name.
arg-verb = What to do
arg-page = Page
arg-label = Label
arg-words = Search for

## Files
file-in-direct = 📎 { $name } is in our direct messages.
file-here = 📎 { $name } is attached below.
file-lost = ⚠️ { $name } could not be handed to Slack ({ $why }). Try again in a minute.

## Lists
list-page = Page { $page } of { $pages }

## Home tab
home-title = Kinsta
home-search = Search for a site
home-intro = Pick a site above to see what can be done there, or begin here. Nothing happens before you have confirmed it.
home-choose = Act on a site
home-running = Running now
home-nothing-running = Nothing is running.
form-done = ✔️ Confirmed. Its card shows how it goes.
form-reading-title = Kinsta
noun-cache = Cache
noun-operation = Operations
noun-php = PHP
noun-site = Site
