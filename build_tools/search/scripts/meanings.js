// The index words that one typed word stands for: {word, places, quality}.

const EXACT = 1, SAME_STEM = 0.9, BEGINS_SO = 0.65, MISTYPED = 0.4;
const MOST_CORRECTIONS = 6;

async function meanings({ word, open, quoted, date }) {
  if (date) return dated(date);
  if (quoted) return exactly([word]);
  if (open && word.length < 3) return short(word);
  const longer = () => (word.length < 3 ? [] : beginningWith("w", manifest.words, word));
  const [found, early] = await Promise.all([sameStem(word), open ? longer() : []]);
  const known = new Set(found.map((one) => one.word));
  for (const [other, places] of found.length ? early : await longer()) {
    if (!known.has(other)) found.push({ word: other, places, quality: BEGINS_SO });
  }
  return found.length ? found : mistyped(word, open);
}

async function exactly(words, quality = EXACT) {
  if (!manifest.words.length) return [];
  const found = await Promise.all([...new Set(words)].map(async (word) => {
    const [listed, places] = await list(keyOf("w", manifest.words[fileOf(manifest.words, word)]));
    const at = firstNotBefore(listed, word);
    return listed[at] === word ? [{ word, places: places[at], quality }] : [];
  }));
  return found.flat();
}

// The day itself; where no such day of that year is known, that day of any year.
async function dated(tokens) {
  const found = await exactly(tokens.slice(-1));
  return (found.length ? found : await exactly(tokens.slice(0, 1))).map((one) => ({ ...one, dates: tokens }));
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

// ── One or two letters ─────────────────────────────────────────────────────────────────────────────────────────────

// The foremost things with a name that begins so; a word of two letters stands for itself too (EU, G7), and so does
// a Chinese sign. One digit or letter alone says nothing yet.
async function short(letters) {
  const itself = letters.length > 1 || letters.search(SIGN) === 0;
  return (await Promise.all([itself ? exactly([letters]) : [], beginning(letters)])).flat();
}

async function beginning(letters) {
  const file = await early(letters), places = file?.[0][letters];
  return places ? [{ word: letters, numbers: places.map((at) => numberAt[at]), quality: BEGINS_SO, begins: true }] : [];
}

function early(letters) {
  const [first] = letters;
  return manifest.starts.includes(first) ? load(keyOf("b", first)) : null;
}

// The cards of these things lie beside them, so that one file answers the first two keys.
async function briefCard(number, letters) {
  const file = await early(letters), at = file?.[1].indexOf(placeOf[number]) ?? -1;
  return at < 0 ? card(number) : spreadOut(file[3][at], file[2]);
}

// ── Typing errors ──────────────────────────────────────────────────────────────────────────────────────────────────

const LEAST_CORRECTED = 4, LONG = 8; // letters; a long word may hold two errors

// An error leaves the first or the second half of a word whole; a long word may hold two in one half.
async function mistyped(word, open) {
  const letters = [...word], half = letters.length >> 1;
  if (letters.length < LEAST_CORRECTED || /\d/.test(word) || stopWords.has(word)) return [];
  const tail = letters.slice(letters.length > 4 ? Math.min(half + 1, letters.length - 2) : half).reverse().join("");
  const [heads, tails] = await Promise.all([
    beginningWith("v", manifest.vocabulary, letters.slice(0, half).join("")),
    beginningWith("r", manifest.tails, tail),
  ]);
  const whole = [...heads, ...tails.map(([back, often]) => [[...back].reverse().join(""), often])];
  let near = nearest(whole, (other) => errors(word, other));
  if (!near.length && open) near = nearest(heads, (other) => (beginsNearly(other, word) ? 1 : Infinity));
  return exactly(near.slice(0, MOST_CORRECTIONS), MISTYPED);
}

// Those words that are the least apart, the most frequent first. Nobody means a word of filler by a word not found.
function nearest(words, distance) {
  const apartBy = [[], [], []];
  for (const [other, often] of new Map(words)) {
    if (other.length >= LEAST_CORRECTED && !stopWords.has(other)) apartBy[distance(other)]?.push([other, often]);
  }
  const best = apartBy.find((group) => group.length) ?? [];
  return best.sort(([, a], [, b]) => b - a).map(([other]) => other);
}

// How many errors make one word of the other, infinitely many if it is likelier another word: people mistype a first
// letter seldom, and in a short word not at all.
function errors(word, other) {
  const most = word.length < LONG ? 1 : 2, count = apart(word, other, most);
  const mayBeFirst = count === 1 && word.length > LEAST_CORRECTED;
  return count <= most && (word[0] === other[0] || mayBeFirst) ? count : Infinity;
}

// A wrong last letter is no error yet: the word parts from the other there.
function beginsNearly(other, word) {
  return [-1, 0, 1].some((step) => {
    const start = other.slice(0, word.length + step);
    return start.at(-1) === word.at(-1) && start[0] === word[0] && apart(start, word, 1) < 2;
  });
}
