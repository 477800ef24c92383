// Block Kit as DOM nodes.
import { el, pictureUrl, safeUrl } from "./dom.js";
import { mrkdwn, plainText, textObject } from "./mrkdwn.js";
import { element } from "./elements.js";

/** A list of blocks. ctx: names, user, locale, act(block_id, element, input), search(element, typed), values. */
export function blocks(list, ctx) {
  return (list ?? []).map((block) => {
    const node = (KINDS[block.type] ?? unknown)(block, ctx);
    node.classList.add("block", `block-${block.type}`);
    if (block.block_id) node.dataset.blockId = block.block_id;
    return node;
  });
}

const unknown = (block) => el("div", { class: "note" }, `(${block.type})`);

const KINDS = {
  header: (block) => el(`h${Math.min((block.level ?? 2) + 1, 5)}`, {}, plainText(block.text?.text)),
  divider: () => el("hr"),
  section: (block, ctx) => el("div", {},
    el("div", { class: "section-body" },
      textObject(block.text, ctx),
      block.fields && el("div", { class: "fields" }, block.fields.map((field) => el("div", {}, textObject(field, ctx))))),
    block.accessory && el("div", { class: "accessory" }, element(block.accessory, block, ctx))),
  context: (block, ctx) => el("div", {}, block.elements.map((part) =>
    part.type === "image" ? image(part) : textObject(part, ctx))),
  actions: (block, ctx) => el("div", {}, block.elements.map((part) => element(part, block, ctx))),
  context_actions: (block) => el("div", { class: "note" }, block.elements.map((part) => `[${part.type}]`)),
  image: (block) => el("figure", {}, block.title && el("figcaption", {}, plainText(block.title.text)), image(block)),
  input: (block, ctx) => {
    const error = ctx.errors?.[block.block_id];
    const field = element(block.element, block, ctx);
    return el("div", { class: error ? "wrong" : "" },
      el("span", { class: "input-label" }, plainText(block.label.text), block.optional && el("span", { class: "note" }, " (optional)")),
      field,
      block.hint && el("p", { class: "note" }, plainText(block.hint.text)),
      error && el("p", { class: "input-error", role: "alert" }, error));
  },
  markdown: (block) => el("div", {}, el("pre", { class: "markdown" }, block.text)),
  alert: (block, ctx) => el("div", { class: `alert alert-${block.level ?? "default"}`, role: "alert" }, textObject(block.text, ctx)),
  table: (block, ctx) => table(block.rows, block.column_settings, ctx),
  data_table: (block, ctx) => el("div", {}, el("p", { class: "note" }, block.caption), table(block.rows, [], ctx)),
  rich_text: (block, ctx) => el("div", {}, rich(block.elements, ctx)),
  card: (block, ctx) => card(block, ctx),
  carousel: (block, ctx) => el("div", {}, block.elements.map((part) => card(part, ctx))),
  container: (block, ctx) => block.is_collapsible
    ? el("details", { open: !block.default_collapsed }, el("summary", {}, plainText(block.title?.text)), blocks(block.child_blocks, ctx))
    : el("div", {}, el("strong", {}, plainText(block.title?.text)), blocks(block.child_blocks, ctx)),
  layout: (block, ctx) => el("div", {}, block.rows.map((row) =>
    el("div", { class: "layout-row" }, row.items.map((item) => el("div", {}, blocks([item.block], ctx)))))),
  task_card: (block) => el("div", {}, `${block.status === "complete" ? "✓" : "…"} ${block.title}`),
  plan: (block) => el("div", {}, el("strong", {}, block.title),
    el("ul", {}, (block.tasks ?? []).map((task) => el("li", {}, `${task.status}: ${task.title}`)))),
};

function image(part) {
  const url = pictureUrl(part);
  return url ? el("img", { src: url, alt: part.alt_text ?? "" }) : el("span", { class: "note" }, part.alt_text ?? "");
}

function card(block, ctx) {
  return el("div", { class: "card" },
    el("strong", {}, textObject(block.title, ctx)), textObject(block.subtitle, ctx), textObject(block.body, ctx),
    el("div", { class: "note" }, textObject(block.subtext, ctx)),
    el("div", {}, (block.actions ?? []).map((part) => element(part, block, ctx))));
}

function table(rows, settings, ctx) {
  const cell = (tag) => (value, column) => {
    const align = settings?.[column]?.align;
    return el(tag, { class: align ? `align-${align}` : "", scope: tag === "th" ? "col" : undefined }, cellContent(value, ctx));
  };
  const [head, ...body] = rows;
  return el("div", { class: "table-scroll" }, el("table", {},
    el("thead", {}, el("tr", {}, head.map(cell("th")))),
    el("tbody", {}, body.map((row) => el("tr", {}, row.map(cell("td")))))));
}

function cellContent(value, ctx) {
  if (value.type === "rich_text") return rich(value.elements, ctx);
  return value.type === "raw_number" ? String(value.value) : plainText(value.text);
}

function rich(parts, ctx) {
  return parts.map((part) => {
    const runs = () => part.elements.map((run) => richRun(run, ctx));
    switch (part.type) {
      case "rich_text_list":
        return el(part.style === "ordered" ? "ol" : "ul", {}, part.elements.map((item) => el("li", {}, rich([item], ctx))));
      case "rich_text_quote": return el("blockquote", {}, runs());
      case "rich_text_preformatted": return el("pre", {}, runs());
      default: return el("span", { class: "rich" }, runs());
    }
  });
}

function richRun(run, ctx) {
  const named = (id) => ctx.names[id] ?? id;
  let node;
  switch (run.type) {
    case "text": node = document.createTextNode(run.text); break;
    case "emoji": node = document.createTextNode(plainText(`:${run.name}:`)); break;
    case "link": {
      const url = safeUrl(run.url);
      node = url ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, run.text ?? run.url) : document.createTextNode(run.text ?? run.url);
      break;
    }
    case "user": node = el("span", { class: "mention" }, `@${named(run.user_id)}`); break;
    case "channel": node = el("span", { class: "mention" }, `#${named(run.channel_id)}`); break;
    case "usergroup": node = el("span", { class: "mention" }, `@${named(run.usergroup_id)}`); break;
    case "date": node = mrkdwn(`<!date^${Number(run.timestamp)}^${run.format.replace(/[<>|^]/g, "")}|${(run.fallback ?? "").replace(/[<>|]/g, "")}>`, ctx); break;
    default: node = document.createTextNode(run.range ? `@${run.range}` : "");
  }
  for (const [style, tag] of [["code", "code"], ["bold", "strong"], ["italic", "em"], ["strike", "s"]]) {
    if (run.style?.[style]) node = el(tag, {}, node);
  }
  return node;
}
