use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio_util::task::TaskTracker;

use jiff::Timestamp;
use tokio::sync::Notify;

use super::*;
use crate::clock::ManualClock;

const WAIT: Duration = Duration::from_millis(500);

/// Answers when it is let, with what it was told to answer.
struct Directory {
    asked: AtomicUsize,
    open: Notify,
    answer: Mutex<Result<Person, Error>>,
}

#[async_trait]
impl LookUp for Directory {
    async fn person(&self, _: &UserId) -> Result<Person, Error> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        self.open.notified().await;
        self.open.notify_one();
        self.answer.lock().unwrap().clone()
    }

    async fn home(&self) -> Result<TeamId, Error> {
        Ok("T1".into())
    }
}

fn person(locale: Option<&str>, zone: Option<&str>) -> Person {
    Person {
        user: "U1".into(),
        name: "Ada".to_owned(),
        real_name: Some("Ada Lovelace".to_owned()),
        locale: locale.map(str::to_owned),
        zone: zone.map(str::to_owned),
        is_bot: false,
        is_restricted: false,
        is_deleted: false,
        is_stranger: false,
        teams: vec!["T1".into()],
    }
}

struct World {
    people: People,
    directory: Arc<Directory>,
    clock: Arc<ManualClock>,
}

fn world(answer: Result<Person, Error>) -> World {
    let answer = Mutex::new(answer);
    let directory = Arc::new(Directory { asked: AtomicUsize::new(0), open: Notify::new(), answer });
    let clock = Arc::new(ManualClock::new(Timestamp::from_second(1_800_000_000).unwrap()));
    World { people: People::new(directory.clone(), clock.clone(), Lang::De, TaskTracker::new()), directory, clock }
}

impl World {
    fn open(&self) {
        self.directory.open.notify_one();
    }

    fn asked(&self) -> usize {
        self.directory.asked.load(Ordering::SeqCst)
    }

    async fn actor(&self) -> (Lang, String) {
        let actor = self.people.actor(&"T1".into(), &"U1".into(), WAIT).await;
        (actor.lang, actor.zone)
    }
}

fn said(lang: Lang, zone: &str) -> (Lang, String) {
    (lang, zone.to_owned())
}

