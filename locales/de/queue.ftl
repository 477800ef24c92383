### Warten, bis man an der Reihe ist, und zur selben Zeit dasselbe wünschen

## Vor dem Bestätigen
queue-would-wait-running = ⏳ Dort ist { $asker } am Werk: { $doing }, seit { $since }. Wenn du bestätigst, wartet das hier, bis es an der Reihe ist, und beginnt von selbst.
queue-would-wait-waiting = ⏳ Dort kommt zuerst { $asker }: { $doing }, bestätigt { $since }. Wenn du bestätigst, wartet das hier, bis es an der Reihe ist, und beginnt von selbst.
queue-would-join = ⏳ { $asker } hat eben dasselbe bestätigt: { $doing }, { $since }. Wenn du bestätigst, läuft es trotzdem nur einmal, und die Karte nennt auch dich.

## Auf der Karte
queue-behind-running = ⏳ Wartet auf { $asker }: { $doing }, seit { $since }. Es beginnt von selbst.
queue-behind-waiting = ⏳ Kommt nach { $asker }: { $doing }, bestätigt { $since }. Es beginnt von selbst.
queue-behind-kinsta = ⏳ Wartet auf Kinsta: Etwas anderes arbeitet an der Umgebung. Es beginnt von selbst.
askers = { $first } und { $last }

## Wie es endet, ohne begonnen zu haben
not-sent-queue = es hat zwei Stunden gewartet und kam nicht an die Reihe. Nichts wurde gesendet. Sieh nach, was dort am Werk ist, und gib den Befehl dann noch einmal ein.
not-sent-withdrawn = zurückgezogen von { $asker }. Nichts wurde gesendet.
kinsta-busy = etwas anderes war dort am Werk, deshalb hat Kinsta es nicht getan.
kinsta-busy-way-out = Sieh in MyKinsta nach, was es ist, und gib den Befehl noch einmal ein, wenn es vorbei ist.

## Zurückziehen
withdraw-too-late = Es hat begonnen oder ist vorbei und lässt sich nicht mehr zurückziehen; seine Karte zeigt, wie es läuft.
withdraw-not-yours = Nur { $owner } kann das zurückziehen, nichts wurde geändert.

## Zweimal dasselbe gewünscht
prompt-joined-others = ✔️ { $doing }. { $asker } hat eben dasselbe bestätigt: Es läuft einmal, und die Karte nennt auch dich. { $follow }
prompt-joined-own = ✔️ { $doing }. Du hast eben dasselbe bestätigt: Es läuft einmal. { $follow }
prompt-joined-follow = Wie es läuft, steht in { $channel }.
prompt-joined-here = Wie es läuft, steht hier.
prompt-joined-told = Wie es endet, erfährst du hier.
