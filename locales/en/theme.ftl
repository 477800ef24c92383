### `/kinsta theme`

verb-theme-list = the themes of an environment, and which are behind
verb-theme-update = update some themes, or all that are behind
arg-theme-list-updates = Only those with an update
box-theme-list-updates = Only what can be updated
arg-theme-update-name = Which
hint-theme-update-name = Those with an update are listed.
arg-theme-update-all = All of them
box-theme-update-all = Everything that can be updated
theme-button-list = All themes
theme-button-update-all = Update all…
theme-button-update-some = Choose…
theme-list-title = { $count ->
    [one] One theme of { $where }
   *[other] { $count } themes of { $where }
}
theme-list-title-updates = { $count ->
    [one] One theme of { $where } can be updated
   *[other] { $count } themes of { $where } can be updated
}
theme-list-empty = *{ $site } · { $env }* has no themes.
theme-up-to-date = { $count ->
    [one] ✅ The one theme of *{ $site } · { $env }* is up to date.
   *[other] ✅ All { $count } themes of *{ $site } · { $env }* are up to date.
}
theme-up-to-date-named = ✅ Nothing to update on *{ $site } · { $env }*: Kinsta knows nothing newer than { $names }.
theme-behind = { $count ->
    [one] One can be updated
   *[other] { $count } can be updated
}
theme-either = Either some themes are named or all are meant, not both.
theme-either-way-out = Leave out `--all` or every `--name`.
theme-which = Which themes of *{ $site } · { $env }*?
theme-which-way-out = Name them with `--name`, or take all that are behind with `--all`.
theme-several = Several themes of *{ $site } · { $env }* fit “{ $words }”.
theme-nothing = *{ $site } · { $env }* has no theme “{ $words }”.
act-theme-update-name = Update themes
act-theme-update-ask = { $many ->
    [no] Update { $what } of { $site } · { $env } to { $version }?
   *[yes] Update { $count } themes of { $site } · { $env }?
}
act-theme-update-effect = The files of the site change, and perhaps its database. Afterwards the versions are read again.
act-theme-update-duration = a minute or a few
act-theme-update-button = Update
act-theme-update-doing = { $many ->
    [no] Updating { $what } of *{ $site } · { $env }* to { $version }
   *[yes] Updating { $count } themes of *{ $site } · { $env }*
}
act-theme-update-done = { $many ->
    [no] Update of { $what } of *{ $site } · { $env }* to { $version } finished in { $duration }
   *[yes] Update of { $count } themes of *{ $site } · { $env }* finished in { $duration }
}
act-theme-update-missing = Which versions there are now could not be read; `/kinsta theme list` shows them.
step-theme = Update
noun-theme = Themes
