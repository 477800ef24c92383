// The client: who looks at what, the message lists, the composers, and the loop that keeps all of it fresh.
import { el, get, icon, post, toast } from "./dom.js";
import { blocks } from "./blocks.js";
import { mrkdwn } from "./mrkdwn.js";
import { confirmFirst, showModal, valuesSoFar } from "./modal.js";
import { offerFaults } from "./faults.js";

const $ = (id) => document.getElementById(id);
const place = new URLSearchParams(location.hash.slice(1));
const looking = { user: place.get("user") ?? "", channel: place.get("channel") ?? "", thread: place.get("thread") ?? "", tab: place.get("tab") ?? "messages" };
const rendered = new Map();
let config;
let now;

const initials = (name) => name.split(/\s+/).map((part) => part[0] ?? "").join("").slice(0, 2).toUpperCase();
const hue = (text) => [...text].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 6, 0);

function author(message) {
  if (message.author.kind === "bot") return { name: config.bot.name, app: true, mark: "K", color: "bot" };
  if (message.author.kind === "slackbot") return { name: "Slackbot", app: true, mark: "♥", color: "slackbot" };
  const person = now.people.find((one) => one.id === message.author.id);
  const name = person?.real_name ?? message.author.id;
  return { name, mark: initials(name), color: `person-${hue(message.author.id)}` };
}

/** What rendering and acting need to know; `where` is the message, or nothing for views. */
function context(where = {}) {
  const person = now.people.find((one) => one.id === now.user);
  const ctx = {
    user: now.user,
    names: now.names,
    people: now.people,
    channels: now.channels,
    locale: person?.locale ?? "en-GB",
    confirm: (confirm) => confirmFirst(confirm, ctx),
    act: (block_id, part, input) => post("/client/press", {
      user: now.user, ...where, block_id, action_id: part.action_id, input, values: where.ts ? [] : valuesSoFar(),
    }),
    search: (part, typed) => post("/client/options", { user: now.user, ...where, action_id: part.action_id, typed }),
  };
  return ctx;
}

/** A shared file: what it shows, and a link to save it. */
function attachment(file) {
  const url = `/client/files/${encodeURIComponent(file.id)}`;
  const label = file.title ?? file.name;
  return el("div", {},
    /\.(png|jpe?g|gif)$/i.test(file.name) && el("img", { src: url, alt: file.alt_txt ?? label, class: "shared" }),
    el("a", { class: "file", href: url, download: file.name }, icon("file"), ` ${label}`));
}

const shortcuts = (isOnMessage) => config.shortcuts.filter((one) => one.is_on_message === isOnMessage);

/** The entries of a menu of shortcuts, which closes itself. */
function shortcutEntries(details, isOnMessage, where) {
  return shortcuts(isOnMessage).map((one) => el("button", {
    type: "button", class: "bk-option", data: { callbackId: one.callback_id },
    onclick: () => { details.open = false; post("/client/shortcut", { user: now.user, callback_id: one.callback_id, ...where }); },
  }, one.name));
}

/** The "⋯" of a message; nothing where the app has no shortcut for it. */
function shortcutMenu(message) {
  if (!shortcuts(true).length) return null;
  const details = el("details", { class: "bk-overflow message-shortcuts" }, el("summary", { "aria-label": "More actions" }, "⋯"));
  details.append(el("div", { class: "bk-options" }, shortcutEntries(details, true, { channel: now.channel, ts: message.ts })));
  return details;
}

