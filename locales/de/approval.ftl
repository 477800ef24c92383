### Wem andere zustimmen müssen

noun-approval = Freigaben
verb-approval-list = was auf Zustimmung wartet
approval-title = Wartet auf Zustimmung
approval-none = Nichts wartet auf jemanden.
approval-more = Und { $count } weitere.
approval-line = { $line }
    { $label } · „{ $reason }“ · bis { $until }

## Die Frage
approval-needed = { $count ->
    [one] 👥 Vorher muss eine andere Person zustimmen: { $people }.
   *[other] 👥 Vorher müssen { $count } andere zustimmen. Zum Beispiel: { $people }.
}
approval-despite-until = 🧊 Bis { $until } gilt eine Sperrzeit: „{ $names }“. Du darfst dich darüber hinwegsetzen, mit einer Begründung und der Zustimmung einer anderen Person.
button-request = Freigabe erbitten…
approval-reason-label = Warum ist es nötig?
approval-reason-hint = Wer zustimmt, liest das.
approval-submit = Freigabe erbitten
approval-by-now = Inzwischen muss jemand anderes zustimmen; noch wurde nichts geändert.
approval-nobody = Dem muss jemand anderes zustimmen, und sonst darf es niemand. Es wurde nichts geändert.
approval-nobody-way-out = Ein Admin kann einer zweiten Person das Recht mit `/kinsta access grant` geben; wer diesen Bot betreibt, kann eine in `ADMINS` nennen.
approval-unseen = Dem muss jemand anderes zustimmen, und dieses Gespräch sieht sonst niemand. Es wurde nichts geändert.
approval-unseen-way-out = Frag in einem Channel, in dem ich bin, oder ein Admin nennt einen für Freigaben: `/kinsta access approvers #channel`.
prompt-requested = ⏸️ Jemand anderes wird um Zustimmung gebeten: { $doing }. Wie es weitergeht, steht in { $channel }.
prompt-requested-here = ⏸️ Jemand anderes wird um Zustimmung gebeten: { $doing }. Wie es weitergeht, steht unten.

## Die Karte
headline-waiting = ⏸️ Wartet auf Freigabe: { $doing }, angefragt von { $asker }
approval-despite = 🧊 Trotz der Sperrzeit „{ $names }“
approval-reason = Warum: „{ $reason }“
approval-waits-for = { $missing ->
    [one] 👥 Eine Person muss zustimmen: { $people }.
   *[other] 👥 { $missing } Personen müssen zustimmen: { $people }.
}
approval-asked-in = { $missing ->
    [one] 👥 Eine Person muss zustimmen; gefragt in { $channel }.
   *[other] 👥 { $missing } Personen müssen zustimmen; gefragt in { $channel }.
}
approval-so-far = Bisher zugestimmt: { $people }.
approval-until = Bis { $until }; danach entfällt es. Noch ist nichts geschehen.
approval-from = Angefragt in { $channel }
approval-from-direct = einer Direktnachricht
approval-by = 👥 Zugestimmt: { $people }. Warum: „{ $reason }“
button-approve = Zustimmen
button-refuse = Ablehnen
button-withdraw = Zurückziehen

## Die Antworten
approval-agreed = { $missing ->
    [one] ✔️ Deine Zustimmung zählt. Noch eine Person muss zustimmen.
   *[other] ✔️ Deine Zustimmung zählt. Noch { $missing } Personen müssen zustimmen.
}
approval-granted = ✔️ Du hast zugestimmt. Es beginnt jetzt, und { $asker } erfährt, wie es ausgeht.
approval-agreed-already = Du hast schon zugestimmt. Es fehlt noch jemand anderes.
approval-you-refused = ✔️ Du hast abgelehnt. Es geschieht nichts.
approval-you-withdrew = ✔️ Du hast es zurückgezogen. Es geschieht nichts.
approval-void-now = Was angefragt wurde, ist nicht mehr, was da ist; deine Zustimmung zählt nicht, und es entfällt. Auf der Karte steht, was sich geändert hat.
approval-not-yours-to-withdraw = Nur { $asker } kann das zurückziehen. Du kannst es ablehnen.
approval-unknown = Diese Anfrage ist hier nicht mehr bekannt. Es wurde nichts geändert.
approval-waits-no-more = Sie wartet nicht mehr: { $end }

## Das Ende
act-called-off = Nicht ausgeführt: { $doing }
state-waiting = wartet auf Freigabe
state-called_off = entfallen
approval-refused = { $by } hat abgelehnt. Es wurde nichts geändert.
approval-withdrawn = Es wurde zurückgezogen. Es wurde nichts geändert.
approval-expired = Niemand hat rechtzeitig zugestimmt. Es wurde nichts geändert; frag noch einmal, wenn es noch nötig ist.
approval-void = Was angefragt wurde, ist nicht mehr, was da ist. Es wurde nichts geändert; frag noch einmal.
approval-void-fact = Seit der Anfrage hat sich etwas geändert: { $fact } war „{ $was }“ und ist „{ $is }“. Es wurde nichts geändert; frag noch einmal.
plan-site = der Name der Website
plan-environment = der Name der Umgebung
plan-environments = die Umgebungen der Website
plan-kind = die Art der Umgebung
plan-domain = die Domain
not-sent-void = seit der Zustimmung hat sich etwas geändert. Es wurde nichts gesendet.
invite-waiting = Nur du siehst das, also kann niemand zustimmen. Zieh es zurück, schreib in einem Channel `/invite @kinsta` und frag dort.
