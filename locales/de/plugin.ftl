### `/kinsta plugin`

verb-plugin-list = die Plugins einer Umgebung und welche veraltet sind
verb-plugin-update = einzelne Plugins oder alle veralteten aktualisieren
arg-plugin-list-updates = Nur die mit Update
box-plugin-list-updates = Nur was aktualisiert werden kann
arg-plugin-update-name = Welche
hint-plugin-update-name = Aufgeführt sind die mit Update.
arg-plugin-update-all = Alle
box-plugin-update-all = Alles, was aktualisiert werden kann
plugin-button-list = Alle Plugins
plugin-button-update-all = Alle aktualisieren…
plugin-button-update-some = Auswählen…
plugin-list-title = { $count ->
    [one] Ein Plugin von { $where }
   *[other] { $count } Plugins von { $where }
}
plugin-list-title-updates = { $count ->
    [one] Ein Plugin von { $where } kann aktualisiert werden
   *[other] { $count } Plugins von { $where } können aktualisiert werden
}
plugin-list-empty = *{ $site } · { $env }* hat keine Plugins.
plugin-up-to-date = { $count ->
    [one] ✅ Das eine Plugin von *{ $site } · { $env }* ist aktuell.
   *[other] ✅ Alle { $count } Plugins von *{ $site } · { $env }* sind aktuell.
}
plugin-up-to-date-named = ✅ Auf *{ $site } · { $env }* ist nichts zu aktualisieren: Kinsta kennt nichts Neueres als { $names }.
plugin-behind = { $count ->
    [one] Eines kann aktualisiert werden
   *[other] { $count } können aktualisiert werden
}
plugin-either = Entweder sind einzelne Plugins genannt oder alle gemeint, nicht beides.
plugin-either-way-out = Lass `--all` weg oder jedes `--name`.
plugin-which = Welche Plugins von *{ $site } · { $env }*?
plugin-which-way-out = Nenn sie mit `--name` oder nimm mit `--all` alle veralteten.
plugin-several = Mehrere Plugins von *{ $site } · { $env }* passen zu „{ $words }“.
plugin-nothing = *{ $site } · { $env }* hat kein Plugin „{ $words }“.
act-plugin-update-name = Plugins aktualisieren
act-plugin-update-ask = { $many ->
    [no] { $what } von { $site } · { $env } auf { $version } aktualisieren?
   *[yes] { $count } Plugins von { $site } · { $env } aktualisieren?
}
act-plugin-update-effect = Die Dateien der Website ändern sich, vielleicht auch ihre Datenbank. Danach werden die Versionen noch einmal gelesen.
act-plugin-update-duration = eine bis einige Minuten
act-plugin-update-button = Aktualisieren
act-plugin-update-doing = { $many ->
    [no] { $what } von *{ $site } · { $env }* wird auf { $version } aktualisiert
   *[yes] { $count } Plugins von *{ $site } · { $env }* werden aktualisiert
}
act-plugin-update-done = { $many ->
    [no] Update von { $what } von *{ $site } · { $env }* auf { $version } in { $duration } beendet
   *[yes] Update von { $count } Plugins von *{ $site } · { $env }* in { $duration } beendet
}
act-plugin-update-missing = Welche Versionen es jetzt sind, ließ sich nicht lesen; `/kinsta plugin list` zeigt sie.
step-plugin = Update

## Plugins und Themes gemeinsam
package-column-name = Name
package-column-title = Titel
package-column-version = Version
package-column-status = Status
package-column-update = Update auf
package-column-last = Letztes Update
package-status-active = aktiv
package-status-inactive = inaktiv
package-status-must-use = immer aktiv
package-last-updated = gelungen
package-last-failed = gescheitert
package-several-way-out = Welches?
package-nothing-near = Meintest du eines von diesen?
package-nothing-way-out = Sieh in der Liste nach; der technische Name steht in der ersten Spalte.
package-backup-first = 💡 Zurück geht es nur mit einem Backup. Mach vorher eines, wenn es kein frisches gibt.
package-changed = die Versionen haben sich geändert, seit sie gezeigt wurden. Nichts wurde gesendet; gib den Befehl noch einmal ein, um die jetzigen zu sehen.
button-package-backup = Erst Backup machen…
button-package-look = Antwortet die Website?
button-package-errors = Fehlerlog
fact-package-versions = Versionen
fact-package-current = Schon aktuell
fact-package-updated = Hat die neue Version
fact-package-not-updated = ⚠️ Hat noch die alte Version
fact-package-gone = ⚠️ Ist nicht mehr da
noun-plugin = Plugins
