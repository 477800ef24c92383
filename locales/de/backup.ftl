### `/kinsta backup`

verb-backup-list = die Backups einer Umgebung
verb-backup-create = ein Backup von Hand machen
verb-backup-delete = ein Backup löschen
verb-backup-downloads = Links zu Backups, die zum Herunterladen gemacht wurden
verb-backup-restore = eine Umgebung mit einem Backup überschreiben
arg-backup-create-note = Notiz
hint-backup-create-note = Wofür es ist, damit es sich wiederfindet.
arg-backup = Backup
hint-backup = Das neueste steht zuerst.
arg-backup-restore-to = Wiederherstellen in
hint-backup-restore-to = Leer: die Umgebung, von der das Backup ist.
arg-backup-restore-notify = Wer Kinstas Mail bekommt
button-backup-list = Alle Backups
button-backup-create = Jetzt sichern…
button-backup-restore-newest = Neuestes wiederherstellen…
button-backup-restore-other = Anderes wiederherstellen…
button-backup-delete-oldest = Ältestes löschen…
backup-kind-manual = von Hand
backup-kind-scheduled = nach Plan
backup-kind-system-generated = von Kinsta selbst
backup-noted = „{ $note }“
backup-list-title = { $count ->
    [one] Ein Backup von { $where }
   *[other] { $count } Backups von { $where }
}
backup-list-note = Benannt wird eines mit seiner Zeit, einem Teil seiner Notiz oder als `latest`.
backup-slots = { $taken } von { $slots } Plätzen für Backups von Hand sind belegt
backup-none = *{ $site } · { $env }* hat kein Backup.
backup-none-way-out = Mach jetzt eines; Kinsta macht jeden Tag selbst eines.
backup-nothing = *{ $site } · { $env }* hat kein Backup „{ $words }“.
backup-nothing-way-out = Nenn eines mit seiner Zeit, einem Teil seiner Notiz oder als `latest`. Das sind die neuesten:
backup-several = { $count ->
    [one] Ein Backup passt zu „{ $words }“.
   *[other] { $count } Backups passen zu „{ $words }“.
}
backup-several-way-out = Welches?
backup-gone = dieses Backup ist nicht mehr da. Nichts wurde gesendet; gib den Befehl noch einmal ein, um zu sehen, welche es gibt.
backup-full = Alle { $slots } Plätze für Backups von Hand sind bei *{ $site } · { $env }* belegt.
backup-full-way-out = Lösch eines, das niemand mehr braucht. Das älteste ist vom { $moment }, Notiz „{ $note }“.
backup-full-meanwhile = der letzte Platz für ein Backup von Hand wurde inzwischen belegt. Nichts wurde gesendet; lösch eines, das niemand mehr braucht, und gib den Befehl noch einmal ein.
backup-notify = Wer soll Kinstas Mail dazu bekommen?
backup-notify-way-out = Kinsta will jemanden aus der Firma. Gib `--notify` mit Namen oder E-Mail-Adresse an.
backup-notify-nobody = In der Firma bei Kinsta heißt niemand „{ $words }“.
backup-notify-nobody-way-out = Es gibt dort:
backup-notify-several = Mehrere passen zu „{ $words }“.
backup-downloads-question = Links zum Herunterladen von *{ $site } · { $env }* anzeigen? Wer einen hat, bekommt die ganze Website samt Datenbank.
backup-downloads-title = Backups von { $where } zum Herunterladen
backup-downloads-none = Von *{ $site } · { $env }* gibt es kein Backup zum Herunterladen. Mach eines in MyKinsta › Backups › Herunterladen; einen Befehl dafür gibt es nicht.
backup-download = • { $made }: { $link }, gültig bis { $until }
backup-download-link = herunterladen
backup-download-pending = • { $made }: wird noch gemacht; sieh in ein paar Minuten wieder nach
fact-backup-made = Backup vom
fact-backup-age = Alter
fact-backup-kind = Gemacht
fact-backup-note = Notiz
fact-backup-of = Aus
fact-backup-notified = Bekommt Kinstas Mail
fact-backup-places = Danach belegte Plätze
step-backup = Backup
act-backup-create-name = Backup machen
act-backup-create-ask = { $site } · { $env } sichern?
act-backup-create-effect = Dateien und Datenbank werden so aufbewahrt, wie sie jetzt sind. Besucher merken nichts.
act-backup-create-duration = eine Minute bis eine Stunde, je nach Größe der Website
act-backup-create-button = Sichern
act-backup-create-doing = *{ $site } · { $env }* wird gesichert
act-backup-create-done = Backup von *{ $site } · { $env }* in { $duration } gemacht
act-backup-delete-name = Backup löschen
act-backup-delete-ask = Ein Backup von { $site } · { $env } löschen?
act-backup-delete-effect = Das Backup vom { $made } wird entfernt. Die Website selbst bleibt, wie sie ist.
act-backup-delete-loss = Dieses Backup lässt sich nicht zurückholen, und was nur darin steht, ist verloren.
act-backup-delete-doing = Das Backup vom { $made } von *{ $site } · { $env }* wird gelöscht
act-backup-delete-done = Backup vom { $made } von *{ $site } · { $env }* in { $duration } gelöscht
act-backup-restore-name = Backup einspielen
act-backup-restore-ask = { $site } · { $env } mit einem Backup überschreiben?
act-backup-restore-effect = Dateien und Datenbank werden die vom { $made }. Währenddessen antwortet die Website vielleicht nicht; danach wird nachgesehen.
act-backup-restore-loss = Was { $env } hat und das Backup vom { $made } nicht, ist verloren: Bestellungen, Kommentare, Uploads, Einstellungen. Zurück geht es nur mit einem neueren Backup; Kinsta macht meist eines unmittelbar davor, aber verlass dich nicht darauf.
act-backup-restore-duration = einige Minuten bis eine Stunde, je nach Größe der Website
act-backup-restore-doing = *{ $site } · { $env }* wird aus dem Backup vom { $made } wiederhergestellt
act-backup-restore-done = *{ $site } · { $env }* in { $duration } aus dem Backup vom { $made } wiederhergestellt
noun-backup = Backups
