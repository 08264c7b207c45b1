// What a reader typed → words, phrases and dates to look for.

const MOST_WORDS = 31; // as many as a number has bits to note them in
const PHRASE = /["“”„«»]([^"“”„«»]+)["“”«»]/gu;

// `open`: the last word, which the reader may still be typing.
function parse(text) {
  const phrases = [], dates = [];
  let rest = text.replace(PHRASE, (_, phrase) => { phrases.push(sequence(phrase)); return " "; });
  for (const { index, written, tokens } of datesIn(rest).reverse()) {
    dates.unshift({ word: written, date: tokens });
    rest = rest.slice(0, index) + " " + rest.slice(index + written.length);
  }
  phrases.push(...(rest.match(/[\u3040-\u30ff\u3400-\u9fff]{2,}/gu) ?? []).map(sequence));
  // “12,0” on its way to “12,000”.
  const words = sequence(rest.replace(/(\d),(\d{0,2})$/u, "$1$2"));
  const typing = !/[\s"“”«»]$/u.test(rest);
  const query = words.map((word, at) => ({ word, open: typing && at === words.length - 1 }));
  for (const phrase of phrases) query.push(...phrase.map((word) => ({ word, quoted: phrase.length > 1 })));
  return { words: worthLooking([...query, ...dates], inCapitals(text)), phrases: phrases.filter((phrase) => phrase.length > 1) };
}

// Words that stand in nearly every sentence or question are left out while others are there.
function worthLooking(query, names) {
  const telling = query.filter(({ word }) => !stopWords.has(word) || names.has(word));
  return [...new Map((telling.length ? telling : query).map((one) => [one.word, one])).values()].slice(0, MOST_WORDS);
}

// In capitals among small letters a word is a name: WHO, IS, IT.
function inCapitals(text) {
  const found = /\p{Ll}/u.test(text) ? text.match(/(?<![\p{L}\p{N}])\p{Lu}{2,}(?![\p{L}\p{N}])/gu) : [];
  return new Set((found ?? []).flatMap(sequence));
}
