### Deutsch. Auszeichnung: *fett*, `Code`. Jeder Schlüssel steht auch in `locales/en/`, mit denselben Angaben.

## Hilfe
help-title = Was /kinsta kann
help-title-noun = /kinsta { $noun }
help-intro = Schreib den Namen der Website, nie eine ID. Änderungen siehst du zuerst; nichts geschieht, bevor du den Knopf drückst.
help-names = Eine Website findet sich über Namen, jede ihrer Domains, ein Label oder einen Link aus MyKinsta. In einem Thread schreib `@kinsta` und dieselben Wörter.
help-example = Zum Beispiel { $example }

## Knöpfe
button-help = Hilfe
button-cancel = Abbrechen
button-previous = ‹ Zurück
button-next = Weiter ›
button-look-again = Noch einmal nachsehen
button-check-again = Erneut prüfen

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
directory-age = Liste der Websites vom { $moment }
directory-stale = ⚠️ Kinsta antwortet gerade nicht; die Liste der Websites ist vom { $moment }
directory-loading = Die Liste der Websites wird zum ersten Mal geholt.
directory-loading-way-out = Versuch es in ein paar Sekunden noch einmal.

## Zustand einer Website
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
step-done = fertig
step-running = läuft
step-ambiguous = Kinstas Antwort ging verloren; das Aktivitätsprotokoll wird gelesen

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
recheck-looking = Es wird noch einmal nachgesehen; die Karte sagt es dann.
recheck-nothing = Dieser Vorgang ist hier nicht mehr bekannt.
invite = Nur du siehst das: In { $channel } darf ich nicht schreiben. Gib dort `/invite @kinsta` ein, dann erscheint die nächste Karte im Kanal.
invite-dm = Nur du siehst das: In einem Gespräch zwischen Personen kann ich nicht schreiben. Frag in einem Kanal, in dem ich bin; dort sehen alle die Karte.
invite-archived = Nur du siehst das: { $channel } ist archiviert. Frag in einem Kanal, in dem ich bin; dort sehen alle die Karte.
invite-restricted = Nur du siehst das: In { $channel } dürfen nicht alle schreiben, auch ich nicht. Ein Admin kann es erlauben, oder frag in einem anderen Kanal, in dem ich bin.

## Absagen
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

## Jede Handlung: `name`, `ask`, `effect`, `doing` und `done` hat sie selbst, `loss` auch, wo etwas verloren geht; für den Rest gelten diese
act-duration = einige Sekunden bis eine Minute
act-button = { $name }
act-failed = Fehlgeschlagen: { $doing }
act-failed-partly = Nur zum Teil erledigt: { $doing }
act-unknown = Niemand kann sagen, ob das wirksam wurde: { $doing }
prompt-loss = 🛑 { $loss }
button-type = Namen eintippen …
typed-label = Zum Bestätigen „{ $name }“ eintippen
typed-hint = Der Name genau wie oben; Groß- und Kleinschreibung sind gleich.
typed-mistyped = Das ist nicht „{ $name }“. Nichts wurde geändert; tippe den Namen ein oder schließe das Formular.
prompt-life-form = Noch ist nichts passiert. Gültig für { $minutes } Minuten.
outcome-missing = Kinsta zeigt das Ergebnis noch nicht; `/kinsta site list` zeigt es in einer Minute.
secret-unopenable = Das eingegebene Passwort lässt sich nicht mehr lesen, weil der API-Schlüssel des Bots gewechselt hat. Nichts wurde gesendet; gib es neu ein.

## Geheimnisse
button-reveal = Anzeigen
secret-life = Nur du siehst das, { $minutes } Minuten lang nach dem Druck.
secret-shown = 🔒 Nur du siehst das. In { $minutes } Minuten verschwindet es.
secret-gone = 🔒 Es wurde gezeigt und wieder weggenommen. Tippe den Befehl noch einmal, um es zu sehen.
secret-not-here = 🔒 Das lässt sich hier nicht zeigen, ohne es zu speichern. Tippe den Befehl als `/kinsta …`.

## Formulare
button-form = Formular öffnen
form-title = { $verb }
form-submit = Weiter
form-submit-change = Prüfen
form-close = Abbrechen
form-close-reading = Schließen
form-yes = Ja
form-opened = Ein Formular hat sich geöffnet und fragt nach dem Rest.
form-choices = Möglich: { $choices }
form-working = Einen Moment …
form-nothing-to-choose = Für „{ $label }“ gibt es nichts zur Auswahl.
form-outdated = Dieses Formular ist älter als der Bot, darum wurde nichts getan.
form-outdated-way-out = Öffne es neu.
form-said = Die Antwort steht in deinen Nachrichten.
form-said-in = Die Antwort steht in { $channel }.
form-expired = Slack ließ zu wenig Zeit, das Formular zu öffnen. Drücke den Knopf noch einmal.
form-lost = Das Formular ließ sich nicht zeigen. Versuch es noch einmal oder tippe den Befehl: { $usage }
form-file-lost = Die Datei ließ sich nicht von Slack holen. Hänge sie noch einmal an; bis 1 MB Text wird gelesen.
mistake-form-only = { $argument } wird nur im Formular eingegeben, damit es sonst niemand sieht. Das Getippte wurde nicht behalten; war es ein Passwort, ändere es.
choose-title = Website bearbeiten
arg-site = Website und Umgebung
hint-site = Tippe einen Teil des Namens.
arg-whole-site = Website
hint-whole-site = Tippe einen Teil des Namens.
arg-verb = Was tun
arg-page = Seite
arg-label = Label
arg-words = Suche nach

## Dateien
file-in-direct = 📎 { $name } liegt in unseren Direktnachrichten.
file-here = 📎 { $name } hängt unten an.
file-lost = ⚠️ { $name } ließ sich nicht an Slack übergeben ({ $why }). Versuch es in einer Minute noch einmal.

## Listen
list-page = Seite { $page } von { $pages }

## Startseite
home-title = Kinsta
home-search = Website suchen
home-intro = Wähle oben eine Website, um zu sehen, was sich dort tun lässt, oder beginne hier. Nichts passiert, bevor du es bestätigt hast.
home-choose = Website bearbeiten
home-running = Läuft gerade
home-nothing-running = Gerade läuft nichts.
form-done = ✔️ Bestätigt. Die Karte zeigt, wie es läuft.
form-reading-title = Kinsta
noun-cache = Cache
noun-operation = Operationen
noun-php = PHP
noun-site = Website