/// Lets every task that can go on do so.
async fn settle() {
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_person_is_spoken_to_in_their_language_and_asked_for_once() {
    let world = world(Ok(person(Some("en-GB"), Some("Europe/London"))));
    world.open();
    assert_eq!(world.actor().await, said(Lang::En, "Europe/London"));
    assert_eq!(world.actor().await, said(Lang::En, "Europe/London"));
    assert_eq!(world.asked(), 1);
}

#[tokio::test]
async fn a_language_we_do_not_speak_is_english_and_an_unknown_one_is_the_default() {
    let french = world(Ok(person(Some("fr-FR"), None)));
    french.open();
    assert_eq!(french.actor().await, said(Lang::En, "UTC"));
    let silent = world(Ok(person(None, Some("Europe/Paris"))));
    silent.open();
    assert_eq!(silent.actor().await, said(Lang::De, "Europe/Paris"));
}

#[tokio::test]
async fn a_slow_lookup_is_not_waited_for_and_serves_the_next_time() {
    let world = world(Ok(person(Some("en-US"), Some("Europe/London"))));
    let waiting = tokio::spawn({
        let people = world.people.clone();
        async move { people.actor(&"T1".into(), &"U1".into(), WAIT).await }
    });
    settle().await;
    assert_eq!(world.clock.sleepers(), 1);
    world.clock.advance(WAIT);
    let actor = waiting.await.unwrap();
    assert_eq!((actor.lang, actor.zone), said(Lang::De, "UTC"));
    world.open();
    settle().await;
    assert_eq!(world.actor().await, said(Lang::En, "Europe/London"));
    assert_eq!(world.asked(), 1);
}

#[tokio::test]
async fn many_who_ask_at_once_share_one_lookup() {
    let world = world(Ok(person(Some("en-US"), None)));
    let waiting: Vec<_> = (0..20)
        .map(|_| {
            let people = world.people.clone();
            tokio::spawn(async move { people.actor(&"T1".into(), &"U1".into(), WAIT).await.lang })
        })
        .collect();
    settle().await;
    world.open();
    for waiting in waiting {
        assert_eq!(waiting.await.unwrap(), Lang::En);
    }
    assert_eq!(world.asked(), 1);
}

#[tokio::test]
async fn a_failure_is_remembered_briefly() {
    let world = world(Err(Error::Unavailable { message: "x".to_owned() }));
    world.open();
    assert_eq!(world.actor().await, said(Lang::De, "UTC"));
    assert_eq!(world.actor().await, said(Lang::De, "UTC"));
    assert_eq!(world.asked(), 1);
    *world.directory.answer.lock().unwrap() = Ok(person(Some("en"), None));
    world.clock.advance(Duration::from_secs(30));
    assert_eq!(world.actor().await, said(Lang::En, "UTC"));
    assert_eq!(world.asked(), 2);
}

#[tokio::test]
async fn after_an_hour_the_old_answer_serves_while_a_new_one_is_fetched() {
    let world = world(Ok(person(Some("en"), None)));
    world.open();
    world.actor().await;
    *world.directory.answer.lock().unwrap() = Ok(person(Some("de-AT"), Some("Europe/Vienna")));
    world.clock.advance(Duration::from_secs(3600));
    assert_eq!(world.actor().await, said(Lang::En, "UTC"));
    settle().await;
    assert_eq!(world.actor().await, said(Lang::De, "Europe/Vienna"));
    assert_eq!(world.asked(), 2);
}

#[tokio::test]
async fn a_failed_refresh_keeps_what_was_known() {
    let world = world(Ok(person(Some("en"), None)));
    world.open();
    world.actor().await;
    *world.directory.answer.lock().unwrap() = Err(Error::Unavailable { message: "x".to_owned() });
    world.clock.advance(Duration::from_secs(3600));
    world.actor().await;
    settle().await;
    assert_eq!(world.asked(), 2);
    assert_eq!(world.actor().await, said(Lang::En, "UTC"));
}

#[tokio::test]
async fn who_is_named_elsewhere_is_waited_for_and_asked_for_once() {
    let world = world(Ok(person(Some("en-GB"), None)));
    let naming = tokio::spawn({
        let people = world.people.clone();
        async move { people.name(&"U1".into()).await }
    });
    settle().await;
    world.clock.advance(10 * WAIT);
    settle().await;
    assert!(!naming.is_finished());
    world.open();
    assert_eq!(naming.await.unwrap().as_deref(), Some("Ada"));
    assert_eq!(world.people.lang(&"U1".into()).await, Some(Lang::En));
    assert_eq!(world.actor().await, said(Lang::En, "UTC"));
    assert_eq!(world.asked(), 1);
}

#[tokio::test]
async fn who_cannot_be_learnt_has_neither_name_nor_language() {
    let world = world(Err(Error::Unavailable { message: "x".to_owned() }));
    world.open();
    assert_eq!(world.people.name(&"U1".into()).await, None);
    assert_eq!(world.people.lang(&"U1".into()).await, None);
    assert_eq!(world.asked(), 1);
}

#[tokio::test]
async fn memory_stays_bounded() {
    let world = world(Ok(person(None, None)));
    world.open();
    for i in 0..2 * MAX_PEOPLE + 1 {
        world.people.actor(&"T1".into(), &format!("U{i}").into(), WAIT).await;
    }
    assert!(world.people.len() <= MAX_PEOPLE, "{}", world.people.len());
}

#[tokio::test]
async fn guests_strangers_and_people_of_another_workspace_are_told_from_members() {
    let ada = || person(None, None);
    for (someone, kind) in [
        (ada(), Kind::Member),
        (Person { is_restricted: true, ..ada() }, Kind::Guest),
        (Person { is_deleted: true, ..ada() }, Kind::Guest),
        (Person { is_bot: true, ..ada() }, Kind::Guest),
        (Person { is_stranger: true, ..ada() }, Kind::Foreign),
        (Person { teams: vec!["T2".into()], ..ada() }, Kind::Foreign),
        (Person { teams: vec!["T2".into(), "T1".into()], ..ada() }, Kind::Member),
        (Person { teams: Vec::new(), ..ada() }, Kind::Unknown),
    ] {
        let world = world(Ok(someone.clone()));
        world.open();
        let actor = world.people.actor(&"T1".into(), &"U1".into(), WAIT).await;
        assert_eq!(actor.kind, kind, "{someone:?}");
    }
}
