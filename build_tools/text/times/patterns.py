"""What time expressions look like: a row per rule, with the words it may begin with. Resolves nothing.

Columns: name; beginnings; pattern. A beginning is a word, ``@kind`` (all words of the table of that kind), ``the+…``
and ``a+…`` (the same behind an article), ``#+…`` (behind a number), ``#year`` (four digits) or ``#mark`` (digits with
a sign among them). ``{M}`` and the like are blocks of time_grammar. Earlier rules win where two fit at one word.
"""

from __future__ import annotations

_NUMBERS = (
    "@number-word @tens a+@unit a+few a+couple a+hundred a+dozen several few many dozens hundreds thousands couple"
)
_WHICH = "last this next"
_NEAR = "previous following coming current same preceding past last next"
_EDGES = "beginning start end middle turn close"
_MODS = "early late mid"
_PLURALS = "days weeks months years decades centuries hours minutes"


def _behind(article: str, words: str) -> str:
    return " ".join(f"{article}+{word}" for word in words.split())


_AGES = r"(?:[ -](?:and{_}a{_}half[ -])?)"
ROWS: tuple[tuple[str, str, str], ...] = (
    ("iso", "#mark", r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|{_}UTC)?)?(?![\d-])"),
    ("slash", "#mark", r"\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/])"),
    ("days_md", "@month @month-short",
     r"(?P<month>{M}){_}(?P<first>{D})(?:{_}?[–—-]{_}?|{_}(?:to|and|through){_})(?P<last>{D})(?:,?{_}(?P<year>{Y}))?"),
    ("days_dm", "#mark #+to #+and",
     r"(?P<first>{D})(?:{_}?[–—-]{_}?|{_}(?:to|and){_})(?P<last>{D}){_}(?P<month>{M})(?:,?{_}(?P<year>{Y}))?"),
    ("clock", "#mark #+a #+p #+am #+pm #+o #+in #+gmt #+utc",
     r"(?:(?P<hour>\d{1,2})[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?(?:{_}?(?P<half>[ap]\.?m\b\.?|[AP]\.?M\b\.?))?|"
     r"(?P<hour2>\d{1,2}){_}?(?P<half2>[ap]\.?m\b\.?|[AP]\.?M\b\.?|o['’]clock)|"
     r"(?P<hour3>1[0-2]|[1-9]){_}in{_}the{_}(?P<half3>morning|afternoon|evening))"
     r"(?:{_}(?P<open>\()?(?P<zone>{ZONE})(?(open)\)))?(?:,?{_}(?:on{_})?(?P<tail>{WD},?{_}{M}{_}{D}(?:,{_}{Y})?|{M}{_}{D}(?:,{_}{Y})?|"
     r"(?:{WD},?{_})?{D}{_}{M}(?:{_}{Y})?|{WD}(?:{_}{DP})?|today|yesterday|tomorrow))?"),
    ("military_clock", "#year #+gmt #+utc #+z", r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d){_}?(?P<zone>GMT|UTC|Z)\b"),
    ("date_md", "@month @month-short @weekday @weekday-short @daypart the+@daypart overnight",
     r"(?:(?P<of>(?:the{_})?(?P<part>{DP}){_}of{_})|(?P<night>(?i:overnight)(?:{_}(?:on|of))?){_})?"
     r"(?:(?P<weekday>{WD}),?{_}(?:the{_})?)?(?P<month>{M}){_}(?P<day>{D})"
     r"(?:(?:,|{_}of|,?{_}in)?{_}(?P<year>{Y})|,?{_}(?:of{_})?(?P<rel>last|this|next){_}year(?!['’]))?"
     r"(?:{_}(?P<part2>{DP})\b)?"),
    ("date_dm", "#+@month #+@month-short #+of @weekday @weekday-short @daypart the+@daypart overnight",
     r"(?:(?P<of>(?:the{_})?(?P<part>{DP}){_}of{_})|(?P<night>(?i:overnight)(?:{_}(?:on|of))?){_})?"
     r"(?:(?P<weekday>{WD}),?{_}(?:the{_})?)?(?P<day>{D}){_}(?:of{_})?(?P<month>{M})"
     r"(?:,?{_}(?P<year>{Y})|,?{_}(?:of{_})?(?P<rel>last|this|next){_}year(?!['’]))?"),
    ("week_of", "week the+week",
     r"(?:the{_})?week{_}of{_}(?P<tail>{M}{_}{D}(?:,{_}{Y})?|{D}{_}{M}(?:{_}{Y})?)"),
    ("edge", f"{_EDGES} {_behind('the', _EDGES)}",
     r"(?:the{_})?(?P<edge>{EDGE}){_}of{_}(?:(?P<year>{Y})|(?P<month>{M})(?:,?{_}(?P<myear>{Y}))?|"
     r"(?P<which>(?i:the|this|last|next|that)){_}(?P<unit>{U})(?![\w-]))"),
    ("year_end", "year month the+year the+month", r"(?P<unit>(?i:year|month))(?:['’]s)?[ -](?P<edge>(?i:end))(?![\w-])"),
    ("part_of_edge", f"{_WHICH} #year",
     r"(?:(?P<which>(?i:this|last|next)){_}year['’]s|(?P<year>{Y}))(?:{_}fiscal)?{_}(?P<ord>{ORD})(?:{_}|-)"
     r"(?P<unit>(?i:quarter|half))(?![\w-])"),
    ("quarter", "@ordinal #+quarter #+half the+#+quarter the+#+half last fiscal financial the+@ordinal the+fiscal the+last the+financial the+year the+#year",
     r"(?:the{_}(?!(?:fiscal[ -])?\w+-(?:quarter|half)))?(?:(?P<ago>(?i:year-(?:ago|earlier)))[ ]|(?P<year0>{Y}){_})?"
     r"(?:(?i:fiscal|financial)[ -])?(?P<ord>{ORD}|(?i:last)(?=[ ]half))(?:{_}|-)(?:(?:fiscal|financial){_})?"
     r"(?P<unit>(?i:quarter|half))(?![\w-])"
     r"(?:(?:{_}of|{_}in)?{_}(?:(?:fiscal{_})?(?P<year>{Y})|(?P<rel>(?:the|last|this|next){_}year)))?"),
    ("quarter_short", "q1 q2 q3 q4 Q", r"Q(?P<q>[1-4])(?:{_}?(?P<year>{Y}))?"),
    ("same_period", "last this next latest same comparable corresponding #year the+#year the+year year the+latest the+comparable the+corresponding the+same the+quarter "
     "a+year",
     r"(?:(?:the{_})?(?:(?P<year>{Y})|(?:(?:comparable|corresponding|same){_})?(?P<ago>(?i:year-(?:ago|earlier|before)))"
     r"|(?P<latest>(?i:latest|comparable|corresponding|same)))(?:{_}(?P<what>quarter|period|(?:three|six|nine){_}months))"
     r"|(?P<last>(?i:last|this|next)){_}year['’]s{_}(?:quarter|period)"
     r"|(?:the{_})(?P<bare>quarter)(?={_}(?:last{_}year|a{_}year))"
     r"|(?P<alone>(?i:year-(?:ago|earlier)))(?![\w-]))"
     r"(?:,?{_}(?P<rel>(?:of{_})?last{_}year|a{_}year{_}(?:ago|earlier)|the{_}year{_}before|(?:of|in){_}(?P<of>{Y})))?"),
    ("month_of", f"@month @month-short {_MODS}",
     r"(?:(?P<mod>(?i:early|late|mid))(?:{_}|-)(?:in{_})?)?(?P<month>{M})(?:{_}of)?{_}(?P<which>(?i:last|this|next)){_}year"
     r"(?!['’])"),
    ("month_year", f"@month @month-short {_MODS}",
     r"(?:(?P<mod>(?i:early|late|mid))(?:{_}|-)(?:in{_})?)?(?P<month>{M})(?:,|{_}of|{_}in)?{_}"
     r"(?:(?P<year>{Y})|(?P<spelled>{SPELLED}))"),
    ("season", f"{_WHICH} that past following {_MODS} @season the+@season the+early the+late the+past the+following",
     r"(?:the{_})?(?:(?P<which>(?i:last|this{_}past|this{_}coming|this|next|that|past|following|early|late|mid)){_})?"
     r"(?:the{_})?(?P<season>{SEASON})"
     r"(?:(?:{_}of)?{_}(?:(?P<year>{Y})|(?P<spelled>{SPELLED})|(?P<rel>last|this|next){_}year))?"),
    ("month_relative", _WHICH,
     r"(?P<which>(?i:last|this|next|this{_}past|this{_}coming)){_}(?P<month>{M})(?!\.?{_}?\d)"),
    ("holiday", f"@holiday {_WHICH}",
     r"(?:(?P<which>(?i:last|this|next)){_})?(?P<holiday>{HOLIDAY})(?:(?:,|{_}in|{_}of)?{_}(?P<year>{Y}))?"),
    ("decade", f"#mark {_MODS} the+#mark the+early the+late the+mid @decade the+@decade",
     r"(?:the{_})?(?:(?P<mod>(?i:early|late|mid))(?:{_}|-))?(?:(?P<decade>(?:1[5-9]|20)\d0|['’]\d0|(?<=[ -])[2-9]0)['’]?s\b|"
     r"(?P<word>{DECADE}))"),
    ("century", f"#+century @ordinal-century {_MODS} the+#+century the+@ordinal-century the+early the+late the+mid",
     r"(?:the{_}(?!\w+-century))?(?:(?P<mod>(?i:early|late|mid))(?:{_}|-))?(?P<ord>(?:1\d|2[01]|[4-9])(?:st|nd|rd|th)|{CENTURY})(?:{_}|-)"
     r"(?i:century)"),
    ("years_span", "#mark", r"(?P<first>{Y})[–—/-](?P<last>(?:(?:1[5-9]|20)\d\d|\d\d)(?!\d))"),
    ("age", f"#+@unit #+@units #mark {_NUMBERS}",
     r"{NUM}" + _AGES + r"(?:{US})[ -]olds?\b|(?:24{_}hours|seven{_}days){_}a{_}(?:day|week)"),
    ("offset", f"#+@unit #+@units #+or #+to #+more #mark {_NUMBERS} {_PLURALS}",
     r"(?:(?P<num>{NUM})(?:{_}(?:or|to){_}(?P<num2>{NUM}))?(?:{_}|-)(?:more{_})?|(?=\w{3,9}s\b))(?P<unit>{US})"
     r"(?P<half>{_}and{_}a{_}half)?(?:{_}or{_}(?:so|two|more))?{_}"
     r"(?P<way>(?i:ago|earlier|later|before|after|previously|from{_}now|prior|afterwards?|hence))(?![\w-])"),
    ("span_of", "last past previous next coming first final following latest opening closing "
     + _behind("the", "last past previous next coming first final following latest opening closing"),
     r"(?:the{_})?(?P<which>(?i:last|past|previous|next|coming|first|final|following|latest|opening|closing))"
     r"{_}(?P<num>{NUM})(?:{_}(?:or|to){_}(?P<num2>{NUM}))?{_}(?:more{_})?(?P<unit>{US})(?:{_}or{_}so)?(?![\w-])"),
    ("relative", f"{_WHICH} that past following {_MODS} earlier later sometime {_behind('the', _NEAR)}",
     r"(?:(?P<mod>(?i:early|late|earlier|later|sometime)){_}(?:on{_}|in{_}(?=the))?)?(?P<which>(?i:last|this|next|"
     r"the{_}(?:previous|following|coming|next|current|same|preceding|last|past)|that{_}same|that|this{_}past|"
     r"this{_}coming|this{_}same|past|following))"
     r"{_}(?P<what>{WD}(?:{_}(?P<wdpart>{DP})\b)?|{DP}|fiscal{_}year|{U}|weekends?)(?![\w-])(?!{_}(?:{US})\b)"),
    ("part_after", "@daypart the+@daypart the+early the+late",
     r"(?:the{_}(?P<mod>early|late)?{_}?)(?P<part>{DP}){_}(?:of|on){_}(?P<weekday>{WDFULL})"),
    ("weekday", "@weekday @weekday-short overnight",
     r"(?:(?P<night>(?i:overnight)(?:{_}(?:on|from|into))?){_})?"
     r"(?P<weekday>{WDFULL}|(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\b\.)"
     r"(?P<plural>s\b)?(?:{_}(?P<part>{DP})(?P<parts>s)?\b)?"),
    ("dayref", "today yesterday tomorrow tonight overnight same day weekend the+day the+week the+month the+year the+same the+weekend that late "
     "later earlier early mid midafternoon",
     r"(?:(?P<mod>(?i:early|late|earlier|later)){_}|(?i:mid-?(?P<part0>afternoon|morning)){_})?"
     r"(?P<ref>(?i:the{_}day{_}before{_}yesterday|the{_}day{_}after{_}tomorrow|yesterday|today|tomorrow|"
     r"tonight|overnight|(?:the|that){_}same{_}day|the{_}(?:day|week|month|year){_}before|the{_}day{_}after|the{_}weekend))"
     r"(?:{_}(?P<part>{DP})\b)?"),
    ("set", "every each per once twice a+@unit @number-word #+times",
     r"(?:(?P<times>(?i:once|twice|(?:\w{3,5}|\d{1,3}){_}times)){_})?(?P<each>(?i:every|each|an?|per))"
     r"(?:{_}(?P<num>other|second(?={_}(?:{US}))|third(?={_}(?:{US}))|two|three|four|five|six|seven|eight|nine|ten|\d{1,3}))?{_}(?P<unit>{US}|{WDFULL}|"
     r"{DP}|{SEASON}|{MFULL})(?![\w-])"),
    ("duration", f"#+@unit #+@units #+or #+to #+more #+straight #+consecutive #+additional #+trading #+business "
     f"#+working #mark half {_NUMBERS}",
     r"(?P<num>{NUM})(?:(?:{_}(?:or|to){_}|[–—-])(?P<num2>{NUM}))?(?:{_}|-)(?P<kind>(?:more|additional|consecutive|straight|"
     r"full|trading|business|working|calendar|long){_})?(?P<unit>{US})(?P<half>{_}and{_}a{_}half)?(?:-long)?\b(?!-\w)"),
    ("duration_plural", f"{_PLURALS} day week month year decade hour",
     r"(?P<unit>(?i:days|weeks|months|years|decades|centuries|hours|minutes))(?:{_}or{_}(?P<or>{US}))?(?P<ahead>{_}ahead)?(?![\w-])|"
     r"(?P<long>(?i:day|week|month|year|decade|hour)s?)-long(?![\w-])"),
    ("year_spelled", "nineteen the+year two", r"(?:the{_}year{_})?(?P<spelled>{SPELLED})"),
    ("stretch", "the+year the+month the+week the+quarter the+full the+current the+fiscal the+latest the+entire the+whole "
     "the+calendar current",
     r"the{_}(?P<adj>(?:full|current|latest|entire|whole|calendar){_})?(?P<fiscal>fiscal{_})?"
     r"(?P<unit>year|month|week|quarter)(?![\w-])"),
    ("fiscal", "fiscal fy Q", r"(?P<kind>(?i:fiscal(?:{_}year)?|FY))(?:{_}|-)?(?P<year>{Y}|(?:19|20)?\d\d(?!\d))"),
    ("year", f"#year {_MODS} the+year",
     r"(?:(?P<mod>(?i:early|late|mid))(?:{_}|-)|the{_}year{_})?(?P<year>{Y})(?![\w/-])(?:{_}or{_}later)?"),
    ("month_bare", f"@month @month-short {_MODS}",
     r"(?:(?P<mod>(?i:early|late|mid))(?:{_}|-))?(?P<month>{M})(?![\w-])"),
    ("daypart_bare", "midnight noon midday mid midafternoon midmorning",
     r"(?P<part>(?i:midnight|noon|midday|mid[ -]?(?:afternoon|morning)))"
     r"(?:{_}(?:on{_})?(?P<tail>{WDFULL}|{M}{_}{D}(?:,{_}{Y})?|{D}{_}{M}(?:{_}{Y})?|yesterday|today|tomorrow))?"),
    ("in_daypart", "the+morning the+afternoon the+evening", r"the{_}(?P<part>morning|afternoon|evening)(?![\w-])"),
    ("vague", "@present @past @future @set right more long a+long " + _behind("the", "past future near foreseeable coming"),
     r"(?P<vague>{VAGUE})"),
)  # fmt: skip
