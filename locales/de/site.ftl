### `/kinsta site`

verb-site-list = alle Websites, durchsuchbar
verb-site-status = ob sie erreichbar ist und was dort läuft
button-site-list = Websites zeigen
button-all-sites = Alle Websites
list-title = { $count ->
    [one] Eine Website
   *[other] { $count } Websites
}
list-title-found = { $count ->
    [one] Eine Website zu „{ $words }“
   *[other] { $count } Websites zu „{ $words }“
}
list-empty = Es gibt noch keine Website, oder keine, die dieser API-Schlüssel sehen darf.
list-empty-way-out = Eine in MyKinsta angelegte Website erscheint hier innerhalb von fünf Minuten.
list-nothing = Keine Website passt zu „{ $words }“.
list-nothing-way-out = Nimm weniger oder andere Wörter; gesucht wird in Namen, Domains und Labels.
list-column-name = Website
list-column-label = Label
list-column-domain = Domain
list-column-environments = Umgebungen
list-column-php = PHP
list-column-wordpress = WordPress
status-from-memory = ⚠️ { $why }
    Diese Angaben sind daher aus dem Gedächtnis, Stand { $moment }.
status-no-domain = Es gibt keine Domain zum Nachsehen: nur Platzhalter-Einträge.
