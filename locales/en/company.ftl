### `/kinsta company`

noun-company = Company
verb-company-account = the company and the bot's key
verb-company-activity = what was done, by whom, and how it ended
verb-company-keys = the API keys by name, and which is the bot's
verb-company-regions = where a site can stand
verb-company-users = who has access
arg-company-activity-whole-site = Site
arg-company-activity-user = Done by
arg-company-activity-key = With the API key
arg-company-activity-category = About
choice-company-activity-sites = Sites
choice-company-activity-dns = DNS
choice-company-activity-migrations = Migrations
choice-company-activity-billing = Billing
choice-company-activity-notifications = Notifications
choice-company-activity-users = Users
choice-company-activity-settings = Personal settings
choice-company-activity-sso = Single sign-on
button-company-keys = API keys
button-company-users = Users
button-company-activity = All activity
button-company-own-activity = What the bot did

company-column-name = Name
company-column-email = E-mail
company-column-place = Place
company-column-region = Region
company-column-key = Key
company-column-status = Status
company-column-expires = Expires
company-column-when = When
company-column-what = What
company-column-site = Site
company-column-who = Who
company-column-from = From
company-column-end = Result
company-users-title = { $count ->
    [one] One user
   *[other] { $count } users
}
company-users-private = Only you see this. Users are invited and removed in MyKinsta.
company-regions-title = { $count ->
    [one] One region
   *[other] { $count } regions
}
company-keys-title = { $count ->
    [one] One API key
   *[other] { $count } API keys
}
company-keys-note = Kinsta shows names only, never the keys. They are made and revoked in MyKinsta › Company settings › API keys.
company-key-own = { $name } ← this bot
company-key-perhaps-own = { $name } ← perhaps this bot
company-status-active = active
company-status-revoked = revoked
company-status-expired = expired
company-expires-never = never
company-expires-soon = { $days ->
    [0] ⚠️ { $day } (today)
    [one] ⚠️ { $day } (tomorrow)
   *[other] ⚠️ { $day } (in { $days } days)
}
company-expired = ⚠️ { $day } (over)
company-account-title = The company and the bot's key
company-fact-key = API key of this bot
company-fact-status = Status
company-fact-expires = Expires
company-fact-company = Company id
company-key-near = ⚠️ The bot's key stops working soon, and then so does the bot. A company owner or admin creates a new one in MyKinsta › Company settings › API keys, and whoever runs this bot puts it into `KINSTA_API_KEY`.
company-account-note = Kinsta does not tell the company's name. Links into MyKinsta carry the id as `idCompany`.
company-activity-title = { $count ->
    [one] Activity: one entry
   *[other] Activity: { $count } entries
}
company-activity-title-of = { $count ->
    [one] Activity: one entry for “{ $words }”
   *[other] Activity: { $count } entries for “{ $words }”
}
company-activity-note = Times in { $zone }
company-activity-nothing = Kinsta's log has nothing for “{ $words }”.
company-activity-nothing-way-out = Ask with less, or look at everything.
company-activity-empty = Kinsta's activity log is empty.
company-activity-empty-way-out = What is done in MyKinsta or by this bot shows up here.
company-site-gone = no longer listed
company-by-key = key “{ $name }”
company-end-done = ✅ done
company-end-warned = ⚠️ done, with a warning
company-end-failed = ❌ failed
company-end-running = ⏳ running
company-which = Which one?
company-there-are = There are: { $names }.
company-user-several = { $count } users match “{ $words }”.
company-user-nothing = No user is called “{ $words }”.
company-key-several = { $count } API keys match “{ $words }”.
company-key-nothing = No API key is called “{ $words }”.
