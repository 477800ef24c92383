//! How fast the bot acknowledges a changing command, compared with a handler that only checks the signature.
//!
//! `cargo bench` runs the real `kinsta-slack serve` and the bare handler as processes of their own, in turns on the same
//! core, and prints what was measured beside what is aimed at. Nothing here fails for being slow: machines differ, which
//! is why the figure that counts is a ratio from one run. `docs/performance.md` says what costs what.
//!
//! `cargo bench -- under 2000 valgrind --tool=callgrind` runs the bot under another program and gives it so many commands,
//! one after the other; the difference of two such runs is what one acknowledgement costs.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark prints its results")]

mod authority;
mod bare;
mod calls;
mod load;
mod process;
mod requests;
mod world;

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use kinsta_slack::clock::{Clock, SystemClock};

use crate::load::{Outcome, Until};
use crate::process::{Cores, Server, free_port};
use crate::world::World;

/// The bot's own allocator, so that the bare handler has it too.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const BOT: &str = env!("CARGO_BIN_EXE_kinsta-slack");
/// This program's argument for being the bare handler.
const SERVE_BARE: &str = "serve-bare";
/// This program's argument for the throughput alone.
const ONLY_THROUGHPUT: &str = "throughput";
/// This program's argument for running the bot under another program.
const UNDER: &str = "under";

/// The command, as a person types it behind `/kinsta`.
const WORDS: &str = "cache clear acme live";
/// The same for one layer, for counting calls.
const ONE_LAYER: &str = "cache clear acme live --layer site";
/// What only the question's answer has in it: its button.
const QUESTION: &str = "confirm:0";

/// Turns of both servers.
const TURNS: usize = 7;
const TURN: Duration = Duration::from_secs(3);
const WARM_UP: Duration = Duration::from_secs(1);
const STARTS: usize = 7;
/// Commands before memory is looked at again.
const MANY: usize = 100_000;
/// How long a server rests before its memory is read.
const REST: Duration = Duration::from_secs(2);

fn main() -> anyhow::Result<()> {
    // Cargo gives `--bench` too, after the others.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if let [SERVE_BARE, port] = arguments[..] {
        return bare::serve(port.parse()?);
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    if let [UNDER, count, program, options @ ..] = &arguments[..] {
        return runtime.block_on(under(count.parse().context("how many commands?")?, program, options));
    }
    let cores = Cores::part();
    if let [ONLY_THROUGHPUT] = arguments[..] {
        return runtime.block_on(async { throughput(&cores, &World::start(Arc::new(SystemClock)).await?).await });
    }
    runtime.block_on(measure(&cores))
}

/// Runs the bot under another program and gives it commands, one at a time.
async fn under(count: usize, program: &str, options: &[&str]) -> anyhow::Result<()> {
    let world = World::start(Arc::new(SystemClock)).await?;
    let port = free_port()?;
    let arguments = [options, &[BOT, "serve"]].concat();
    let mut server = Server::start(&Cores::Any("another program"), program, &arguments, world.variables(port), port)?;
    server.until_ok(requests::READY).await?;
    let mut connection = load::Connection::open(server.address).await?;
    for command in commands()?.iter().cycle().take(count) {
        let status = connection.ask(command).await?;
        anyhow::ensure!(status == 200 && connection.answer().contains(QUESTION), "{}", connection.answer());
    }
    server.stop()?;
    world.end().await;
    Ok(())
}

async fn measure(cores: &Cores) -> anyhow::Result<()> {
    match cores {
        Cores::Two(servers, load) => println!("Servers on core {servers}, load on core {load}."),
        Cores::Any(why) => println!("Nothing is kept to one core: {why}. The figures say little."),
    }
    let world = World::start(Arc::new(SystemClock)).await?;
    let memory = memory(cores, &world).await?;
    let starts = starts(cores, &world).await?;
    throughput(cores, &world).await?;
    println!("\nStart with a store of {MANY} questions, median of {STARTS}");
    line("  ready", &format!("{:.0} ms", starts.ready_ms), Some(("< 100 ms", starts.ready_ms < 100.0)));
    line("  first command answered", &format!("{:.0} ms", starts.answered_ms), None);
    println!("\nResident memory");
    line("  idle", &format!("{:.1} MiB", memory.idle_mib), Some(("< 30 MiB", memory.idle_mib < 30.0)));
    let after = memory.after_mib;
    line(&format!("  after {MANY} commands"), &format!("{after:.1} MiB"), Some(("< 30 MiB", after < 30.0)));
    line("  speed of the last tenth of them to that of the first", &format!("{:.2}", memory.last_to_first), None);
    world.end().await;

    println!("\nCalls to Kinsta for a cache clear that takes 5 s");
    let one = calls::of(ONE_LAYER).await?;
    line("  one layer", &one.count.to_string(), Some(("at most 4", one.count <= 4)));
    println!("    {}", one.what);
    let all = calls::of(WORDS).await?;
    line("  all three layers", &all.count.to_string(), None);
    println!("    {}", all.what);
    Ok(())
}

/// A line of the report; with an aim it says whether it was met.
fn line(what: &str, measured: &str, aim: Option<(&str, bool)>) {
    let aim = match aim {
        Some((aim, true)) => format!("aim {aim}: met"),
        Some((aim, false)) => format!("aim {aim}: NOT MET"),
        None => String::new(),
    };
    println!("{}", format!("{what:<56}{measured:>14}   {aim}").trim_end());
}

