// Finds things in the index that index.py writes. Loaded on first use; knows words and numbers, not the page.
// Index files are scripts that call part(), since a page on file:// may load scripts from beside it, not data.
(() => {
  "use strict";

  const space = window.__claimline_search__;
  const folder = new URL("./", document.currentScript.src).href;
  const WEIGHTS = [1, 0.55, 0.22]; // by where a word stands: a name, the text, something related
  const EXACT = 1, SAME_STEM = 0.9, BEGINS_SO = 0.65, MISTYPED = 0.4;
  const MOST_FILES = 8; // of words, for one word typed
  const MOST_CORRECTIONS = 6;

  // ── Files ────────────────────────────────────────────────────────────────────────────────────────────────

  const slots = new Map();
  let version = "";

  space.part = (key, data) => slots.get(key)?.resolve(data);

  function load(key) {
    if (slots.has(key)) return slots.get(key).promise;
    const slot = {};
    slots.set(key, slot);
    slot.promise = new Promise((resolve, reject) => {
      slot.resolve = resolve;
      const script = document.createElement("script");
      script.src = folder + key + ".js" + version;
      script.onload = () => script.remove();
      script.onerror = () => { script.remove(); slots.delete(key); reject(new Error(key)); };
      document.head.append(script);
    });
    return slot.promise;
  }

  // Several lists are kept in files cut at known first items: the file that holds an item, or would.
  function fileOf(firsts, item) {
    let low = 0, high = firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (firsts[middle] <= item) low = middle + 1; else high = middle;
    }
    return Math.max(0, low - 1);
  }

  const lists = new Map();

  // A file of words: [words, what belongs to each].
  async function list(key) {
    if (!lists.has(key)) {
      const [words, values] = await load(key);
      lists.set(key, [words.split(" "), values]);
    }
    return lists.get(key);
  }

  // All words of a kind of file that begin with `start`, with what belongs to each.
  async function beginningWith(kind, firsts, start) {
    if (!firsts.length) return [];
    const from = fileOf(firsts, start), to = Math.min(fileOf(firsts, start + "\uffff"), from + MOST_FILES - 1);
    const keys = Array.from({ length: to - from + 1 }, (_, step) => kind + (from + step));
    const found = [];
    for (const [words, values] of await Promise.all(keys.map(list))) {
      for (let at = firstNotBefore(words, start); at < words.length && words[at].startsWith(start); at++) {
        found.push([words[at], values[at]]);
      }
    }
    return found;
  }

  function firstNotBefore(words, word) {
    let low = 0, high = words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (words[middle] < word) low = middle + 1; else high = middle;
    }
    return low;
  }

  // Rising numbers from letters: base 45, the twin of storage.encode.
  function decode(text, each) {
    let number = 0, gap = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at), digit = code < 92 ? code - 35 : code - 36;
      if (digit >= 45) { gap = gap * 45 + digit - 45; continue; }
      number += gap * 45 + digit;
      gap = 0;
      each(number);
    }
  }

  // ── Words: the twin of words.py ──────────────────────────────────────────────────────────────────────────

  const GROUPED = /(?<![\p{Nd}.,])\p{Nd}{1,3}(?:[,.'’\u00a0\u202f ]\p{Nd}{3})+(?!\p{Nd})/gu;
  const NUMBER_OR_WORD = new RegExp(GROUPED.source + "|[\\p{L}\\p{M}\\p{N}'’ʼ]+", "gu");
  const NOT_WORD = /[^\p{L}\p{N}]+/gu;
  const folded = new Map();
  let manifest, stopWords;

  function fold(text) {
    let plain = "";
    for (const letter of text.normalize("NFC")) {
      plain += folded.get(letter) ?? letter.toLowerCase().normalize("NFKD").toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
    }
    return plain.replace(NOT_WORD, " ").trim();
  }

  function sequence(text) {
    const joined = text.replace(GROUPED, (number) => number.replace(/\P{Nd}+/gu, ""));
    return fold(joined).split(" ").filter(Boolean);
  }

  function stem(word) {
    for (const step of manifest.suffixes) {
      const line = step.find(([suffix, , left]) => word.endsWith(suffix) && word.length - suffix.length >= left);
      if (line) word = word.slice(0, word.length - line[0].length) + line[1];
    }
    return word;
  }

  // Whether one letter more, less, other, or two changed places make one word of the other.
  function within1(first, second) {
    if (first === second) return true;
    if (Math.abs(first.length - second.length) > 1) return false;
    let at = 0;
    while (at < first.length && first[at] === second[at]) at++;
    const a = first.slice(at), b = second.slice(at);
    if (a.length === b.length) {
      return a.slice(1) === b.slice(1) || (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
    }
    return a.length > b.length ? a.slice(1) === b : a === b.slice(1);
  }

  // ── Queries ──────────────────────────────────────────────────────────────────────────────────────────────

  // Words with phrases in quotation marks; `open`: the last word, which the reader may still be typing.
  function parse(text) {
    const phrases = [];
    const rest = text.replace(/["“”„«»]([^"“”„«»]+)["“”«»]/gu, (_, phrase) => {
      phrases.push(sequence(phrase));
      return " ";
    });
    // “12,0” on its way to “12,000”.
    const words = sequence(rest.replace(/(\d),(\d{0,2})$/u, "$1$2"));
    const query = words.map((word, at) => ({ word, open: at === words.length - 1 && !/[\s"“”«»]$/u.test(text) }));
    for (const phrase of phrases) query.push(...phrase.map((word) => ({ word, quoted: phrase.length > 1 })));
    return { words: worthLooking(query), phrases: phrases.filter((phrase) => phrase.length > 1) };
  }

  function worthLooking(query) {
    const telling = query.filter(({ word }) => !stopWords.has(word));
    const once = new Map((telling.length ? telling : query).map((one) => [one.word, one]));
    return [...once.values()];
  }

  // The index words that one typed word stands for: {word, places, quality}.
  async function meanings({ word, open, quoted }) {
    if (quoted) return exactly([word]);
    if (open && word.length < 3) return (await Promise.all([sameStem(word), beginning(word)])).flat();
    const longer = () => (word.length < 3 ? [] : beginningWith("w", manifest.words, word));
    const [found, early] = await Promise.all([sameStem(word), open ? longer() : []]);
    const known = new Set(found.map((one) => one.word));
    for (const [other, places] of found.length ? early : await longer()) {
      if (!known.has(other)) found.push({ word: other, places, quality: BEGINS_SO });
    }
    return found.length ? found : mistyped(word, open);
  }

  async function exactly(words, quality = EXACT) {
    const found = await Promise.all([...new Set(words)].map(async (word) => {
      if (!manifest.words.length) return [];
      const [listed, places] = await list("w" + fileOf(manifest.words, word));
      const at = firstNotBefore(listed, word);
      return listed[at] === word ? [{ word, places: places[at], quality }] : [];
    }));
    return found.flat();
  }

  async function sameStem(word) {
    const root = stem(word);
    if (/\d/.test(word) || root.length < 3) return exactly([word]);
    if (root.length === 3) {
      const found = await exactly([word, root, root + "s"], SAME_STEM);
      return found.map((one) => (one.word === word ? { ...one, quality: EXACT } : one));
    }
    const near = await beginningWith("w", manifest.words, root.slice(0, -1));
    return near
      .filter(([other]) => other === word || stem(other) === root)
      .map(([other, places]) => ({ word: other, places, quality: other === word ? EXACT : SAME_STEM }));
  }

  // One or two letters: the foremost things with a name that begins so; they filter nothing out.
  async function beginning(letters) {
    const places = (await load("h"))[letters];
    return places ? [{ word: letters, places, quality: BEGINS_SO, begins: true }] : [];
  }

  // One error leaves the first or the second half of a word whole.
  async function mistyped(word, open) {
    const letters = [...word], half = letters.length >> 1;
    if (letters.length < 4 || /\d/.test(word)) return [];
    const tail = letters.slice(letters.length > 4 ? Math.min(half + 1, letters.length - 2) : half).reverse().join("");
    const [heads, tails] = await Promise.all([
      beginningWith("v", manifest.vocabulary, letters.slice(0, half).join("")),
      beginningWith("r", manifest.tails, tail),
    ]);
    const near = new Map();
    for (const [other, often] of heads) if (within1(word, other)) near.set(other, 10 + Number(often));
    for (const [back, often] of tails) {
      const other = [...back].reverse().join("");
      if (within1(word, other)) near.set(other, 10 + Number(often));
    }
    if (open && !near.size) {
      for (const [other, often] of heads) if (beginsNearly(other, word)) near.set(other, Number(often));
    }
    const best = [...near].sort(([, a], [, b]) => b - a).slice(0, MOST_CORRECTIONS).map(([other]) => other);
    return exactly(best, MISTYPED);
  }

  function beginsNearly(other, word) {
    return [-1, 0, 1].some((step) => within1(other.slice(0, word.length + step), word));
  }

  // ── Results ──────────────────────────────────────────────────────────────────────────────────────────────

  async function search(text, { each = 5 } = {}) {
    const { words, phrases } = parse(text);
    if (!words.length) return { text, groups: [], total: 0, corrected: [], partial: false, marked: () => [] };
    const [found, allowed] = await Promise.all([Promise.all(words.map(meanings)), inPhrases(phrases)]);
    const { scores, hits, needed } = weigh(words, found);
    const most = phrases.length ? needed : mostHit(hits, needed);
    const fits = (number) => hits[number] >= most && (!allowed || allowed(number));
    const groups = await cards(grouped(scores, fits, each));
    return {
      text,
      groups,
      total: groups.reduce((sum, group) => sum + group.total, 0),
      partial: most < needed,
      corrected: found.flatMap((group, at) => (
        group[0]?.quality === MISTYPED ? [{ typed: words[at].word, read: group[0].word }] : []
      )),
      marked: marker(found.flat()),
    };
  }

  function weigh(words, found) {
    const size = manifest.kinds.reduce((sum, [, count]) => sum + count, 0);
    const scores = new Float32Array(size), hits = new Uint8Array(size), alone = words.length === 1;
    let needed = 0;
    words.forEach(({ word, open }, at) => {
      const best = new Float32Array(size);
      let heard = 0;
      for (const { places, quality, begins } of found[at]) {
        (begins ? [places] : places.split(" ")).forEach((numbers, tier) => {
          const weight = quality * WEIGHTS[tier];
          decode(numbers, (number) => {
            if (!best[number]) heard++;
            if (best[number] < weight) best[number] = weight;
          });
        });
      }
      const optional = open && word.length < 3 && !alone;
      const rarity = Math.log(1 + size / (1 + heard));
      if (!optional) needed++;
      for (let number = 0; number < size; number++) {
        if (!best[number]) continue;
        scores[number] += best[number] * rarity;
        if (!optional) hits[number]++;
      }
    });
    return { scores, hits, needed };
  }

  // Where nothing holds all words, what holds most of them is shown.
  function mostHit(hits, needed) {
    let most = 0;
    for (const count of hits) if (count > most) most = count;
    return Math.max(1, Math.min(needed, most));
  }

  // Which things hold all phrases: adjoining words are indexed by a hash of the pair.
  async function inPhrases(phrases) {
    const pairs = phrases.flatMap((phrase) => phrase.slice(1).map((word, at) => phrase[at] + " " + word));
    if (!pairs.length) return null;
    const held = await Promise.all(pairs.map(async (pair) => {
      const bucket = crc32(pair) & (manifest.buckets - 1), file = fileOf(manifest.pairs, bucket);
      const numbers = new Set();
      decode((await load("p" + file))[bucket - manifest.pairs[file]], (number) => numbers.add(number));
      return numbers;
    }));
    return (number) => held.every((numbers) => numbers.has(number));
  }

  function crc32(text) {
    let crc = -1;
    for (const byte of new TextEncoder().encode(text)) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc >>> 0;
  }

  // Things are numbered kind by kind: per kind, how many fit, the best `each` of them; the group with the best first.
  function grouped(scores, fits, each) {
    const groups = [];
    let number = 0;
    for (const [kind, count] of manifest.kinds) {
      const best = [];
      let total = 0;
      for (const end = number + count; number < end; number++) {
        if (!scores[number] || !fits(number)) continue;
        total++;
        const limit = typeof each === "number" ? each : each[kind] ?? 0;
        if (best.length < limit) insert(best, number, scores);
        else if (limit && scores[number] > scores[best[limit - 1]]) { best.pop(); insert(best, number, scores); }
      }
      if (total) groups.push({ kind, total, best, score: best.length ? scores[best[0]] : 0 });
    }
    return groups.sort((a, b) => b.score - a.score);
  }

  function insert(best, number, scores) {
    let at = best.length;
    while (at > 0 && scores[best[at - 1]] < scores[number]) at--;
    best.splice(at, 0, number);
  }

  async function cards(groups) {
    return Promise.all(groups.map(async ({ kind, total, best }) => {
      return { kind, total, hits: await Promise.all(best.map(card)) };
    }));
  }

  async function card(number) {
    const file = fileOf(manifest.cards, number);
    const [address, title, about = [], text = "", also = [], lang = ""] =
      (await load("c" + file))[number - manifest.cards[file]];
    return { address, title, about, text, also, lang };
  }

  // Cuts a text into [piece, whether it was searched for].
  function marker(found) {
    const whole = new Set(found.filter((one) => !one.begins).map((one) => one.word));
    const starts = found.filter((one) => one.begins).map((one) => one.word);
    const sought = (word) => whole.has(word) || starts.some((start) => word.startsWith(start));
    return (text) => {
      const pieces = [];
      let at = 0;
      const add = (piece, marked) => { if (piece) pieces.push([piece, marked]); };
      for (const match of text.matchAll(NUMBER_OR_WORD)) {
        if (!sequence(match[0]).some(sought)) continue;
        add(text.slice(at, match.index), false);
        add(match[0], true);
        at = match.index + match[0].length;
      }
      add(text.slice(at), false);
      return pieces;
    };
  }

  // The engine, ready to search once the manifest is there.
  space.engine = load("manifest").then((loaded) => {
    manifest = loaded;
    version = "?" + manifest.digest;
    stopWords = new Set(manifest.stop);
    for (const [plain, letters] of Object.entries(manifest.fold)) {
      for (const letter of letters) folded.set(letter, plain);
    }
    return { search, fold, sequence, stem };
  });
})();
