// Which things fit a query, and how well.

const WEIGHTS = [1.3, 1, 0.55, 0.22]; // by where a word stands: it is a name, in a name, in the text, in something related

const HIT = 4, HIT_OF_NAME = 9; // where nothing holds all words, a name outweighs two others

// For every thing by number its score, which of the words that are needed it holds (as bits), and what that comes to.
function weigh(words, found) {
  const size = manifest.kinds.reduce((sum, [, count]) => sum + count, 0);
  const scores = new Float32Array(size), hits = new Uint16Array(size), held = new Uint32Array(size);
  let needed = 0, asked = 0;
  words.forEach(({ word, open }, at) => {
    const optional = open && word.length < 3 && words.length > 1; // may become anything yet
    const { best, heard, named } = bestOf(found[at], size);
    const rarity = Math.log(1 + size / (1 + heard));
    const worth = named ? HIT_OF_NAME : HIT;
    if (!optional) { needed += worth; asked |= 1 << at; }
    for (let number = 0; number < size; number++) {
      if (!best[number]) continue;
      scores[number] += best[number] * rarity;
      if (optional) continue;
      hits[number] += worth;
      held[number] |= 1 << at;
    }
  });
  return { scores, hits, held, needed, asked };
}

// The best that any meaning of a word is to each thing, to how many it is anything, and whether it stands in the name of
// an actor or a place, which are numbered first.
function bestOf(group, size) {
  const people = manifest.kinds.reduce((sum, [kind, count]) => sum + (kind === "actor" || kind === "place" ? count : 0), 0);
  const best = new Float32Array(size);
  let heard = 0, named = false;
  const take = (number, weight) => {
    if (!best[number]) heard++;
    if (best[number] < weight) best[number] = weight;
  };
  for (const { places, numbers, quality, word } of group) {
    numbers?.forEach((number, at) => take(number, quality * (1 - at / 100)));
    if (!places) continue;
    const mayName = quality !== BEGINS_SO && !/\d/.test(word), weights = WEIGHTS.map((weight) => quality * weight);
    everywhere(places, (number, tier) => {
      take(number, weights[tier]);
      if (tier < 2 && mayName && number < people) named = true;
    });
  }
  return { best, heard, named };
}

// Where nothing holds all words, what holds most of them is shown.
function mostHit(hits, needed) {
  let most = 0;
  for (const count of hits) if (count > most) most = count;
  return Math.max(1, Math.min(needed, most));
}

// The words that what fits does without: a list for each set of words held, though they were found elsewhere.
function leftOut(words, found, { asked, held, fits }) {
  const sets = new Set();
  held.forEach((bits, number) => { if (fits(number)) sets.add(bits); });
  const without = (bits) => words.filter((one, at) => found[at].length && (asked & ~bits) >>> at & 1).map(({ word }) => word);
  return [...sets].map(without);
}

const BUCKETS_EACH = 256; // of pairs, in a file

// Which things hold all phrases: adjoining words are indexed by a hash of the pair.
async function inPhrases(phrases) {
  const pairs = phrases.flatMap((phrase) => phrase.slice(1).map((word, at) => phrase[at] + " " + word));
  if (!pairs.length) return null;
  const held = await Promise.all(pairs.map(async (pair) => {
    const bucket = crc32(pair) & (manifest.buckets - 1), file = Math.floor(bucket / BUCKETS_EACH);
    const numbers = new Set();
    everywhere((await load("p" + file))[bucket % BUCKETS_EACH], (number) => numbers.add(number));
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

// Per kind: how many fit, and the best `each[kind]` of them; the group with the best first.
function grouped(scores, fits, each) {
  const groups = [];
  let number = 0;
  for (const [kind, count] of manifest.kinds) {
    const best = [], limit = each[kind] ?? 0;
    let total = 0;
    for (const end = number + count; number < end; number++) {
      if (!fits(number)) continue;
      total++;
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

// Among equals, what was reported goes before whom and where it was reported of.
const BEFORE = ["entry", "claim", "question", "actor", "place", "source"];

// Keeps `most` results in all: the best of each group, then whatever is best.
function shared(groups, scores, most) {
  if (groups.reduce((sum, { best }) => sum + best.length, 0) <= most) return groups;
  const rest = [...groups]
    .sort((a, b) => BEFORE.indexOf(a.kind) - BEFORE.indexOf(b.kind))
    .flatMap(({ best }) => best.slice(1))
    .sort((a, b) => scores[b] - scores[a]);
  const kept = new Set([...groups.map(({ best }) => best[0]), ...rest].slice(0, most));
  return groups.map((group) => ({ ...group, best: group.best.filter((number) => kept.has(number)) }));
}
