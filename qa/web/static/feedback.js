// What a user thinks of an answer, kept on the server's own disk.
import { conversation } from "./conversation.js";
import { failure, make, post, say, words } from "./known.js";

const form = (turn, verdict, citations) => {
  const remark = make("textarea", { name: "remark", rows: 2, maxLength: 2000 });
  const parts = [make("label", {}, words.remark, remark)];
  if (verdict === "verkeerde passage" && citations > 1) {
    const choice = make("select", { name: "number" });
    for (let number = 1; number <= citations; number++) choice.append(make("option", { value: number }, `[${number}]`));
    parts.unshift(make("label", {}, `${words.wrong_passage} `, choice));
  }
  const made = make("form", { className: "oordeel" }, ...parts, make("button", { type: "submit" }, words.send_feedback));
  made.dataset.turn = turn;
  made.dataset.verdict = verdict;
  return made;
};

export const feedback = {
  submitted: async (event) => {
    const given = event.target;
    if (!given.matches?.("form.oordeel")) return;
    event.preventDefault();
    event.stopPropagation();
    const turn = Number(given.dataset.turn);
    const { asked, before } = conversation.one(turn);
    const answer = await post("oordeel", {
      asked: { ...asked, before },
      verdict: given.dataset.verdict,
      number: Number(given.elements.number?.value ?? 1),
      remark: given.elements.remark.value,
    }).catch(() => null);
    if (answer?.ok) {
      given.remove();
      say(words.thanks);
    } else say(await failure(answer));
  },
  actions: {
    oordeel: (button) => {
      const article = button.closest(".beurt");
      const turn = conversation.turnOf(button);
      article.querySelector("form.oordeel")?.remove();
      const made = form(turn, button.dataset.value, conversation.one(turn).reply.citations.length);
      article.append(made);
      made.scrollIntoView({ block: "nearest" });
      made.querySelector("select, textarea").focus();
    },
  },
};
