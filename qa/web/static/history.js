// Earlier conversations. They are kept in this browser alone, as their questions; the answers are asked for again.
import { find, make, words } from "./known.js";

const KEPT = "vindplaats-gesprekken";
const MOST = 50;

let current = "";

const read = () => {
  try {
    const found = JSON.parse(localStorage.getItem(KEPT));
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
};

const draw = () => {
  const place = find("#eerder");
  if (!place) return;
  const items = read().map(({ id, at, asked }) => {
    const button = make("button", { type: "button" }, asked[0].question);
    button.dataset.do = "hervat";
    button.dataset.value = id;
    return make("li", {}, button, make("time", { dateTime: at }, ` ${new Date(at).toLocaleString(document.documentElement.lang)}`));
  });
  place.replaceChildren(...(items.length ? items : [make("li", {}, words.no_conversations)]));
};

export const history = {
  begin: () => {
    current = `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    draw();
  },
  find: (id) => read().find((one) => one.id === id),
  forget: () => localStorage.removeItem(KEPT),
  goOn: (id) => (current = id),
  keep: (asked) => {
    if (!asked.length) return;
    const others = read().filter((one) => one.id !== current);
    const kept = [{ id: current, at: new Date().toISOString(), asked }, ...others].slice(0, MOST);
    try {
      localStorage.setItem(KEPT, JSON.stringify(kept));
    } catch {
      // A browser that keeps nothing shows no earlier conversations.
    }
    draw();
  },
};
