// Slack's mrkdwn as DOM nodes.
import { el, safeUrl } from "./dom.js";

const EMOJI = {
  white_check_mark: "✅", heavy_check_mark: "✔️", x: "❌", warning: "⚠️", hourglass: "⌛",
  hourglass_flowing_sand: "⏳", rocket: "🚀", arrows_counterclockwise: "🔄", repeat: "🔁", large_green_circle: "🟢",
  red_circle: "🔴", large_red_circle: "🔴", large_yellow_circle: "🟡", large_orange_circle: "🟠",
  large_blue_circle: "🔵", white_circle: "⚪", information_source: "ℹ️", lock: "🔒", unlock: "🔓", bell: "🔔",
  eyes: "👀", tada: "🎉", question: "❓", grey_question: "❔", exclamation: "❗", no_entry: "⛔", no_entry_sign: "🚫",
  wrench: "🔧", mag: "🔍", zap: "⚡", bulb: "💡", house: "🏠", globe_with_meridians: "🌐", clock1: "🕐",
  stopwatch: "⏱️", broom: "🧹", ghost: "👻", snowflake: "❄️", fire: "🔥", package: "📦", link: "🔗", memo: "📝",
  bar_chart: "📊", calendar: "📅", wave: "👋", raised_hand: "✋", point_right: "👉", arrow_right: "➡️", gear: "⚙️",
};

const unescape = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
const emojis = (text) => text.replace(/:([a-z0-9_+-]+):/g, (all, name) => EMOJI[name] ?? all);

/** plain_text: nothing is special but emoji. */
export const plainText = (text) => emojis(text ?? "");

const INLINE = new RegExp([
  "<([^<>\\n]+)>",
  "`([^`\\n]+)`",
  "(?<![\\w*])\\*(\\S(?:[^*\\n]*\\S)?)\\*(?![\\w*])",
  "(?<![\\w_])_(\\S(?:[^_\\n]*\\S)?)_(?![\\w_])",
  "(?<![\\w~])~(\\S(?:[^~\\n]*\\S)?)~(?![\\w~])",
].join("|"), "gu");

function inline(text, ctx, into) {
  let last = 0;
  for (const match of text.matchAll(INLINE)) {
    into.append(unescape(emojis(text.slice(last, match.index))));
    last = match.index + match[0].length;
    const [, token, code, bold, italic, strike] = match;
    if (token !== undefined) into.append(angle(token, ctx));
    else if (code !== undefined) into.append(el("code", {}, unescape(code)));
    else if (bold !== undefined) into.append(inline(bold, ctx, el("strong")));
    else if (italic !== undefined) into.append(inline(italic, ctx, el("em")));
    else into.append(inline(strike, ctx, el("s")));
  }
  into.append(unescape(emojis(text.slice(last))));
  return into;
}

function angle(token, ctx) {
  const bar = token.indexOf("|");
  const target = bar < 0 ? token : token.slice(0, bar);
  const label = bar < 0 ? undefined : token.slice(bar + 1);
  const named = (id) => ctx.names[id] ?? label ?? id;
  if (target.startsWith("@")) {
    const id = target.slice(1);
    return el("span", { class: id === ctx.user ? "mention me" : "mention", data: { user: id } }, `@${named(id)}`);
  }
  if (target.startsWith("#")) return el("span", { class: "mention" }, `#${named(target.slice(1))}`);
  if (target.startsWith("!date^")) return date(target, label, ctx);
  if (target.startsWith("!subteam^")) return el("span", { class: "mention" }, `@${named(target.slice(9))}`);
  if (target.startsWith("!")) return el("span", { class: "mention" }, `@${label ?? target.slice(1)}`);
  const url = safeUrl(unescape(target));
  const text = unescape(emojis(label ?? target.replace(/^mailto:/, "")));
  return url ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text) : text;
}

/** <!date^seconds^format^link|fallback> in the browser's zone and the person's language. */
function date(target, fallback, ctx) {
  const [, seconds, format = "{date} {time}", link] = target.split("^");
  const at = new Date(Number(seconds) * 1000);
  if (Number.isNaN(at.getTime())) return unescape(fallback ?? "");
  const show = (options) => new Intl.DateTimeFormat(ctx.locale, options).format(at);
  const days = Math.round((new Date(at).setHours(0, 0, 0, 0) - new Date().setHours(0, 0, 0, 0)) / 86_400_000);
  const pretty = (plain) => {
    if (Math.abs(days) > 1) return plain;
    return new Intl.RelativeTimeFormat(ctx.locale, { numeric: "auto" }).format(days, "day");
  };
  const forms = {
    date_num: () => show({ year: "numeric", month: "2-digit", day: "2-digit" }),
    date: () => show({ year: "numeric", month: "long", day: "numeric" }),
    date_short: () => show({ year: "numeric", month: "short", day: "numeric" }),
    date_long: () => show({ weekday: "long", year: "numeric", month: "long", day: "numeric" }),
    date_pretty: () => pretty(forms.date()),
    date_short_pretty: () => pretty(forms.date_short()),
    date_long_pretty: () => pretty(forms.date_long()),
    time: () => show({ hour: "numeric", minute: "2-digit" }),
    time_secs: () => show({ hour: "numeric", minute: "2-digit", second: "2-digit" }),
    ago: () => ago(at, ctx),
  };
  const text = format.replace(/\{(\w+)\}/g, (all, name) => forms[name]?.() ?? all);
  const node = el("time", { datetime: at.toISOString(), title: at.toLocaleString(ctx.locale) }, text);
  const url = link && safeUrl(link);
  return url ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, node) : node;
}

function ago(at, ctx) {
  const seconds = Math.round((at - Date.now()) / 1000);
  const form = new Intl.RelativeTimeFormat(ctx.locale, { numeric: "auto" });
  for (const [unit, length] of [["day", 86_400], ["hour", 3600], ["minute", 60]]) {
    if (Math.abs(seconds) >= length) return form.format(Math.trunc(seconds / length), unit);
  }
  return form.format(seconds, "second");
}

/** mrkdwn: code blocks, quotes, lines, then what stands inside a line. */
export function mrkdwn(text, ctx) {
  const root = el("div", { class: "mrkdwn" });
  (text ?? "").split(/```\n?([\s\S]*?)\n?```/).forEach((part, index) => {
    if (index % 2 === 1) {
      root.append(el("pre", {}, unescape(part)));
      return;
    }
    let quote = null;
    let open = null;
    for (const line of part.replace(/^\n/, "").split("\n")) {
      const quoted = line.match(/^(?:&gt;|>)\s?(.*)$/);
      if (quoted) {
        if (quote) quote.append(el("br"));
        else root.append(quote = el("blockquote"));
        inline(quoted[1], ctx, quote);
        open = null;
      } else {
        quote = null;
        if (open) open.append(el("br"));
        else root.append(open = el("span"));
        inline(line, ctx, open);
      }
    }
  });
  return root;
}

/** Either kind of text object. */
export function textObject(text, ctx) {
  if (!text) return null;
  return text.type === "mrkdwn" ? mrkdwn(text.text, ctx) : el("span", { class: "plain" }, plainText(text.text));
}
