// The conductor: a query in, groups of cards out, with what is to be said about them.

const NOTHING = {
  groups: [], facets: [], total: 0, corrected: [], missing: [], partial: false, without: [], begun: false, marked: (text) => [[text, false]],
};

// `each`: how many results of each kind, `most`: in all; `chosen`: filters, facet → ids (given, facets are counted);
// `latest`: the latest first, not the best.
async function search(text, { each = {}, most = Infinity, chosen, latest = false } = {}) {
  const { words, phrases } = parse(text), filtered = Object.values(chosen ?? {}).some((ids) => ids.length);
  if (!words.length && !filtered) return { ...NOTHING, text };
  const [found, allowed, own] = await Promise.all([
    Promise.all(words.map(meanings)), inPhrases(phrases), chosen && columns(),
  ]);
  const { scores, hits, held, needed, asked } = weigh(words, found);
  const enough = phrases.length ? needed : mostHit(hits, needed);
  const fits = words.length
    ? (number) => scores[number] > 0 && hits[number] >= enough && (!allowed || allowed(number))
    : () => true;
  const { passing, facets } = chosen ? tally(fits, chosen, own) : { passing: fits, facets: [] };
  const ranks = latest ? new Uint8Array(scores.length) : scores;
  const groups = shared(grouped(ranks, passing, each), ranks, most);
  const begun = words.length === 1 && found[0].some((one) => one.begins) && words[0].word;
  return {
    text,
    groups: await Promise.all(groups.map((group) => withCards(group, begun))),
    facets,
    total: groups.reduce((sum, group) => sum + group.total, 0),
    corrected: words.flatMap(({ word }, at) => (found[at][0]?.quality === MISTYPED ? [corrected(word, found[at])] : [])),
    missing: enough < needed ? words.filter((_, at) => !found[at].length).map(({ word }) => word) : [],
    partial: enough < needed,
    without: enough < needed ? leftOut(words, found, { asked, held, fits }) : [],
    begun: Boolean(begun),
    marked: marker(found.flat()),
  };
}

async function withCards({ kind, total, best }, begun) {
  return { kind, total, hits: await Promise.all(best.map((number) => (begun ? briefCard(number, begun) : card(number)))) };
}

function corrected(typed, group) {
  return { typed, read: group.slice(0, 2).map(({ word }) => word) };
}

space().part("engine", (given, loader) => {
  [manifest, load] = [given, loader];
  place();
  stopWords = new Set(manifest.stop);
  for (const [plain, letters] of Object.entries(manifest.fold)) {
    for (const letter of letters) folded.set(letter, plain);
  }
  return { search, fold, sequence, stem, datesIn };
});

function space() {
  return window.__claimline_search__;
}
