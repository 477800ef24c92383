### `/kinsta site`

verb-site-list = every site, searchable
verb-site-status = is it up, and what runs there
button-site-list = List sites
button-all-sites = All sites
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
list-column-name = Site
list-column-label = Label
list-column-domain = Domain
list-column-environments = Environments
list-column-php = PHP
list-column-wordpress = WordPress
status-from-memory = ⚠️ { $why }
    So these facts are from memory, as of { $moment }.
status-no-domain = There is no domain to look at: only wildcard entries.
