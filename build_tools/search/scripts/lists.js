// Lists that lie in several files, cut at known first items. `manifest` and `load` are given when the engine begins.

let manifest, load;

const MOST_FILES = 8; // of words, for one word typed
const lists = new Map();

// The number of the file that holds an item, or would.
function fileOf(firsts, item) {
  let low = 0, high = firsts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (firsts[middle] <= item) low = middle + 1; else high = middle;
  }
  return Math.max(0, low - 1);
}

// The name of a file of words, after its first word: the twin of storage.file_key.
function keyOf(kind, first) {
  const plain = (letter) => (/[a-z0-9-]/.test(letter) ? letter : "_" + letter.codePointAt(0).toString(16));
  return kind + "-" + [...first].map(plain).join("");
}

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
  const keys = Array.from({ length: to - from + 1 }, (_, step) => keyOf(kind, firsts[from + step]));
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

// The value of a letter, from 0: the lower half (below 45) ends a number, the upper half goes on.
const digitOf = (code) => (code < 92 ? code - 35 : code - 36), HALF = 45;

// Calls `each` with every number spelt in letters: base 45, the twin of storage.spell.
function spelt(text, each) {
  let number = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = digitOf(text.charCodeAt(at));
    if (digit >= HALF) { number = number * HALF + digit - HALF; continue; }
    each(number * HALF + digit);
    number = 0;
  }
}

function numbersIn(text) {
  const numbers = [];
  spelt(text, (number) => numbers.push(number));
  return numbers;
}

// ── Places ─────────────────────────────────────────────────────────────────────────────────────────────────────────

// The index names a thing by its place: block · 45 + slot. Here things are numbered kind by kind, as they are shown.
let numberAt, placeOf;

function place() {
  const size = manifest.kinds.reduce((sum, [, count]) => sum + count, 0), next = {};
  manifest.kinds.reduce((sum, [kind, count]) => { next[kind] = sum; return sum + count; }, 0);
  numberAt = new Int32Array(manifest.span * HALF);
  placeOf = new Int32Array(size);
  const put = (number, at) => { numberAt[at] = number; placeOf[number] = at; };
  for (const [kind, lists] of Object.entries(manifest.blocks)) {
    const [blocks, own, claims, ranks] = lists.map(numbersIn), first = next[kind];
    blocks.forEach((block, at) => {
      for (let slot = 0; slot < own[at]; slot++, next[kind]++) {
        put(ranks.length ? first + ranks[next[kind] - first] : next[kind], block * HALF + slot);
      }
      for (let slot = 0; slot < (claims[at] ?? 0); slot++) put(next.claim++, block * HALF + own[at] + slot);
    });
  }
}

const TIERS = new Map([[32, 0], [33, 1], [126, 3]]), IN_TEXT = 2; // what stands before slots; without it they are of a text

// Calls `each` with the number of everything that stands in some places, and how it stands there (an index of WEIGHTS):
// how far it is to the next block, in the upper half of the letters, then slots; the twin of merging.joined.
function everywhere(places, each) {
  let block = -1, gap = 0, tier = IN_TEXT;
  for (let at = 0; at < places.length; at++) {
    const code = places.charCodeAt(at), mark = code < 34 || code === 126, digit = digitOf(code);
    if (!mark && digit >= HALF) { gap = gap * HALF + digit - HALF; continue; }
    if (gap) { block += gap; gap = 0; tier = IN_TEXT; }
    if (mark) tier = TIERS.get(code); else each(numberAt[block * HALF + digit], tier);
  }
}

// ── Cards ──────────────────────────────────────────────────────────────────────────────────────────────────────────

async function card(number) {
  const at = placeOf[number], [texts, cards] = await load("c" + Math.floor(at / HALF));
  return spreadOut(cards[at % HALF], texts);
}

// A number in a card stands for a text that recurs in its file.
function spreadOut(row, texts) {
  const text = (cell) => (Array.isArray(cell) ? cell.map(text) : typeof cell === "number" ? texts[cell] : cell);
  const [page, title, about = [], words = "", also = [], signs = [], lang = "", anchor = ""] = row.map(text);
  const labelled = signs.map((sign) => ({ sign, label: manifest.labels[sign] ?? sign }));
  return { address: anchor ? `${page}#${anchor}` : page, title, about, text: words, also, signs: labelled, lang };
}
