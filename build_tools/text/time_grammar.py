"""What time expressions look like: one pattern per rule, made of the table of time words. Resolves nothing.

Every pattern is bounded (no open repetition), so that scanning is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path

from build_tools.text import numerals, tables

TABLE = Path(__file__).parent / "time_words.tsv"


@cache
def known(kind: str) -> dict[str, str]:
    """The words of one kind with their values."""
    return tables.mapping(TABLE, kind)


@cache
def listed(kind: str) -> tuple[str, ...]:
    """The words of one kind that have no value."""
    return tables.words(TABLE, kind)


Spelled = Callable[[Iterable[str]], str]
_NO_MORE = r"(?!\w)"


@lru_cache(maxsize=2)
def _blocks(spelled: Spelled) -> dict[str, str]:
    """The building blocks of the rules below; ``spelled`` makes the pattern of a list of words."""
    units = spelled([unit for unit in known("unit") if unit != "night"])
    return {
        "M": rf"(?:{_capital('month', spelled)}|{_capital('month-short', spelled)}\b\.?)",
        "MFULL": _capital("month", spelled),
        "WD": rf"(?:{_capital('weekday', spelled)}|{_capital('weekday-short', spelled)}\b\.?)",
        "WDFULL": _capital("weekday", spelled),
        "D": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d|:\d|%|[.,]\d{3})",
        "Y": r"(?:1[5-9]|20)\d\d(?![\d%]|,\d{3}|\.\d)",
        "DP": f"(?i:{spelled(known('daypart'))})",
        "SEASON": f"(?i:{spelled(known('season'))})",
        "HOLIDAY": f"(?i:{spelled(known('holiday'))})",
        "EDGE": r"(?i:beginning|start|end|middle|turn|close)",
        "NUM": rf"(?i:\d{{1,4}}(?:\.\d)?(?!\d)|a few|a couple(?: of)?|several|some|many|half an?|"
        rf"{numerals.words_pattern(spelled)}|an?)",
        "U": rf"(?i:{units})",
        "US": rf"(?i:{units}s?|centuries|nights?)",
        "ZONE": rf"(?:{spelled(known('zone'))})",
        "ORD": f"(?i:{spelled(known('ordinal'))})",
        "VAGUE": f"(?i:{spelled([word for kind in _VAGUE for word in known(kind)])})(?![\\w-])",
        "_": r"[ \n]{1,2}",
    }


_VAGUE = ("present", "past", "future", "set")


def _capital(kind: str, spelled: Spelled) -> str:
    forms = [word[0].upper() + word[1:] for word in known(kind)]
    return spelled([*forms, *(form.upper() for form in forms)])


# name, pattern. Earlier rules win where two begin at the same word, so longer forms stand first.
_RULES: tuple[tuple[str, str], ...] = (
    ("iso", r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|{_}UTC)?)?(?![\d-])"),
    ("slash", r"\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/])"),
    ("days_md", r"(?P<month>{M}){_}(?P<first>{D})(?:{_}?[–—-]{_}?|{_}(?:to|and){_})(?P<last>{D})"
                r"(?:,?{_}(?P<year>{Y}))?"),
    ("days_dm", r"(?P<first>{D})(?:{_}?[–—-]{_}?|{_}(?:to|and){_})(?P<last>{D}){_}(?P<month>{M})"
                r"(?:,?{_}(?P<year>{Y}))?"),
    ("clock", r"(?:(?P<hour>\d{1,2})[:.](?P<minute>[0-5]\d)(?:{_}?(?P<half>[ap]\.?m\b\.?|[AP]M\b))?|"
              r"(?P<hour2>\d{1,2}){_}?(?P<half2>[ap]\.?m\b\.?|[AP]M\b|o['’]clock))"
              r"(?:{_}\(?(?P<zone>{ZONE})\)?)?(?:,?{_}(?:on{_})?(?P<tail>{WD},?{_}{M}{_}{D}(?:,{_}{Y})?|"
              r"{M}{_}{D}(?:,{_}{Y})?|{D}{_}{M}(?:{_}{Y})?|{WD}|today|yesterday|tomorrow))?"),
    ("military_clock", r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d){_}?(?P<zone>GMT|UTC|Z)\b"),
    ("date_md", r"(?:(?P<of>(?:the{_})?(?:(?P<mod>early|late|mid){_})?(?P<part>{DP}){_}of{_})|(?P<pre>(?i:early|"
                r"late)(?:{_}on)?){_}|(?P<night>(?i:overnight)(?:{_}(?:on|of))?){_})?"
                r"(?:(?P<weekday>{WD}),?{_}(?:the{_})?)?(?P<month>{M}){_}(?P<day>{D})(?:(?:,|{_}of|,?{_}in)"
                r"?{_}(?P<year>{Y}))?(?:{_}(?P<part2>{DP})\b)?"),
    ("date_dm", r"(?:(?P<of>(?:the{_})?(?:(?P<mod>early|late|mid){_})?(?P<part>{DP}){_}of{_})|(?P<pre>(?i:early|"
                r"late)(?:{_}on)?){_}|(?P<night>(?i:overnight)(?:{_}(?:on|of))?){_})?"
                r"(?:(?P<weekday>{WD}),?{_}(?:the{_})?)?(?P<day>{D}){_}(?:of{_})?(?P<month>{M})"
                r"(?:,?{_}(?P<year>{Y}))?"),
    ("edge", r"(?:the{_})?(?P<edge>{EDGE}){_}of{_}(?:(?P<year>{Y})|(?P<month>{M})(?:,?{_}(?P<myear>{Y}))?|"
             r"(?P<which>(?i:the|this|last|next|that)){_}(?P<unit>{U})(?![\w-]))"),
    ("quarter", r"(?:(?P<which>(?i:the{_}fiscal|the|this|last|its|their)){_})?(?P<ord>{ORD})(?:{_}|-)(?:fiscal{_}|"
                r"financial{_})?(?P<unit>(?i:quarter|half))(?!-?final)(?:(?:{_}of|{_}in)?{_}(?:(?:fiscal{_})"
                r"?(?P<year>{Y})|(?P<rel>the{_}year|last{_}year|this{_}year|next{_}year)))?"),
    ("quarter_short", r"Q(?P<q>[1-4])(?:{_}?(?P<year>{Y}))?"),
    ("month_year", r"(?:(?P<mod>(?i:early|late|mid))(?:{_}|-)(?:in{_})?)?(?P<month>{M})(?:,|{_}of|{_}in)"
                   r"?{_}(?P<year>{Y})"),
    ("season", r"(?:(?P<which>(?i:last|this|next|the|that|early|late|mid)){_})?(?:the{_})?(?P<season>{SEASON})"
               r"(?:{_}of)?(?:{_}(?P<year>{Y}))?"),
    ("month_relative", r"(?P<which>(?i:last|this|next|this{_}past|this{_}coming)){_}(?P<month>{M})"),
    ("decade", r"(?:the{_})?(?:(?P<mod>(?i:early|late|mid))(?:{_}|-))?(?P<decade>(?:1[5-9]|20)\d0|['’]\d0)['’]?s\b"),
    ("century", r"(?:the{_})?(?:(?P<mod>(?i:early|late|mid))(?:{_}|-))?(?P<ord>(?:1\d|2[01]|[4-9])(?:st|nd|rd|th)|"
                r"(?i:sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first)){_}(?i:century)"),
    ("years_span", r"(?P<first>{Y})[–—/-](?P<last>(?:(?:1[5-9]|20)\d\d|\d\d)(?!\d))"),
    ("offset", r"(?:(?i:about|around|just|only|some|at least|more than|almost|nearly|over){_})?(?P<num>{NUM})(?:{_}|"
               r"-)(?:more{_})?(?P<unit>{US}){_}(?P<way>(?i:ago|earlier|later|before|after|previously|from{_}now|"
               r"prior|afterwards?|hence))(?![\w-])"),
    ("span_of", r"(?:(?i:the|these|its|his|her|their){_})?(?P<which>(?i:last|past|previous|next|coming|first|final))"
                r"{_}(?P<num>{NUM}){_}(?P<unit>{US})(?![\w-])"),
    ("relative", r"(?:(?P<mod>(?i:early|late|earlier|later)){_}(?:on{_}|in{_}the{_})?)?(?P<which>(?i:last|this|next|"
                 r"the{_}(?:previous|following|coming|next|current|same|preceding)|that|the{_}same|this{_}past|"
                 r"this{_}coming|the{_}past)){_}(?P<what>{WD}(?:{_}(?P<wdpart>{DP})\b)?|{DP}|{U})(?![\w-])"),
    ("part_after", r"(?:in{_}|on{_}|during{_})?(?:the{_}(?P<mod>early|late)?{_}?)(?P<part>{DP}){_}(?:of|on)"
                   r"{_}(?P<weekday>{WDFULL})"),
    ("weekday", r"(?:(?P<night>(?i:overnight)(?:{_}(?:on|from|into))?){_}|(?P<mod>(?i:early|late|mid))(?:{_}|-)"
                r"(?:on{_})?)?(?P<weekday>{WDFULL}|(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\b\.)"
                r"(?P<plural>s\b)?(?:{_}(?P<part>{DP})\b)?"),
    ("dayref", r"(?P<ref>(?i:the{_}day{_}before{_}yesterday|the{_}day{_}after{_}tomorrow|yesterday|today|tomorrow|"
               r"tonight|overnight|(?:on{_})?(?:the{_}|that{_})same{_}day|the{_}day{_}before|the{_}day{_}after|"
               r"the{_}weekend))(?:{_}(?P<part>{DP})\b)?"),
    ("set", r"(?:(?P<times>(?i:once|twice|three{_}times|\d{1,3}{_}times)){_})?(?P<each>(?i:every|each|a|per))"
            r"(?:{_}(?P<num>other|two|three|four|five|six|seven|eight|nine|ten|\d{1,3}))?{_}(?P<unit>{US}|{WDFULL}|"
            r"{DP}|{SEASON}|{MFULL})(?![\w-])"),
    ("year_old", r"(?P<num>\d{1,3}|{NUM})-(?P<unit>(?i:year|month|week|day))-olds?\b"),
    ("duration", r"(?P<num>{NUM})(?:{_}|-)(?:and{_}a{_}half{_})?(?P<unit>{US})(?:-long)?\b(?!-)"),
    ("duration_plural", r"(?P<many>(?i:dozens{_}of|hundreds{_}of|thousands{_}of)?){_}?(?P<unit>(?i:days|weeks|"
                        r"months|years|decades|centuries|hours|minutes))(?![\w-])"),
    ("holiday", r"(?P<holiday>{HOLIDAY})(?:,?{_}(?P<year>{Y}))?"),
    ("fiscal", r"(?P<kind>(?i:fiscal(?:{_}year)?|FY))(?:{_}|-)?(?P<year>{Y}|(?:19|20)?\d\d(?!\d))"),
    ("year", r"(?:(?P<mod>(?i:early|late|mid))(?:{_}|-))?(?P<year>{Y})(?![\w/-])"),
    ("month_bare", r"(?:(?P<mod>(?i:early|late|mid))(?:{_}|-))?(?P<month>{M})(?![\w’'-])"),
    ("daypart_bare", r"(?P<part>(?i:midnight|noon|midday))(?:{_}(?:on{_})(?P<tail>{WDFULL}|{M}{_}{D}(?:,{_}{Y})?|"
                     r"{D}{_}{M}(?:{_}{Y})?))?"),
    ("vague", r"(?P<vague>{VAGUE})"),
)  # fmt: skip


@lru_cache(maxsize=1)
def patterns() -> dict[str, re.Pattern[str]]:
    """Each rule's pattern by its name, with its named groups."""
    return {name: re.compile(_filled(pattern, tables.alternatives) + _NO_MORE) for name, pattern in _RULES}


