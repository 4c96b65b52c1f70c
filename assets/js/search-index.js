// Searching without a page: takes a query apart as the index was taken apart (site/src/search/terms.rs has the same rules),
// fetches the few shards it needs and ranks by BM25. Used by search.js in the browser and by benches/search in Node.

// A pair of characters for scripts written without blanks between words; the ranges are those of terms.rs.
const UNSPACED =
  /[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3041-\u3096\u309d-\u30fa\u30fc-\u318f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}]/u;
const WORD = /[\p{Alphabetic}\p{N}]/u;
const JOINT = /[-._'’]/u;
const LONGEST = 64;
/** What a level of a posting stands for: about so many occurrences in the text. */
const LEVELS = [0.5, 1, 2, 3, 5, 8, 16, 32];
const K1 = 1.2;
const B = 0.6;
/** Completions of the word that is being typed, and bytes of shards that one query may ask for. */
const COMPLETIONS = 12;
const BUDGET = 40_000;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function classOf(c) {
  return UNSPACED.test(c) ? "unspaced" : WORD.test(c) ? "word" : "between";
}

/**
 * A query as units that should each be found: `{ alternatives: [[term, …], …], open }`. An alternative is found where all its
 * terms are; an open unit is still being typed. `simplify` gives the one spelling of a character.
 */
export function take(query, simplify = (c) => c) {
  const units = [];
  const chars = [...query];
  const classes = chars.map(classOf);
  const unit = (...alternatives) => units.push({ alternatives, open: false });
  let at = 0;
  while (at < chars.length) {
    if (classes[at] === "between") {
      at += 1;
    } else if (classes[at] === "unspaced") {
      const run = [];
      for (; classes[at] === "unspaced"; at += 1) run.push(simplify(chars[at]));
      if (run.length === 1) unit(run);
      for (let i = 1; i < run.length; i += 1) unit([run[i - 1] + run[i]]);
    } else {
      const parts = [];
      for (;;) {
        let part = "";
        for (; classes[at] === "word"; at += 1) part += chars[at];
        part = part.normalize("NFKC").toLowerCase();
        if (![...part].every((c) => c < "\u0080")) part = [...part].map(simplify).join("");
        let signs = "";
        while (signs.length < 3 && (chars[at + signs.length] === "+" || chars[at + signs.length] === "#")) signs += chars[at + signs.length];
        if (signs && signs.length < 3 && classes[at + signs.length] !== "word") {
          at += signs.length;
          parts.push(part + signs);
          break;
        }
        parts.push(part);
        if (JOINT.test(chars[at] ?? " ") && classes[at + 1] === "word") at += 1;
        else break;
      }
      const fits = parts.filter((part) => part && encoder.encode(part).length <= LONGEST);
      if (!fits.length) continue;
      const whole = fits.join("");
      if (fits.length > 1) unit([whole], fits);
      else unit(fits);
      const last = units[units.length - 1];
      last.open = at === chars.length && /[a-z]/u.test(whole[0]);
    }
  }
  return units;
}

function hash(bytes) {
  let h = 0x811c9dc5;
  for (const byte of bytes) h = Math.imul(h ^ byte, 0x01000193) >>> 0;
  return h;
}

/** The terms of a shard, each with where its postings stand. */
function terms(bytes) {
  const found = new Map();
  let at = 0;
  const number = () => {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = bytes[at++];
      value += (byte & 127) * factor;
      if (byte < 128) return value;
      factor *= 128;
    }
  };
  while (at < bytes.length) {
    const length = bytes[at++];
    const term = decoder.decode(bytes.subarray(at, at + length));
    at += length;
    const documents = number();
    const size = number();
    found.set(term, { documents, bytes: bytes.subarray(at, at + size) });
    at += size;
  }
  return found;
}

/** Calls `emit(document, level)` for each posting. */
function eachPosting({ bytes }, emit) {
  let document = 0;
  let value = 0;
  let factor = 1;
  for (const byte of bytes) {
    value += (byte & 127) * factor;
    factor *= 128;
    if (byte < 128) {
      document += Math.floor(value / 8);
      emit(document, value % 8);
      value = 0;
      factor = 1;
    }
  }
}

