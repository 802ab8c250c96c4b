// Taking answers along: copies, permanent links, and the conversation as a file.
import { conversation } from "./conversation.js";
import { failure, language, post, root, say, words } from "./known.js";

const copied = async (text, html = null) => {
  try {
    if (html && window.ClipboardItem) {
      const item = { "text/plain": new Blob([text], { type: "text/plain" }), "text/html": new Blob([html], { type: "text/html" }) };
      await navigator.clipboard.write([new ClipboardItem(item)]);
    } else await navigator.clipboard.writeText(text);
    say(words.copied);
  } catch {
    say(byHand(text, html) ? words.copied : words.not_copied);
  }
};

// Where a browser has no clipboard for a page, such as one without https, it still copies what is selected.
const byHand = (text, html) => {
  const put = (event) => {
    event.clipboardData.setData("text/plain", text);
    if (html) event.clipboardData.setData("text/html", html);
    event.preventDefault();
  };
  document.addEventListener("copy", put, { once: true });
  const done = document.execCommand("copy");
  document.removeEventListener("copy", put);
  return done;
};

// The question stands behind the "#", so that no server on the way writes it down.
const link = ({ asked, reply, version }) => {
  const address = new URL(`${root}/${language === "nl" ? "" : `${language}/`}`, location.origin);
  const given = new URLSearchParams();
  const add = (name, value) => value && given.append(name, value);
  add("vraag", reply.interpreted);
  asked.documents.forEach((id) => add("document", id));
  add("vanaf", asked.since);
  add("tot", asked.until);
  asked.without.forEach((one) => add("zonder", one));
  add("index", version);
  address.hash = given;
  return address.href;
};

export const taking = {
  actions: {
    kopieer: (button) => {
      const { copies } = conversation.one(conversation.turnOf(button)).reply;
      const form = button.dataset.value;
      if (form === "html") copied(copies.text, copies.html);
      else copied(copies[form]);
    },
    citaat: (button) => {
      const card = button.closest(".kaart");
      const [, turn, number] = card.id.match(/^bron-(\d+)-(\d+)$/);
      const citation = conversation.one(Number(turn)).reply.citations[Number(number) - 1];
      copied(citation.text, citation.html);
    },
    koppeling: (button) => copied(link(conversation.one(conversation.turnOf(button)))),
    bewaar: async (button) => {
      const asked = conversation.all().map((one) => ({ ...one.asked, before: one.before }));
      const answer = await post(`gesprek.${button.dataset.value}`, { asked }).catch(() => null);
      if (!answer?.ok) {
        say(await failure(answer));
        return;
      }
      const address = URL.createObjectURL(await answer.blob());
      const file = document.createElement("a");
      file.href = address;
      file.download = `vindplaats.${button.dataset.value}`;
      file.click();
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
    },
  },
};
