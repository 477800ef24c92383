### `/kinsta database`

verb-database-login = ein Link in phpMyAdmin, nur für dich
database-login-ask = Einen Link in die Datenbank von *{ $site } · { $env }* erzeugen? Wer ihn hat, kann dort ohne Passwort alles lesen und ändern.
database-login-open = phpMyAdmin öffnen
database-login-warning = Was dort geändert wird, lässt sich von hier aus nicht zurücknehmen; mach vorher ein Backup.
database-login-expires = Der Link gilt bis { $moment }.
noun-database = Datenbank
