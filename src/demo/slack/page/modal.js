// The topmost modal, and confirmation dialogues.
import { el, post } from "./dom.js";
import { blocks } from "./blocks.js";
import { valueOf } from "./elements.js";
import { plainText, textObject } from "./mrkdwn.js";

const dialog = document.getElementById("modal");
let shown = "";
let owner = "";

/** Shows the top of the stack; rebuilt only when it changed, so that typing is not disturbed. */
export function showModal(views, ctx) {
  const top = views.at(-1);
  const key = top ? JSON.stringify([ctx.user, top.id, top.hash, top.errors]) : "";
  if (key === shown) return;
  const typed = top && dialog.dataset.viewId === top.id ? remember() : new Map();
  shown = key;
  owner = ctx.user;
  if (!top) {
    dialog.close();
    dialog.replaceChildren();
    delete dialog.dataset.viewId;
    return;
  }
  dialog.dataset.viewId = top.id;
  const view = top.content;
  const body = el("div", { class: "modal-body" }, blocks(view.blocks, { ...ctx, errors: top.errors, values: top.values }));
  const general = top.errors[""];
  dialog.replaceChildren(
    el("form", { id: "modal-form", novalidate: true, onsubmit: submit },
      el("header", {},
        el("h2", { id: "modal-title" }, plainText(view.title?.text)),
        el("button", { type: "button", id: "modal-x", class: "quiet", "aria-label": "Close", onclick: () => close(true) }, "✕")),
      general && el("p", { class: "input-error", role: "alert" }, general),
      body,
      el("footer", {},
        el("button", { type: "button", id: "modal-close", class: "bk-button", onclick: () => close(views.length === 1 && !view.close) }, plainText(view.close?.text ?? "Close")),
        view.submit && el("button", { type: "submit", id: "modal-submit", class: "bk-button primary" }, plainText(view.submit.text)))));
  restore(typed);
  if (!dialog.open) dialog.showModal();
}

const controls = () => [...dialog.querySelectorAll(".block-input [data-action-id]")];
const keyOf = (node) => `${node.dataset.blockId} ${node.dataset.actionId}`;

const chosenIn = (node) => [...node.selectedOptions].map((item) => item.value);

/** What was typed and chosen so far; an update of the view must not take it away. */
function remember() {
  return new Map(controls().filter((node) => "value" in node).map((node) => [keyOf(node), node.multiple ? chosenIn(node) : node.value]));
}

function restore(typed) {
  for (const node of controls().filter((one) => "value" in one && typed.has(keyOf(one)))) {
    const value = typed.get(keyOf(node));
    if (Array.isArray(value)) for (const item of node.options) item.selected = value.includes(item.value);
    else node.value = value;
  }
}

/** What stands in the open modal's inputs, by block. */
export function valuesSoFar() {
  return dialog.open ? controls().map((node) => [node.dataset.blockId, valueOf(node)]) : [];
}

async function submit(event) {
  event.preventDefault();
  const button = document.getElementById("modal-submit");
  if (!button || button.disabled) return;
  button.disabled = true;
  const values = valuesSoFar();
  await post("/client/submit", { user: owner, values });
  button.disabled = false;
}

const close = (all) => post("/client/close", { user: owner, all });

dialog.addEventListener("cancel", (event) => {
  event.preventDefault();
  close(true);
});

/** Asks what an element's confirm object says; true without one. */
export function confirmFirst(confirm, ctx) {
  if (!confirm) return Promise.resolve(true);
  const box = document.getElementById("confirm");
  return new Promise((resolve) => {
    const done = (answer) => { box.close(); resolve(answer); };
    box.replaceChildren(
      el("h2", { id: "confirm-title" }, plainText(confirm.title.text)),
      textObject(confirm.text, ctx),
      el("footer", {},
        el("button", { type: "button", id: "confirm-deny", class: "bk-button", onclick: () => done(false) }, plainText(confirm.deny.text)),
        el("button", { type: "button", id: "confirm-yes", class: `bk-button ${confirm.style ?? "primary"}`, onclick: () => done(true) }, plainText(confirm.confirm.text))));
    box.oncancel = () => resolve(false);
    box.showModal();
  });
}
