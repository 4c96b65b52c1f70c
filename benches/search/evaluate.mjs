// Queries with known answers over any texts, and how many of the answers a search shows on its first page.
//
// A query is made of what a text says: the answers are all texts that hold its parts, found by looking for them letter by letter, so
// that neither an index nor a dictionary has a say in what is right. Everything follows from the texts and one seed.
//
// It must not know which search is asked.

/** Results of a first page. */
export const PAGE = 10;
const HAN = /\p{Script=Han}{2,}/gu;
const LATIN = /[A-Za-z][A-Za-z0-9]{2,}/g;

/** Numbers from 0 to 1 that look like chance and are always the same. */
export function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * `wanted` queries of each kind over `texts`: a Chinese phrase; two Chinese phrases of one text, written without a blank; a Latin word and a
 * Chinese phrase without a blank between them; two Latin words. As `[{ kind, query, answers: [number of text, …] }]`; none has
 * more answers than a page has room for, none is there twice.
 */
export function queries(texts, wanted, seed = 20251204) {
  const roll = dice(seed);
  const pick = (list) => list[Math.floor(roll() * list.length)];
  const lower = texts.map((text) => text.toLowerCase());
  const whole = (word) => new RegExp(`(?<![a-z0-9])${word}(?![a-z0-9])`);
  const holding = (parts) => {
    const tests = parts.map((part) => (/^[a-z]/.test(part) ? (text) => whole(part).test(text) : (text) => text.includes(part)));
    return [...lower.keys()].filter((number) => tests.every((test) => test(lower[number])));
  };
  const phrase = (text) => {
    const runs = text.match(HAN);
    if (!runs) return undefined;
    const run = [...pick(runs)];
    const length = Math.min(run.length, 2 + Math.floor(roll() * 5));
    const from = Math.floor(roll() * (run.length - length + 1));
    return run.slice(from, from + length).join("");
  };
  const word = (text) => text.match(LATIN) && pick(text.match(LATIN)).toLowerCase();
  const kinds = {
    phrase: (text) => [phrase(text)],
    "two phrases": (text) => [phrase(text), phrase(text)],
    mixed: (text) => [word(text), phrase(text)],
    english: (text) => [word(text), word(text)],
  };
  const made = new Map();
  for (const [kind, make] of Object.entries(kinds)) {
    let count = 0;
    for (let tries = 0; count < (wanted[kind] ?? 0) && tries < 20_000; tries += 1) {
      const parts = make(pick(lower));
      if (!parts.every(Boolean) || new Set(parts).size < parts.length) continue;
      const query = parts.join(kind === "english" ? " " : "");
      const answers = holding(parts);
      if (made.has(query) || !answers.length || answers.length > PAGE) continue;
      made.set(query, { kind, query, answers });
      count += 1;
    }
  }
  return [...made.values()];
}

/** Mean part of the answers among the first page of what `search(query)` answers (numbers of texts), by kind and for all. */
export async function recall(asked, search) {
  const sums = new Map();
  const missed = [];
  for (const { kind, query, answers } of asked) {
    const shown = new Set((await search(query)).slice(0, PAGE));
    const found = answers.filter((answer) => shown.has(answer)).length / answers.length;
    if (found < 1) missed.push({ kind, query, found, answers });
    for (const name of [kind, "all"]) {
      const sum = sums.get(name) ?? { found: 0, count: 0 };
      sum.found += found;
      sum.count += 1;
      sums.set(name, sum);
    }
  }
  const means = [...sums].map(([name, { found, count }]) => [name, { recall: found / count, queries: count }]);
  return { means: Object.fromEntries(means), missed };
}

/** The search that everybody writes first: pairs of characters and words, any of them, by BM25. */
export function bigrams(texts) {
  const terms = (text) => {
    const list = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
    for (const run of text.match(/\p{Script=Han}+/gu) ?? []) {
      const chars = [...run];
      for (let i = 1; i < chars.length; i += 1) list.push(chars[i - 1] + chars[i]);
    }
    return list;
  };
  const postings = new Map();
  const lengths = texts.map((text, number) => {
    const list = terms(text);
    for (const term of list) {
      const places = postings.get(term) ?? new Map();
      places.set(number, (places.get(number) ?? 0) + 1);
      postings.set(term, places);
    }
    return list.length;
  });
  const mean = lengths.reduce((a, b) => a + b, 0) / lengths.length;
  return (query) => {
    const scores = new Map();
    for (const term of new Set(terms(query))) {
      const places = postings.get(term) ?? new Map();
      const idf = Math.log(1 + (texts.length - places.size + 0.5) / (places.size + 0.5));
      for (const [number, tf] of places) {
        const score = (idf * tf * 2.2) / (tf + 1.2 * (0.4 + (0.6 * lengths[number]) / mean));
        scores.set(number, (scores.get(number) ?? 0) + score);
      }
    }
    return [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([number]) => number);
  };
}
