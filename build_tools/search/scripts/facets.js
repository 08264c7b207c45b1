// What results are counted and filtered by: kind, speaker, source, date, stance, standing. Columns: see facets.py.

const FACETS = ["kind", "speaker", "source", "date", "stance", "standing"];
const DATED = ["entry", "claim", "source"], MARKED = ["question", "entry", "claim"];
let prepared;

function columns() {
  prepared ??= load("facets").then(spread, (error) => { prepared = undefined; throw error; });
  return prepared;
}

// The numbers of all things of some kinds, in order.
function* numbered(kinds) {
  let number = 0;
  for (const [kind, count] of manifest.kinds) {
    if (kinds.includes(kind)) for (let one = 0; one < count; one++) yield number + one;
    number += count;
  }
}

function spread(data) {
  const size = manifest.kinds.reduce((sum, [, count]) => sum + count, 0);
  const fill = (kinds, text, change = (one) => one) => {
    const column = new Int32Array(size), numbers = numbered(kinds);
    spelt(text, (one) => { column[numbers.next().value] = change(one); });
    return column;
  };
  let day = 0;
  const claims = fill(["entry"], data.claims), owned = new Int32Array(size);
  let [next] = numbered(["claim"]);
  for (const entry of numbered(["entry"])) { owned[entry] = next; next += claims[entry]; }
  return {
    speaker: fill(["claim"], data.speaker),
    source: fill(["claim"], data.source),
    day: fill(DATED, data.days, (step) => (day += step % 2 ? -(step + 1) / 2 : step / 2)),
    marks: fill(MARKED, data.marks),
    claims, owned, // an entry has the speakers and sources of its claims
    names: { speaker: data.speakers, source: data.sources },
    signs: [[], ...data.signs],
    stances: new Set(data.stances),
  };
}

// What a thing counts as, facet by facet; speakers and sources by their rank.
function traits(number, kind, own) {
  const signs = own.signs[own.marks[number]];
  return [
    [kind],
    ofClaims(own.speaker, number, kind, own),
    ofClaims(own.source, number, kind, own),
    own.day[number] ? [own.day[number]] : [],
    signs.filter((sign) => own.stances.has(sign)),
    signs.filter((sign) => !own.stances.has(sign)),
  ];
}

function ofClaims(column, number, kind, own) {
  if (kind === "claim") return column[number] ? [column[number]] : [];
  if (kind !== "entry" || !own.claims[number]) return [];
  const from = own.owned[number];
  return [...new Set(column.subarray(from, from + own.claims[number]))].filter(Boolean);
}

// Counts what fits, and tells which of it passes the filters. A facet is counted as if it were not filtered by itself.
function tally(fits, chosen, own) {
  const wanted = FACETS.map((facet) => wantedOf(facet, chosen[facet] ?? [], own));
  const counts = FACETS.map(() => new Map()), passing = new Uint8Array(own.day.length);
  let number = 0;
  for (const [kind, count] of manifest.kinds) {
    for (const end = number + count; number < end; number++) {
      if (!fits(number)) continue;
      const all = traits(number, kind, own);
      const failed = all.flatMap((values, at) => (wanted[at] && !values.some(wanted[at]) ? [at] : []));
      if (!failed.length) passing[number] = 1;
      if (failed.length > 1) continue;
      all.forEach((values, at) => {
        if (!failed.length || failed[0] === at) for (const one of values) counts[at].set(one, (counts[at].get(one) ?? 0) + 1);
      });
    }
  }
  const facets = FACETS.map((facet, at) => ({ facet, values: valuesOf(facet, counts[at], chosen[facet] ?? [], own) }));
  return { passing: (number) => passing[number], facets };
}

// A test of one value, or nothing where nothing is chosen.
function wantedOf(facet, chosen, own) {
  if (!chosen.length) return null;
  if (facet === "date") return (day) => chosen.some((one) => isoOf(day).startsWith(one));
  const names = own.names[facet];
  const wanted = new Set(names ? names.flatMap(([id], at) => (chosen.includes(id) ? [at + 1] : [])) : chosen);
  return (value) => wanted.has(value);
}

function valuesOf(facet, counts, chosen, own) {
  if (facet === "date") return datesOf(counts, chosen);
  const names = own.names[facet];
  const listed = [...counts].map(([value, count]) => {
    const [id, label] = names ? names[value - 1] : [value, manifest.labels[value] ?? value];
    return { id, label, count, chosen: chosen.includes(id) };
  });
  for (const id of chosen) {
    const label = (names?.find(([one]) => one === id) ?? ["", manifest.labels[id]])[1];
    if (label && !listed.some((one) => one.id === id)) listed.push({ id, label, count: 0, chosen: true });
  }
  return listed.sort((a, b) => b.count - a.count);
}

// ── Dates ──────────────────────────────────────────────────────────────────────────────────────────────────────────

// 2024-11-06, 2024-11 or 2024, from (year · 13 + month) · 32 + day.
function isoOf(number) {
  const day = number % 32, month = ((number - day) / 32) % 13, year = Math.floor(number / 416);
  const parts = [String(year).padStart(4, "0")];
  if (month) parts.push(String(month).padStart(2, "0"));
  if (day) parts.push(String(day).padStart(2, "0"));
  return parts.join("-");
}

// Years; or the months of the year that is chosen or the only one; or the days of such a month.
function datesOf(counts, [chosen = ""]) {
  const days = [...counts].map(([number, count]) => [isoOf(number), count]).filter(([iso]) => iso.startsWith(chosen));
  const above = chosen ? summed(days, chosen.length).map((one) => ({ ...one, chosen: true })) : [];
  for (const length of [4, 7, 10].filter((one) => one > chosen.length)) {
    const listed = summed(days.filter(([iso]) => iso.length >= length), length);
    if (listed.length > 1) return [...above, ...listed];
  }
  return above;
}

function summed(days, length) {
  const sums = new Map();
  for (const [iso, count] of days) sums.set(iso.slice(0, length), (sums.get(iso.slice(0, length)) ?? 0) + count);
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, count]) => ({ id, label: inWords(id), count }));
}

function inWords(iso) {
  const [year, month, day] = iso.split("-");
  const name = month ? manifest.months[month - 1] : "";
  return [day && Number(day), name && name[0].toUpperCase() + name.slice(1), year].filter(Boolean).join(" ");
}
