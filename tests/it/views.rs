//! Forms, the Home tab and files between Slack's side of the bot and the simulated Slack: what is rendered is taken, and
//! what is filled in comes back.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::Uri;
use jiff::Timestamp;
use kinsta_slack::clock::ManualClock;
use kinsta_slack::demo::slack::{self, Input as Typed, Kind, Pick, SimulatedSlack};
use kinsta_slack::domain::actor::Place;
use kinsta_slack::domain::card::{Button, Card, Image, Part, Press};
use kinsta_slack::domain::form::{Answer, Choice, Field, Form, Input, Purpose};
use kinsta_slack::domain::intent::What;
use kinsta_slack::slack::blocks::{View, ViewWords, grouped_options, home, modal, render};
use kinsta_slack::slack::client::{Client, Error, Settings, Upload};
use kinsta_slack::slack::inbound::{Actions, Interaction, Options, Reader, Sought};
use kinsta_slack::slack::return_address::ReturnAddresses;
use tokio::net::TcpListener;
use url::Url;

type Heard = Arc<Mutex<Vec<Bytes>>>;

/// Hears everything, and offers Acme to every menu that asks.
async fn hear(State(heard): State<Heard>, uri: Uri, body: Bytes) -> String {
    heard.lock().unwrap().push(body);
    let acme = Choice::new("env1", "Acme Shop · live");
    if uri.path() == "/slack/options" {
        grouped_options(&[("Acme Shop".to_owned(), vec![acme])]).to_string()
    } else {
        String::new()
    }
}

struct Scene {
    slack: SimulatedSlack,
    clock: Arc<ManualClock>,
    client: Client,
    reader: Reader,
    heard: Heard,
}

