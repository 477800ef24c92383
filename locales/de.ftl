### Deutsch. Auszeichnung: *fett*, `Code`. Jeder Schlüssel steht auch in en.ftl, mit denselben Angaben.

## Hilfe
help-title = Was /kinsta kann
help-title-noun = /kinsta { $noun }
help-intro = Schreib den Namen der Website, nie eine ID. Änderungen siehst du zuerst; nichts geschieht, bevor du den Knopf drückst.
help-names = Eine Website findet sich über Namen, jede ihrer Domains, ein Label oder einen Link aus MyKinsta. In einem Thread schreib `@kinsta` und dieselben Wörter.
help-example = Zum Beispiel { $example }
verb-site-list = alle Websites, durchsuchbar
verb-site-status = ob sie erreichbar ist und was dort läuft
verb-cache-clear = die Caches einer Umgebung leeren
verb-php-restart = PHP neu starten, dann nachsehen, ob die Website antwortet
verb-operation-status = was läuft und was lief

## Knöpfe
button-site-list = Websites zeigen
button-all-sites = Alle Websites
button-help = Hilfe
button-cancel = Abbrechen
button-previous = ‹ Zurück
button-next = Weiter ›
button-clear-cache = Cache leeren…
button-restart-php = PHP neu starten…
button-look-again = Noch einmal nachsehen
button-check-again = Erneut prüfen
button-operations = Letzte Vorgänge

## Fehler in der Eingabe
usage-way-out = So geht es: { $usage }
    Zum Beispiel: { $example }
mistake-unknown-argument = { $argument } gibt es hier nicht.
mistake-unknown-argument-near = { $argument } gibt es hier nicht. Meintest du { $near }?
mistake-no-value = { $argument } braucht einen Wert.
mistake-value = { $value } ist kein Wert für { $argument }.
mistake-value-of = { $value } ist kein Wert für { $argument }: möglich sind { $valid }.
mistake-missing = { $argument } fehlt.
mistake-twice = { $argument } steht öfter da, als es geht.
mistake-other = Diese Wörter passen nicht zusammen.
mistake-quote = Ein Anführungszeichen ist offen und wird nie geschlossen.
mistake-quote-way-out = Schließ es oder lass die Anführungszeichen weg: Namen von Websites brauchen keine.
unknown-words = { $words } gibt es nicht.
unknown-which-verb = Was soll mit { $noun } geschehen?
unknown-near = Meintest du { $near }?
unknown-verbs = Es gibt { $near }.
unknown-way-out = `/kinsta help` zeigt alles, was es gibt.

## Websites
site-several = { $count ->
    [one] Eine Website passt zu „{ $words }“.
   *[other] { $count } Websites passen zu „{ $words }“.
}
site-several-way-out = Welche?
site-several-more = Das sind die ersten { $shown }. Mit mehr vom Namen werden es weniger.
site-nothing = Keine Website heißt „{ $words }“.
site-nothing-nearest = Meintest du eine von diesen?
site-nothing-way-out = Sieh in der Liste nach. Eine eben angelegte Website erscheint innerhalb einer Minute.
env-which = Welche Umgebung von *{ $site }*?
env-which-way-out = Für eine Änderung muss die Umgebung genannt sein; Live wird nie angenommen.
env-which-no-live = Eine Live-Umgebung gibt es nicht.
env-which-gone = Die gemeinte gibt es nicht mehr.
env-nothing = *{ $site }* hat keine Umgebung „{ $words }“.
env-nothing-way-out = Es gibt: { $names }.
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
list-page = Seite { $page } von { $pages }
list-column-name = Website
list-column-label = Label
list-column-domain = Domain
list-column-environments = Umgebungen
list-column-php = PHP
list-column-wordpress = WordPress
directory-age = Liste der Websites vom { $moment }
directory-stale = ⚠️ Kinsta antwortet gerade nicht; die Liste der Websites ist vom { $moment }
directory-loading = Die Liste der Websites wird zum ersten Mal geholt.
directory-loading-way-out = Versuch es in ein paar Sekunden noch einmal.

