// The page on which a passage stands, in a window over the conversation.
import { failure, find, language } from "./known.js";

const open = async (address) => {
  const answer = await fetch(`${address}${address.includes("?") ? "&" : "?"}taal=${language}`).catch(() => null);
  const dialog = find("#bladzijde");
  const inside = dialog.querySelector(".inhoud");
  const turned = dialog.open ? document.activeElement?.getAttribute("rel") : "";
  if (answer?.headers.get("content-type")?.startsWith("text/html")) inside.innerHTML = await answer.text();
  else inside.textContent = await failure(answer);
  if (!dialog.open) dialog.showModal();
  dialog.querySelector('[role="status"]').textContent = inside.querySelector(".plaats")?.textContent ?? "";
  const again = turned && inside.querySelector(`[rel="${turned}"]`);
  if (again) (again.disabled ? inside : again).focus();
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
