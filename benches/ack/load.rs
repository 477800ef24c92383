//! The load: connections that are kept open, each with one request under way.

use std::cell::Cell;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use futures_util::future::try_join_all;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How many connections at the same time.
pub const CONNECTIONS: usize = 32;
/// More than any answer here has.
const LARGEST_ANSWER: usize = 64 * 1024;

/// One connection, kept alive.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    answer: usize,
}

impl Connection {
    pub async fn open(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: vec![0; LARGEST_ANSWER], answer: 0 })
    }

    /// Sends a request and reads the answer to its end; gives the status.
    pub async fn ask(&mut self, request: &[u8]) -> anyhow::Result<u16> {
        self.stream.write_all(request).await?;
        let mut read = 0;
        loop {
            let count = self.stream.read(&mut self.buffer[read..]).await?;
            if count == 0 {
                bail!("the connection was closed");
            }
            read += count;
            if let Some((status, length)) = whole(&self.buffer[..read])? {
                self.answer = length;
                return Ok(status);
            }
        }
    }

    /// The last answer, head and body.
    pub fn answer(&self) -> &str {
        std::str::from_utf8(&self.buffer[..self.answer]).unwrap_or_default()
    }
}

/// Status and length of an answer, once all of it is there.
fn whole(bytes: &[u8]) -> anyhow::Result<Option<(u16, usize)>> {
    let Some(head) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
    let text = std::str::from_utf8(&bytes[..head])?;
    let status = text.split(' ').nth(1).context("no status")?.parse()?;
    let length = text.lines().find_map(|line| line.strip_prefix("content-length: ")).context("no length")?;
    let length = head + 4 + length.parse::<usize>()?;
    Ok((bytes.len() >= length).then_some((status, length)))
}

/// What a load came to.
pub struct Outcome {
    latencies: Vec<Duration>,
    elapsed: Duration,
}

/// When a load ends.
#[derive(Clone, Copy)]
pub enum Until {
    Count(usize),
    Elapsed(Duration),
}

/// Sends requests until the end, and makes sure that each answer is 200 and holds `expected`.
pub async fn run(address: SocketAddr, requests: &[Vec<u8>], expected: &str, until: Until) -> anyhow::Result<Outcome> {
    let connections = try_join_all((0..CONNECTIONS).map(|_| Connection::open(address))).await?;
    let sent = Cell::new(0_usize);
    let started = Instant::now();
    let goes_on = || match until {
        Until::Count(count) => sent.get() < count,
        Until::Elapsed(time) => started.elapsed() < time,
    };
    let goes_on = &goes_on;
    let sent = &sent;
    let all = try_join_all(connections.into_iter().map(|mut connection| async move {
        let mut latencies = Vec::new();
        while goes_on() {
            let request = &requests[sent.replace(sent.get() + 1) % requests.len()];
            let asked = Instant::now();
            let status = connection.ask(request).await?;
            latencies.push(asked.elapsed());
            if status != 200 || !connection.answer().contains(expected) {
                bail!("not the answer that was expected: {}", connection.answer());
            }
        }
        Ok(latencies)
    }))
    .await?;
    let elapsed = started.elapsed();
    let mut latencies: Vec<Duration> = all.into_iter().flatten().collect();
    latencies.sort_unstable();
    Ok(Outcome { latencies, elapsed })
}

impl Outcome {
    pub fn count(&self) -> usize {
        self.latencies.len()
    }

    pub fn per_second(&self) -> f64 {
        self.count() as f64 / self.elapsed.as_secs_f64()
    }

    /// The latency in microseconds that this share of the answers did not exceed.
    pub fn quantile_us(&self, share: f64) -> f64 {
        let index = (self.count() as f64 * share) as usize;
        let latency = self.latencies.get(index.min(self.count().saturating_sub(1))).copied().unwrap_or_default();
        latency.as_secs_f64() * 1e6
    }
}
