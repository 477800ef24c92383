### `/kinsta log`

verb-log-error = die letzten Zeilen des Fehlerlogs und der letzte fatale Fehler
verb-log-access = die letzten Aufrufe, die die Website selbst erreichten
verb-log-cache = was der Cache zuletzt antwortete
arg-lines = Wie viele Zeilen
hint-lines = Ohne Angabe 50, höchstens 20.000.
arg-grep = Nur Zeilen mit
hint-grep = Einfacher Text, Groß- und Kleinschreibung sind gleich; durchsucht werden die letzten 20.000 Zeilen.
arg-raw = Ungeschwärzt
box-raw = Adressen, Token und dergleichen zeigen, nur mir
log-file-error = Fehlerlog
log-file-access = Zugriffslog
log-file-cache = Cache-Log
log-title = { $where }: { $file }
log-empty = Das { $file } von *{ $site } · { $env }* hat keine Zeilen.
log-nothing = In den letzten { $count } Zeilen steht nirgends „{ $words }“. Verborgenes wird nicht durchsucht; `--raw` durchsucht alles.
log-nothing-raw = In den letzten { $count } Zeilen steht nirgends „{ $words }“.
log-attached = { $count } von { $all } Zeilen, die letzten, lange gekürzt; die Datei hat alle.
log-redacted = E-Mail-Adressen, Adressen von Besuchern, Token und Passwörter sind verborgen; `--raw` zeigt sie dir allein.
log-fatal = 🛑 Letzter fataler Fehler, { $at }: { $message }
log-fatal-plugin = Er weist auf das Plugin *{ $name }*: { $place }
log-fatal-theme = Er weist auf das Theme *{ $name }*: { $place }
log-fatal-file = Er weist auf { $place }, was zu keinem Plugin oder Theme gehört.
log-question = Das { $file } von *{ $site } · { $env }* ungeschwärzt anzeigen? Darin können Adressen von Besuchern, E-Mail-Adressen, Token und Passwörter stehen.
log-unreadable = Das Log ließ sich nicht lesen.
log-unreadable-way-out = Versuch es mit weniger `--lines` noch einmal.
noun-log = Protokolle
