### `/kinsta wp`

verb-wp-run = einen WP-CLI-Befehl ausführen und zeigen, was er ausgibt
arg-wp-run-command = WP-CLI-Befehl
hint-wp-run-command = Ohne `wp` davor, zum Beispiel: plugin list
wp-nothing = Hinter `--` steht kein Befehl.
wp-nothing-way-out = Zum Beispiel `/kinsta wp run acme staging -- plugin list`.
wp-quote-within = Kinsta nimmt kein Anführungszeichen innerhalb eines Worts in Anführungszeichen.
wp-quote-within-way-out = Lass den Apostroph weg, oder führ den Befehl über SSH aus.
wp-character = Kinsta nimmt kein { $character } in einem Befehl.
wp-character-way-out = Erlaubt sind Buchstaben, Ziffern und _ - . / : = @, in Anführungszeichen auch Leerzeichen. Für mehr nimm SSH.
wp-too-long = Kinsta nimmt höchstens 5.000 Zeichen.
wp-too-long-way-out = Mach ihn kürzer, oder führ ihn über SSH aus.
wp-cache = Kinsta führt `wp kinsta cache` auf diesem Weg nicht aus.
wp-cache-way-out = `/kinsta cache clear` leert dieselben Caches.
wp-password = { $option } würde ein Passwort in diesem Channel zeigen, und es würde gespeichert.
wp-password-way-out = Lass es weg: WordPress denkt sich eines aus, oder die Person setzt eines über „Passwort vergessen?“. War es ein echtes, ändere es.
wp-only-reads = ℹ️ Von diesem Befehl ist bekannt, dass er nichts ändert.
fact-wp-command = Befehl
fact-wp-output-none = Ausgabe (Kinsta gab keine zurück)
fact-wp-output-empty = Ausgabe (leer)
step-wp = WP-CLI
act-wp-run-name = WP-CLI ausführen
act-wp-run-ask = Diesen WP-CLI-Befehl auf { $site } · { $env } ausführen?
act-wp-run-effect = Kinsta führt den Befehl aus; was er ausgibt, wird hier allen gezeigt, ohne das, was nach einem Geheimnis aussieht.
act-wp-run-loss = Dieser Befehl kann auf *{ $site } · { $env }* alles ändern oder löschen, und von hier aus lässt sich das nicht zurücknehmen. Mach vorher ein Backup.
act-wp-run-duration = einige Sekunden bis einige Minuten
act-wp-run-doing = `{ $command }` läuft auf *{ $site } · { $env }*
act-wp-run-done = `{ $command }` lief auf *{ $site } · { $env }* in { $duration }
noun-wp = WP-CLI
