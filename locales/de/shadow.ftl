### Kinstas Aktivitätsprotokoll, verglichen mit dem, was der Bot getan hat

shadow-digest-title = { $count ->
    [one] 👀 Eine heikle Aktion kam nicht von hier
   *[other] 👀 { $count } heikle Aktionen kamen nicht von hier
}
shadow-digest-note = In MyKinsta oder mit einem anderen API-Schlüssel ausgeführt. Alles davon: { $command }. Höchstens alle 15 Minuten kommt so eine Nachricht.
shadow-more = … und { $count } weitere
shadow-from = von { $address }
shadow-beside = (auch der Bot war dort um diese Zeit am Werk; er hat weniger getan, als im Protokoll steht)
shadow-alarm-title = 🚨 Mit dem API-Schlüssel des Bots, aber nicht vom Bot
shadow-alarm-what = { $count ->
    [one] In Kinstas Aktivitätsprotokoll steht ein Eintrag mit dem Schlüssel „{ $key }“, von dem der Bot nichts weiß. Vielleicht hat noch jemand den Schlüssel.
   *[other] In Kinstas Aktivitätsprotokoll stehen { $count } Einträge mit dem Schlüssel „{ $key }“, von denen der Bot nichts weiß. Vielleicht hat noch jemand den Schlüssel.
}
shadow-alarm-do = *Was jetzt zu tun ist:* Hat niemand von euch diesen Schlüssel anderswo benutzt, widerrufe „{ $key }“ in MyKinsta › Unternehmenseinstellungen › API-Schlüssel; der Bot arbeitet dann erst wieder, wenn er einen neuen als `KINSTA_API_KEY` bekommt. Um nur zu stoppen, was der Bot selbst ändert: `/kinsta readonly on`.
shadow-gap = ⚠️ Zwischen { $from } und { $to } ist bei Kinsta mehr geschehen, als der Bot auf einmal liest; ein Teil davon wurde nicht mit dem verglichen, was der Bot getan hat. Sieh in MyKinsta › Unternehmenseinstellungen › Aktivitätsprotokoll nach, oder mit `/kinsta company activity`.
button-shadow-readonly = Alle Änderungen stoppen
