// The page: what its buttons do. Each button names its action in data-do; each module tells what it does for some.
import { conversation } from "./conversation.js";
import { documents } from "./documents.js";
import { feedback } from "./feedback.js";
import { history } from "./history.js";
import { scope } from "./scope.js";
import { taking } from "./taking.js";
import { viewer } from "./viewer.js";

document.documentElement.lang = window.vindplaatsKnown.language;

const actions = {
  ...conversation.actions,
  ...documents.actions,
  ...feedback.actions,
  ...scope.actions,
  ...taking.actions,
  ...viewer.actions,
};

// In the capture phase, because Gradio opens links itself.
document.addEventListener(
  "click",
  (event) => {
    const target = event.target.closest?.('[data-do], a[href^="#bron-"]');
    if (!target) return;
    const name = target.dataset.do ?? "bron";
    if (!(name in actions)) return;
    if (target.tagName !== "INPUT" && target.tagName !== "SUMMARY") event.preventDefault();
    event.stopPropagation();
    actions[name](target);
  },
  true,
);

document.addEventListener("keydown", (event) => conversation.move(event) || viewer.move(event));
document.addEventListener(
  "input",
  (event) => scope.changed(event.target) || documents.changed(event.target) || conversation.typed(event.target),
);
document.addEventListener(
  "submit",
  (event) => {
    if (event.target.action.endsWith("/logout")) history.forget(); // the next one at this browser is someone else
    feedback.submitted(event);
  },
  true,
);

// What Gradio's own events call.
window.vindplaats = {
  ask: (text) => conversation.ask(text),
  showDocuments: () => documents.show(),
};

conversation.start();