/// The bot on the world's store.
fn bot(cores: &Cores, world: &World) -> anyhow::Result<Server> {
    let port = free_port()?;
    Server::start(cores, BOT, &["serve"], world.variables(port), port)
}

fn commands() -> anyhow::Result<Vec<Vec<u8>>> {
    requests::signed(WORDS, SystemClock.now().as_second())
}

struct Memory {
    idle_mib: f64,
    after_mib: f64,
    last_to_first: f64,
}

/// Fills the store while watching the memory.
async fn memory(cores: &Cores, world: &World) -> anyhow::Result<Memory> {
    let mut server = bot(cores, world)?;
    server.until_ok(requests::READY).await?;
    SystemClock.sleep(REST).await;
    let idle_mib = server.resident_mib()?;
    let commands = commands()?;
    let mut rates = Vec::new();
    for _ in 0..10 {
        let tenth = load::run(server.address, &commands, QUESTION, Until::Count(MANY / 10)).await?;
        rates.push(tenth.per_second());
    }
    SystemClock.sleep(REST).await;
    let after_mib = server.resident_mib()?;
    server.stop()?;
    Ok(Memory { idle_mib, after_mib, last_to_first: rates[9] / rates[0] })
}

struct Starts {
    ready_ms: f64,
    answered_ms: f64,
}

async fn starts(cores: &Cores, world: &World) -> anyhow::Result<Starts> {
    let (mut ready_ms, mut answered_ms) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let command = commands()?.swap_remove(0);
        let mut server = bot(cores, world)?;
        ready_ms.push(server.until_ok(requests::READY).await?.as_secs_f64() * 1e3);
        answered_ms.push(server.until_ok(&command).await?.as_secs_f64() * 1e3);
        server.stop()?;
    }
    Ok(Starts { ready_ms: median(ready_ms), answered_ms: median(answered_ms) })
}

/// One server's turns.
#[derive(Default)]
struct Turns {
    per_second: Vec<f64>,
    p50_us: Vec<f64>,
    p99_us: Vec<f64>,
    processor_us: Vec<f64>,
}

impl Turns {
    async fn take(&mut self, server: &Server, commands: &[Vec<u8>], expected: &str) -> anyhow::Result<()> {
        let before = server.processor_time()?;
        let outcome: Outcome = load::run(server.address, commands, expected, Until::Elapsed(TURN)).await?;
        let used = server.processor_time()? - before;
        self.per_second.push(outcome.per_second());
        self.p50_us.push(outcome.quantile_us(0.50));
        self.p99_us.push(outcome.quantile_us(0.99));
        self.processor_us.push(used.as_secs_f64() * 1e6 / outcome.count() as f64);
        Ok(())
    }
}

async fn throughput(cores: &Cores, world: &World) -> anyhow::Result<()> {
    let mut bot = bot(cores, world)?;
    let port = free_port()?;
    let this = std::env::current_exe()?;
    let this = this.to_str().context("the path of this program is not UTF-8")?;
    let mut bare = Server::start(cores, this, &[SERVE_BARE, &port.to_string()], Vec::new(), port)?;
    bot.until_ok(requests::READY).await?;
    bare.until_ok(&commands()?[0]).await?;
    for (server, expected) in [(&bot, QUESTION), (&bare, "")] {
        load::run(server.address, &commands()?, expected, Until::Elapsed(WARM_UP)).await?;
    }

    let (mut ours, mut theirs) = (Turns::default(), Turns::default());
    for _ in 0..TURNS {
        theirs.take(&bare, &commands()?, "").await?;
        ours.take(&bot, &commands()?, QUESTION).await?;
    }
    bot.stop()?;

    let share = |turns: &Turns| -> Vec<f64> {
        turns.per_second.iter().zip(&turns.processor_us).map(|(count, used_us)| count * used_us / 1e4).collect()
    };
    let (our_share, their_share) = (share(&ours), share(&theirs));
    let ratios: Vec<f64> = ours.per_second.iter().zip(&theirs.per_second).map(|(ours, theirs)| ours / theirs).collect();
    let (our_us, their_us) = (median(ours.processor_us.clone()), median(theirs.processor_us.clone()));
    println!(
        "\nAcknowledging `/kinsta {WORDS}`, {} connections, medians of {TURNS} turns of {} s",
        load::CONNECTIONS,
        TURN.as_secs()
    );
    println!("{:<32}{:>14}{:>14}", "", "bot", "bare handler");
    for (what, ours, theirs) in [
        ("  requests/s", ours.per_second, theirs.per_second),
        ("  p50, µs", ours.p50_us, theirs.p50_us),
        ("  p99, µs", ours.p99_us, theirs.p99_us),
        ("  processor time a request, µs", ours.processor_us, theirs.processor_us),
        ("  share of the core used, %", our_share, their_share),
    ] {
        println!("{what:<32}{:>14.1}{:>14.1}", median(ours), median(theirs));
    }
    line("  beyond the signature, processor time a request", &format!("{:.1} µs", our_us - their_us), None);
    line("  processor time, bare handler to bot", &format!("{:.2}", their_us / our_us), None);
    let ratio = median(ratios);
    line("  requests/s, bot to bare handler", &format!("{ratio:.2}"), Some(("≥ 0.50", ratio >= 0.5)));
    let asking_ns = authority::nanoseconds()?;
    let share = asking_ns / 10.0 / our_us;
    line("  of it asking a large policy, twice", &format!("{asking_ns:.0} ns, {share:.1} %"), None);
    Ok(())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
