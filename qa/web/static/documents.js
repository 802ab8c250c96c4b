// The list of documents: sorting, filtering, choosing, and changing what is there.
import { failure, fill, find, post, present, root, words } from "./known.js";
import { scope } from "./scope.js";

const rows = () => [...document.querySelectorAll("#lijst tbody tr")];
const ticked = () => rows().filter((row) => row.querySelector("input").checked);
const named = (row) => row.querySelector("th a").textContent;

const show = async () => {
  const place = await present("#lijst");
  const language = document.documentElement.lang;
  const answer = await fetch(`${root}/documenten?taal=${language}`).catch(() => null);
  if (!answer?.ok) {
    find("#verslag").textContent = await failure(answer);
    return;
  }
  find("#opgenomen")?.setAttribute("role", "status");
  const before = new Set(ticked().map((row) => row.dataset.id));
  place.innerHTML = await answer.text();
  rows().forEach((row) => (row.querySelector("input").checked = before.has(row.dataset.id)));
  filter(find("#filter").value);
};

const filter = (sought) => {
  const wanted = sought.toLowerCase().split(/\s+/);
  rows().forEach((row) => {
    const text = row.textContent.toLowerCase();
    row.hidden = !wanted.every((word) => text.includes(word));
  });
};

const sort = (button) => {
  const head = button.closest("th");
  const column = Number(button.dataset.value);
  const down = head.getAttribute("aria-sort") === "ascending";
  head.parentElement.querySelectorAll("th").forEach((other) => other.setAttribute("aria-sort", "none"));
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const key = (row) => row.children[column].dataset.sort;
  const sorted = rows().sort((one, other) => key(one).localeCompare(key(other)) * (down ? -1 : 1));
  find("#lijst tbody").append(...sorted);
};

// Asks first what cannot be undone.
const sure = (sentence, yes) =>
  new Promise((resolve) => {
    const dialog = find("#zeker");
    dialog.querySelector("p").textContent = sentence;
    dialog.querySelector('[value="ja"]').textContent = yes;
    dialog.returnValue = "";
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "ja"), { once: true });
    dialog.showModal();
  });

const change = async (path, sentence, yes) => {
  const found = ticked();
  const report = find("#verslag");
  if (!found.length) {
    report.textContent = words.choose_first;
    return;
  }
  if (!(await sure(fill(sentence, { names: found.map(named).join(", ") }), yes))) return;
  const ids = found.map((row) => row.dataset.id);
  const answer = await post(path, { ids, language: document.documentElement.lang }).catch(() => null);
  report.textContent = await failure(answer); // what was done is told in the same way
  if (answer?.ok) scope.forget(ids);
  await show();
};

export const documents = {
  show,
  changed: (input) => {
    if (input.id !== "filter") return false;
    filter(input.value);
    return true;
  },
  actions: {
    sorteer: sort,
    kies: () => {
      const found = ticked();
      if (!found.length) {
        find("#verslag").textContent = words.choose_first;
        return;
      }
      scope.choose(found.map((row) => [row.dataset.id, named(row)]));
      document.querySelector('[role="tab"]').click();
      present("#vraag textarea, #vraag input").then((box) => box.focus());
    },
    verwijder: () => change("documenten/verwijderen", words.remove_ask, words.remove_confirm),
    opnemen: () => change("documenten/opnemen", words.publish_ask, words.publish),
  },
};