/**
 * An index at an address. `get(path)` answers with the bytes of a file below it.
 */
export class Index {
  constructor(get) {
    this.get = get;
    this.files = new Map();
    this.loaded = 0;
  }

  file(path, read) {
    if (!this.files.has(path)) {
      const file = this.get(path).then((bytes) => {
        this.loaded += bytes.length;
        return read(bytes);
      });
      file.catch(() => this.files.delete(path));
      this.files.set(path, file);
    }
    return this.files.get(path);
  }

  json(path) {
    return this.file(path, (bytes) => JSON.parse(decoder.decode(bytes)));
  }

  async head() {
    return this.json("head.json").then((head) => {
      if (head.version !== 1) throw new Error(`search index version ${head.version}`);
      if (!head.sizes) {
        head.sizes = Float64Array.from(head.lengths, (c) => 2 ** ((c.codePointAt(0) - 48) / 4));
        head.mean = head.sizes.reduce((sum, size) => sum + size, 0) / Math.max(1, head.documents);
      }
      return head;
    });
  }

  /** What gives Traditional characters their one spelling. Its table is fetched only where it is needed. */
  async simplifier() {
    const table = await this.file("traditional.txt", (bytes) => {
      const chars = [...decoder.decode(bytes)];
      const map = new Map();
      for (let i = 0; i + 1 < chars.length; i += 2) map.set(chars[i], chars[i + 1]);
      return map;
    });
    this.simplify = (c) => table.get(c) ?? c;
  }

  async shard(term) {
    const { shards, prefix } = await this.head();
    const key = /^[a-z](?!:)/.test(term) ? [...term].slice(0, prefix).join("") : term;
    const number = hash(encoder.encode(key)) & (shards - 1);
    return this.file(`terms/${(number >>> 0).toString(16)}.bin`, terms);
  }

  async postings(term) {
    return (await this.shard(term)).get(term);
  }

  /**
   * The numbers of the documents that answer a query, the best first, as `[{ document, score }]`.
   * `filters`: `{ tag, dataset, from, until }`, days as `2025-12-04`.
   */
  async search(query, filters = {}) {
    const head = await this.head();
    const allowed = await this.allowed(filters);
    const text = query.normalize("NFC");
    let { units, found } = await this.find(text, head, BUDGET);
    if (!units.length) return this.listed(head, allowed);
    // No term of the index has a Traditional character: only a query with an unknown pair can have one.
    const unknown = units.some(({ alternatives }, i) => found[i] && /[\u3400-\u9fff]/u.test(alternatives[0][0]) && !found[i][0].postings[0]);
    if (unknown && !this.simplify) {
      await this.simplifier();
      // What was fetched is at hand; there is room for little more.
      ({ units, found } = await this.find(text, head, 0));
    }
    return rank(head, found.filter(Boolean), allowed);
  }

  /** The units of a query and, for as many of them as the budget allows, their posting lists. */
  async find(query, head, budget) {
    const units = take(query, this.simplify);
    const loaded = this.loaded;
    const found = new Array(units.length);
    // Of a long run every other pair says nearly all there is to say; the rest is asked for while there is room.
    const order = [...units.keys()].sort((a, b) => (a % 2) - (b % 2) || a - b);
    for (let i = 0; i < order.length; i += 3) {
      if (i && this.loaded - loaded > budget) break;
      const some = order.slice(i, i + 3);
      await Promise.all(some.map(async (unit) => (found[unit] = await this.lists(units[unit], head))));
    }
    return { units, found };
  }

