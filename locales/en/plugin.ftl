### `/kinsta plugin`

verb-plugin-list = the plugins of an environment, and which are behind
verb-plugin-update = update some plugins, or all that are behind
arg-plugin-list-updates = Only those with an update
box-plugin-list-updates = Only what can be updated
arg-plugin-update-name = Which
hint-plugin-update-name = Those with an update are listed.
arg-plugin-update-all = All of them
box-plugin-update-all = Everything that can be updated
plugin-button-list = All plugins
plugin-button-update-all = Update all…
plugin-button-update-some = Choose…
plugin-list-title = { $count ->
    [one] One plugin of { $where }
   *[other] { $count } plugins of { $where }
}
plugin-list-title-updates = { $count ->
    [one] One plugin of { $where } can be updated
   *[other] { $count } plugins of { $where } can be updated
}
plugin-list-empty = *{ $site } · { $env }* has no plugins.
plugin-up-to-date = { $count ->
    [one] ✅ The one plugin of *{ $site } · { $env }* is up to date.
   *[other] ✅ All { $count } plugins of *{ $site } · { $env }* are up to date.
}
plugin-up-to-date-named = ✅ Nothing to update on *{ $site } · { $env }*: Kinsta knows nothing newer than { $names }.
plugin-behind = { $count ->
    [one] One can be updated
   *[other] { $count } can be updated
}
plugin-either = Either some plugins are named or all are meant, not both.
plugin-either-way-out = Leave out `--all` or every `--name`.
plugin-which = Which plugins of *{ $site } · { $env }*?
plugin-which-way-out = Name them with `--name`, or take all that are behind with `--all`.
plugin-several = Several plugins of *{ $site } · { $env }* fit “{ $words }”.
plugin-nothing = *{ $site } · { $env }* has no plugin “{ $words }”.
act-plugin-update-name = Update plugins
act-plugin-update-ask = { $many ->
    [no] Update { $what } of { $site } · { $env } to { $version }?
   *[yes] Update { $count } plugins of { $site } · { $env }?
}
act-plugin-update-effect = The files of the site change, and perhaps its database. Afterwards the versions are read again.
act-plugin-update-duration = a minute or a few
act-plugin-update-button = Update
act-plugin-update-doing = { $many ->
    [no] Updating { $what } of *{ $site } · { $env }* to { $version }
   *[yes] Updating { $count } plugins of *{ $site } · { $env }*
}
act-plugin-update-done = { $many ->
    [no] Update of { $what } of *{ $site } · { $env }* to { $version } finished in { $duration }
   *[yes] Update of { $count } plugins of *{ $site } · { $env }* finished in { $duration }
}
act-plugin-update-missing = Which versions there are now could not be read; `/kinsta plugin list` shows them.
step-plugin = Update

## Both plugins and themes
package-column-name = Name
package-column-title = Title
package-column-version = Version
package-column-status = Status
package-column-update = Update to
package-column-last = Last update
package-status-active = active
package-status-inactive = inactive
package-status-must-use = always active
package-last-updated = went well
package-last-failed = failed
package-several-way-out = Which one?
package-nothing-near = Did you mean one of these?
package-nothing-way-out = Look through the list; the technical name is in its first column.
package-backup-first = 💡 There is no way back but a backup. Make one first, unless there is a fresh one.
package-changed = the versions have changed since they were shown. Nothing was sent; type the command again to see the present ones.
button-package-backup = Back up first…
button-package-look = Does the site answer?
button-package-errors = Error log
fact-package-versions = Versions
fact-package-current = Up to date already
fact-package-updated = Has the new version
fact-package-not-updated = ⚠️ Still has the old version
fact-package-gone = ⚠️ Is not there any more
noun-plugin = Plugins
