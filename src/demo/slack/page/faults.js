// The drawer with the simulated Kinsta's fault switches: a JSON object, true/false and numbers.
import { el, get, post } from "./dom.js";

const drawer = document.getElementById("faults");
const opener = document.getElementById("faults-open");
const form = document.getElementById("faults-form");

async function load() {
  try {
    show(await get("/client/kinsta-faults"));
  } catch {
    form.replaceChildren(el("p", { class: "note" }, "The switches are not reachable."));
  }
}

function show(switches) {
  form.replaceChildren(...Object.entries(switches).map(([name, value]) => {
    const label = name.replaceAll("_", " ");
    const change = async (next) => {
      await post("/client/kinsta-faults", { [name]: next });
      await load();
    };
    if (typeof value === "boolean") {
      return el("label", {}, el("input", {
        type: "checkbox", checked: value, data: { fault: name }, onchange: (event) => change(event.target.checked),
      }), ` ${label}`);
    }
    if (typeof value === "number") {
      const field = el("input", {
        type: "number", value: String(value), min: "0", data: { fault: name }, onchange: () => change(Number(field.value)),
      });
      return el("label", {}, field, ` ${label}`);
    }
    return null;
  }).filter(Boolean));
}

/** Offers the drawer where the configuration names switches. */
export function offerFaults(config) {
  if (!config.kinsta_faults_url) return;
  opener.hidden = false;
  const toggle = (open) => {
    drawer.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (open) load();
  };
  opener.addEventListener("click", () => toggle(drawer.hidden));
  document.getElementById("faults-close").addEventListener("click", () => toggle(false));
}
