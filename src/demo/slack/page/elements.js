// Buttons, menus, pickers and inputs. In an input block they only hold a value; elsewhere they act at once.
import { el, pictureUrl, post, safeUrl } from "./dom.js";
import { plainText } from "./mrkdwn.js";

/** One element of `block`. Every control carries data-action-id and data-block-id. */
export function element(part, block, ctx) {
  const kind = part.type ?? "";
  if (kind === "image") {
    const url = pictureUrl(part);
    return url ? el("img", { src: url, alt: part.alt_text ?? "" }) : el("span", {}, part.alt_text ?? "");
  }
  if (kind === "button" || kind === "workflow_button") return button(part, block, ctx);
  const make = MAKERS[kind.replace(/^multi_/, "")] ?? textField;
  const node = make(part, block, ctx);
  node.dataset.kind = kind;
  return node;
}

const ids = (part, block) => ({ actionId: part.action_id ?? "", blockId: block.block_id ?? "" });
const silent = (block) => block.type === "input" && !block.dispatch_action;
const many = (part) => part.type.startsWith("multi_") || part.type === "checkboxes";
const nameOf = (part, block) => part.accessibility_label ?? block.label?.text ?? part.placeholder?.text ?? part.action_id;
const options = (part) => [...(part.options ?? []), ...(part.option_groups ?? []).flatMap((group) => group.options)];
const kept = (part, block, ctx) => ctx.values?.[block.block_id]?.[part.action_id];

function button(part, block, ctx) {
  const node = el("button", {
    type: "button",
    class: `bk-button ${part.style ?? ""}`,
    data: ids(part, block),
    title: part.url ?? undefined,
    "aria-label": part.accessibility_label,
    onclick: async () => {
      if (node.disabled || !(await ctx.confirm(part.confirm))) return;
      const url = part.url && safeUrl(part.url);
      if (url) window.open(url, "_blank", "noopener");
      node.disabled = true;
      await ctx.act(block.block_id, part, undefined);
      node.disabled = false;
    },
  }, plainText(part.text.text));
  return node;
}

/** Tells the bot, unless the element waits in an input block. */
async function changed(part, block, ctx, input) {
  if (!silent(block) && (await ctx.confirm(part.confirm))) await ctx.act(block.block_id, part, input);
}

function select(part, block, ctx, list) {
  const state = kept(part, block, ctx);
  const chosen = new Set(
    (state?.selected_options ?? part.initial_options ?? [state?.selected_option ?? part.initial_option]).filter(Boolean).map((option) => option.value)
      .concat(["user", "channel", "conversation"].flatMap((thing) => [
        ...(state?.[`selected_${thing}s`] ?? part[`initial_${thing}s`] ?? []),
        ...[state?.[`selected_${thing}`] ?? part[`initial_${thing}`]].filter(Boolean),
      ])));
  const option = (item) => el("option", { value: item.value, selected: chosen.has(item.value) }, plainText(item.text.text));
  const multiple = many(part);
  const groups = part.option_groups
    ? part.option_groups.map((group) => el("optgroup", { label: plainText(group.label.text) }, group.options.map(option)))
    : list.map(option);
  return el("select", {
    class: "bk-select", data: ids(part, block), multiple, "aria-label": nameOf(part, block),
    onchange: (event) => {
      const values = [...event.target.selectedOptions].map((item) => item.value).filter(Boolean);
      changed(part, block, ctx, multiple ? { choices: values } : values.length ? { choice: values[0] } : "nothing");
    },
  }, multiple ? [] : el("option", { value: "" }, plainText(part.placeholder?.text ?? "Choose…")), groups);
}

function external(part, block, ctx) {
  const multiple = many(part);
  const list = el("div", { class: "bk-options", role: "listbox" });
  const picked = el("div", { class: "bk-picked" });
  const holder = el("div", { class: "bk-external", data: ids(part, block) });
  const state = kept(part, block, ctx);
  const first = state?.selected_options ?? part.initial_options ?? [state?.selected_option ?? part.initial_option].filter(Boolean);
  let chosen = first.map((option) => ({ label: option.text.text, value: option.value }));
  const show = () => {
    picked.replaceChildren(...chosen.map((item) => el("button", {
      type: "button", class: "chip", "aria-label": `Remove ${item.label}`,
      onclick: () => { chosen = chosen.filter((other) => other !== item); show(); },
    }, `${item.label} ✕`)));
    holder.dataset.values = JSON.stringify(chosen.map((item) => item.value));
  };
  let turn = 0;
  const search = async (typed) => {
    const mine = ++turn;
    if (typed.length < (part.min_query_length ?? 3)) { list.replaceChildren(); return; }
    const found = await ctx.search(part, typed);
    if (mine !== turn) return;
    list.replaceChildren(...(found.options ?? []).map(([label, value]) => el("button", {
      type: "button", role: "option", class: "bk-option", data: { value },
      onclick: () => {
        const item = { label, value };
        chosen = multiple ? [...chosen.filter((other) => other.value !== value), item] : [item];
        list.replaceChildren();
        field.value = "";
        show();
        changed(part, block, ctx, multiple ? { choices: chosen.map((other) => other.value) } : { choice: value });
      },
    }, plainText(label))));
    if (!found.options?.length) list.replaceChildren(el("span", { class: "note" }, "No results"));
  };
  const field = el("input", {
    type: "search", placeholder: plainText(part.placeholder?.text ?? "Search…"), "aria-label": nameOf(part, block),
    oninput: (event) => search(event.target.value), onfocus: (event) => search(event.target.value),
  });
  show();
  holder.append(picked, field, list);
  return holder;
}

