### Eigene Rollen, und wofür eine zweite Person gefragt wird

verb-access-role = eine eigene Rolle anlegen oder neu fassen
verb-access-drop-role = eine eigene Rolle streichen
verb-access-require = etwas warten lassen, bis eine zweite Person zustimmt
verb-access-waive = eine Regel über die zweite Person entfernen
arg-may = Darf
hint-access-role-may = Mit Kommas, zum Beispiel: cache *, backup create, destructive on staging, premium, approve
hint-access-role-role = Kleine Buchstaben, Ziffern und Striche
arg-verbs = Wofür
hint-access-require-verbs = Mit Kommas, zum Beispiel: destructive, * push, backup restore
arg-people = Wie viele andere
hint-people = Eine Person, wenn es leer bleibt
arg-by = Nur diese Leute
hint-by = Wer das Recht hat, wenn niemand genannt ist
arg-rule = Regel
people-group = Oder eine Nutzergruppe
people-group-hint = Mit ihrer ID, die mit S beginnt; mehrere mit Kommas
fact-access-may = Darf
fact-access-before = Bisher
fact-access-verbs = Wofür
fact-access-people = Wie viele
fact-access-by = Wer zustimmt
act-access-role-name = Rolle anlegen
act-access-role-ask = Die Rolle { $site } anlegen?
act-access-role-effect = Wer sie hat, darf das, sobald du bestätigst.
act-access-role-doing = Die Rolle *{ $site }* wird angelegt
act-access-role-done = Die Rolle *{ $site }* wurde angelegt
act-access-drop-role-name = Rolle streichen
act-access-drop-role-ask = Die Rolle { $site } streichen?
act-access-drop-role-effect = Niemand hat sie jetzt, und niemandem kann sie mehr gegeben werden.
act-access-drop-role-doing = Die Rolle *{ $site }* wird gestrichen
act-access-drop-role-done = Die Rolle *{ $site }* wurde gestrichen
act-access-require-name = Regel anlegen
act-access-require-ask = Vor { $site } eine zweite Person fragen?
act-access-require-effect = Worum es geht, geschieht erst, wenn so viele andere zugestimmt haben, wer auch immer es will.
act-access-require-doing = Die Regel über `{ $site }` wird angelegt
act-access-require-done = Die Regel über `{ $site }` wurde angelegt
act-access-waive-name = Regel entfernen
act-access-waive-ask = Die Regel über { $site } entfernen?
act-access-waive-effect = Wer das darf, tut es dann allein.
act-access-waive-doing = Die Regel über `{ $site }` wird entfernt
act-access-waive-done = Die Regel über `{ $site }` wurde entfernt
rules-role-anew = Alle, die diese Rolle haben, dürfen dann, was hier steht, und sonst nichts.
rules-none-left = Es ist die einzige Regel: Danach braucht *nichts* mehr eine zweite Person, auch nicht, was auf Live etwas zerstört.
rules-others-stay = Die anderen Regeln bleiben; wo eine davon dasselbe meint, wird weiter jemand gefragt.
rules-people = { $people ->
    [one] eine andere Person
   *[other] { $people } andere
}
rules-by-anyone = wer das Recht hat
rules-may-nothing = nichts
rules-line = { $verbs } auf { $on }: { $people } ({ $by })
rules-verbs-what = Es steht nicht da, wofür.
rules-too-few = Es braucht { $people } Leute, und { $named ->
    [one] genannt ist eine.
   *[other] genannt sind { $named }.
}
rules-too-few-way-out = Nenne mehr mit `--by`, oder verlange weniger mit `--people`.
rules-no-such = Eine Regel { $word } gibt es nicht.
rules-no-such-way-out = { $count ->
    [0] Es gibt keine; `/kinsta access require` legt eine an.
    [one] Es gibt eine mit der Nummer 1: `/kinsta access show`.
   *[other] Es gibt { $count }, mit ihren Nummern: `/kinsta access show`.
}
role-may-what = Es steht nicht da, was die Rolle darf.
role-may-way-out = Zum Beispiel `--may "cache *, safe on staging"`.
role-built-in = Die Rolle „{ $role }“ ist eingebaut und bleibt, wie sie ist.
role-name-odd = „{ $role }“ kann keine Rolle heißen.
role-name-way-out = Wähle einen eigenen Namen aus kleinen Buchstaben, Ziffern und Strichen, etwa `caretaker`.
role-none-own = Ihr habt keine eigenen angelegt; die eingebauten bleiben.
role-own = Eure eigenen sind { $roles }.
edit-role-built-in = Diese Rolle ist eingebaut und bleibt, wie sie ist.
edit-role-held = Diese Rolle haben noch: { $people }. Nimm sie zuerst mit `/kinsta access revoke`.
edit-role-changed = Jemand hat diese Rolle inzwischen geändert. Es wurde nichts geändert; sieh sie mit `/kinsta access show` an und frag noch einmal.
edit-rule-gone = Diese Regel gibt es nicht mehr: Jemand hat sie inzwischen entfernt. `/kinsta access show` zeigt, welche es gibt.
edit-rules-changed = Jemand hat inzwischen andere Regeln entfernt, und ohne diese wäre keine mehr da. Es wurde nichts geändert; sieh mit `/kinsta access show` nach und frag noch einmal.
subject-several = Nenne eine Person oder eine Nutzergruppe, nicht mehrere.
words-permission = { $word } ist keine Berechtigung.
words-permission-way-out = Schreib ein Risiko (`safe`), ein Verb (`cache clear`, `cache *`), `override freeze` oder `approve`.
words-verbs = { $word } nennt keine Verben.
words-verbs-way-out = Schreib ein Risiko (`destructive`) oder ein Verb (`backup restore`, `* push`).
words-verb = Kein Verb heißt { $word }.
words-verb-way-out = `/kinsta help --all` zeigt alle.
words-environment = { $word } ist keine Art von Umgebung.
words-environment-way-out = Es gibt live, staging und premium.
words-everything = { $word } wäre alles.
words-everything-way-out = Nenne Risiken: safe, disruptive, destructive, secret.
words-reading = Lesen braucht nie eine zweite Person.
words-reading-way-out = Nimm `read` heraus.
words-on = { $word } sagt, wo, und das steht in einer Regel an anderer Stelle.
words-on-way-out = Nimm es heraus und ergänze `--environments`, `--sites` oder `--labels`.
words-near = Meintest du { $near }?
access-people = *Wer welche Rolle hat*
access-channels = *Kanäle*
access-roles = *Eigene Rollen*
access-rules = *Was eine zweite Person braucht*
access-rule = { $number }. { $rule }
access-no-rule = Nichts.
button-access-grant = Rolle geben
button-access-bind = Kanal binden
button-access-role = Rolle anlegen
button-access-require = Regel anlegen
button-access-waive = Regel entfernen