  /** The posting lists of a unit's alternatives. */
  async lists({ alternatives, open }, head) {
    const lists = [];
    for (const alternative of alternatives) {
      const postings = await Promise.all(alternative.map((term) => this.postings(term)));
      lists.push({ postings, factor: 1 });
    }
    const begun = alternatives[0][0];
    if (open && begun.length >= head.prefix) {
      const shard = await this.shard(begun);
      const completions = [...shard].filter(([term]) => term.length > begun.length && term.startsWith(begun));
      completions.sort((a, b) => b[1].documents - a[1].documents || (a[0] < b[0] ? -1 : 1));
      // A completion is a guess: it counts less than what is written.
      for (const [, list] of completions.slice(0, COMPLETIONS)) lists.push({ postings: [list], factor: 0.8 });
    }
    return lists;
  }

  /** Whether a document passes the filters; `undefined` where there are none. */
  async allowed({ tag, dataset, from, until }) {
    const tests = [];
    for (const term of [tag && `t:${tag}`, dataset && `d:${dataset}`]) {
      if (!term) continue;
      const documents = new Set();
      const list = await this.postings(term);
      if (list) eachPosting(list, (document) => documents.add(document));
      tests.push((document) => documents.has(document));
    }
    if (from || until) {
      const { undated, days } = await this.json("days.json");
      const dayOf = (text) => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
      let [first, last, count] = [undated, undated, undated];
      for (const [day, documents] of days) {
        if (from && day < dayOf(from)) first = count + documents;
        count += documents;
        if (!until || day <= dayOf(until)) last = count;
      }
      tests.push((document) => document >= first && document < last);
    }
    return tests.length ? (document) => tests.every((test) => test(document)) : undefined;
  }

  /** Without words the filters alone decide; the newest first. */
  listed(head, allowed) {
    const results = [];
    if (!allowed) return results;
    for (let document = head.documents - 1; document >= 0; document -= 1) {
      if (allowed(document)) results.push({ document, score: 0 });
    }
    return results;
  }

  /** What is shown of a document: `{ title, url, date, tags, text }`. */
  async card(document) {
    const { cards } = await this.head();
    const page = await this.json(`cards/${Math.floor(document / cards)}.json`);
    const { t, u, d, g, x } = page[document % cards];
    return { title: t, url: u, date: d, tags: g, text: x };
  }

  /** The sections of a document: `[[id, heading, text], …]`. */
  text(name) {
    return this.json(`text/${name}.json`);
  }
}

/** The documents that answer, by BM25 and by how much of the query they have. */
function rank(head, found, allowed) {
  const scores = new Float64Array(head.documents);
  const covered = new Float64Array(head.documents);
  const weights = [];
  for (const lists of found) {
    const best = new Map();
    const rareness = (list) => idf(head.documents, list?.documents ?? 0);
    // Where what is written is a word itself, a rarer completion of it says no more than the word does.
    const written = lists.filter(({ postings, factor }) => factor === 1 && postings.every(Boolean));
    const known = written.length ? Math.max(...written.flatMap(({ postings }) => postings.map(rareness))) : Infinity;
    let weight = 0;
    for (const { postings, factor } of lists) {
      for (const list of postings) weight = Math.max(weight, factor * Math.min(rareness(list), known));
      if (postings.some((list) => !list)) continue;
      const sums = new Map();
      for (const list of postings) {
        const rare = factor * Math.min(rareness(list), known);
        eachPosting(list, (document, level) => {
          const tf = LEVELS[level];
          const norm = K1 * (1 - B + (B * head.sizes[document]) / head.mean);
          const sum = sums.get(document) ?? { score: 0, terms: 0 };
          sum.score += (rare * tf * (K1 + 1)) / (tf + norm);
          sum.terms += 1;
          sums.set(document, sum);
        });
      }
      for (const [document, { score, terms }] of sums) {
        if (terms === postings.length && score > (best.get(document) ?? 0)) best.set(document, score);
      }
    }
    weights.push({ weight, known: best.size > 0 });
    for (const [document, score] of best) {
      scores[document] += score;
      covered[document] += weight;
    }
  }
  // What no document has tells none from another: it weighs no more than the rarest of what some have.
  const rarest = Math.max(0, ...weights.filter(({ known }) => known).map(({ weight }) => weight));
  const most = weights.reduce((sum, { weight, known }) => sum + (known ? weight : Math.min(weight, rarest)), 0);
  const results = [];
  for (let document = 0; document < scores.length; document += 1) {
    if (!scores[document] || (allowed && !allowed(document))) continue;
    const share = covered[document] / most;
    results.push({ document, share, score: scores[document] * share * share });
  }
  // What misses much of the query is no answer where others miss little.
  const fullest = results.reduce((max, { share }) => Math.max(max, share), 0);
  return results
    .filter(({ share }) => share >= 0.3 && share >= fullest * 0.5)
    .sort((a, b) => b.score - a.score || b.document - a.document);
}

