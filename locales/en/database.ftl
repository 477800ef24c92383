### `/kinsta database`

verb-database-login = a link into phpMyAdmin, for you alone
database-login-ask = Make a link into the database of *{ $site } · { $env }*? Whoever has it can read and change everything there, without a password.
database-login-open = Open phpMyAdmin
database-login-warning = What is changed there cannot be undone from here; make a backup first.
database-login-expires = The link works until { $moment }.
noun-database = Database
