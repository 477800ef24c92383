### `/kinsta cdn`

verb-cdn-images = wie das CDN Bilder verkleinert
arg-cdn-images-state = Bildoptimierung
choice-cdn-images-off = Aus
choice-cdn-images-lossy = Verlustbehaftet: am kleinsten
choice-cdn-images-lossless = Verlustfrei: kleiner, ohne Verluste
cdn-images-off = aus
cdn-images-lossy = verlustbehaftet
cdn-images-lossless = verlustfrei
fact-cdn-images = Bildoptimierung
cdn-absent = *{ $site } · { $env }* hat kein CDN.
cdn-absent-way-out = Schalte es zuerst in MyKinsta › CDN an; die meisten Staging-Umgebungen haben keines.
act-cdn-images-name = CDN-Bilder ändern
act-cdn-images-ask = Bildoptimierung von { $site } · { $env } ändern?
act-cdn-images-effect = Das CDN liefert Bilder dann in anderer Größe aus. Die Dateien auf der Website bleiben, wie sie sind, und es lässt sich zurückstellen.
act-cdn-images-doing = Die Bildoptimierung von *{ $site } · { $env }* wird geändert
act-cdn-images-done = Bildoptimierung von *{ $site } · { $env }* in { $duration } geändert
noun-cdn = CDN
