// Text → the words that search goes by: the twin of words.py.

const GROUPED = /(?<![\p{Nd}.,])\p{Nd}{1,3}(?:[,.'’\u00a0\u202f ]\p{Nd}{3})+(?!\p{Nd})/gu;
const NOT_WORD = /[^\p{L}\p{N}]+/gu;
const SIGN = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/gu; // Chinese and Japanese write no spaces
const folded = new Map();
let stopWords;

function fold(text) {
  let plain = "";
  for (const letter of text.normalize("NFC")) plain += folded.get(letter) ?? foldedAlone(letter);
  return plain.replace(NOT_WORD, " ").trim();
}

function foldedAlone(letter) {
  return letter.toLowerCase().normalize("NFKD").toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
}

function sequence(text) {
  const joined = text.replace(GROUPED, (number) => number.replace(/\P{Nd}+/gu, ""));
  return fold(joined).replace(SIGN, " $& ").split(" ").filter(Boolean);
}

function stem(word) {
  for (const step of manifest.suffixes) {
    const line = step.find(([suffix, , left]) => word.endsWith(suffix) && word.length - suffix.length >= left);
    if (line) word = word.slice(0, word.length - line[0].length) + line[1];
  }
  return word;
}

// How many letters more, fewer, other or changed in place lie between two words; `most` + 1 if more than `most`.
function apart(first, second, most) {
  if (first === second) return 0;
  if (Math.abs(first.length - second.length) > most) return most + 1;
  let before = [], row = Array.from({ length: second.length + 1 }, (_, at) => at);
  for (let down = 1; down <= first.length; down++) {
    const next = [down];
    for (let at = 1; at <= second.length; at++) {
      const other = first[down - 1] === second[at - 1] ? 0 : 1;
      next[at] = Math.min(row[at] + 1, next[at - 1] + 1, row[at - 1] + other);
      if (down > 1 && at > 1 && first[down - 1] === second[at - 2] && first[down - 2] === second[at - 1]) {
        next[at] = Math.min(next[at], before[at - 2] + 1);
      }
    }
    if (Math.min(...next) > most) return most + 1;
    [before, row] = [row, next];
  }
  return Math.min(row[second.length], most + 1);
}
