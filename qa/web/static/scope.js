// Where is searched: chosen documents and a period, shown as chips that can be taken away.
import { fill, find, make, words } from "./known.js";

const chosen = new Map(); // id -> title
const period = { since: null, until: null };

const chip = (label, value) => {
  const undo = fill(words.remove_filter, { label });
  const button = make("button", { type: "button", className: "chip", title: undo }, `${label} `);
  button.setAttribute("aria-label", undo);
  button.dataset.do = "bereik";
  button.dataset.value = value;
  const cross = make("span", {}, "×");
  cross.setAttribute("aria-hidden", "true");
  button.append(cross);
  return button;
};

const draw = () => {
  const place = find("#bereik");
  if (!place) return;
  const chips = [...chosen].map(([id, title]) => chip(title, `document:${id}`));
  if (period.since) chips.push(chip(`${words.since} ${period.since}`, "since"));
  if (period.until) chips.push(chip(`${words.until} ${period.until}`, "until"));
  place.replaceChildren(chips.length ? `${words.scope_label} ` : words.scope_all, ...chips.flatMap((one) => [one, " "]));
};

export const scope = {
  current: () => ({ documents: [...chosen.keys()], ...period, without: [] }),
  choose: (documents) => {
    chosen.clear();
    documents.forEach(([id, title]) => chosen.set(id, title));
    draw();
  },
  forget: (ids) => {
    ids.forEach((id) => chosen.delete(id));
    draw();
  },
  changed: (input) => {
    if (!(input.name in period)) return false;
    period[input.name] = input.value || null;
    draw();
    return true;
  },
  actions: {
    bereik: (button) => {
      const value = button.dataset.value;
      if (value.startsWith("document:")) chosen.delete(value.slice("document:".length));
      else {
        period[value] = null;
        find(`input[name="${value}"]`).value = "";
      }
      draw();
      find("#vraag textarea, #vraag input").focus();
    },
  },
};
