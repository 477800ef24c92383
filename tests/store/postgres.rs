//! A throwaway PostgreSQL for tests: one server a test process, one database a test.
//!
//! Needs nothing but the server's binaries (`PATH` or Debian's folder) and a POSIX shell. The server belongs to a small
//! shell script that waits for its standard input to end. The test process holds the other end of that pipe, so
//! however it ends, by a panic or by SIGKILL, the script then stops the server and removes its files.
//!
//! `TEST_DATABASE_URL` names a running server to use instead; its user must be allowed to create databases. Where
//! there is neither, tests say why they are skipped, and fail if `REQUIRE_ALL` is `1`.
//!
//! Knows nothing of the crate under test; include it elsewhere with `#[path]`.

#![expect(clippy::print_stderr, reason = "a skipped test says why")]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

/// Finds the binaries, gives root's rights up (the server insists on that), runs the server until stdin ends.
const KEEPER: &str = r#"
# PIPE, because the test may be gone before it could read the first word.
trap '' INT TERM HUP PIPE
port=$1
for bin in "$(dirname "$(command -v initdb 2>/dev/null || echo /nowhere/x)")" /usr/lib/postgresql/*/bin /usr/pgsql-*/bin; do
    [ -x "$bin/initdb" ] && [ -x "$bin/pg_ctl" ] && [ -x "$bin/postgres" ] && break
    bin=
done
[ -n "$bin" ] || { echo 'missing the binaries of a PostgreSQL server (initdb, pg_ctl, postgres)'; exit 1; }

dir=$(mktemp -d "${TMPDIR:-/tmp}/kinsta-slack-pg.XXXXXX") || { echo 'failed to make a folder'; exit 1; }
as_user=
if [ "$(id -u)" = 0 ]; then
    user=postgres
    id -u "$user" >/dev/null 2>&1 || user=nobody
    chown "$user" "$dir"
    if command -v setpriv >/dev/null 2>&1; then
        as_user="setpriv --reuid=$(id -u $user) --regid=$(id -g $user) --clear-groups --"
    elif command -v runuser >/dev/null 2>&1; then
        as_user="runuser -u $user --"
    else
        echo 'failed to give up the rights of root: neither setpriv nor runuser is there'; rmdir "$dir"; exit 1
    fi
fi
run() { (cd "$dir" && HOME="$dir" $as_user "$@") >>"$dir/keeper.log" 2>&1; }
touch "$dir/keeper.log"

if run "$bin/initdb" -D "$dir/data" -U kinsta -A trust -E UTF8 --locale=C --no-sync &&
    run "$bin/pg_ctl" -D "$dir/data" -l "$dir/server.log" -w -t 60 -o "-p $port \
        -c listen_addresses=127.0.0.1 -c unix_socket_directories='$dir' -c max_connections=200 \
        -c fsync=off -c full_page_writes=off -c shared_buffers=32MB -c max_wal_size=256MB" start
then echo ready
else echo "failed to start: $(tail -n 3 "$dir/keeper.log" "$dir/server.log" 2>/dev/null | tr '\n' ' ')"
fi
exec 1>/dev/null
cat >/dev/null
run "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop
rm -rf "$dir"
"#;

/// A server that is there for as long as this process.
struct Server {
    /// Its URL up to a database's name, and what follows that.
    base: String,
    query: String,
    /// The database to be connected with while another one is made.
    home: String,
    /// The script that stops it when this process ends. Never used, only held.
    _keeper: Option<Child>,
}

/// An empty database of one test.
pub struct Database {
    /// How to connect with it.
    pub url: String,
    name: String,
}

static SERVER: OnceLock<Result<Server, String>> = OnceLock::new();
static DATABASES: AtomicU32 = AtomicU32::new(0);

/// Makes an empty database. Without a server: says why the test is skipped and returns `None`.
///
/// # Panics
/// Where there is no server although `REQUIRE_ALL=1` demands one, and where the database cannot be made.
pub async fn database() -> Option<Database> {
    let server = match SERVER.get_or_init(start) {
        Ok(server) => server,
        Err(reason) => {
            assert!(std::env::var("REQUIRE_ALL").as_deref() != Ok("1"), "no PostgreSQL: {reason}");
            eprintln!("skipped on PostgreSQL: {reason}");
            return None;
        }
    };
    let name = format!("t{}_{}", std::process::id(), DATABASES.fetch_add(1, Ordering::Relaxed));
    run(server, format!("CREATE DATABASE {name} TEMPLATE template0")).await;
    Some(Database { url: format!("{}{name}{}", server.base, server.query), name })
}

impl Database {
    /// Removes the database. Only on a server of somebody else's does it matter whether this is called.
    pub async fn remove(self) {
        if let Some(Ok(server)) = SERVER.get() {
            run(server, format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)).await;
        }
    }
}

async fn run(server: &Server, statement: String) {
    let mut connection = PgConnection::connect(&server.home).await.expect("the test server takes connections");
    connection.execute(AssertSqlSafe(statement)).await.expect("a database can be made and removed");
    let _ = connection.close().await;
}

fn start() -> Result<Server, String> {
    if let Ok(url) = std::env::var("TEST_DATABASE_URL") {
        let (plain, query) = url.split_at(url.find('?').unwrap_or(url.len()));
        let (base, _) = plain.rsplit_once('/').ok_or("TEST_DATABASE_URL names no database")?;
        return Ok(Server { base: format!("{base}/"), query: query.to_owned(), home: url, _keeper: None });
    }
    // Between finding a free port and the server taking it somebody else may come first.
    let mut reason = String::new();
    for _ in 0..3 {
        let port = free_port()?;
        let mut keeper = Command::new("sh")
            .args(["-c", KEEPER, "keeper", &port.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            // A group of its own: what kills the test's whole group must not kill the one who clears up.
            .process_group(0)
            .spawn()
            .map_err(|error| format!("no shell: {error}"))?;
        match first_line(keeper.stdout.take()).as_str() {
            "ready" => {
                let base = format!("postgres://kinsta@127.0.0.1:{port}/");
                let home = format!("{base}postgres");
                return Ok(Server { base, query: String::new(), home, _keeper: Some(keeper) });
            }
            line if line.starts_with("missing") => return Err(line.to_owned()),
            line => line.clone_into(&mut reason),
        }
        drop(keeper.stdin.take());
        let _ = keeper.wait();
    }
    Err(reason)
}

fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|error| format!("no free port: {error}"))?;
    Ok(listener.local_addr().map_err(|error| format!("no free port: {error}"))?.port())
}

fn first_line(stdout: Option<ChildStdout>) -> String {
    let mut line = String::new();
    if let Some(stdout) = stdout {
        let _ = BufReader::new(stdout).take(4096).read_line(&mut line);
    }
    line.trim_end().to_owned()
}