## Zustand einer Website
status-from-memory = ⚠️ { $why }
    Diese Angaben sind daher aus dem Gedächtnis, Stand { $moment }.
status-no-domain = Es gibt keine Domain zum Nachsehen: nur Platzhalter-Einträge.
fact-site = Website
fact-environment = Umgebung
fact-domain = Domain
fact-domains = Domains
fact-duration = Dauert meist
fact-parts = Schichten
fact-skipped = Nicht vorhanden
fact-php = PHP
fact-wordpress = WordPress
fact-blocked = Blockiert
fact-blocked-yes = ⚠️ ja: Bei Kinsta arbeitet ein anderer Vorgang daran
fact-blocked-no = nein
fact-edge = Edge-Cache
fact-cdn = CDN
fact-labels = Labels
fact-on = an
fact-off = aus
fact-unknown = unbekannt
fact-more = und { $count } weitere
probe-up = ✅ { $domain } antwortet.
probe-protected = 🔒 { $domain } antwortet, hinter Passwort oder Sperre ({ $status }).
probe-blank = ⚠️ { $domain } ist LEER (BLANK): Antwort 200 ohne Inhalt. So sieht oft ein fataler PHP-Fehler aus.
probe-hidden = ❌ { $domain } ist hinter dem Cache kaputt: Der Cache zeigt eine Seite, WordPress selbst antwortet { $status }.
probe-hidden-silence = ❌ { $domain } ist hinter dem Cache kaputt: Der Cache zeigt eine Seite, WordPress selbst antwortet nicht ({ $why }).
probe-error = ❌ { $domain } antwortet mit einem Fehler ({ $status }).
probe-away = ⚠️ { $domain } schickt Besucher zu { $host }, keiner Domain dieser Umgebung. Dorthin wurde nicht gefolgt.
probe-unreachable = ❌ { $domain } ist nicht erreichbar: { $why }.
probe-plain = Wie Besucher es sehen: { $status } in { $first_byte }, Cache { $cache }
probe-busted = Am Cache vorbei: { $status } in { $first_byte }, Cache { $cache }
unreachable-host = die Domain lässt sich nicht auflösen
unreachable-refused = die Verbindung wurde abgelehnt
unreachable-timeout = keine Antwort in der Zeit
unreachable-tls = das Zertifikat passt nicht
unreachable-private = sie zeigt auf eine private Adresse, die nie besucht wird
unreachable-other = die Verbindung brach ab

## Rückfragen
prompt-live = ⚠️ Das ist *Live*: Besucher merken es.
prompt-life = Nur du siehst das. Gültig für { $minutes } Minuten.
prompt-confirmed = ✔️ { $doing }. Wie es läuft, steht in { $channel }.
prompt-confirmed-here = ✔️ { $doing }. Wie es läuft, steht hier darunter.
prompt-cancelled = Abgebrochen. Nichts wurde geändert. (Es war: { $doing }.)
prompt-unknown = Diese Rückfrage ist nicht mehr bekannt, nichts wurde geändert. Gib den Befehl noch einmal ein.
prompt-not-yours = Nur { $owner } kann das beantworten, nichts wurde geändert. Gib den Befehl selbst ein, dann bekommst du deine eigene Rückfrage.
prompt-already-confirmed = Das ist schon bestätigt. Es läuft einmal; wie, zeigt die Karte im Kanal.
prompt-already-cancelled = Das ist schon abgebrochen, nichts wurde geändert. Gib den Befehl noch einmal ein.
prompt-expired = Diese Rückfrage ist älter als fünf Minuten, nichts wurde geändert. Gib den Befehl noch einmal ein.

