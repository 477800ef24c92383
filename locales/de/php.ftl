### `/kinsta php`

verb-php-restart = PHP neu starten, dann nachsehen, ob die Website antwortet
button-restart-php = PHP neu starten…
act-php-restart-name = PHP neu starten
act-php-restart-ask = PHP von { $site } · { $env } neu starten?
act-php-restart-effect = Laufende Aufrufe brechen ab, Besucher sehen vielleicht einige Sekunden lang einen 503. Danach wird nachgesehen, ob die Website antwortet.
act-php-restart-duration = einige Sekunden bis eine Minute
act-php-restart-button = PHP neu starten
act-php-restart-doing = PHP von *{ $site } · { $env }* wird neu gestartet
act-php-restart-done = PHP von *{ $site } · { $env }* in { $duration } neu gestartet
act-php-restart-failed = PHP von *{ $site } · { $env }* wurde nicht neu gestartet
act-php-restart-failed-partly = PHP von *{ $site } · { $env }* wurde nicht neu gestartet
act-php-restart-unknown = Ob PHP von *{ $site } · { $env }* neu gestartet wurde, kann niemand sagen
step-php = PHP
