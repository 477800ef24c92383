### `/kinsta theme`

verb-theme-list = die Themes einer Umgebung und welche veraltet sind
verb-theme-update = einzelne Themes oder alle veralteten aktualisieren
arg-theme-list-updates = Nur die mit Update
box-theme-list-updates = Nur was aktualisiert werden kann
arg-theme-update-name = Welche
hint-theme-update-name = Aufgeführt sind die mit Update.
arg-theme-update-all = Alle
box-theme-update-all = Alles, was aktualisiert werden kann
theme-button-list = Alle Themes
theme-button-update-all = Alle aktualisieren…
theme-button-update-some = Auswählen…
theme-list-title = { $count ->
    [one] Ein Theme von { $where }
   *[other] { $count } Themes von { $where }
}
theme-list-title-updates = { $count ->
    [one] Ein Theme von { $where } kann aktualisiert werden
   *[other] { $count } Themes von { $where } können aktualisiert werden
}
theme-list-empty = *{ $site } · { $env }* hat keine Themes.
theme-up-to-date = { $count ->
    [one] ✅ Das eine Theme von *{ $site } · { $env }* ist aktuell.
   *[other] ✅ Alle { $count } Themes von *{ $site } · { $env }* sind aktuell.
}
theme-up-to-date-named = ✅ Auf *{ $site } · { $env }* ist nichts zu aktualisieren: Kinsta kennt nichts Neueres als { $names }.
theme-behind = { $count ->
    [one] Eines kann aktualisiert werden
   *[other] { $count } können aktualisiert werden
}
theme-either = Entweder sind einzelne Themes genannt oder alle gemeint, nicht beides.
theme-either-way-out = Lass `--all` weg oder jedes `--name`.
theme-which = Welche Themes von *{ $site } · { $env }*?
theme-which-way-out = Nenn sie mit `--name` oder nimm mit `--all` alle veralteten.
theme-several = Mehrere Themes von *{ $site } · { $env }* passen zu „{ $words }“.
theme-nothing = *{ $site } · { $env }* hat kein Theme „{ $words }“.
act-theme-update-name = Themes aktualisieren
act-theme-update-ask = { $many ->
    [no] { $what } von { $site } · { $env } auf { $version } aktualisieren?
   *[yes] { $count } Themes von { $site } · { $env } aktualisieren?
}
act-theme-update-effect = Die Dateien der Website ändern sich, vielleicht auch ihre Datenbank. Danach werden die Versionen noch einmal gelesen.
act-theme-update-duration = eine bis einige Minuten
act-theme-update-button = Aktualisieren
act-theme-update-doing = { $many ->
    [no] { $what } von *{ $site } · { $env }* wird auf { $version } aktualisiert
   *[yes] { $count } Themes von *{ $site } · { $env }* werden aktualisiert
}
act-theme-update-done = { $many ->
    [no] Update von { $what } von *{ $site } · { $env }* auf { $version } in { $duration } beendet
   *[yes] Update von { $count } Themes von *{ $site } · { $env }* in { $duration } beendet
}
act-theme-update-missing = Welche Versionen es jetzt sind, ließ sich nicht lesen; `/kinsta theme list` zeigt sie.
step-theme = Update
noun-theme = Themes