function idf(all, documents) {
  return Math.log(1 + (all - documents + 0.5) / (documents + 0.5));
}

/** Characters of one spelling and one length each, so that places in the folded text are places in the text. */
function folded(text, simplify) {
  return Array.from(text, (c) => {
    const lower = c.normalize("NFKC").toLowerCase();
    return [...lower].length === 1 ? simplify(lower) : c;
  });
}

/**
 * What of a text to show for a query: pieces `[text, marked]`, around the place where most of it stands.
 */
export function marked(text, query, simplify = (c) => c) {
  const chars = [...text];
  const plain = folded(text, simplify);
  const hits = new Uint8Array(chars.length);
  for (const word of words(query, simplify)) {
    const needle = [...word];
    for (let at = 0; at + needle.length <= plain.length; at += 1) {
      if (!needle.every((c, i) => plain[at + i] === c)) continue;
      // A short word of letters counts where a word begins, not in the midst of one.
      if (/^[a-z0-9]/.test(word) && at > 0 && /[a-z0-9]/.test(plain[at - 1])) continue;
      hits.fill(1, at, at + needle.length);
    }
  }
  return { chars, hits };
}

/** Longest first: what is marked of a query. */
function words(query, simplify) {
  const found = new Set();
  for (const piece of query.split(/\s+/u)) {
    const plain = folded(piece, simplify).join("");
    let run = "";
    for (const c of [...plain, " "]) {
      const same = run && classOf(c) === classOf([...run][0]);
      if (!same && run) {
        if (classOf([...run][0]) === "word") found.add(run);
        else if (classOf([...run][0]) === "unspaced") pairs(run).forEach((pair) => found.add(pair));
        run = "";
      }
      if (classOf(c) !== "between") run += c;
    }
  }
  return [...found];
}

function pairs(run) {
  const chars = [...run];
  return chars.length < 2 ? chars : chars.slice(1).map((c, i) => chars[i] + c);
}

/**
 * The piece of a text to show: at most `most` characters around where the marks stand closest, as
 * `{ pieces: [[text, marked], …], weight }`.
 */
export function excerpt(text, query, simplify, most = 110) {
  const { chars, hits } = marked(text, query, simplify);
  let best = 0;
  let start = 0;
  let sum = 0;
  for (let at = 0; at < chars.length; at += 1) {
    sum += hits[at];
    if (at >= most) sum -= hits[at - most];
    if (sum > best) {
      best = sum;
      start = Math.max(0, at - most + 1);
    }
  }
  // The window ends with its last mark: move it so that the first stands a little after its beginning.
  const first = hits.indexOf(1, start);
  if (first >= 0) start = Math.max(0, Math.min(first - 20, Math.max(0, chars.length - most)));
  const sentence = chars.slice(Math.max(0, start - 20), start).findLastIndex((c) => /[。！？；!?;]/u.test(c));
  if (sentence >= 0) start = Math.max(0, start - 20) + sentence + 1;
  while (chars[start] === " ") start += 1;
  const end = Math.min(chars.length, start + most);
  const pieces = [];
  if (start > 0) pieces.push(["…", false]);
  for (let at = start; at < end; at += 1) {
    const mark = Boolean(hits[at]);
    const last = pieces[pieces.length - 1];
    if (last && last[1] === mark) last[0] += chars[at];
    else pieces.push([chars[at], mark]);
  }
  if (end < chars.length) pieces.push(["…", false]);
  return { pieces, weight: best };
}
