// The page on which a passage stands, in a window over the conversation.
import { find, say, words } from "./known.js";

const open = async (address) => {
  const answer = await fetch(address).catch(() => null);
  if (!answer) {
    say(words.offline);
    return;
  }
  const dialog = find("#bladzijde");
  const inside = dialog.querySelector(".inhoud");
  inside.innerHTML = await answer.text();
  if (!dialog.open) dialog.showModal();
  const marked = inside.querySelector("mark, .passage");
  if (marked) marked.scrollIntoView({ block: "center" });
  else inside.scrollTop = 0;
};

export const viewer = {
  // Left and right turn the page.
  move: (event) => {
    const dialog = find("#bladzijde");
    if (!dialog?.open || event.target.closest("input, textarea")) return false;
    const way = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
    const button = way && dialog.querySelector(`[rel="${way}"]`);
    if (!button || button.disabled) return false;
    open(button.dataset.value);
    return true;
  },
  actions: {
    bladzijde: (button) => open(button.dataset.value),
    sluit: (button) => button.closest("dialog").close(),
  },
};
