//! Forms and the Home tab, as a person uses them.

use kinsta_slack::demo::slack::{Ack, Input, Message, Pick, View};
use serde_json::Value;

use super::{Person, without_ids, without_measures};

impl Person<'_> {
    /// The form on top, if one is open.
    pub fn top(&self) -> Option<View> {
        self.bot.slack.views(self.id).pop()
    }

    /// Reads the form on top.
    pub fn form(&self) -> String {
        self.shown(&self.top().expect("a form is open"))
    }

    /// Reads the Home tab.
    pub fn home(&self) -> String {
        self.shown(&self.bot.slack.home(self.id).expect("a Home tab"))
    }

    fn shown(&self, view: &View) -> String {
        without_measures(&without_ids(&view.plain()))
    }

    /// Opens the Home tab.
    pub async fn opens_home(&self) -> String {
        assert!(self.bot.slack.open_home(self.id).await.is_ok());
        self.bot.settle().await;
        self.home()
    }

    /// Picks a site on the Home tab, by what the menu calls it.
    pub async fn picks_at_home(&self, wanted: &str) -> String {
        let action_id = self.search_at_home();
        let value = self.offered(&action_id, wanted).await;
        self.picked_at_home(action_id, value).await
    }

    /// Picks the first thing that a search on the Home tab offers.
    pub async fn picks_at_home_first(&self, typed: &str) -> String {
        let action_id = self.search_at_home();
        let offered = self.bot.slack.open_options(self.id, None, &action_id, typed).await;
        assert!(offered.ack.is_ok(), "{:?}", offered.ack.complaint());
        let value = offered.options.first().expect("something is offered").1.clone();
        self.picked_at_home(action_id, value).await
    }

    fn search_at_home(&self) -> String {
        let view = self.bot.slack.home(self.id).expect("a Home tab");
        let blocks = view.blocks();
        let element = blocks
            .iter()
            .flat_map(|block| block["elements"].as_array().into_iter().flatten().chain(block.get("accessory")))
            .find(|element| element["type"] == "external_select")
            .expect("a search on the Home tab");
        element["action_id"].as_str().unwrap().to_owned()
    }

    async fn picked_at_home(&self, action_id: String, value: String) -> String {
        let ack = self.bot.slack.choose_in_view(self.id, Pick::Action(action_id), Input::Choice(value)).await;
        assert!(ack.is_ok(), "{:?}", ack.complaint());
        self.bot.settle().await;
        self.home()
    }

    /// Presses a button on the Home tab or in the form on top.
    pub async fn presses_in_view(&self, label: &str) -> Ack {
        let ack = self.bot.slack.press_in_view(self.id, label).await;
        self.bot.settle().await;
        ack
    }

    /// Fills in a field of the form on top, by its label.
    pub fn fills(&self, label: &str, text: &str) {
        let (block, _) = self.field(label);
        self.bot.slack.fill(self.id, &block, &Input::Text(text.to_owned())).unwrap();
    }

    /// Chooses a day in the form on top.
    pub fn dates(&self, label: &str, day: &str) {
        let (block, _) = self.field(label);
        self.bot.slack.fill(self.id, &block, &Input::Choice(day.to_owned())).unwrap();
    }

    /// Chooses people from a menu of people, or a channel from one of channels.
    pub fn names(&self, label: &str, ids: &[&str]) {
        let (block, element) = self.field(label);
        let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
        let is_several = element["type"].as_str().unwrap().starts_with("multi_");
        let input = if is_several { Input::Choices(ids) } else { Input::Choice(ids[0].clone()) };
        self.bot.slack.fill(self.id, &block, &input).unwrap();
    }

    /// Ticks the box of a field.
    pub fn ticks(&self, label: &str) {
        let (block, element) = self.field(label);
        let value = element["options"][0]["value"].as_str().unwrap().to_owned();
        self.bot.slack.fill(self.id, &block, &Input::Choices(vec![value])).unwrap();
    }

    /// Chooses from a menu of the form on top: what is written there, or, where it is searched for, what a search for it
    /// offers.
    pub async fn chooses(&self, label: &str, wanted: &str) {
        let (block, element) = self.field(label);
        let action_id = element["action_id"].as_str().unwrap().to_owned();
        let kind = element["type"].as_str().unwrap();
        let value = if kind == "external_select" {
            self.offered(&action_id, wanted).await
        } else {
            let groups = element["option_groups"].as_array().into_iter().flatten();
            let grouped = groups.flat_map(|group| group["options"].as_array().into_iter().flatten());
            let mut options = element["options"].as_array().into_iter().flatten().chain(grouped);
            let option = options
                .find(|option| option["text"]["text"].as_str().is_some_and(|text| text == wanted))
                .unwrap_or_else(|| panic!("{label} does not offer {wanted}: {element}"));
            option["value"].as_str().unwrap().to_owned()
        };
        let input = if kind.starts_with("multi") { Input::Choices(vec![value]) } else { Input::Choice(value) };
        let view = self.top().unwrap();
        let is_told = view.blocks().iter().any(|known| known["block_id"] == block && known["dispatch_action"] == true);
        if is_told {
            let ack = self.bot.slack.choose_in_view(self.id, Pick::At(block, action_id), input).await;
            assert!(ack.is_ok(), "{:?}", ack.complaint());
            self.bot.settle().await;
        } else {
            self.bot.slack.fill(self.id, &block, &input).unwrap();
        }
    }

    /// Chooses the first thing in a menu that begins with, or else has, this in its name.
    pub async fn chooses_like(&self, label: &str, wanted: &str) {
        let (_, element) = self.field(label);
        let groups = element["option_groups"].as_array().into_iter().flatten();
        let grouped = groups.flat_map(|group| group["options"].as_array().into_iter().flatten());
        let options = element["options"].as_array().into_iter().flatten().chain(grouped);
        let labels: Vec<&str> = options.filter_map(|option| option["text"]["text"].as_str()).collect();
        let found = labels.iter().find(|label| label.starts_with(wanted));
        let found = found.or_else(|| labels.iter().find(|label| label.contains(wanted)));
        let found = (*found.unwrap_or_else(|| panic!("{label} has nothing like {wanted}: {labels:?}"))).to_owned();
        self.chooses(label, &found).await;
    }

    /// Attaches a file to a field of the form on top.
    pub fn attaches(&self, label: &str, name: &str, bytes: &[u8]) {
        let (block, _) = self.field(label);
        let id = self.bot.slack.attach(self.id, name, bytes);
        self.bot.slack.fill(self.id, &block, &Input::Files(vec![id])).unwrap();
    }

    /// Sends the form on top.
    pub async fn submits(&self) -> Ack {
        let ack = self.bot.slack.submit_view(self.id, &[]).await;
        self.bot.settle().await;
        assert!(ack.is_ok(), "{:?}", ack.complaint());
        ack
    }

    /// Sends the form on top, whose answer has to wait for somebody else; time passes meanwhile.
    pub async fn submits_patiently(&self) {
        let ack = self.bot.patiently(self.bot.slack.submit_view(self.id, &[])).await;
        assert!(ack.is_ok(), "{:?}", ack.complaint());
    }

    /// Presses the button that asks for the name, types it and sends it.
    pub async fn types_to_confirm(&self, name: &str) -> Ack {
        let offers = |label: &str| self.private().buttons().iter().any(|known| known == label);
        let label = if offers("Namen eintippen …") { "Namen eintippen …" } else { "Type the name…" };
        self.presses(label).await;
        let view = self.top().expect("a form that asks for the name");
        let typed = view.blocks().iter().find(|block| block["block_id"] == "typed").expect("a field for the name");
        self.fills(typed["label"]["text"].as_str().unwrap(), name);
        self.submits().await
    }

    /// Takes the shortcut of the menu.
    pub async fn takes_shortcut(&self, callback_id: &str) {
        assert!(self.bot.slack.shortcut(self.id, callback_id).await.is_ok());
        self.bot.settle().await;
    }

    /// Takes the shortcut in a message's menu.
    pub async fn takes_shortcut_on(&self, message: &Message, callback_id: &str) {
        assert!(self.bot.slack.message_shortcut(self.id, message, callback_id).await.is_ok());
        self.bot.settle().await;
    }

    fn field(&self, label: &str) -> (String, Value) {
        let view = self.top().expect("a form is open");
        let mut blocks = view.blocks().iter();
        let block = blocks.find(|block| block["label"]["text"] == label);
        let block = block.unwrap_or_else(|| panic!("no field {label} in:\n{}", self.form()));
        (block["block_id"].as_str().unwrap().to_owned(), block["element"].clone())
    }

    /// The value of what a search offers under this name.
    async fn offered(&self, action_id: &str, wanted: &str) -> String {
        // Somebody types the site's name and looks through what comes.
        let typed = wanted.split(" · ").next().unwrap_or(wanted);
        let offered = self.bot.slack.open_options(self.id, None, action_id, typed).await;
        assert!(offered.ack.is_ok(), "{:?}", offered.ack.complaint());
        let found = offered.options.iter().find(|(label, _)| label == wanted);
        found.unwrap_or_else(|| panic!("{wanted} is not offered: {:?}", offered.options)).1.clone()
    }
}
