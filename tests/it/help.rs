//! `/kinsta`, `/kinsta help` and everything that is not understood.

use insta::assert_snapshot;

use crate::bot::Bot;

#[tokio::test(flavor = "multi_thread")]
async fn asking_for_help_shows_what_there_is() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta").await, @"
    What /kinsta can do
    Type a site's name, never an id. Changes are shown to you first; nothing happens before you press the button.
    `/kinsta access explain <@user> <command>` – may somebody do something, and by which rule
    `/kinsta access show` – who may do what
    `/kinsta analytics bandwidth <site> [env] [--span 24h|7d|30d|60d] [--from <YYYY-MM-DD>] [--to <YYYY-MM-DD>]` – how much the server has sent
    `/kinsta analytics cdn <site> [env] [--span 24h|7d|30d|60d] [--from <YYYY-MM-DD>] [--to <YYYY-MM-DD>]` – how much the CDN has sent
    `/kinsta analytics disk <site> [env] [--span 7d|30d|60d] [--from <YYYY-MM-DD>] [--to <YYYY-MM-DD>]` – how full the disk is
    `/kinsta analytics visits <site> [env] [--span 24h|7d|30d|60d] [--from <YYYY-MM-DD>] [--to <YYYY-MM-DD>]` – how many visits there were
    `/kinsta approval list` – what waits for others to agree
    `/kinsta audit list [--site <words>] [--user <@person>] [--since <YYYY-MM-DD>] [--verb <words>]` – who asked for what, what was decided, and what came of it
    `/kinsta backup create <site> [env] [--note <note>]` – make a backup by hand
    `/kinsta backup delete <site> [env] --backup <backup>` – delete a backup
    `/kinsta backup downloads <site> [env]` – links to backups that were made for download
    `/kinsta backup list <site> [env]` – the backups of an environment
    `/kinsta backup restore <site> [env] --backup <backup> [--to <env>] [--notify <person>]` – overwrite an environment with a backup
    `/kinsta cache clear <site> [env] [--layer site|edge|cdn|all] [--url <url>] [--subdirectories]` – clear the caches of one environment
    `/kinsta cache edge <on|off> <site> [env]` – turn the edge cache on or off
    `/kinsta cdn images <off|lossy|lossless> <site> [env]` – how the CDN makes images smaller
    `/kinsta company account` – the company and the bot's key
    `/kinsta company activity [--site <site>] [--user <name>] [--key <name>] [--category sites|dns|migrations|billing|notifications|users|settings|sso]` – what was done, by whom, and how it ended
    `/kinsta company keys` – the API keys by name, and which is the bot's
    `/kinsta company regions` – where a site can stand
    `/kinsta company users` – who has access
    `/kinsta database login <site> [env]` – a link into phpMyAdmin, for you alone
    `/kinsta dns add <domain> --type a|aaaa|caa|cname|mx|ns|srv|txt --name <name> --value <text> [--ttl <number>]` – add a DNS record
    `/kinsta dns delete <domain> --type <type> --name <name>` – delete a DNS record with all its values
    `/kinsta dns domains` – the domains whose DNS is at Kinsta
    `/kinsta dns list <domain> [--type <type>] [--name <name>]` – the DNS records of a domain
    `/kinsta dns update <domain> --type <type> --name <name> [--value <text>] [--add <text>] [--remove <text>] [--ttl <number>]` – change the values of a DNS record
    `/kinsta domain add <site> [env] --name <domain> [--without-wildcard]` – add a domain, with the DNS records it wants
    `/kinsta domain list <site> [env]` – what an environment answers to: primary, wildcards, proven or not
    `/kinsta domain primary <site> [env] --name <domain> [--search-replace]` – send visitors to another domain of the environment
    `/kinsta domain records <site> [env] --name <domain>` – the DNS records that prove a domain and point it here
    `/kinsta domain remove <site> [env] --name <domain>` – take domains away; their addresses are dead at once
    `/kinsta env clone <site> [env] --name <name> [--premium]` – make an environment as a copy of another
    `/kinsta env create <site> --name <name> [--premium] --title <title> --admin-user <name> --admin-email <email> [--language <code>] [--multisite subdomain|subdirectory] [--woocommerce] [--yoast] [--edd]` – make an environment with a new WordPress
    `/kinsta env create-plain <site> --name <name> [--premium]` – make an empty environment, without WordPress
    `/kinsta env delete <site> [env]` – delete an environment
    `/kinsta env files <site> [env]` – the upper folders and files of an environment
    `/kinsta env list <site>` – the environments of a site
    `/kinsta env push <site> [env] --to <env> [--database] [--search-replace] [--file <path>] [--no-files]` – overwrite an environment with another
    `/kinsta env webroot <site> [env]` – which folder of an environment is served
    `/kinsta env webroot set <site> [env] --folder <folder> [--keep-cache] [--keep-lists]` – serve another folder of an environment
    `/kinsta freeze list` – when nothing is changed
    `/kinsta ip allow <address> <site> [env]` – let IP addresses in again
    `/kinsta ip deny <address> <site> [env]` – turn IP addresses away
    `/kinsta ip list <site> [env]` – the IP addresses an environment turns away
    `/kinsta log access <site> [env] [--lines <number>] [--grep <text>] [--raw]` – the last requests that reached the site itself
    `/kinsta log cache <site> [env] [--lines <number>] [--grep <text>] [--raw]` – what the cache answered last
    `/kinsta log error <site> [env] [--lines <number>] [--grep <text>] [--raw]` – the last lines of the error log, and the last fatal error
    `/kinsta operation list [--site <site>] [--mine] [--running]` – everything that was started from here
    `/kinsta operation password <id>` – show a password that was made up for you
    `/kinsta operation status [id]` – what is running and what ran
    `/kinsta php allocation <site> [env] --threads <number> --memory <MB>` – share out PHP threads and memory anew
    `/kinsta php restart <site> [env]` – restart PHP, then look whether the site answers
    `/kinsta php set <version> <site> [env] [--auto-updates on|off]` – change the PHP version, then look whether the site answers
    `/kinsta php version <site> [env]` – which PHP version runs, and whether Kinsta updates it by itself
    `/kinsta plugin list <site> [env] [--updates]` – the plugins of an environment, and which are behind
    `/kinsta plugin update <site> [env] [--name <plugin>] [--all]` – update some plugins, or all that are behind
    `/kinsta readonly off` – let changes happen again
    `/kinsta readonly on` – stop every change
    `/kinsta readonly show` – whether changes happen
    `/kinsta redirect add <site> [env] --from <path> --to <address> [--type 301|302] [--domain <domain>]` – add a redirect rule
    `/kinsta redirect clear <site> [env]` – delete all redirect rules
    `/kinsta redirect delete <site> [env] --from <path> [--domain <domain>]` – delete a redirect rule
    `/kinsta redirect export <site> [env]` – all redirect rules as a file
    `/kinsta redirect import <site> [env]` – add and change redirect rules from a file
    `/kinsta redirect list <site> [env] [--search <words>]` – the redirect rules of an environment
    `/kinsta redirect update <site> [env] --from <path> [--domain <domain>] [--to <address>] [--type 301|302] [--new-from <path>] [--new-domain <domain>]` – change a redirect rule
    `/kinsta sftp add <site> [env] --user <name> [--folder <folder>] [--permission read|write]` – add an SFTP account for one folder
    `/kinsta sftp list <site> [env]` – the additional SFTP accounts
    `/kinsta sftp off <site> [env]` – turn all additional SFTP accounts off
    `/kinsta sftp on <site> [env]` – turn all additional SFTP accounts on
    `/kinsta sftp password show <site> [env] --user <name>` – show the password that was made up for an account, to you alone
    `/kinsta sftp remove <site> [env] --user <name>` – take an SFTP account away
    `/kinsta site clone <site> [env] --name <name>` – make a site as a copy of an environment
    `/kinsta site create <name> --region <region> --title <title> --admin-user <name> --admin-email <email> [--language <code>] [--multisite subdomain|subdirectory] [--woocommerce] [--yoast]` – make a site with a new WordPress
    `/kinsta site create-plain <name> --region <region>` – make an empty site, without WordPress
    `/kinsta site delete <site>` – delete a site with all its environments
    `/kinsta site list [words] [--label <label>]` – every site, searchable
    `/kinsta site reset <site>` – replace a site by an empty WordPress
    `/kinsta site show <site>` – everything about a site and its environments
    `/kinsta site status <site> [env]` – is it up, and what runs there
    `/kinsta site usage <site>` – what a site has used of the plan this month
    `/kinsta ssh allow add <site> [env] --ip <address>` – let an address in
    `/kinsta ssh allow list <site> [env]` – the addresses SSH and SFTP may be used from
    `/kinsta ssh allow remove <site> [env] --ip <address>` – let an address in no longer
    `/kinsta ssh config <site> [env]` – host, port, user and the command to connect
    `/kinsta ssh disable <site> [env]` – turn SSH and SFTP off
    `/kinsta ssh enable <site> [env]` – turn SSH and SFTP on
    `/kinsta ssh password expiry <never|1d|7d|30d|90d> <site> [env]` – how long a password works
    `/kinsta ssh password off <site> [env]` – let keys in only
    `/kinsta ssh password on <site> [env]` – let the password in
    `/kinsta ssh password rotate <site> [env]` – make a new password; the old one stops working
    `/kinsta ssh password show <site> [env]` – show the password of SSH and SFTP, to you alone
    `/kinsta ssh status <site> [env]` – whether SSH and SFTP are on, and from where
    `/kinsta theme list <site> [env] [--updates]` – the themes of an environment, and which are behind
    `/kinsta theme update <site> [env] [--name <theme>] [--all]` – update some themes, or all that are behind
    `/kinsta wp run <site> [env] -- <command>` – run a WP-CLI command and show what it printed
    A site is found by its name, any of its domains, a label, or a pasted MyKinsta link. In a thread, write `@kinsta` and the same words.
    11 commands are left out, because you may not use them. `/kinsta help --all` shows them too.
    [List sites] [Show all]
    ");
    let shown = ada.private().plain();
    for line in ["/kinsta help", "/kinsta HELP", "/kinsta --help", "/kinsta ?", "/kinsta   "] {
        ada.says(line).await;
        ada.sees();
        assert_eq!(ada.private().plain(), shown, "{line}");
    }
    ada.presses("List sites").await;
    assert!(ada.sees().starts_with("40 sites"), "{}", ada.sees());
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn help_for_a_noun_shows_its_verbs() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta help cache").await, @"
    /kinsta cache
    `/kinsta cache clear <site> [env] [--layer site|edge|cdn|all] [--url <url>] [--subdirectories]`
    clear the caches of one environment
    For example `/kinsta cache clear acme live`
    `/kinsta cache edge <on|off> <site> [env]`
    turn the edge cache on or off
    For example `/kinsta cache edge off acme live`
    ");
    let shown = ada.private().plain();
    for line in
        ["/kinsta cache help", "/kinsta cache --help", "/kinsta cache clear --help", "/kinsta help cache clear acme"]
    {
        ada.says(line).await;
        ada.sees();
        assert_eq!(ada.private().plain(), shown, "{line}");
    }
    assert_snapshot!(ada.asks("/kinsta help site").await, @r#"
    /kinsta site
    `/kinsta site clone <site> [env] --name <name>`
    make a site as a copy of an environment
    For example `/kinsta site clone acme live --name "Acme Relaunch"`
    `/kinsta site create <name> --region <region> --title <title> --admin-user <name> --admin-email <email> [--language <code>] [--multisite subdomain|subdirectory] [--woocommerce] [--yoast]`
    make a site with a new WordPress
    For example `/kinsta site create New Shop --region frankfurt --title "New Shop" --admin-user shop --admin-email web@agency.example`
    `/kinsta site create-plain <name> --region <region>`
    make an empty site, without WordPress
    For example `/kinsta site create-plain New Shop --region frankfurt`
    `/kinsta site delete <site>`
    delete a site with all its environments
    For example `/kinsta site delete acme relaunch`
    `/kinsta site list [words] [--label <label>]`
    every site, searchable
    For example `/kinsta site list shop --label care-plan`
    `/kinsta site reset <site>`
    replace a site by an empty WordPress
    For example `/kinsta site reset acme relaunch`
    `/kinsta site show <site>`
    everything about a site and its environments
    For example `/kinsta site show acme`
    `/kinsta site status <site> [env]`
    is it up, and what runs there
    For example `/kinsta site status acme`
    `/kinsta site usage <site>`
    what a site has used of the plan this month
    For example `/kinsta site usage acme`
    "#);
    assert_snapshot!(ada.asks("/kinsta help cahce").await, @"
    ⚠️ There is no `cahce`.
    Did you mean `/kinsta cache clear`, `/kinsta cache edge`, `/kinsta log cache`?
    [/kinsta cache clear] [/kinsta cache edge] [/kinsta log cache] [Help]
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_noun_alone_offers_its_verbs() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta site").await, @"
    What should happen with `site`?
    There is `/kinsta site clone`, `/kinsta site create`, `/kinsta site create-plain`, `/kinsta site delete`, `/kinsta site list`, `/kinsta site reset`, `/kinsta site show`, `/kinsta site status`, `/kinsta site usage`.
    [/kinsta site clone] [/kinsta site create] [/kinsta site create-plain] [/kinsta site delete] [/kinsta site list]
    [/kinsta site reset] [/kinsta site show] [/kinsta site status] [/kinsta site usage] [Help]
    ");
    ada.presses("/kinsta site list").await;
    assert!(ada.sees().starts_with("40 sites"), "{}", ada.sees());
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mistyped_command_offers_the_near_one_and_keeps_the_rest() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta cahce claer \"acme shop\" staging").await, @"
    ⚠️ There is no `cahce claer`.
    Did you mean `/kinsta cache clear`?
    [/kinsta cache clear] [Help]
    ");
    ada.presses("/kinsta cache clear").await;
    assert!(ada.sees().starts_with("Clear the cache of Acme Shop · Staging?"), "{}", ada.sees());
    assert_snapshot!(ada.asks("/kinsta clear cache acme live").await, @"
    ⚠️ There is no `clear cache`.
    Did you mean `/kinsta cache clear`?
    [/kinsta cache clear] [Help]
    ");
    ada.presses("/kinsta cache clear").await;
    assert!(ada.sees().starts_with("Clear the cache of Acme · Live?"), "{}", ada.sees());
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn words_that_mean_nothing_lead_to_the_help() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta make me a sandwich").await, @"
    ⚠️ There is no `make me`.
    `/kinsta help` shows everything there is.
    [Help]
    ");
    ada.presses("Help").await;
    assert!(ada.sees().starts_with("What /kinsta can do"), "{}", ada.sees());
    assert_snapshot!(ada.asks("/kinsta cache explode acme").await, @"
    ⚠️ There is no `cache explode`.
    There is `/kinsta cache clear`, `/kinsta cache edge`.
    [/kinsta cache clear] [/kinsta cache edge] [Help]
    ");
    assert_snapshot!(ada.asks("/kinsta cache clear \"acme live").await, @"
    ⚠️ A quotation mark is opened and never closed.
    Close it, or leave the quotes out: site names need none.
    ");
    assert_snapshot!(ada.asks("/kinsta cache clear").await, @"A form has opened; it asks for the rest.");
    assert_snapshot!(ada.asks("/kinsta cache clear acme live --layer moon").await, @"
    ⚠️ `moon` is not a value for `--layer`: it takes site, edge, cdn, all.
    Usage: `/kinsta cache clear <site> [env] [--layer site|edge|cdn|all] [--url <url>] [--subdirectories]`
    For example: `/kinsta cache clear acme live`
    ");
    assert_snapshot!(ada.asks("/kinsta cache clear acme live --layer").await, @"
    ⚠️ `--layer` needs a value.
    Usage: `/kinsta cache clear <site> [env] [--layer site|edge|cdn|all] [--url <url>] [--subdirectories]`
    For example: `/kinsta cache clear acme live`
    ");
    assert_snapshot!(ada.asks("/kinsta cache clear acme live --layr edge").await, @"
    ⚠️ There is no `--layr` here. Did you mean `--layer`?
    Usage: `/kinsta cache clear <site> [env] [--layer site|edge|cdn|all] [--url <url>] [--subdirectories]`
    For example: `/kinsta cache clear acme live`
    ");
    assert_snapshot!(ada.asks("/kinsta cache clear acme live --layer edge --layer cdn").await, @"
    ⚠️ `--layer` is given more often than it can be.
    Usage: `/kinsta cache clear <site> [env] [--layer site|edge|cdn|all] [--url <url>] [--subdirectories]`
    For example: `/kinsta cache clear acme live`
    ");
    bot.done().await;
}
