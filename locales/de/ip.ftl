### `/kinsta ip`

verb-ip-list = die IP-Adressen, die eine Umgebung abweist
verb-ip-deny = IP-Adressen abweisen
verb-ip-allow = IP-Adressen wieder zulassen
arg-ip-deny-address = IP-Adressen
arg-ip-allow-address = IP-Adressen
hint-ip-deny-address = Adressen oder Bereiche wie 203.0.113.0/24, mit Komma getrennt.
hint-ip-allow-address = Eine von denen, die abgewiesen werden.
button-ip-list = Abgewiesene Adressen
button-ip-allow = { $address } zulassen…
ip-list-title = { $where }: { $count ->
    [one] eine Adresse wird abgewiesen
   *[other] { $count } Adressen werden abgewiesen
}
ip-list-column = Adresse
ip-list-note = `/kinsta ip deny &lt;Adresse&gt; &lt;Website&gt;` weist weitere ab, `ip allow` lässt sie wieder zu.
ip-list-empty = *{ $site } · { $env }* weist keine Adresse ab.
fact-ip-added = Von jetzt an abgewiesen
fact-ip-removed = Wieder zugelassen
fact-ip-count = Adressen auf der Liste
fact-ip-missing = ⚠️ Nicht auf Kinstas Liste
fact-ip-unexpected = ⚠️ Auch auf Kinstas Liste
step-ip = Abgewiesene Adressen
ip-no-site = Um welche Website geht es?
ip-no-site-way-out = Nenne die Website hinter den Adressen.
ip-none = „{ $address }“ ist keine IP-Adresse.
ip-none-way-out = Gib Adressen wie `203.0.113.7`, `203.0.113.0/24` oder `2001:db8::/48` an.
ip-everybody = { $address } ist jeder: Die Website wäre für alle Besucher zu, auch für Kinstas eigene Prüfungen.
ip-too-wide = { $address } umfasst so viel vom Internet, dass viele Besucher ausgesperrt wären.
ip-too-wide-way-out = Nenne die Adressen oder die kleineren Bereiche, die gemeint sind: ab /8, bei IPv6 ab /16.
ip-denied-already = *{ $site } · { $env }* weist diese alle schon ab.
ip-not-denied = { $address } wird von *{ $site }* nicht abgewiesen.
ip-within = { $address } gehört zu { $range }, und das wird als Ganzes abgewiesen.
ip-within-way-out = Nur der ganze Bereich lässt sich wieder zulassen; kleinere kannst du danach abweisen.
ip-look-way-out = Sieh in die Liste.
ip-changed = jemand anderes hat die Liste inzwischen geändert. Nichts wurde gesendet, damit diese Änderung nicht verloren geht. Gib den Befehl noch einmal ein, um die Liste zu sehen, wie sie jetzt ist.
act-ip-deny-name = IP-Adressen abweisen
act-ip-deny-ask = IP-Adressen bei { $site } · { $env } abweisen?
act-ip-deny-effect = Wer von diesen Adressen kommt, sieht die Website nicht mehr. `ip allow` lässt sie wieder zu.
act-ip-deny-duration = einige Sekunden
act-ip-deny-doing = IP-Adressen werden bei *{ $site } · { $env }* abgewiesen
act-ip-deny-done = IP-Adressen bei *{ $site } · { $env }* in { $duration } abgewiesen
act-ip-allow-name = IP-Adressen zulassen
act-ip-allow-ask = IP-Adressen bei { $site } · { $env } wieder zulassen?
act-ip-allow-effect = Wer von diesen Adressen kommt, sieht die Website wieder.
act-ip-allow-duration = einige Sekunden
act-ip-allow-doing = IP-Adressen werden bei *{ $site } · { $env }* wieder zugelassen
act-ip-allow-done = IP-Adressen bei *{ $site } · { $env }* in { $duration } wieder zugelassen
noun-ip = Gesperrte IP-Adressen