function messageNode(message, inThread) {
  const who = author(message);
  const at = new Date(Number(message.ts) * 1000);
  const ctx = context({ channel: now.channel, ts: message.ts });
  const content = message.blocks.length ? blocks(message.blocks, ctx) : [mrkdwn(message.text, ctx)];
  const reply = () => open({ thread: message.ts });
  return el("li", {
    class: `message ${message.ephemeral ? "ephemeral" : ""} ${message.author.kind}`,
    data: { ts: message.ts, edits: String(message.edits) },
  },
    el("span", { class: `avatar ${who.color}`, "aria-hidden": "true" }, who.mark),
    el("div", { class: "message-body" },
      message.ephemeral && el("p", { class: "only-you" }, icon("eye"), " Only visible to you"),
      el("div", { class: "message-head" },
        el("span", { class: "author" }, who.name),
        who.app && el("span", { class: "app-badge" }, "APP"),
        el("time", { datetime: at.toISOString(), title: at.toLocaleString(ctx.locale) }, at.toLocaleTimeString(ctx.locale, { hour: "numeric", minute: "2-digit" }))),
      el("div", { class: "content" }, content),
      message.files.map(attachment),
      message.edited && el("span", { class: "note edited" }, "(edited)"),
      !inThread && message.replies > 0 && el("button", { type: "button", class: "replies", onclick: reply },
        message.replies === 1 ? "1 reply" : `${message.replies} replies`)),
    !message.ephemeral && shortcutMenu(message),
    !inThread && !message.ephemeral && el("button", { type: "button", class: "reply-action quiet", "aria-label": "Reply in thread", title: "Reply in thread", onclick: reply }, icon("reply")));
}

/** Brings a list up to date, replacing only what changed, so that open menus and focus stay. */
function updateList(list, messages, inThread) {
  const stick = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  const before = new Map([...list.children].map((node) => [node.dataset.ts, node]));
  const scope = inThread ? "thread" : "channel";
  let newest = false;
  const nodes = messages.map((message) => {
    const key = `${scope} ${now.user} ${now.channel} ${message.ts}`;
    const print = JSON.stringify([message, now.names]);
    const old = before.get(message.ts);
    if (old && rendered.get(key) === print) return old;
    newest ||= !old;
    rendered.set(key, print);
    return messageNode(message, inThread);
  });
  if (nodes.length !== list.children.length || nodes.some((node, index) => node !== list.children[index])) {
    list.replaceChildren(...nodes);
  }
  if (stick || newest) list.scrollTop = list.scrollHeight;
}

function entry(label, current, onclick, data) {
  return el("li", {}, el("button", { type: "button", class: current ? "entry current" : "entry", "aria-current": current ? "page" : undefined, data, onclick }, label));
}

function drawSidebar() {
  const select = $("person");
  const people = JSON.stringify(now.people.map((one) => [one.id, one.real_name, one.locale]));
  if (select.dataset.people !== people) {
    select.dataset.people = people;
    select.replaceChildren(...now.people.map((one) => el("option", { value: one.id }, `${one.real_name} (${one.locale})`)));
  }
  select.value = now.user;
  const me = now.people.find((one) => one.id === now.user);
  $("person-note").textContent = me ? `@${me.name} · ${me.tz}` : "";
  const goTo = (id) => () => open({ channel: id, thread: "", tab: "messages" });
  const shown = (one) => one.id === now.channel;
  const rooms = now.channels.filter((one) => one.kind !== "im");
  $("channels").replaceChildren(...rooms.map((one) => entry([one.kind === "private" ? icon("lock") : "#", ` ${one.name}`], shown(one), goTo(one.id), { channel: one.id })));
  const directs = now.channels.filter((one) => one.kind === "im" && one.id !== now.direct);
  const partner = (one) => one.with.filter((id) => id !== now.user).map((id) => now.names[id] ?? id).join(", ") || one.name;
  $("directs").replaceChildren(...directs.map((one) => entry(`● ${partner(one)}`, shown(one), goTo(one.id), { channel: one.id })));
  const app = el("li", {}, el("button", {
    type: "button", id: "app-entry", class: now.channel === now.direct ? "entry current" : "entry", data: { channel: now.direct ?? "" },
    onclick: () => openTab("home"),
  }, `◆ ${config.bot.name}`));
  $("apps").replaceChildren(app);
}

