// Dates as people type and print them → tokens under which they are found: the twin of dates.py.

const MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)([a-z]*)\\.?", DAY = "(\\d{1,2})(?:st|nd|rd|th)?";
const DATES = new RegExp(
  `(?<![\\w.,-])(?:(\\d{4})-(\\d\\d)(?:-(\\d\\d))?|${DAY} (?:of )?${MONTH}(?:,? (\\d{4}))?`
  + `|${MONTH} (?:${DAY}(?:(?:, ?| )(\\d{4}))?|(\\d{4}))|(\\d\\d?)\\.(\\d\\d?)\\.(\\d{4}))(?![\\w-])`, "gi",
);

// Every date of a text: where it stands, and its tokens, the most exact last.
function datesIn(text) {
  return [...text.matchAll(DATES)]
    .map((found) => ({ index: found.index, written: found[0], tokens: tokens(...read(found)) }))
    .filter((date) => date.tokens.length);
}

function read([, isoYear, isoMonth, isoDay, day, month, rest, year, month2, rest2, day2, year2, year3, ...dotted]) {
  if (isoYear) return [isoYear, Number(isoMonth), isoDay];
  if (day) return [year, monthOf(month + rest), day];
  if (month2) return [year2 ?? year3, monthOf(month2 + rest2), day2];
  return [dotted[2], Number(dotted[1]), dotted[0]];
}

function monthOf(word) {
  return manifest.months.findIndex((name) => name.startsWith(word.toLowerCase())) + 1;
}

function tokens(year, month, day) {
  if (month < 1 || month > 12 || !(year || day) || (day && (day < 1 || day > 31))) return [];
  const two = (number) => String(Number(number)).padStart(2, "0");
  return [
    ...(day ? [`--${two(month)}-${two(day)}`] : []),
    ...(year ? [`${year}-${two(month)}`] : []),
    ...(year && day ? [`${year}-${two(month)}-${two(day)}`] : []),
  ];
}
