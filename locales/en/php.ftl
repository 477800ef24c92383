### `/kinsta php`

verb-php-restart = restart PHP, then look whether the site answers
button-restart-php = Restart PHP…
act-php-restart-name = Restart PHP
act-php-restart-ask = Restart PHP of { $site } · { $env }?
act-php-restart-effect = Requests under way are cut off and visitors may see a 503 for some seconds. Afterwards the site is looked at.
act-php-restart-duration = a few seconds to a minute
act-php-restart-button = Restart PHP
act-php-restart-doing = Restarting PHP of *{ $site } · { $env }*
act-php-restart-done = PHP of *{ $site } · { $env }* restarted in { $duration }
act-php-restart-failed = PHP of *{ $site } · { $env }* was not restarted
act-php-restart-failed-partly = PHP of *{ $site } · { $env }* was not restarted
act-php-restart-unknown = Nobody can say whether PHP of *{ $site } · { $env }* was restarted
step-php = PHP