function drawMain() {
  const room = now.channels.find((one) => one.id === now.channel);
  const isApp = now.channel === now.direct;
  $("channel-name").textContent = isApp ? config.bot.name : room?.kind === "im" ? room.with.map((id) => now.names[id] ?? id).join(", ") : `# ${room?.name ?? ""}`;
  $("channel-note").textContent = !room || isApp ? "" : room.archived ? "archived" : room.bot ? `@${config.bot.name} is a member` : `@${config.bot.name} is not a member: /invite @${config.bot.name}`;
  $("tabs").hidden = !isApp;
  const showHome = isApp && looking.tab === "home";
  $("tab-home").setAttribute("aria-selected", String(showHome));
  $("tab-messages").setAttribute("aria-selected", String(!showHome));
  $("home").hidden = !showHome;
  $("messages").hidden = showHome;
  $("footer").hidden = showHome;
  if (showHome) drawHome();
  $("composer").placeholder = `Message ${$("channel-name").textContent}`;
  updateList($("messages"), now.messages ?? [], false);
  $("thread").hidden = !looking.thread;
  updateList($("thread-messages"), looking.thread ? now.thread ?? [] : [], true);
}

function drawHome() {
  const print = JSON.stringify([now.user, now.home]);
  if ($("home").dataset.print === print) return;
  $("home").dataset.print = print;
  $("home").replaceChildren(...(now.home
    ? blocks(now.home.content.blocks, { ...context(), values: now.home.values, errors: now.home.errors })
    : [el("p", { class: "note" }, "Nothing here yet.")]));
}

async function refresh() {
  const { user, channel, thread } = looking;
  const next = await get("/client/state", { user, channel, thread });
  if (user !== looking.user || channel !== looking.channel || thread !== looking.thread) return refresh();
  now = next;
  looking.user = now.user;
  looking.channel = now.channel ?? "";
  location.replace(`#${new URLSearchParams(looking)}`);
  drawSidebar();
  drawMain();
  showModal(now.views, context());
  document.body.dataset.version = String(now.version);
}

function open(change) {
  Object.assign(looking, change);
  return refresh().catch(() => toast("The demo is not reachable"));
}

async function openTab(tab) {
  if (tab === "home") {
    // The first visit begins the conversation with the app.
    await post("/client/home", { user: now.user });
    await refresh();
  }
  await open({ channel: now.direct ?? "", thread: "", tab });
}

function wire(form, field, thread) {
  const submit = async () => {
    const text = field.value.trim();
    if (!text) return;
    field.value = "";
    await post("/client/send", { user: now.user, channel: now.channel, thread_ts: thread() || null, text });
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      submit();
    }
  });
}

async function follow() {
  for (;;) {
    try {
      const { version } = await get("/client/events", { version: now.version });
      if (version !== now.version) await refresh();
    } catch {
      toast("The demo is not reachable; trying again");
      await new Promise((resume) => setTimeout(resume, 2000));
    }
  }
}

async function start() {
  config = await get("/client/config");
  $("workspace").textContent = config.workspace;
  $("hints").replaceChildren(...config.hints.map((hint) => el("button", {
    type: "button", class: "hint", onclick: () => { $("composer").value = hint; $("composer").focus(); },
  }, hint)));
  const menu = $("shortcuts");
  menu.hidden = !shortcuts(false).length;
  menu.append(el("div", { class: "bk-options" }, shortcutEntries(menu, false, {})));
  menu.querySelector("summary").prepend(icon("bolt"));
  $("person").addEventListener("change", (event) => open({ user: event.target.value, thread: "", channel: now.channel === now.direct ? "" : looking.channel }));
  $("thread-close").addEventListener("click", () => open({ thread: "" }));
  $("tab-home").addEventListener("click", () => openTab("home"));
  $("tab-messages").addEventListener("click", () => openTab("messages"));
  wire($("composer-form"), $("composer"), () => "");
  wire($("thread-form"), $("thread-composer"), () => looking.thread);
  offerFaults(config);
  await refresh();
  $("composer").focus();
  follow();
}

start().catch(() => toast("The demo is not reachable"));
