### `/kinsta operation`

verb-operation-status = was läuft und was lief
button-operations = Letzte Vorgänge
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
kinsta-operation-pending = ⏳ { $id } läuft bei Kinsta noch oder hat eben begonnen.
kinsta-operation-done = ✅ { $id } ist fertig.
kinsta-operation-failed = ❌ { $id } ist gescheitert. Kinsta sagt: „{ $message }“
kinsta-operation-not-found = ❔ { $id } ist bei Kinsta nicht bekannt, oder dieser Schlüssel darf es nicht sehen. Was eben erst begann, erscheint innerhalb einer Minute.
kinsta-operation-no-answer = ❔ Kinsta gab keine brauchbare Antwort zu { $id }: „{ $message }“. Versuch es in einer Minute noch einmal.
arg-id = Kennung der Operation
