### `/kinsta cache`

verb-cache-clear = die Caches einer Umgebung leeren
button-clear-cache = Cache leeren…
act-cache-clear-name = Cache leeren
act-cache-clear-ask = Cache von { $site } · { $env } leeren?
act-cache-clear-effect = Gespeicherte Seiten und Dateien werden verworfen und neu aufgebaut; die ersten Besuche sind langsamer.
act-cache-clear-duration = einige Sekunden bis eine Minute
act-cache-clear-button = Cache leeren
act-cache-clear-doing = Der Cache von *{ $site } · { $env }* wird geleert
act-cache-clear-done = Cache von *{ $site } · { $env }* in { $duration } geleert
act-cache-clear-failed = Der Cache von *{ $site } · { $env }* wurde nicht geleert
act-cache-clear-failed-partly = Der Cache von *{ $site } · { $env }* wurde nur zum Teil geleert
act-cache-clear-unknown = Ob der Cache von *{ $site } · { $env }* geleert wurde, kann niemand sagen
step-site = Seiten-Cache
step-edge = Edge-Cache
step-cdn = CDN-Cache
skip-edge = für diese Umgebung nicht an
skip-cdn = für diese Umgebung nicht an
cache-layer-absent = *{ $site } · { $env }* hat keinen { $layer }.
cache-layer-absent-way-out = Ohne `--layer` wird alles geleert, was da ist.
arg-layer = Welche Caches
