### `/kinsta cache`

verb-cache-clear = clear the caches of one environment
button-clear-cache = Clear cache…
act-cache-clear-name = Clear cache
act-cache-clear-ask = Clear the cache of { $site } · { $env }?
act-cache-clear-effect = Stored pages and files are dropped and built anew; the first visits are slower.
act-cache-clear-duration = a few seconds to a minute
act-cache-clear-button = Clear cache
act-cache-clear-doing = Clearing the cache of *{ $site } · { $env }*
act-cache-clear-done = Cache of *{ $site } · { $env }* cleared in { $duration }
act-cache-clear-failed = The cache of *{ $site } · { $env }* was not cleared
act-cache-clear-failed-partly = The cache of *{ $site } · { $env }* was cleared in part only
act-cache-clear-unknown = Nobody can say whether the cache of *{ $site } · { $env }* was cleared
step-site = Site cache
step-edge = Edge cache
step-cdn = CDN cache
skip-edge = not on for this environment
skip-cdn = not on for this environment
cache-layer-absent = *{ $site } · { $env }* has no { $layer }.
cache-layer-absent-way-out = Without `--layer`, everything that is there is cleared.
arg-layer = Which caches