## Eine Zeile in einem Kanal, der für andere Umgebungen da ist
wrong-place-one = Dieser Kanal ist für *{ $kinds }* da. Meintest du *{ $target }*?
wrong-place-which = Dieser Kanal ist für *{ $kinds }* da. Welche Umgebung von *{ $site }* meintest du?
wrong-place-none = Dieser Kanal ist für *{ $kinds }* da, und *{ $site }* hat keine solche Umgebung.
wrong-place-other = Dieser Kanal ist für *{ $kinds }* da, und *{ $target }* gehört nicht dazu.
wrong-place-whole = Dieser Kanal ist für *{ $kinds }* da, und hier geht es um *{ $site }* mit allen Umgebungen.
wrong-place-elsewhere = Wegen *{ $target }* frag in einer Direktnachricht an mich.
wrong-place-elsewhere-in = Wegen *{ $target }* frag in { $channels } oder in einer Direktnachricht an mich.

## Was jemandem gezeigt wird
help-left-out-role = { $count ->
    [one] Ein Befehl fehlt hier, weil du ihn nicht benutzen darfst. { $all } zeigt auch ihn.
   *[other] { $count } Befehle fehlen hier, weil du sie nicht benutzen darfst. { $all } zeigt auch sie.
}
help-left-out-channel = { $count ->
    [one] Ein Befehl fehlt hier, weil er in diesem Kanal nicht benutzt wird. { $all } zeigt auch ihn.
   *[other] { $count } Befehle fehlen hier, weil sie in diesem Kanal nicht benutzt werden. { $all } zeigt auch sie.
}
button-help-all = Alle zeigen
