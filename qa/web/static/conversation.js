// The conversation. It lives in this page alone: each request says what is asked and what was asked before.
import { history } from "./history.js";
import { fill, find, make, present, say, words } from "./known.js";
import { scope } from "./scope.js";

const PATIENCE = 20_000; // milliseconds until an answer is given up

const turns = []; // {turn, asked, reply}; the number of a turn is its place, counted from 1
const pending = new Map(); // by id: what to do with the reply
let selected = 0;
let cited = null; // the link that led to a source, where Escape leads back to
let version = "";

const interpreted = (until) =>
  turns
    .slice(0, until)
    .filter((one) => one.reply && !one.reply.refused)
    .map((one) => one.reply.interpreted)
    .slice(-20);

const draw = (one) => {
  const place = find(`#beurt-${one.turn}`);
  const drawn = document.createRange().createContextualFragment(one.reply.shown);
  if (place) place.replaceWith(drawn);
  else find("#beurten").append(drawn);
};

const waiting = (turn, question) => {
  const place = make("article", { className: "beurt wacht", id: `beurt-${turn}` });
  place.append(make("h3", { className: "vraag", textContent: question }), make("p", { textContent: words.busy }));
  const there = find(`#beurt-${turn}`);
  if (there) there.replaceWith(place);
  else find("#beurten").append(place);
};

const select = (turn) => {
  const one = turns[turn - 1];
  const cards = find("#kaarten");
  if (!one?.reply || !cards) return;
  if (selected === turn && cards.dataset.turn === `${turn}`) return;
  selected = turn;
  cards.dataset.turn = `${turn}`;
  cards.innerHTML = one.reply.sources;
  const first = cards.querySelector(".kaart");
  if (first) first.tabIndex = 0;
  document.querySelectorAll(".beurt.gekozen").forEach((other) => other.classList.remove("gekozen"));
  find(`#beurt-${turn}`)?.classList.add("gekozen");
  cards.scrollTop = 0;
};

const busy = () => {
  const stop = find('[data-do="stop"]');
  if (stop) stop.hidden = pending.size === 0;
};

// Ask questions in a row, the first as turn number `turn`; gives when they are answered, refused or stopped.
const send = async (asked, turn) => {
  const id = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
  asked.forEach((one, place) => {
    const number = turn + place;
    turns[number - 1] = { turn: number, asked: one, reply: turns[number - 1]?.reply ?? null };
    waiting(number, one.question);
  });
  find("#welkom").hidden = true;
  find("#beurten").lastElementChild.scrollIntoView({ block: "nearest" });
  const done = new Promise((resolve) => {
    const late = setTimeout(() => settle(id, { failed: words.offline }), PATIENCE);
    pending.set(id, { asked, turn, resolve, late });
  });
  busy();
  window.vindplaatsLine.send({ id, turn, before: interpreted(turn - 1), asked });
  return done;
};

// What comes back, or does not: an answer for each turn, or back to how it was.
const settle = (id, { turns: replies = [], failed = "" }) => {
  const request = pending.get(id);
  if (!request) return; // stopped meanwhile
  pending.delete(id);
  clearTimeout(request.late);
  busy();
  for (const reply of replies) {
    turns[reply.turn - 1].reply = reply;
    draw(turns[reply.turn - 1]);
  }
  if (replies.length === 0) giveUp(request, failed);
  else {
    selected = 0;
    select(replies.at(-1).turn);
    find(`#beurt-${replies.at(-1).turn}`)?.scrollIntoView({ block: "nearest" });
    if (replies.at(-1).refused && replies.length === 1) put(request.asked[0].question);
    history.keep(turns.filter((one) => one.reply && !one.reply.refused).map((one) => one.asked));
  }
  request.resolve(replies);
};

// The question is not lost: it stands in the box again.
const giveUp = (request, reason) => {
  for (let turn = request.turn; turn < request.turn + request.asked.length; turn++) {
    if (turns[turn - 1]?.reply) draw(turns[turn - 1]);
    else find(`#beurt-${turn}`)?.remove();
  }
  while (turns.length && !turns.at(-1)?.reply) turns.pop();
  find("#welkom").hidden = turns.length > 0;
  put(request.asked[0].question);
  if (reason) say(reason);
};

const box = () => find("#vraag textarea, #vraag input");