## Änderungen
act-cache-clear-name = Cache leeren
act-cache-clear-ask = Cache von { $site } · { $env } leeren?
act-cache-clear-effect = Gespeicherte Seiten und Dateien werden verworfen und neu aufgebaut; die ersten Besuche sind langsamer.
act-cache-clear-duration = einige Sekunden bis eine Minute
act-cache-clear-button = Cache leeren
act-cache-clear-doing = Der Cache von *{ $site } · { $env }* wird geleert
act-cache-clear-done = Cache von *{ $site } · { $env }* in { $duration } geleert
act-cache-clear-failed = Der Cache von *{ $site } · { $env }* wurde nicht geleert
act-cache-clear-failed-partly = Der Cache von *{ $site } · { $env }* wurde nur zum Teil geleert
act-cache-clear-unknown = Ob der Cache von *{ $site } · { $env }* geleert wurde, kann niemand sagen
act-php-restart-name = PHP neu starten
act-php-restart-ask = PHP von { $site } · { $env } neu starten?
act-php-restart-effect = Laufende Aufrufe brechen ab, Besucher sehen vielleicht einige Sekunden lang einen 503. Danach wird nachgesehen, ob die Website antwortet.
act-php-restart-duration = einige Sekunden bis eine Minute
act-php-restart-button = PHP neu starten
act-php-restart-doing = PHP von *{ $site } · { $env }* wird neu gestartet
act-php-restart-done = PHP von *{ $site } · { $env }* in { $duration } neu gestartet
act-php-restart-failed = PHP von *{ $site } · { $env }* wurde nicht neu gestartet
act-php-restart-failed-partly = PHP von *{ $site } · { $env }* wurde nicht neu gestartet
act-php-restart-unknown = Ob PHP von *{ $site } · { $env }* neu gestartet wurde, kann niemand sagen
step-site = Seiten-Cache
step-edge = Edge-Cache
step-cdn = CDN-Cache
step-php = PHP
step-done = fertig
step-running = läuft
step-ambiguous = Kinstas Antwort ging verloren; das Aktivitätsprotokoll wird gelesen
skip-edge = für diese Umgebung nicht an
skip-cdn = für diese Umgebung nicht an
cache-layer-absent = *{ $site } · { $env }* hat keinen { $layer }.
cache-layer-absent-way-out = Ohne `--layer` wird alles geleert, was da ist.

## Vorgänge
headline-accepted = 🕓 { $doing }, auf Wunsch von { $asker }
headline-running = ⏳ { $doing }, auf Wunsch von { $asker }
headline-ended = { $end } · auf Wunsch von { $asker }
reply = { $asker } { $end }
state-accepted = angenommen
state-running = läuft
state-done = fertig
state-failed = gescheitert
state-unknown = unbekannt
kinsta-says = Kinsta sagt: „{ $message }“
unknown-too-long = es endete nicht in der Zeit, in der es verfolgt wurde.
unknown-not-found = Kinsta kennt den Vorgang nicht mehr.
unknown-answer-lost = Kinstas Antwort ging verloren, und das Aktivitätsprotokoll zeigt ihn nicht. Es wurde nicht noch einmal gesendet.
unknown-way-on = Sieh in MyKinsta nach oder prüfe hier erneut. Nichts wurde wiederholt.
not-sent-in-time = Kinsta war nicht rechtzeitig erreichbar. Nichts wurde gesendet.
not-sent-not-allowed = wer es wünschte, darf es nicht mehr. Nichts wurde gesendet.
not-sent-set-aside = es wurde nach zu vielen Versuchen zurückgestellt. Nichts wurde gesendet.
operation-id = Vorgang { $id }
operations-none = Von hier aus wurde noch nichts gestartet.
operations-title = Vorgänge
operations-note = `/kinsta operation status &lt;id&gt;` zeigt einen davon.
operations-column-what = Was
operations-column-where = Wo
operations-column-state = Stand
operations-column-duration = Dauer
operations-column-id = ID
operation-nothing = Ein Vorgang „{ $id }“ ist nicht bekannt.
operation-nothing-way-out = Kopier die ID von einer Karte oder aus der Liste der letzten Vorgänge.
recheck-looking = Es wird noch einmal nachgesehen; die Karte sagt es dann.
recheck-nothing = Dieser Vorgang ist hier nicht mehr bekannt.
kinsta-operation-pending = ⏳ { $id } läuft bei Kinsta noch oder hat eben begonnen.
kinsta-operation-done = ✅ { $id } ist fertig.
kinsta-operation-failed = ❌ { $id } ist gescheitert. Kinsta sagt: „{ $message }“
kinsta-operation-not-found = ❔ { $id } ist bei Kinsta nicht bekannt, oder dieser Schlüssel darf es nicht sehen. Was eben erst begann, erscheint innerhalb einer Minute.
kinsta-operation-no-answer = ❔ Kinsta gab keine brauchbare Antwort zu { $id }: „{ $message }“. Versuch es in einer Minute noch einmal.
invite = Nur du siehst das: In { $channel } darf ich nicht schreiben. Gib dort `/invite @kinsta` ein, dann erscheint die nächste Karte im Kanal.
invite-dm = Nur du siehst das: In einem Gespräch zwischen Personen kann ich nicht schreiben. Frag in einem Kanal, in dem ich bin; dort sehen alle die Karte.
invite-archived = Nur du siehst das: { $channel } ist archiviert. Frag in einem Kanal, in dem ich bin; dort sehen alle die Karte.
invite-restricted = Nur du siehst das: In { $channel } dürfen nicht alle schreiben, auch ich nicht. Ein Admin kann es erlauben, oder frag in einem anderen Kanal, in dem ich bin.

