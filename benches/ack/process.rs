//! A server in a process of its own, on a core of its own.

use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use kinsta_slack::clock::{Clock, SystemClock};

use crate::load;

/// How long a server may take to be ready at all.
const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(1);

/// Who runs where.
#[derive(Debug, Clone)]
pub enum Cores {
    /// Servers on the first, everything else on the second.
    Two(u32, u32),
    /// Wherever the system puts them, and why.
    Any(&'static str),
}

impl Cores {
    /// Takes this process to one core and leaves another one to the servers. To be called before any thread is begun.
    pub fn part() -> Self {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let list = status.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:")).unwrap_or_default();
        let mut numbers = list.trim().split(['-', ',']).filter_map(|number| number.parse::<u32>().ok());
        let (Some(first), Some(last)) = (numbers.next(), numbers.next_back()) else {
            return Self::Any("there are no two cores");
        };
        let pinned = Command::new("taskset")
            .args(["-cp", &last.to_string(), &std::process::id().to_string()])
            .stdout(Stdio::null())
            .status();
        match pinned {
            Ok(status) if status.success() => Self::Two(first, last),
            _ => Self::Any("there is no taskset"),
        }
    }

    fn command(&self, program: &str) -> Command {
        match self {
            Self::Two(servers, _) => {
                let mut command = Command::new("taskset");
                command.args(["-c", &servers.to_string(), program]);
                command
            }
            Self::Any(_) => Command::new(program),
        }
    }
}

/// A running server; killed when dropped.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
    started: Instant,
}

impl Server {
    pub fn start(
        cores: &Cores,
        program: &str,
        arguments: &[&str],
        variables: Vec<(&'static str, String)>,
        port: u16,
    ) -> anyhow::Result<Self> {
        let mut command = cores.command(program);
        command.args(arguments).envs(variables).stdin(Stdio::null()).stdout(Stdio::null());
        let started = Instant::now();
        let child = command.spawn().with_context(|| format!("{program} cannot be started"))?;
        Ok(Self { child, address: ([127, 0, 0, 1], port).into(), started })
    }

    /// Waits until `request` is answered with 200, and says how long after the start that was.
    pub async fn until_ok(&mut self, request: &[u8]) -> anyhow::Result<Duration> {
        loop {
            if let Ok(mut connection) = load::Connection::open(self.address).await
                && let Ok(200) = connection.ask(request).await
            {
                return Ok(self.started.elapsed());
            }
            if let Some(status) = self.child.try_wait()? {
                bail!("a server has ended too early, with {status}");
            }
            if self.started.elapsed() > PATIENCE {
                bail!("a server is not ready after {} s", PATIENCE.as_secs());
            }
            SystemClock.sleep(PAUSE).await;
        }
    }

    /// Resident memory in MiB.
    pub fn resident_mib(&self) -> anyhow::Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        let kib: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
        Ok(kib / 1024.0)
    }

    /// The processor time it has used so far; the system counts in hundredths of a second.
    pub fn processor_time(&self) -> anyhow::Result<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // The fields follow the name in parentheses; user and system time are the 12th and 13th of them.
        let fields = stat.rsplit_once(") ").context("no process name")?.1.split(' ');
        let ticks: u64 = fields.skip(11).take(2).map(|field| field.parse::<u64>().unwrap_or_default()).sum();
        Ok(Duration::from_millis(ticks * 10))
    }

    /// Stops it in an orderly way.
    pub fn stop(mut self) -> anyhow::Result<()> {
        Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A server that was stopped has nothing left to kill.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port that nobody listens at.
pub fn free_port() -> anyhow::Result<u16> {
    Ok(std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
