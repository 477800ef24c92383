// Small tools: elements without markup strings, requests, a toast.

/** An element with properties and children; strings become text nodes, never markup. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node && typeof value !== "string") node[name] = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const ICONS = {
  lock: "M5 7V5a3 3 0 0 1 6 0v2h1v7H4V7h1zm2 0h2V5a1 1 0 0 0-2 0v2z",
  eye: "M8 3c4 0 7 5 7 5s-3 5-7 5-7-5-7-5 3-5 7-5zm0 2.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  reply: "M2 2h12v9H8l-4 3v-3H2V2z",
  file: "M4 1h5l3 3v11H4V1zm5 1v3h3",
  bolt: "M9 1 3 9h4l-1 6 6-8H8l1-6z",
};

/** A small picture that looks the same without an emoji font. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [key, value] of [["viewBox", "0 0 16 16"], ["width", "14"], ["height", "14"], ["aria-hidden", "true"], ["class", "icon"]]) {
    svg.setAttribute(key, value);
  }
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** Only web and mail addresses become links. */
export function safeUrl(url) {
  return /^(https?:|mailto:)/i.test(url) ? url : null;
}

/** Where a picture's bytes are: on the web, or among the files handed to Slack. */
export function pictureUrl(part) {
  if (part.slack_file?.id) return `/client/files/${encodeURIComponent(part.slack_file.id)}`;
  return part.image_url ? safeUrl(part.image_url) : null;
}

/** GET as JSON. */
export async function get(path, params = {}) {
  const query = new URLSearchParams(params).toString();
  const response = await fetch(query ? `${path}?${query}` : path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/** POST JSON; shows what Slack would complain about. */
export async function post(path, body) {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) answer.complaint ??= `The demo answered ${response.status}`;
    if (answer.complaint) toast(answer.complaint);
    return answer;
  } catch {
    toast("The demo is not reachable");
    return { complaint: "unreachable" };
  }
}

let hide;

/** A line that goes away by itself. */
export function toast(text) {
  const box = document.getElementById("toast");
  box.textContent = text;
  box.hidden = false;
  clearTimeout(hide);
  hide = setTimeout(() => { box.hidden = true; }, 6000);
}
