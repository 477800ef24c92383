### `/kinsta company`

noun-company = Firma
verb-company-account = die Firma und der Schlüssel des Bots
verb-company-activity = was getan wurde, von wem und wie es ausging
verb-company-keys = die API-Schlüssel mit Namen, und welcher der des Bots ist
verb-company-regions = wo eine Website stehen kann
verb-company-users = wer Zugang hat
arg-company-activity-whole-site = Website
arg-company-activity-user = Getan von
arg-company-activity-key = Mit dem API-Schlüssel
arg-company-activity-category = Worum es geht
choice-company-activity-sites = Websites
choice-company-activity-dns = DNS
choice-company-activity-migrations = Migrationen
choice-company-activity-billing = Abrechnung
choice-company-activity-notifications = Benachrichtigungen
choice-company-activity-users = Benutzer
choice-company-activity-settings = Persönliche Einstellungen
choice-company-activity-sso = Single Sign-on
button-company-keys = API-Schlüssel
button-company-users = Benutzer
button-company-activity = Alle Aktivitäten
button-company-own-activity = Was der Bot getan hat

company-column-name = Name
company-column-email = E-Mail
company-column-place = Ort
company-column-region = Region
company-column-key = Schlüssel
company-column-status = Zustand
company-column-expires = Läuft ab
company-column-when = Wann
company-column-what = Was
company-column-site = Website
company-column-who = Wer
company-column-from = Woher
company-column-end = Ergebnis
company-users-title = { $count ->
    [one] Ein Benutzer
   *[other] { $count } Benutzer
}
company-users-private = Nur du siehst das. Eingeladen und entfernt werden Benutzer in MyKinsta.
company-regions-title = { $count ->
    [one] Eine Region
   *[other] { $count } Regionen
}
company-keys-title = { $count ->
    [one] Ein API-Schlüssel
   *[other] { $count } API-Schlüssel
}
company-keys-note = Kinsta zeigt nur die Namen, nie die Schlüssel. Angelegt und widerrufen werden sie in MyKinsta › Firmeneinstellungen › API-Schlüssel.
company-key-own = { $name } ← dieser Bot
company-key-perhaps-own = { $name } ← vielleicht dieser Bot
company-status-active = aktiv
company-status-revoked = widerrufen
company-status-expired = abgelaufen
company-expires-never = nie
company-expires-soon = { $days ->
    [0] ⚠️ { $day } (heute)
    [one] ⚠️ { $day } (morgen)
   *[other] ⚠️ { $day } (in { $days } Tagen)
}
company-expired = ⚠️ { $day } (vorbei)
company-account-title = Die Firma und der Schlüssel des Bots
company-fact-key = API-Schlüssel dieses Bots
company-fact-status = Zustand
company-fact-expires = Läuft ab
company-fact-company = ID der Firma
company-key-near = ⚠️ Der Schlüssel des Bots gilt nicht mehr lange, dann arbeitet auch der Bot nicht mehr. Inhaber oder Admin der Firma legen in MyKinsta › Firmeneinstellungen › API-Schlüssel einen neuen an, und wer diesen Bot betreibt, trägt ihn in `KINSTA_API_KEY` ein.
company-account-note = Den Namen der Firma verrät Kinsta nicht. Links nach MyKinsta tragen die ID als `idCompany`.
company-activity-title = { $count ->
    [one] Aktivität: ein Eintrag
   *[other] Aktivität: { $count } Einträge
}
company-activity-title-of = { $count ->
    [one] Aktivität: ein Eintrag zu „{ $words }“
   *[other] Aktivität: { $count } Einträge zu „{ $words }“
}
company-activity-note = Zeiten in { $zone }
company-activity-nothing = In Kinstas Protokoll steht nichts zu „{ $words }“.
company-activity-nothing-way-out = Frag nach weniger oder sieh alles an.
company-activity-empty = Kinstas Aktivitätsprotokoll ist leer.
company-activity-empty-way-out = Was in MyKinsta oder durch diesen Bot geschieht, steht danach hier.
company-site-gone = nicht mehr in der Liste
company-by-key = Schlüssel „{ $name }“
company-end-done = ✅ fertig
company-end-warned = ⚠️ fertig, mit einer Warnung
company-end-failed = ❌ gescheitert
company-end-running = ⏳ läuft
company-which = Welcher?
company-there-are = Es gibt: { $names }.
company-user-several = { $count } Benutzer passen zu „{ $words }“.
company-user-nothing = Kein Benutzer heißt „{ $words }“.
company-key-several = { $count } API-Schlüssel passen zu „{ $words }“.
company-key-nothing = Kein API-Schlüssel heißt „{ $words }“.