function choices(part, block, ctx) {
  const type = part.type === "checkboxes" ? "checkbox" : "radio";
  const state = kept(part, block, ctx);
  const chosen = new Set((state?.selected_options ?? part.initial_options ?? [state?.selected_option ?? part.initial_option])
    .filter(Boolean).map((option) => option.value));
  const group = el("div", {
    class: "bk-choices", role: type === "radio" ? "radiogroup" : "group", "aria-label": nameOf(part, block), data: ids(part, block),
    onchange: () => {
      const values = [...group.querySelectorAll("input:checked")].map((box) => box.value);
      changed(part, block, ctx, type === "checkbox" ? { choices: values } : { choice: values[0] });
    },
  }, part.options.map((option) => el("label", {},
    el("input", { type, name: `${block.block_id}-${part.action_id}`, value: option.value, checked: chosen.has(option.value) }),
    el("span", {}, plainText(option.text.text)),
    option.description && el("span", { class: "note" }, plainText(option.description.text)))));
  return group;
}

function overflow(part, block, ctx) {
  const details = el("details", { class: "bk-overflow", data: ids(part, block) },
    el("summary", { "aria-label": "More" }, "⋯"),
    el("div", { class: "bk-options" }, part.options.map((option) => el("button", {
      type: "button", class: "bk-option", data: { value: option.value },
      onclick: () => {
        details.open = false;
        const url = option.url && safeUrl(option.url);
        if (url) window.open(url, "_blank", "noopener");
        changed(part, block, ctx, { choice: option.value });
      },
    }, plainText(option.text.text)))));
  return details;
}

function picker(type, field) {
  return (part, block, ctx) => el("input", {
    type, class: "bk-picker", data: ids(part, block), "aria-label": nameOf(part, block),
    value: kept(part, block, ctx)?.[`selected_${field}`] ?? part[`initial_${field}`] ?? "",
    onchange: (event) => changed(part, block, ctx, event.target.value ? { choice: event.target.value } : "nothing"),
  });
}

function textField(part, block, ctx) {
  const value = kept(part, block, ctx)?.value ?? part.initial_value ?? "";
  const shared = {
    class: "bk-text", data: ids(part, block), "aria-label": nameOf(part, block),
    placeholder: plainText(part.placeholder?.text ?? ""), maxlength: part.max_length, autofocus: part.focus_on_load === true,
    onchange: (event) => { if (block.dispatch_action) changed(part, block, ctx, { text: event.target.value }); },
  };
  if (part.multiline) {
    const area = el("textarea", { ...shared, rows: "4" });
    area.value = value;
    return area;
  }
  const type = { number_input: "number", email_text_input: "email", url_text_input: "url" }[part.type] ?? "text";
  return el("input", { ...shared, type, value, min: part.min_value, max: part.max_value, step: part.is_decimal_allowed ? "any" : undefined });
}

function fileField(part, block, ctx) {
  const named = el("span", { class: "note" });
  const holder = el("div", { class: "bk-file", data: ids(part, block) });
  const show = (files) => {
    holder.dataset.values = JSON.stringify(files.map((file) => file.id));
    named.textContent = files.map((file) => file.name).join(", ");
  };
  const field = el("input", {
    type: "file", multiple: (part.max_files ?? 10) > 1, accept: part.filetypes?.map((kind) => `.${kind}`).join(","),
    "aria-label": nameOf(part, block),
    onchange: async (event) => {
      const files = [];
      for (const file of event.target.files) {
        const bytes = [...new Uint8Array(await file.arrayBuffer())];
        const { id } = await post("/client/attach", { user: ctx.user, name: file.name, bytes });
        if (id) files.push({ id, name: file.name });
      }
      show(files);
    },
  });
  show(kept(part, block, ctx)?.files ?? []);
  holder.append(field, named);
  return holder;
}

const people = (ctx) => ctx.people.map((person) => ({ value: person.id, text: { text: person.real_name } }));
const channels = (ctx) => ctx.channels.filter((place) => place.kind !== "im").map((place) => ({ value: place.id, text: { text: `#${place.name}` } }));

const MAKERS = {
  static_select: (part, block, ctx) => select(part, block, ctx, options(part)),
  users_select: (part, block, ctx) => select(part, block, ctx, people(ctx)),
  channels_select: (part, block, ctx) => select(part, block, ctx, channels(ctx)),
  conversations_select: (part, block, ctx) => select(part, block, ctx, channels(ctx)),
  external_select: external,
  checkboxes: choices,
  radio_buttons: choices,
  overflow,
  file_input: fileField,
  datepicker: picker("date", "date"),
  timepicker: picker("time", "time"),
};

/** What an element holds now, as the client protocol says it. */
export function valueOf(node) {
  const kind = node.dataset.kind;
  const single = (value) => (value ? { choice: value } : "nothing");
  if (kind.endsWith("external_select")) {
    const values = JSON.parse(node.dataset.values);
    return kind.startsWith("multi_") ? { choices: values } : single(values[0]);
  }
  if (kind === "checkboxes" || kind === "radio_buttons") {
    const values = [...node.querySelectorAll("input:checked")].map((box) => box.value);
    return kind === "checkboxes" ? { choices: values } : single(values[0]);
  }
  if (kind.endsWith("_select")) {
    const values = [...node.selectedOptions].map((item) => item.value).filter(Boolean);
    return kind.startsWith("multi_") ? { choices: values } : single(values[0]);
  }
  if (kind === "file_input") return { files: JSON.parse(node.dataset.values) };
  if (kind.endsWith("picker")) return single(node.value);
  return node.value === "" ? "nothing" : { text: node.value };
}