const put = (question) => {
  const input = box();
  input.value = question;
  input.dispatchEvent(new Event("input", { bubbles: true }));
};

const turnOf = (element) => Number(element.closest("[data-turn]")?.dataset.turn ?? selected);

let editing = 0;

const ask = (text) => {
  if (!window.vindplaatsLine) return text;
  const turn = editing || turns.length + 1;
  editing = 0;
  send([{ question: text, ...scope.current() }], turn);
  return "";
};

const clear = () => {
  [...pending.keys()].forEach((id) => {
    clearTimeout(pending.get(id).late);
    pending.delete(id);
  });
  turns.length = 0;
  selected = 0;
  editing = 0;
  find("#beurten").replaceChildren();
  const cards = find("#kaarten");
  cards.replaceChildren(make("p", { className: "hint", textContent: words.no_sources_yet }));
  delete cards.dataset.turn;
  find("#welkom").hidden = false;
  history.begin();
  busy();
};

const flash = (card) => {
  card.scrollIntoView({ block: "nearest" });
  card.focus({ preventScroll: true });
  card.classList.remove("flits");
  void card.offsetWidth; // begins the animation anew
  card.classList.add("flits");
};

// Arrow keys lead from card to card, Enter to its page, Escape back to the answer.
const move = (event) => {
  const card = event.target.closest?.(".kaart");
  if (!card || event.target !== card) return false;
  const cards = [...find("#kaarten").querySelectorAll(".kaart")];
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps) {
    const next = cards[cards.indexOf(card) + steps[event.key]];
    if (next) flash(next);
  } else if (event.key === "Enter") card.querySelector('[data-do="bladzijde"]')?.click();
  else if (event.key === "Escape") (cited?.isConnected ? cited : box()).focus();
  else return false;
  event.preventDefault();
  return true;
};

// A permanent link: the question, its filters, and the index that answered it.
const linked = () => {
  const given = new URLSearchParams(location.search);
  const question = given.get("vraag");
  if (!question) return null;
  const list = (name) => given.getAll(name);
  const asked = {
    question,
    documents: list("document"),
    since: given.get("vanaf"),
    until: given.get("tot"),
    without: list("zonder"),
  };
  return { asked, version: given.get("index") };
};

const start = async () => {
  await present("#beurten");
  await present("#kaarten");
  while (!window.vindplaatsLine) await new Promise((resolve) => setTimeout(resolve, 20));
  window.vindplaatsLine.receive = (reply) => {
    version = reply.version;
    settle(reply.id, reply);
  };
  history.begin();
  const link = linked();
  if (link) {
    await send([link.asked], 1);
    if (link.version && link.version !== version) say(words.changed_since);
  }
};

// Any other place in a turn shows its sources too, and any other place on a card its page, unless text is being selected.
document.addEventListener("click", (event) => {
  const card = event.target.closest?.(".kaart");
  if (card && !event.target.closest("a, button") && !String(getSelection())) card.querySelector('[data-do="bladzijde"]')?.click();
  const turn = event.target.closest?.(".beurt[data-turn]");
  if (turn && !event.target.closest("a, button, summary, textarea, select")) select(turnOf(turn));
});

export const conversation = {
  ask,
  clear,
  move,
  start,
  send,
  put,
  box,
  turnOf,
  one: (turn) => turns[turn - 1],
  before: (turn) => interpreted(turn - 1),
  all: () => turns.filter((one) => one.reply && !one.reply.refused),
  version: () => version,
  actions: {
    bron: (link) => {
      const [, turn] = link.getAttribute("href").match(/^#bron-(\d+)-\d+$/) ?? [];
      if (turn) select(Number(turn));
      const card = document.getElementById(link.getAttribute("href").slice(1));
      if (!card) return;
      cited = link;
      flash(card);
    },
    voorbeeld: (button) => send([{ question: button.textContent, ...scope.current() }], turns.length + 1),
    zonder: (button) => {
      const one = turns[turnOf(button) - 1];
      send([{ ...one.asked, without: [...one.asked.without, button.dataset.words] }], one.turn);
    },
    aanpassen: (button) => {
      editing = turnOf(button);
      put(turns[editing - 1].asked.question);
      box().focus();
    },
    stop: () => {
      for (const [id] of pending) settle(id, {});
    },
    nieuw: () => {
      clear();
      box().focus();
    },
  },
};
