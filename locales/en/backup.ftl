### `/kinsta backup`

verb-backup-list = the backups of an environment
verb-backup-create = make a backup by hand
verb-backup-delete = delete a backup
verb-backup-downloads = links to backups that were made for download
verb-backup-restore = overwrite an environment with a backup
arg-backup-create-note = Note
hint-backup-create-note = What it is for, so that it is found again.
arg-backup = Backup
hint-backup = The newest comes first.
arg-backup-restore-to = Restore to
hint-backup-restore-to = Empty: the environment the backup is of.
arg-backup-restore-notify = Who gets Kinsta's mail
button-backup-list = All backups
button-backup-create = Back up now…
button-backup-restore-newest = Restore the newest…
button-backup-restore-other = Restore another…
button-backup-delete-oldest = Delete the oldest…
backup-kind-manual = by hand
backup-kind-scheduled = scheduled
backup-kind-system-generated = by Kinsta itself
backup-noted = “{ $note }”
backup-list-title = { $count ->
    [one] One backup of { $where }
   *[other] { $count } backups of { $where }
}
backup-list-note = One is named by its time, by a part of its note, or as `latest`.
backup-slots = { $taken } of { $slots } places for backups by hand are taken
backup-none = *{ $site } · { $env }* has no backup.
backup-none-way-out = Make one now; Kinsta makes one every day by itself.
backup-nothing = *{ $site } · { $env }* has no backup “{ $words }”.
backup-nothing-way-out = Name one by its time, by a part of its note, or as `latest`. These are the newest:
backup-several = { $count ->
    [one] One backup fits “{ $words }”.
   *[other] { $count } backups fit “{ $words }”.
}
backup-several-way-out = Which one?
backup-gone = this backup is no longer there. Nothing was sent; type the command again to see which there are.
backup-full = All { $slots } places for backups by hand of *{ $site } · { $env }* are taken.
backup-full-way-out = Delete one you no longer need. The oldest is of { $moment }, noted “{ $note }”.
backup-full-meanwhile = the last place for a backup by hand was taken meanwhile. Nothing was sent; delete one you no longer need and type the command again.
backup-notify = Who should get Kinsta's mail about it?
backup-notify-way-out = Kinsta wants one of the company's users. Add `--notify` and their name or e-mail address.
backup-notify-nobody = Nobody in the company at Kinsta is called “{ $words }”.
backup-notify-nobody-way-out = It has these users:
backup-notify-several = Several users fit “{ $words }”.
backup-downloads-question = Show the download links of *{ $site } · { $env }*? Whoever has one gets the whole site, with its database.
backup-downloads-title = Backups of { $where } to download
backup-downloads-none = There is no backup of *{ $site } · { $env }* to download. Make one in MyKinsta › Backups › Download; there is no command for it.
backup-download = • { $made }: { $link }, valid until { $until }
backup-download-link = download
backup-download-pending = • { $made }: still being made; look again in a few minutes
fact-backup-made = Backup of
fact-backup-age = Its age
fact-backup-kind = Made
fact-backup-note = Note
fact-backup-of = From
fact-backup-notified = Gets Kinsta's mail
fact-backup-places = Places taken afterwards
step-backup = Backup
act-backup-create-name = Back up
act-backup-create-ask = Back up { $site } · { $env }?
act-backup-create-effect = Files and database are kept as they are now. Visitors notice nothing.
act-backup-create-duration = a minute to an hour, by the size of the site
act-backup-create-button = Back up
act-backup-create-doing = Backing up *{ $site } · { $env }*
act-backup-create-done = Backup of *{ $site } · { $env }* made in { $duration }
act-backup-delete-name = Delete backup
act-backup-delete-ask = Delete a backup of { $site } · { $env }?
act-backup-delete-effect = The backup of { $made } is removed. The site itself stays as it is.
act-backup-delete-loss = That backup cannot be brought back, and what only it holds is lost.
act-backup-delete-doing = Deleting the backup of { $made } of *{ $site } · { $env }*
act-backup-delete-done = Backup of { $made } of *{ $site } · { $env }* deleted in { $duration }
act-backup-restore-name = Restore backup
act-backup-restore-ask = Overwrite { $site } · { $env } with a backup?
act-backup-restore-effect = Files and database become those of { $made }. Meanwhile the site may not answer; afterwards it is looked at.
act-backup-restore-loss = Whatever { $env } has that the backup of { $made } has not is lost: orders, comments, uploads, settings. Undoing is possible only with a newer backup; Kinsta usually makes one right before, but do not count on it.
act-backup-restore-duration = some minutes to an hour, by the size of the site
act-backup-restore-doing = Restoring *{ $site } · { $env }* from the backup of { $made }
act-backup-restore-done = *{ $site } · { $env }* restored from the backup of { $made } in { $duration }
noun-backup = Backups
