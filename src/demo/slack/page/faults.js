// The drawer with the simulated Kinsta's fault switches: a few weathers to choose from, and whatever else is on.
import { el, get, post, toast } from "./dom.js";

const PATH = "/client/kinsta-faults";
const drawer = document.getElementById("faults");
const opener = document.getElementById("faults-open");
const form = document.getElementById("faults-form");
let timer;
let drawn = "";

const WEATHER = [
  ["Too many requests, wait 5 s (3 times)", { fault: "too_many_requests", retry_after_s: 5, times: 3 }],
  ["Server error (3 times)", { fault: "server_error", times: 3 }],
  ["Bad gateway page instead of JSON (3 times)", { fault: "bad_gateway", times: 3 }],
  ["Next change goes through, but the connection breaks", { fault: "drop", executed: true, method: "POST", times: 1 }],
  ["Next change is lost, and the connection breaks", { fault: "drop", executed: false, method: "POST", times: 1 }],
  ["Next answer hangs until released", { fault: "stall", times: 1 }],
  ["Next answer is broken JSON", { fault: "malformed_json", times: 1 }],
  ["The API key is refused", { fault: "refused_key" }],
  ["Next change is declined", { fault: "declined", status: 400, message: "This cannot be done now.", method: "POST", times: 1 }],
  [
    "Next change finds the environment blocked",
    {
      fault: "declined",
      status: 400,
      message: "The environment is blocked by another process. Please try again a bit later.",
      method: "POST",
      times: 1,
    },
  ],
  ["Next operation gets stuck", { fault: "stuck_operation", times: 1 }],
  ["Next operation fails", { fault: "failed_operation", message: "The server was too busy to finish this.", times: 1 }],
  ["Next operation cannot be found afterwards", { fault: "lost_operation", times: 1 }],
];

const same = (rule, wanted) => rule.fault === wanted.fault && Boolean(rule.executed) === Boolean(wanted.executed);

async function remove(id) {
  const response = await fetch(id === undefined ? PATH : `${PATH}/${id}`, { method: "DELETE" });
  if (!response.ok) toast("The switch is not reachable");
}

async function load() {
  try {
    show(await get(PATH));
  } catch {
    drawn = "";
    form.replaceChildren(el("p", { class: "note" }, "The switches are not reachable."));
  }
}

/** Does something and draws what holds then. */
const then = (step) => async () => {
  await step();
  await load();
};

function show(state) {
  const print = JSON.stringify(state);
  if (print === drawn) return;
  drawn = print;
  const rules = state.faults ?? [];
  const weather = WEATHER.map(([label, wanted]) => {
    const active = rules.filter((rule) => same(rule, wanted));
    const box = el("input", {
      type: "checkbox",
      checked: active.length > 0,
      data: { fault: wanted.fault, executed: String(Boolean(wanted.executed)) },
      onchange: then(() => (box.checked ? post(PATH, wanted) : Promise.all(active.map((rule) => remove(rule.id))))),
    });
    const left = active.map((rule) => rule.times).filter(Number.isInteger);
    return el("label", {}, box, ` ${label}`, left.length > 0 && el("span", { class: "note" }, ` ${left.join(" + ")} left`));
  });
  const others = rules.filter((rule) => !WEATHER.some(([, wanted]) => same(rule, wanted))).map((rule) =>
    el("p", {}, `${rule.fault} `, el("button", { type: "button", class: "chip", onclick: then(() => remove(rule.id)) }, "off")));
  const style = el("label", {}, el("input", {
    type: "checkbox",
    checked: state.failures_as_200 === true,
    data: { fault: "failures_as_200" },
    onchange: then(() => post(PATH, { failures_as_200: !state.failures_as_200 })),
  }), " Failed operations answer HTTP 200");
  const stalled = state.stalled > 0 && el("button", {
    type: "button", id: "faults-release", class: "bk-button", onclick: then(() => post(`${PATH}/release`, {})),
  }, `Release ${state.stalled} hanging`);
  const clear = el("button", { type: "button", id: "faults-clear", class: "bk-button", onclick: then(() => remove()) }, "Good weather again");
  form.replaceChildren(...[...weather, style, ...others, stalled, clear].filter(Boolean));
}

/** Offers the drawer where the configuration names switches. */
export function offerFaults(config) {
  if (!config.kinsta_faults_url) return;
  opener.hidden = false;
  const toggle = (open) => {
    drawer.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    clearInterval(timer);
    if (!open) return;
    load();
    // Faults that struck vanish by themselves.
    timer = setInterval(load, 2000);
  };
  opener.addEventListener("click", () => toggle(drawer.hidden));
  document.getElementById("faults-close").addEventListener("click", () => toggle(false));
}
