// Shows in a text what was searched for.

const NUMBER_OR_WORD = new RegExp(GROUPED.source + "|[\\p{L}\\p{M}\\p{N}'’ʼ]+", "gu");

// A function that cuts a text into [piece, whether it was searched for].
function marker(found) {
  const whole = new Set(found.filter((one) => !one.begins).map((one) => one.word));
  const starts = found.filter((one) => one.begins).map((one) => one.word);
  const dates = new Set(found.flatMap((one) => one.dates ?? []).filter((token) => token.length > 7));
  const sought = (word) => whole.has(word) || starts.some((start) => word.startsWith(start));
  return (text) => {
    const days = dates.size ? datesIn(text).filter((date) => date.tokens.some((token) => dates.has(token))) : [];
    const words = [...text.matchAll(NUMBER_OR_WORD)].filter((match) => sequence(match[0]).some(sought));
    const stretches = [
      ...days.map(({ index, written }) => [index, index + written.length]),
      ...words.map((match) => [match.index, match.index + match[0].length]),
    ];
    return pieces(text, stretches.sort(([a], [b]) => a - b));
  };
}

function pieces(text, stretches) {
  const cut = [];
  let at = 0;
  const add = (piece, marked) => { if (piece) cut.push([piece, marked]); };
  for (const [start, end] of stretches) {
    if (start < at) continue;
    add(text.slice(at, start), false);
    add(text.slice(start, end), true);
    at = end;
  }
  add(text.slice(at), false);
  return cut;
}
