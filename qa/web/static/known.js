// What the server told the page, and small helpers that every module needs.
export const { root, words, language } = window.vindplaatsKnown;

export const find = (selector) => document.querySelector(selector);

// Wait for an element that Gradio has yet to draw.
export const present = (selector) =>
  new Promise((resolve) => {
    const look = () => {
      const found = find(selector);
      if (found) resolve(found);
      else requestAnimationFrame(look);
    };
    look();
  });

export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// A message that is read out, and shown for a while.
let fading;
export const say = (sentence) => {
  const place = find("#toestand");
  if (!place) return;
  place.textContent = sentence;
  clearTimeout(fading);
  fading = setTimeout(() => (place.textContent = ""), 15_000);
};

// What went wrong, in one sentence: `answer` is what the server said, or null when it said nothing.
export const failure = async (answer) => {
  if (!answer) return words.offline;
  if (answer.status === 401) return words.logged_out;
  const { detail } = await answer.json().catch(() => ({}));
  return typeof detail === "string" ? detail : words.unexpected;
};

// An element whose text is never markup.
export const make = (tag, properties = {}, ...inside) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...inside);
  return element;
};

export const post = (path, content) =>
  fetch(`${root}/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(content),
  });