impl Scene {
    async fn start() -> Self {
        let clock = Arc::new(ManualClock::new("2026-11-23T09:00:00Z".parse::<Timestamp>().unwrap()));
        let options = slack::Options::default();
        let token = options.bot_token.clone().into();
        let slack = SimulatedSlack::start(options, clock.clone(), ([127, 0, 0, 1], 0).into()).await.unwrap();
        slack.add_person("U1", "ada", "Ada Example", "en-GB", "Europe/London");
        slack.add_channel("C1", "ops", Kind::Public, true);
        let heard = Heard::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        slack.set_bot_url(&format!("http://{}", listener.local_addr().unwrap()));
        let router = Router::new().fallback(hear).with_state(heard.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let api_url = Url::parse(&slack.api_url()).unwrap();
        let reader = Reader::new(ReturnAddresses::new(&api_url), None);
        let settings = Settings { api_url, token, timeout: Duration::from_secs(10) };
        let client = Client::new(&settings, clock.clone()).unwrap();
        Self { slack, clock, client, reader, heard }
    }

    fn last(&self) -> Interaction {
        let body = self.heard.lock().unwrap().last().cloned().unwrap();
        self.reader.interaction(&body, Timestamp::UNIX_EPOCH).unwrap()
    }

    async fn trigger(&self) -> String {
        assert!(self.slack.shortcut("U1", "choose").await.is_ok());
        match self.last() {
            Interaction::Shortcut(shortcut) => shortcut.trigger_id.unwrap(),
            other => panic!("{other:?}"),
        }
    }
}

fn field(name: &str, input: Input) -> Field {
    let label = format!("The {name}");
    Field { name: name.to_owned(), label, hint: None, is_optional: false, reloads: false, input }
}

fn form(fields: Vec<Field>) -> Form {
    Form {
        purpose: Purpose::Verb { noun: "backup".to_owned(), verb: "restore".to_owned() },
        title: "Restore a backup".to_owned(),
        submit: Some("Go on".to_owned()),
        place: Some(Place { channel: "C1".into(), thread: None }),
        intro: vec![
            Part::Text("Everything of today is *lost*.".to_owned()),
            Part::Buttons(vec![Button::new("Elsewhere", Press::Choose)]),
        ],
        fields,
    }
}

fn rendered(form: &Form) -> View {
    modal(form, &ViewWords { close: "Close".to_owned(), submit: "Send".to_owned() })
}

fn backups(day: &str) -> Input {
    let choices = (1..=3).map(|number| Choice::new(format!("b{number}"), format!("{day} {number}"))).collect();
    Input::One { choices, value: Some("b2".to_owned()) }
}

fn text(text: &str) -> Answer {
    Answer::Text(text.to_owned())
}

#[tokio::test]
async fn a_form_is_filled_in_reloaded_and_sent() {
    let scene = Scene::start().await;
    let mut target = field("target", Input::Environment { chosen: None });
    target.reloads = true;
    let note = field("note", Input::Text { value: None, is_long: true });
    let asked = form(vec![target.clone(), field("backup", backups("Monday")), note.clone()]);
    let view = scene.client.open_view(&scene.trigger().await, &rendered(&asked)).await.unwrap();

    let found = scene.slack.open_options("U1", None, "environment:target", "").await;
    assert_eq!(found.options, [("Acme Shop · live".to_owned(), "env1".to_owned())]);
    let body = scene.heard.lock().unwrap().last().cloned().unwrap();
    let Options::Query(query) = scene.reader.options(&body).unwrap() else { panic!("a query") };
    assert_eq!(query.sought, Some(Sought::Environment));
    scene.slack.fill("U1", "note", &Typed::Text("by mistake".to_owned())).unwrap();
    scene.slack.fill("U1", "backup", &Typed::Choice("b3".to_owned())).unwrap();
    let picked = Typed::Choice("env1".to_owned());
    scene.slack.choose_in_view("U1", Pick::Action("environment:target".to_owned()), picked).await;
    let Interaction::ViewChanged(changed) = scene.last() else { panic!("a change") };
    assert_eq!((changed.field.as_str(), &changed.view_id, &changed.filled.purpose), ("target", &view, &asked.purpose));
    assert_eq!(changed.filled.place, asked.place);
    let expected = [("backup", text("b3")), ("note", text("by mistake")), ("target", text("env1"))];
    assert_eq!(changed.filled.answers, expected.map(|(name, answer)| (name.to_owned(), answer)).into());

    // Other backups than before: what was chosen among the old ones is no answer any more, what was typed is.
    let again = form(vec![target, field("backup", backups("Tuesday")), note]);
    scene.client.update_view(&view, changed.hash.as_deref(), &rendered(&again)).await.unwrap();
    let stale = scene.client.update_view(&view, changed.hash.as_deref(), &rendered(&again)).await;
    assert_eq!(stale, Err(Error::Gone { code: "hash_conflict".to_owned() }));
    assert!(scene.slack.submit_view("U1", &[]).await.is_ok());
    let Interaction::ViewSubmission(sent) = scene.last() else { panic!("a submission") };
    assert_eq!(sent.filled.answers["backup"], text("b2"));
    assert_eq!((&sent.filled.answers["note"], &sent.filled.answers["target"]), (&text("by mistake"), &text("env1")));
    let closed = scene.client.update_view(&view, None, &rendered(&again)).await;
    assert_eq!(closed, Err(Error::Gone { code: "not_found".to_owned() }));
    assert_eq!(scene.slack.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn every_way_to_answer_comes_back() {
    let scene = Scene::start().await;
    let choices = || vec![Choice::new("a", "A"), Choice::new("b", "B")];
    let asked = form(vec![
        field("days", Input::Number { value: Some(14), min: Some(1), max: Some(30) }),
        field("until", Input::Date { value: Some("2026-12-01".to_owned()) }),
        field("sure", Input::Flag { label: "Yes, all of it".to_owned(), value: true }),
        field("quiet", Input::Flag { label: "Tell nobody".to_owned(), value: false }),
        field("some", Input::Many { choices: choices(), values: vec!["b".to_owned()] }),
        field("site", Input::Site { chosen: Some(Choice::new("s1", "Acme")) }),
        field("rules", Input::File { kinds: vec!["csv".to_owned()] }),
    ]);
    scene.client.open_view(&scene.trigger().await, &rendered(&asked)).await.unwrap();
    let file = scene.slack.attach("U1", "rules.csv", b"a,b\n");
    let ack = scene.slack.submit_view("U1", &[("rules", Typed::Files(vec![file]))]).await;
    assert!(ack.is_ok(), "{ack:?}");
    let Interaction::ViewSubmission(sent) = scene.last() else { panic!("a submission") };
    let mut answers = sent.filled.answers;
    let Some(Answer::File(file)) = answers.remove("rules") else { panic!("a file") };
    let expected = [
        ("days", text("14")),
        ("until", text("2026-12-01")),
        ("sure", Answer::Flag(true)),
        ("quiet", Answer::Flag(false)),
        ("some", Answer::Many(vec!["b".to_owned()])),
        ("site", text("s1")),
    ];
    assert_eq!(answers, expected.map(|(name, answer)| (name.to_owned(), answer)).into());
    assert_eq!((file.name.as_str(), file.size), ("rules.csv", 4));
    assert_eq!(scene.client.download(&file.url, 4).await.unwrap(), b"a,b\n");
    assert_eq!(scene.client.download(&file.url, 3).await.unwrap_err().outcome(), "rejected");
    assert_eq!(scene.slack.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn a_trigger_opens_one_form_in_three_seconds() {
    let scene = Scene::start().await;
    let view = rendered(&form(Vec::new()));
    let trigger = scene.trigger().await;
    scene.client.open_view(&trigger, &view).await.unwrap();
    let again = scene.client.open_view(&trigger, &view).await;
    assert_eq!(again, Err(Error::Gone { code: "trigger_exchanged".to_owned() }));
    let late = scene.trigger().await;
    scene.clock.advance(Duration::from_secs(4));
    let late = scene.client.open_view(&late, &view).await;
    assert_eq!(late, Err(Error::Gone { code: "trigger_expired".to_owned() }));

    assert!(scene.slack.press_in_view("U1", "Elsewhere").await.is_ok());
    let Interaction::Actions(Actions { intents, view, .. }) = scene.last() else { panic!("a press") };
    assert_eq!(intents[0].place.channel.as_str(), "C1");
    assert_eq!(view.unwrap().as_str(), scene.slack.views("U1")[0].id);
}

#[tokio::test]
async fn the_home_tab_is_published_picked_from_and_pressed() {
    let scene = Scene::start().await;
    let card = Card::new()
        .with(Part::Title("Your sites".to_owned()))
        .buttons(vec![Button::new("What now", Press::Words { line: "help".to_owned(), replace: false })]);
    let pick = field("site", Input::Environment { chosen: None });
    scene.client.publish_home(&"U1".into(), &home(&card, Some(&pick))).await.unwrap();
    assert_eq!(scene.slack.home("U1").unwrap().plain(), "Your sites\nThe site  [choose ▾]\n[What now]");
    scene.slack.open_options("U1", None, "environment:site", "").await;
    let picked = Typed::Choice("env1".to_owned());
    scene.slack.choose_in_view("U1", Pick::Action("environment:site".to_owned()), picked).await;
    let Interaction::HomePicked(picked) = scene.last() else { panic!("a pick") };
    assert_eq!((picked.field.as_str(), picked.value.as_str()), ("site", "env1"));
    scene.client.open_view(&picked.trigger_id.unwrap(), &rendered(&form(Vec::new()))).await.unwrap();
    scene.slack.close_view("U1", true).await;

    scene.slack.press_in_view("U1", "What now").await;
    let Interaction::Actions(actions) = scene.last() else { panic!("a press") };
    let intent = &actions.intents[0];
    assert!(matches!(&intent.what, What::Press { press: Press::Words { line, .. }, .. } if line == "help"));
    let posted = scene.client.post(&intent.place, &render(&Card::text("Here")), None).await.unwrap();
    assert_eq!(Some(posted.channel.as_str().to_owned()), scene.slack.dm_channel("U1"));
    assert_eq!(scene.slack.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn a_picture_is_handed_over_and_shown_and_a_file_shared() {
    let scene = Scene::start().await;
    scene.slack.set_file_processing(Duration::from_secs(1));
    let picture = Upload {
        name: "visits.png".to_owned(),
        title: "Visits".to_owned(),
        alt: Some("Visits rise".to_owned()),
        bytes: b"png".to_vec(),
    };
    let id = scene.client.upload(&picture, None, None).await.unwrap();
    assert!(!scene.client.file_is_ready(&id).await.unwrap());
    scene.clock.advance(Duration::from_secs(1));
    assert!(scene.client.file_is_ready(&id).await.unwrap());
    let image = Image { file: id.to_string(), alt: "Visits rise".to_owned(), title: "Visits".to_owned() };
    let place = Place { channel: "C1".into(), thread: None };
    let message = render(&Card::new().with(Part::Image(image)));
    scene.client.whisper(&place, &"U1".into(), &message).await.unwrap();
    assert_eq!(scene.slack.ephemerals("U1", "C1")[0].plain(), "(image: Visits rise)");

    let table = Upload { name: "visits.csv".to_owned(), alt: None, ..picture };
    let parent = scene.client.post(&place, &render(&Card::text("Visits")), None).await.unwrap();
    let thread = Place { thread: Some(parent.ts.clone()), ..place };
    scene.client.upload(&table, Some(&thread), Some("All of them")).await.unwrap();
    assert_eq!(scene.slack.thread("C1", parent.ts.as_str())[1].plain(), "All of them\n(file: visits.csv)");
    let own = Place { channel: "U1".into(), thread: None };
    scene.client.upload(&table, Some(&own), None).await.unwrap();
    assert_eq!(scene.slack.dms("U1")[0].plain(), "(file: visits.csv)");
    assert_eq!(scene.slack.violations(), Vec::<String>::new());
}
