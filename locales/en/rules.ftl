### The company's own roles, and what needs a second person

verb-access-role = make one of your own roles, or make it anew
verb-access-drop-role = drop one of your own roles
verb-access-require = let something wait until a second person agrees
verb-access-waive = remove a rule about a second person
arg-may = May
hint-access-role-may = With commas, for example: cache *, backup create, destructive on staging, premium, approve
hint-access-role-role = Small letters, digits and dashes
arg-verbs = For what
hint-access-require-verbs = With commas, for example: destructive, * push, backup restore
arg-people = How many others
hint-people = One where it is left empty
arg-by = Only these people
hint-by = Whoever has the right where nobody is named
arg-rule = Rule
people-group = Or a user group
people-group-hint = By its ID, which begins with S; several with commas
fact-access-may = May
fact-access-before = Until now
fact-access-verbs = For what
fact-access-people = How many
fact-access-by = Who agrees
act-access-role-name = Make role
act-access-role-ask = Make the role { $site }?
act-access-role-effect = Whoever has it may do this as soon as you confirm.
act-access-role-doing = Making the role *{ $site }*
act-access-role-done = The role *{ $site }* was made
act-access-drop-role-name = Drop role
act-access-drop-role-ask = Drop the role { $site }?
act-access-drop-role-effect = Nobody has it now, and nobody can be given it any more.
act-access-drop-role-doing = Dropping the role *{ $site }*
act-access-drop-role-done = The role *{ $site }* was dropped
act-access-require-name = Add rule
act-access-require-ask = Ask for a second person before { $site }?
act-access-require-effect = What this is about happens only once so many others have agreed, whoever asks for it.
act-access-require-doing = Adding the rule about `{ $site }`
act-access-require-done = The rule about `{ $site }` was added
act-access-waive-name = Remove rule
act-access-waive-ask = Remove the rule about { $site }?
act-access-waive-effect = Whoever may do this then does it alone.
act-access-waive-doing = Removing the rule about `{ $site }`
act-access-waive-done = The rule about `{ $site }` was removed
rules-role-anew = Everybody who has this role may then do what is named here, and nothing else.
rules-none-left = It is the only rule: after it *nothing* needs a second person, not even what is destructive on live.
rules-others-stay = The other rules stay; where one of them is about the same, somebody is still asked.
rules-people = { $people ->
    [one] one other person
   *[other] { $people } other people
}
rules-by-anyone = whoever has the right
rules-may-nothing = nothing
rules-line = { $verbs } on { $on }: { $people } ({ $by })
rules-verbs-what = It is not said for what.
rules-too-few = It takes { $people } people, and { $named ->
    [one] one is named.
   *[other] { $named } are named.
}
rules-too-few-way-out = Name more with `--by`, or ask for fewer with `--people`.
rules-no-such = There is no rule { $word }.
rules-no-such-way-out = { $count ->
    [0] There is none; `/kinsta access require` adds one.
    [one] There is one, number 1: `/kinsta access show`.
   *[other] There are { $count }, with their numbers: `/kinsta access show`.
}
role-may-what = It is not said what the role may.
role-may-way-out = For example `--may "cache *, safe on staging"`.
role-built-in = The role “{ $role }” is built in and stays as it is.
role-name-odd = “{ $role }” cannot be the name of a role.
role-name-way-out = Choose a name of your own in small letters, digits and dashes, like `caretaker`.
role-none-own = You have made none of your own; built-in ones stay.
role-own = Your own are { $roles }.
edit-role-built-in = That role is built in and stays as it is.
edit-role-held = This role is held by { $people }. Take it away first with `/kinsta access revoke`.
edit-role-changed = Somebody has changed this role meanwhile. Nothing was changed; look at it with `/kinsta access show` and ask again.
edit-rule-gone = This rule is not there any more: somebody removed it meanwhile. `/kinsta access show` has those that are.
edit-rules-changed = Somebody removed other rules meanwhile, and without this one none would be left. Nothing was changed; look with `/kinsta access show` and ask again.
subject-several = Name one person or one user group, not several.
words-permission = { $word } is no permission.
words-permission-way-out = Write a risk (`safe`), a verb (`cache clear`, `cache *`), `override freeze` or `approve`.
words-verbs = { $word } names no verbs.
words-verbs-way-out = Write a risk (`destructive`) or a verb (`backup restore`, `* push`).
words-verb = No verb is called { $word }.
words-verb-way-out = `/kinsta help --all` has all of them.
words-environment = { $word } is no kind of environment.
words-environment-way-out = There is live, staging and premium.
words-everything = { $word } would be everything.
words-everything-way-out = Name risks: safe, disruptive, destructive, secret.
words-reading = Reading never takes a second person.
words-reading-way-out = Take `read` out.
words-on = { $word } says where, and that stands elsewhere in a rule.
words-on-way-out = Take it out and add `--environments`, `--sites` or `--labels`.
words-near = Did you mean { $near }?
access-people = *Who has which role*
access-channels = *Channels*
access-roles = *Your own roles*
access-rules = *What needs a second person*
access-rule = { $number }. { $rule }
access-no-rule = Nothing.
button-access-grant = Give role
button-access-bind = Bind channel
button-access-role = Make role
button-access-require = Add rule
button-access-waive = Remove rule

## A line in a channel that is for other environments
wrong-place-one = This channel is for *{ $kinds }*. Did you mean *{ $target }*?
wrong-place-which = This channel is for *{ $kinds }*. Which environment of *{ $site }* did you mean?
wrong-place-none = This channel is for *{ $kinds }*, and *{ $site }* has no such environment.
wrong-place-other = This channel is for *{ $kinds }*, and *{ $target }* is not part of that.
wrong-place-whole = This channel is for *{ $kinds }*, and this is about *{ $site }* with all its environments.
wrong-place-elsewhere = For *{ $target }* ask in a direct message to me.
wrong-place-elsewhere-in = For *{ $target }* ask in { $channels } or in a direct message to me.

## What somebody is shown
help-left-out-role = { $count ->
    [one] One command is left out, because you may not use it. { $all } shows it too.
   *[other] { $count } commands are left out, because you may not use them. { $all } shows them too.
}
help-left-out-channel = { $count ->
    [one] One command is left out, because it is not used in this channel. { $all } shows it too.
   *[other] { $count } commands are left out, because they are not used in this channel. { $all } shows them too.
}
button-help-all = Show all
