### `/kinsta analytics`

noun-analytics = Analytics
verb-analytics-visits = wie viele Besuche es gab
verb-analytics-bandwidth = wie viel der Server gesendet hat
verb-analytics-cdn = wie viel das CDN gesendet hat
verb-analytics-disk = wie voll die Festplatte ist
arg-span = Wie weit zurück
hint-span = Ein Monat, wenn du nichts wählst. Die Tage darunter gehen vor.
arg-from-day = Von
hint-from-day = Der erste Tag, zusammen mit dem letzten.
arg-to-day = Bis
hint-to-day = Der letzte Tag, spätestens heute.
choice-24h = 24 Stunden
choice-7d = 7 Tage
choice-30d = 30 Tage
choice-60d = 60 Tage

analytics-visits = Besuche
analytics-bandwidth = Bandbreite des Servers
analytics-cdn = Bandbreite des CDN
analytics-disk = Speicherplatz
analytics-last-24h = letzte 24 Stunden
analytics-last-7d = letzte 7 Tage
analytics-last-30d = letzte 30 Tage
analytics-last-60d = letzte 60 Tage
analytics-between = { $from } bis { $to }
analytics-span-24h = 24 Stunden
analytics-span-7d = 7 Tage
analytics-span-30d = 30 Tage
analytics-span-60d = 60 Tage
analytics-period = Gefragt: *{ $period }*. Bekannt: { $first } bis { $last }.
analytics-dated = { $number } ({ $day })
analytics-fact-total = Zusammen
analytics-fact-average-day = Im Mittel am Tag
analytics-fact-average-hour = Im Mittel in der Stunde
analytics-fact-peak = Am meisten
analytics-fact-low = Am wenigsten
analytics-fact-first = Zuerst
analytics-fact-last = Zuletzt
analytics-fact-change = Änderung
analytics-note-visits = Ein Besuch ist eine Adresse innerhalb eines Tages.
analytics-note-bytes = Kinsta nennt keine Einheit; die Zahlen sind als Byte gelesen.
analytics-note-hours = Die Stunden stehen so da, wie Kinsta sie schickt: ohne Zeitzone.
analytics-gaps = { $count ->
    [one] Für einen Zeitpunkt gibt es keine Zahl.
   *[other] Für { $count } Zeitpunkte gibt es keine Zahl.
}
analytics-alt-days = { $title }, { $first_day } bis { $last_day }: zusammen { $total }, im Mittel { $average } am Tag, am meisten am { $peak_day } ({ $peak }), am wenigsten am { $low_day } ({ $low }).
analytics-alt-hours = { $title }, { $first_day } bis { $last_day }: zusammen { $total }, im Mittel { $average } in der Stunde, am meisten am { $peak_day } ({ $peak }), am wenigsten am { $low_day } ({ $low }).
analytics-alt-level = { $title }, { $first_day } bis { $last_day }: von { $first } auf { $last }, am meisten am { $peak_day } ({ $peak }), am wenigsten am { $low_day } ({ $low }).
analytics-empty = Keine Zahlen für diese Zeit
analytics-nothing = Kinsta hat hier keine Zahlen für diese Zeit ({ $period }).
analytics-nothing-way-out = Eine neue Umgebung hat nach einem Tag die ersten Zahlen. Wähl eine andere Zeit oder sieh morgen wieder nach.
analytics-undrawn = Das Bild ließ sich nicht zeichnen; die Zahlen sind vollständig.
analytics-no-last-day = Der letzte Tag fehlt.
analytics-no-first-day = Der erste Tag fehlt.
analytics-both-days = `--from` und `--to` gehören zusammen; für die Zeit bis jetzt nimm `--span`.
analytics-backwards = Der { $from } liegt nach dem { $to }.
analytics-backwards-way-out = Nenn den früheren Tag bei `--from`.
analytics-future = Der { $day } liegt in der Zukunft.
analytics-future-way-out = Nimm spätestens den { $today }.
analytics-too-long = Das sind { $days } Tage; auf einmal zu sehen sind höchstens { $most }.
analytics-too-long-way-out = Fang später an oder hör früher auf.
