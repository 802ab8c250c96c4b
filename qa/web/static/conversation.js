// The conversation. It lives in this page alone: each request says what is asked and what was asked before.
import { history } from "./history.js";
import { failure, fill, find, make, present, root, say, words } from "./known.js";
import { scope } from "./scope.js";

const PATIENCE = 20_000; // milliseconds until an answer is given up
const AT_ONCE = 10; // questions in one request
const MOST_BEFORE = 5; // earlier questions that a follow-up is completed from

// {turn, asked, before, reply, version}; the number of a turn is its place, counted from 1. `before` are the completed
// questions before it, as they were when it was asked.
const turns = [];
const pending = new Map(); // by id: what to do with the reply
let selected = 0;
let cited = null; // the link that led to a source, where Escape leads back to
let version = "";

const interpreted = (until) =>
  turns
    .slice(0, until)
    .filter((one) => one.reply && !one.reply.refused)
    .map((one) => one.reply.interpreted)
    .slice(-MOST_BEFORE);

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
const send = async (asked, turn, { resumed = false } = {}) => {
  const id = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
  const before = interpreted(turn - 1);
  const replaced = asked.map((one, place) => {
    const number = turn + place;
    const there = turns[number - 1];
    turns[number - 1] = { turn: number, asked: one, before: place ? null : before, reply: null };
    waiting(number, one.question);
    return there;
  });
  find("#welkom").hidden = true;
  find("#beurten").lastElementChild.scrollIntoView({ block: "nearest" });
  const done = new Promise((resolve) => {
    const late = setTimeout(() => tooLate(id), PATIENCE);
    pending.set(id, { asked, turn, replaced, resumed, resolve, late });
  });
  busy();
  const sent = asked.map((one, place) => (place ? one : { ...one, before }));
  window.vindplaatsLine.send({ id, turn, asked: sent });
  return done;
};

// No answer came: does nobody answer any more, or not without a login?
const tooLate = async (id) => {
  const answer = await fetch(`${root}/documenten`).catch(() => null);
  settle(id, { failed: answer?.ok ? words.unexpected : await failure(answer) });
};

// Ask the questions of an earlier conversation again, some at a time.
const resume = async (asked) => {
  for (let start = 0; start < asked.length; start += AT_ONCE) {
    const replies = await send(asked.slice(start, start + AT_ONCE), start + 1, { resumed: true });
    if (!replies.length) return;
  }
  history.keep(asked);
};

// What comes back, or does not: an answer for each turn, or back to how it was.
const settle = (id, { turns: replies = [], failed = "" }) => {
  const request = pending.get(id);
  if (!request) return; // stopped meanwhile
  pending.delete(id);
  clearTimeout(request.late);
  busy();
  for (const reply of replies) {
    const one = turns[reply.turn - 1];
    one.reply = reply;
    one.version = version;
    one.before ??= interpreted(reply.turn - 1);
    draw(one);
  }
  if (replies.length === 0) giveUp(request, failed);
  else finish(request, replies.at(-1));
  request.resolve(replies);
};

const finish = (request, last) => {
  selected = 0;
  select(last.turn);
  const place = find(`#beurt-${last.turn}`);
  place?.scrollIntoView({ block: "nearest" });
  if (document.activeElement === document.body) place?.focus({ preventScroll: true }); // what was used is gone
  if (request.resumed) return;
  if (last.refused) put(request.asked[0].question);
  history.keep(turns.filter((one) => one.reply && !one.reply.refused).map((one) => one.asked));
};

// The question is not lost: it stands in the box again.
const giveUp = (request, reason) => {
  request.replaced.forEach((there, place) => {
    const number = request.turn + place;
    turns[number - 1] = there ?? { turn: number, asked: request.asked[place], before: [], reply: null };
    if (there?.reply) {
      draw(there);
      editing = number;
    } else find(`#beurt-${number}`)?.remove();
  });
  const waits = new Set([...pending.values()].flatMap(({ asked, turn }) => asked.map((_, place) => turn + place)));
  while (turns.length && !turns.at(-1).reply && !waits.has(turns.length)) turns.pop();
  find("#welkom").hidden = turns.length > 0;
  put(request.asked[0].question);
  if (reason) say(reason);
};

const box = () => find("#vraag textarea, #vraag input");

// What someone has begun to type meanwhile goes before it.
const put = (question) => {
  const input = box();
  if (input.value.trim()) return;
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

// A box that was emptied edits nothing any more.
const typed = (input) => {
  if (input !== box()) return false;
  if (!input.value) editing = 0;
  return true;
};

// A permanent link: the question, its filters, and the index that answered it.
const linked = () => {
  const given = new URLSearchParams(location.hash.slice(1));
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
    version = reply.version ?? version;
    if (reply.failed) [...pending.keys()].forEach((id) => settle(id, reply));
    else settle(reply.id, reply);
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
  typed,
  turnOf,
  one: (turn) => turns[turn - 1],
  all: () => turns.filter((one) => one.reply && !one.reply.refused),
  actions: {
    bron: (link) => {
      const [, turn] = link.getAttribute("href").match(/^#bron-(\d+)-\d+$/) ?? [];
      if (turn) select(Number(turn));
      const card = document.getElementById(link.getAttribute("href").slice(1));
      if (!card) return;
      cited = link;
      flash(card);
    },
    hervat: async (button) => {
      const found = history.find(button.dataset.value);
      if (!found) return;
      clear();
      history.goOn(found.id);
      await resume(found.asked);
    },
    wis: () => {
      history.forget();
      clear();
      say(words.wiped);
    },
    voorbeeld: (button) => send([{ question: button.textContent, ...scope.current() }], turns.length + 1),
    zonder: (button) => {
      const one = turns[turnOf(button) - 1];
      send([{ ...one.asked, without: [...one.asked.without, button.dataset.words] }], one.turn);
    },
    aanpassen: (button) => {
      const turn = turnOf(button);
      box().value = "";
      put(turns[turn - 1].asked.question);
      editing = turn;
      say(fill(words.editing, { number: turn }));
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