## Absagen
denied-nobody = Noch darf niemand etwas ändern.
denied-nobody-way-out = Wer diesen Bot betreibt, nennt Personen in `OPERATORS`; deine Slack-ID ist `{ $user }`.
denied-not-operator = Du darfst nachsehen, aber nichts ändern.
denied-not-operator-way-out = Frag { $operators }.
store-down = Ich kann mir gerade nichts merken, deshalb wurde nichts gestartet.
store-down-way-out = Versuch es in einer Minute noch einmal; bleibt es so, findet den Grund im Log, wer diesen Bot betreibt.
incident = Bei mir ging etwas schief, und nichts wurde gestartet. Vorfall `{ $incident }`.
incident-way-out = Versuch es noch einmal; geschieht es wieder, nenn den Vorfall dem, der diesen Bot betreibt.
working = Einen Moment: Die Antwort folgt hier.
kinsta-unauthorised = Der API-Schlüssel wurde abgelehnt.
kinsta-unauthorised-way-out = Inhaber oder Admin der Firma legen einen an unter MyKinsta › Firmeneinstellungen › API-Schlüssel (Company settings › API keys), und wer diesen Bot betreibt, trägt ihn in `KINSTA_API_KEY` ein.
kinsta-not-found = Nicht gefunden, oder dieser Schlüssel darf es nicht sehen.
kinsta-not-found-way-out = Prüf den Namen in MyKinsta; der Bot sieht, was der Ersteller seines API-Schlüssels sieht.
kinsta-limited = Kinstas Grenze für Anfragen pro Minute ist erreicht.
kinsta-limited-way-out = Versuch es nach { $moment } noch einmal.
kinsta-rejected = Kinsta hat das nicht angenommen.
kinsta-rejected-way-out = Ändere, was Kinsta nennt, und versuch es noch einmal.
kinsta-unreadable = Kinsta antwortete so, dass ich es nicht verstehe.
kinsta-unreadable-way-out = Versuch es noch einmal; bleibt es so, findet die Stelle im Log, wer diesen Bot betreibt.
kinsta-trouble = Kinsta kann gerade nicht antworten: „{ $message }“
kinsta-unavailable = Kinsta antwortet nicht.
kinsta-unavailable-way-out = Versuch es in einer Minute noch einmal.
