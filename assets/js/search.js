// The search page: what is typed is searched at once, the address follows it, results show where they say it.
// All text reaches the page as text: nothing of a post or a query is ever read as HTML.
import { Index, excerpt } from "./search-index.js";

const PAGE = 10;
/** Texts of results, in bytes, that are fetched unasked; further ones come when their result comes into view. */
const TEXTS = 32_000;
/** A first query loads no text unasked beyond so many bytes of everything. */
const ALL = 130_000;

const form = document.querySelector(".search");
const status = document.querySelector(".search-status");
const list = document.querySelector(".results");
const more = document.querySelector(".search-more");
const { base, index: address, found, none, failed, section } = list.dataset;
const index = new Index(async (path) => {
  const response = await fetch(address + path);
  if (!response.ok) throw new Error(`${response.status} ${path}`);
  return new Uint8Array(await response.arrayBuffer());
});
let turn = 0;
let shown = 0;
let results = [];
let asked = "";
let spent = 0;

function wanted() {
  const values = new FormData(form);
  const get = (name) => String(values.get(name) ?? "").trim();
  return { q: get("q"), tag: get("tag"), dataset: get("dataset"), from: get("from"), until: get("until") };
}

/** Puts what the address says into the form. */
function restore() {
  const query = new URLSearchParams(window.location.search);
  for (const field of form.elements) {
    if (!field.name) continue;
    const value = query.get(field.name) ?? "";
    if (field instanceof HTMLSelectElement && value && ![...field.options].some((option) => option.value === value)) {
      field.append(new Option(value, value));
    }
    field.value = value;
  }
  const filters = form.querySelector("details");
  if (filters && ["tag", "dataset", "from", "until"].some((name) => query.get(name))) filters.open = true;
}

function remember(values) {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value));
  const text = query.toString();
  window.history.replaceState(null, "", text ? `?${text}` : window.location.pathname);
}

async function search() {
  const own = ++turn;
  const values = wanted();
  remember(values);
  const { q, ...filters } = values;
  if (!Object.values(values).some(Boolean)) {
    list.replaceChildren();
    status.textContent = "";
    more.hidden = true;
    return;
  }
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await index.search(q, filters);
    if (own !== turn) return;
    results = answer;
    asked = q;
    shown = 0;
    spent = 0;
    list.replaceChildren();
    status.textContent = (answer.length ? found : none).replace("{n}", String(answer.length));
    await show(own);
  } catch (error) {
    if (own === turn) {
      status.textContent = failed;
      console.warn(error);
    }
  } finally {
    if (own === turn) form.removeAttribute("aria-busy");
  }
}

/** Shows the next page of results. */
async function show(own = turn) {
  const page = results.slice(shown, shown + PAGE);
  const cards = await Promise.all(page.map(({ document }) => index.card(document)));
  if (own !== turn) return;
  shown += page.length;
  more.hidden = shown >= results.length;
  const items = cards.map(item);
  list.append(...items.map(({ element }) => element));
  for (const [i, { element, body }] of items.entries()) {
    if (own !== turn) return;
    if (spent < TEXTS && index.loaded < ALL) await say(cards[i], body, own);
    else later.set(element, () => say(cards[i], body, own));
  }
  const watch = () => {
    for (const element of later.keys()) observer.observe(element);
  };
  // Where a query has loaded much, the other texts wait until the reader moves on.
  if (index.loaded < ALL) watch();
  else for (const act of ["scroll", "pointermove", "touchstart", "keydown"]) addEventListener(act, watch, { once: true, passive: true });
}

const later = new Map();
const observer = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    observer.unobserve(target);
    later.get(target)?.();
    later.delete(target);
  }
});

function make(name, className, ...children) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

function marks(pieces) {
  return pieces.map(([text, marked]) => (marked ? make("mark", "", text) : text));
}

/** A title may break after each underscore, as everywhere else on the site. */
function title(text) {
  return text.split(/(?<=_)/).flatMap((part, i) => (i ? [document.createElement("wbr"), part] : [part]));
}

function item(card) {
  const link = make("a", "", ...title(card.title));
  link.href = base + card.url;
  const meta = make("p", "meta");
  if (card.date) {
    const time = make("time", "", card.date);
    time.dateTime = card.date;
    meta.append(time);
  }
  if (card.tags.length) meta.append(make("span", "", card.tags.slice(0, 6).join(" · ")));
  const body = make("div", "result-text");
  return { element: make("li", "result", make("h2", "", link), meta, body), body };
}

/** Shows where a result says what was asked: its best two sections. */
async function say(card, body, own) {
  let sections;
  try {
    sections = await index.text(card.text);
    spent += sections.reduce((sum, parts) => sum + 2 * parts.join("").length, 0);
    // Nothing to mark can mean that the text is in Traditional characters and the query is not.
    if (/[\u3400-\u9fff]/u.test(asked) && !sections.some((parts) => excerpt(parts.join(" "), asked, index.simplify).weight)) {
      await index.simplifier();
    }
  } catch {
    return; // without its text the result still leads to its page
  }
  if (own !== turn) return;
  const excerpts = sections.map(([id, heading, text], place) => {
    const said = excerpt(text, asked, index.simplify);
    const headed = excerpt(heading, asked, index.simplify, 60);
    return { id, place, heading: headed, said, weight: said.weight + 2 * headed.weight };
  });
  excerpts.sort((a, b) => b.weight - a.weight || a.place - b.place);
  const best = excerpts.filter(({ weight }, i) => i === 0 || weight > 0).slice(0, 2);
  for (const { id, heading, said } of best.sort((a, b) => a.place - b.place)) {
    const paragraph = make("p", "");
    if (id && heading.pieces.length) {
      const link = make("a", "", ...marks(heading.pieces));
      link.href = `${base}${card.url}#${encodeURIComponent(id)}`;
      link.setAttribute("aria-label", section.replace("{name}", heading.pieces.map(([text]) => text).join("")));
      paragraph.append(link, " ");
    }
    paragraph.append(...marks(said.pieces));
    body.append(paragraph);
  }
}

let waiting;
function soon() {
  window.clearTimeout(waiting);
  waiting = window.setTimeout(search, 120);
}

form.addEventListener("input", (event) => {
  // While an input method is composing, what stands in the field is not yet what is meant.
  if (!event.isComposing) soon();
});
form.addEventListener("compositionend", soon);
form.addEventListener("change", soon);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  window.clearTimeout(waiting);
  search();
});
form.addEventListener("reset", () => window.setTimeout(search));
more.addEventListener("click", async () => {
  const next = list.children.length;
  await show();
  list.children[next]?.querySelector("a")?.focus();
});

// Arrows go through the results, from the field and back to it; Escape goes to the field.
document.addEventListener("keydown", (event) => {
  const field = form.elements.q;
  const links = [...list.querySelectorAll("h2 a")];
  const here = links.indexOf(document.activeElement);
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.activeElement !== field && here < 0) return;
  let target;
  if (event.key === "ArrowDown") target = links[here + 1];
  else if (event.key === "ArrowUp" && here >= 0) target = links[here - 1] ?? field;
  else if (event.key === "Escape" && here >= 0) target = field;
  if (!target) return;
  event.preventDefault();
  target.focus();
});

window.addEventListener("popstate", () => {
  restore();
  search();
});
restore();
search();
if (!form.elements.q.value) form.elements.q.focus({ preventScroll: true });