def _filled(pattern: str, spelled: Spelled) -> str:
    return re.sub(r"\{([A-Z_]+)\}", lambda block: _blocks(spelled)[block[1]], pattern)


# Where an expression may begin: at a word or a number that no sign of money and no decimal point goes before.
_BEGINNING = re.compile(r"(?<![\w$€£¥])(?<!\d[.,])(?:(?P<word>[A-Za-z][^\W\d_]*)|(?=[\d’']))")
_NEVER_FIRST = frozenset(("of", "to", "and", "from", "into", "before", "after", "by"))
_LITERAL = re.compile(r"(?<![\\A-Za-z])(?P<word>[A-Za-z]+)(?P<optional>\?)?")


@lru_cache(maxsize=1)
def _rules_by_word() -> dict[str, tuple[str, ...]]:
    """Every word that stands in a rule → the rules, in order, in which it stands. No other word begins one."""
    found: dict[str, list[str]] = {}
    for name, pattern in _RULES:
        plain = re.sub(r"\?P<\w+>|\?i:|\\[a-zA-Z]", " ", _filled(pattern, "|".join))
        for literal in _LITERAL.finditer(plain.casefold()):
            for form in {literal["word"], literal["word"][: -1 if literal["optional"] else None]} - _NEVER_FIRST:
                found.setdefault(form, []).append(name)
    return {word: tuple(dict.fromkeys(names)) for word, names in found.items()}


@lru_cache(maxsize=16384)
def _rules_at(word: str | None) -> Iterable[str]:
    """The rules that may begin with the word; all of them where it is a number or not plain ASCII."""
    if not word or not word.isascii():
        return patterns()
    rules, plain = _rules_by_word(), word.casefold()
    return rules.get(plain) or rules.get(plain.removesuffix("s"), ())


def scan(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Rule name and match of everything that looks like a time expression, in order, without overlap."""
    known_patterns, end = patterns(), 0
    for begun in _BEGINNING.finditer(text):
        if begun.start() < end:
            continue
        for name in _rules_at(begun["word"]):
            match = known_patterns[name].match(text, begun.start())
            if match:
                yield name, match
                end = match.end()
                break
