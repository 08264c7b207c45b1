"""Who is said to have said what: joins cues, speakers and quotations of each sentence into attributions.

Rules are tried in the order of their certainty; each attribution says which rule made it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from build_tools.extract import cues, gazetteer
from build_tools.extract.candidates import label_end
from build_tools.extract.cues import Cue
from build_tools.extract.quotations import Quotation, Quotations
from build_tools.extract.reading import Attribution, Entity, NameMention, Span
from build_tools.extract.speakers import Speaker, Speakers
from build_tools.model import Document, Sentence

_CONTRAST = re.compile(r"(?:While|Although|Though|Whereas|Even as|Even though)\s")
_ACCORDING = re.compile(r"\b[Aa]ccording to ")
_SIGNATURE = re.compile(r"[”\"]\s{1,3}(?P<dash>[—–-]{1,2})\s{0,3}(?=[A-Z])")
_SPEECH_BEHIND = re.compile(r"[”\"’,]\s\Z")


def find_attributions(
    document: Document, quotations: Quotations, mentions: Sequence[NameMention], entities: Mapping[str, Entity]
) -> tuple[Attribution, ...]:
    """All attributions of the body, in order of their sentences."""
    reader = _Reader(document, quotations, Speakers(document.text, mentions, entities))
    for index, sentence in enumerate(document.sentences):
        if document.blocks[sentence.block].is_body:
            reader.read(index, sentence)
    return tuple(reader.finished())


class _Reader:
    """Reads sentence after sentence; quotations without a cue of their own are settled at the end."""

    def __init__(self, document: Document, quotations: Quotations, speakers: Speakers) -> None:
        self._text = document.text
        self._document = document
        self._quotations = quotations
        self._speakers = speakers
        self._found: list[Attribution] = []
        self._by_quotation: dict[int, Attribution] = {}
        self._waiting: list[tuple[int, Sentence, Quotation, Attribution | None]] = []
        self._block = -1
        self._block_last: Attribution | None = None

    def read(self, index: int, sentence: Sentence) -> None:
        """Reads one sentence."""
        if sentence.block != self._block:
            self._block, self._block_last = sentence.block, None
        block = self._document.blocks[sentence.block]
        start = max(sentence.start, label_end(self._text, block)) if sentence.start == block.start else sentence.start
        made = [*self._signed(index, sentence), *self._quoted_as(index, start, sentence)]
        made = made or [*self._according(index, start, sentence)]
        if not made:
            made = list(self._by_cues(index, start, sentence))
        for attribution in made:
            self._note(attribution, sentence)
        if not any(attribution.direct for attribution in made):
            for quotation in self._quotations.within(sentence.start, sentence.end):
                if quotation.is_speech(self._text) and not made:
                    self._waiting.append((index, sentence, quotation, self._block_last))
                    break

    def _note(self, attribution: Attribution, sentence: Sentence) -> None:
        self._found.append(attribution)
        if attribution.speaker is not None:
            self._block_last = attribution
        for quotation in self._quotations.within(sentence.start, sentence.end):
            self._by_quotation.setdefault(quotation.start, attribution)

    def finished(self) -> Iterator[Attribution]:
        """All attributions, with the quotations that got their speaker from the words around them."""
        for index, sentence, quotation, before in self._waiting:
            owner = self._by_quotation.get(quotation.start)
            why = "the same quotation goes on"
            if owner is None and before is not None:
                owner, why = before, "the quotation follows words of the same speaker in its paragraph"
            if owner is not None:
                content = (max(sentence.start, quotation.start), min(sentence.end, quotation.end))
                self._found.append(
                    replace(
                        owner,
                        source=(),
                        cue=(),
                        content=(content,),
                        direct=True,
                        sentence=index,
                        medium=owner.medium,
                        why=f"{why}: {owner.why}",
                    )
                )
        return iter(sorted(self._found, key=lambda item: (item.sentence, item.content[:1], item.cue[:1])))

    # ── Rules ───────────────────────────────────────────────────────────────────────────────────────────────

    def _signed(self, index: int, sentence: Sentence) -> Iterator[Attribution]:
        """“…” — NAME, TITLE."""
        found = _SIGNATURE.search(self._text, sentence.start, sentence.end)
        if not found:
            return
        names = [
            name
            for name in self._speakers.mentions_in(found.end(), sentence.end)
            if name.kind in ("person", "organisation")
        ]
        if not names or names[0].start - found.end() > 30:
            return
        speaker = Speaker(names[0].id, found.end(), sentence.end, "the signature under a quotation", names[0].kind)
        self._speakers.remember(speaker)
        yield self._made(
            index,
            sentence,
            speaker,
            cue=(found.start("dash"), found.end("dash")),
            content=((sentence.start, found.start() + 1),),
            direct=True,
        )

    def _quoted_as(self, index: int, start: int, sentence: Sentence) -> Iterator[Attribution]:
        """“X quoted Y as saying …” and “Y was quoted (by X) as saying …”: Y speaks, X passes it on."""
        found = _QUOTED_AS.search(self._text, start, sentence.end)
        if not found or self._quotations.at(found.start()):
            return
        before = self._speakers.before(start, found.start())
        named = self._speakers.behind(found.start("who"), found.end("who")) if found["who"] else None
        speaker, outlet = (before, named) if found["passive"] else (named, before)
        if speaker is None:
            return
        self._speakers.remember(speaker)
        made = self._made(
            index,
            sentence,
            speaker,
            cue=(found.start(), found.end()),
            content=((found.end(), _trimmed_end(self._text, sentence.end)),),
        )
        via = (outlet.who,) if outlet and isinstance(outlet.who, str) else ()
        yield replace(
            made,
            via=(*via, *made.via),
            source=((speaker.start, min(speaker.end, found.end("who"))),) if named is speaker else made.source,
        )

    def _according(self, index: int, start: int, sentence: Sentence) -> Iterator[Attribution]:
        for found in _ACCORDING.finditer(self._text, start, sentence.end):
            if self._quotations.at(found.start()):
                continue
            speaker = self._speakers.behind(found.end(), sentence.end)
            if speaker is None:
                continue
            self._speakers.remember(speaker)
            content = _without(start, sentence.end, (found.start(), speaker.end))
            yield self._made(index, sentence, speaker, cue=(found.start(), found.end() - 1), content=content)
            return

    def _by_cues(self, index: int, start: int, sentence: Sentence) -> Iterator[Attribution]:
        floor, last = start, None
        found: list[Attribution] = []
        for cue in cues.find_cues(self._text, start, sentence.end, self._quotations):
            if cue.start < floor:
                continue
            made = self._by_cue(index, cue, start, sentence, last)
            if made is None:
                continue
            if (
                last is not None
                and cue.start < last.content[-1][1]
                and (cue.is_participle or made.source == last.source)
            ):
                found[-1] = self._shortened(last, cue)
            found.append(made)
            last, floor = made, cue.end
        yield from found

    def _shortened(self, before: Attribution, cue: Cue) -> Attribution:
        """What was said first ends where the same speaker's next statement begins; its stance is its own words'."""
        begin, _ = before.content[-1]
        end = cue.start
        while end > begin and self._text[end - 1] in " ,;":
            end -= 1
        end -= 4 if self._text[begin:end].endswith((" and", " but")) else 0
        if end - begin < 3:
            return before
        content = (*before.content[:-1], (begin, end))
        own = gazetteer.cues().get(self._text[before.cue[0][0] : before.cue[0][1]], ("asserts", ""))[0]
        return replace(before, content=content, stance=own if own != "asserts" else self._changed(content)[0] or own)

    def _by_cue(
        self, index: int, cue: Cue, start: int, sentence: Sentence, last: Attribution | None
    ) -> Attribution | None:
        if cue.is_participle:
            return self._leaning(index, cue, sentence, last)
        floor = last.cue[0][1] if last and last.cue else start
        begin = max(
            [floor, *(quote.end for quote in self._quotations.within(start, cue.start) if quote.end <= cue.start)]
        )
        speaker, inverted = self._subject(cue, begin, start, sentence, last)
        if speaker is None or cue.kind != "speech" and not self._speaks(cue, speaker, sentence):
            return None
        content = self._content(cue, speaker, start, sentence, inverted=inverted)
        if not content or last is not None and last.speaker == speaker.who and cue.kind != "speech":
            return None
        self._speakers.remember(speaker)
        return self._made(index, sentence, speaker, cue=(cue.start, cue.end), content=content, stance=cue.stance)

    def _subject(
        self, cue: Cue, begin: int, start: int, sentence: Sentence, last: Attribution | None
    ) -> tuple[Speaker | None, bool]:
        """Who speaks, and whether he stands behind the cue: “…,” said NAME. A closed quotation looks behind first."""
        lead = self._text[max(start, cue.start - 2) : cue.start]
        may_invert = cue.kind in ("speech", "that") and bool(_SPEECH_BEHIND.search(lead))
        if may_invert and lead[:1] != ",":
            found = self._speakers.behind(cue.end, sentence.end)
            if found:
                return found, True
        found = self._speakers.before(begin, cue.start) or self._coordinated(begin, cue, last, sentence)
        if found is None and may_invert and not cue.word.startswith("t"):
            found = self._speakers.behind(cue.end, sentence.end)
            return found, found is not None
        return found, False

    def _leaning(self, index: int, cue: Cue, sentence: Sentence, last: Attribution | None) -> Attribution | None:
        """“…, saying …”: a further statement of the speaker of the clause before."""
        if last is None or not re.search(r"[,;”]\s\Z", self._text[max(0, cue.start - 2) : cue.start]):
            return self._leaning_on_subject(index, cue, sentence) if last is None else None
        speaker = (
            Speaker(last.speaker or "", *last.source[0], "who spoke in the clause before") if last.source else None
        )
        if speaker is None:
            return None
        content = ((cue.end, _trimmed_end(self._text, sentence.end)),)
        return self._made(index, sentence, speaker, cue=(cue.start, cue.end), content=content, stance=cue.stance)

    def _sentence_subject(self, cue: Cue, sentence: Sentence) -> Speaker | None:
        names = self._speakers.mentions_in(sentence.start, min(cue.start, sentence.start + 90))
        if not names or names[0].start - sentence.start > 4 or self._text[names[0].end : names[0].end + 1] in "’'":
            return None
        return Speaker(names[0].id, names[0].start, names[0].end, "the subject of the sentence", names[0].kind)

    def _leaning_on_subject(self, index: int, cue: Cue, sentence: Sentence) -> Attribution | None:
        if cue.kind not in ("speech", "act") or not re.search(r",\s\Z", self._text[max(0, cue.start - 2) : cue.start]):
            return None
        speaker = self._sentence_subject(cue, sentence) if cue.kind == "speech" or " " in cue.word else None
        if speaker is None:
            return None
        self._speakers.remember(speaker)
        return self._made(
            index,
            sentence,
            speaker,
            cue=(cue.start, cue.end),
            content=((cue.end, _trimmed_end(self._text, sentence.end)),),
            stance=cue.stance,
        )

    def _coordinated(self, begin: int, cue: Cue, last: Attribution | None, sentence: Sentence) -> Speaker | None:
        """“… and urged”, “… but did not acknowledge”: the speaker of the clause before, or the sentence's subject."""
        lead = self._text[max(begin, cue.start - 12) : cue.start]
        if not re.search(r"\b(?:and|but|or|then|also)[,\s]+(?:also |later )?\Z", lead):
            return None
        if last is None:
            return self._sentence_subject(cue, sentence)
        if not last.source:
            return None
        return Speaker(last.speaker or "", *last.source[0], "who spoke in the clause before")

    def _speaks(self, cue: Cue, speaker: Speaker, sentence: Sentence) -> bool:
        """Whether an act (“urged”, “vowed”) or a thought is told as something said."""
        behind = self._text[cue.end : min(cue.end + 30, sentence.end)]
        if speaker.kind not in ("person", "organisation", "outlet", "state", "group", "unnamed", "unit"):
            return False
        if cue.kind == "that":
            closes = not behind.strip(" .") and speaker.kind == "unnamed"
            said = re.match(
                r"(?: (?:[a-z]+ ){0,2}that\b| ?:|,? [“\"]| [^,;:]{2,40} [“\"])", self._text[cue.end : cue.end + 60]
            )
            return closes or bool(said) or self._quotes(cue, sentence)
        if cue.kind == "weak":
            return bool(re.match(r" (?:that|the|it|he|she|they|to|up|more|about|\d\S*)\b", behind))
        return len(behind.split()) > 1

    def _quotes(self, cue: Cue, sentence: Sentence) -> bool:
        return any(quote.is_speech(self._text) for quote in self._quotations.within(sentence.start, cue.start))

    def _content(
        self, cue: Cue, speaker: Speaker, start: int, sentence: Sentence, *, inverted: bool
    ) -> tuple[Span, ...]:
        """What is said: behind the cue if words follow it, else before the speaker; quotations on both sides."""
        end = _trimmed_end(self._text, sentence.end)
        left = (start, _trimmed_end(self._text, speaker.start if not inverted else cue.start))
        right_start = speaker.end if inverted else self._past_hearer(cue, end)
        breaks_off = self._text[right_start : right_start + 1] == ","
        while right_start < end and self._text[right_start] in " ,:":
            right_start += 1
        right = (min(right_start, end), end)
        quoted = (
            [quote for quote in self._quotations.within(*left) if quote.is_speech(self._text)]
            if left[1] > left[0]
            else []
        )
        trailing = self._text[right_start : right_start + 1] == "“"
        if quoted and 0 < left[1] - quoted[-1].end < 12:
            left = (left[0], quoted[-1].end)
        if quoted:
            return (left, right) if trailing else (left,)
        comma = self._text.find(", ", cue.end, end) if _CONTRAST.match(self._text, start) else -1
        if comma > 0:
            right = (right[0], comma)
        ended = self._text[speaker.start - 2 : speaker.start] == ", " or inverted
        short = _ADJUNCT.match(self._text[right[0] : min(right[1], right[0] + 200)].rstrip(" .") + "\n")
        if ended and left[1] - left[0] > 20 and (short or inverted or breaks_off):
            return (left,)
        if right[1] - right[0] >= 3:
            return (right,)
        return (left,) if left[1] - left[0] > 20 else ()

    def _past_hearer(self, cue: Cue, end: int) -> int:
        """Behind whom it was told: “told the X on Nov. 6”, “told reporters that …”."""
        if not cue.word.startswith(("told", "tell", "informed", "briefed")):
            return cue.end
        names = self._speakers.mentions_in(cue.end, min(end, cue.end + 60))
        if names and names[0].start - cue.end <= (30 if names[0].kind == "outlet" else 6):
            return names[0].end
        found = re.match(
            r" (?:the |a |an |his |her )?(?:[a-z]+ )?[a-z]+(?=[ ,.:])", self._text[cue.end : min(end, cue.end + 40)]
        )
        return cue.end + found.end() if found else cue.end

    def _made(
        self, index: int, sentence: Sentence, speaker: Speaker, *, cue: Span, content: Sequence[Span],
        stance: str = "asserts", direct: bool | None = None,
    ) -> Attribution:  # fmt: skip
        """The attribution, with those who passed it on, the medium and a stance that the words may change."""
        who, via, chain = self._chain(speaker, cue, sentence)
        spans = tuple((begin, end) for begin, end in content if end > begin)
        changed, words = ("", "") if stance != "asserts" else self._changed(spans)
        if direct is None:
            direct = any(quote.is_speech(self._text) for span in spans for quote in self._quotations.within(*span))
        reasons = [speaker.why, chain, f"“{words}” changes the stance" if words else ""]
        return Attribution(
            source=((speaker.start, speaker.end),) if speaker.end > speaker.start else (),
            cue=(cue,),
            content=spans,
            speaker=who,
            via=via,
            stance=changed or stance,
            direct=direct,
            medium=cues.medium_within(self._text, sentence.start, sentence.end, self._quotations),
            sentence=index,
            why="; ".join(reason for reason in reasons if reason),
        )

    def _changed(self, spans: Sequence[Span]) -> tuple[str, str]:
        for start, end in spans:
            found = cues.stance_within(self._text, start, end, self._quotations)
            if found[0]:
                return found
        return "", ""

    def _chain(self, speaker: Speaker, cue: Span, sentence: Sentence) -> tuple[object, tuple[str, ...], str]:
        """Who it leads back to, and via whom: “told the X”, “in an interview with X”, “X, citing Y”."""
        who = speaker.who
        via: list[str] = []
        citing = _CITING.search(self._text, cue[1], sentence.end) or _CITING.search(self._text, sentence.start, cue[0])
        if citing and speaker.kind in ("outlet", "organisation") and isinstance(who, str):
            origin = self._speakers.behind(citing.end(), sentence.end)
            if origin is not None and origin.who != who:
                return origin.who, (who,), "cited by an outlet that passes it on"
        told = _TOLD.search(self._text, cue[0], sentence.end)
        if told:
            outlet = self._outlet_at(told.end(), sentence.end)
            if outlet and outlet != who:
                via.append(outlet)
        return who, tuple(via), f"told to {via[0]}" if via else ""

    def _outlet_at(self, start: int, end: int) -> str:
        if re.match(
            r"(?:the )?(?:publication|newspaper|outlet|agency|broadcaster|channel|magazine|paper|news agency)\b",
            self._text[start : start + 30],
        ):
            last = self._speakers.last_outlet(start)
            return last.id if last else ""
        names = self._speakers.mentions_in(start, min(end, start + 60))
        near = [name for name in names if name.kind == "outlet" and len(self._text[start : name.start]) <= 24]
        return near[0].id if near else ""


_QUOTED_AS = re.compile(
    r"\b(?P<passive>(?:was|were|has been|have been) )?(?:quoted|quotes|cited)(?: by)?(?: (?P<who>[^,.;:“”]{2,70}?))"
    r"? as (?:saying|telling)\b"
)
_ADJUNCT = re.compile(
    r"(?:(?:on|in|at|during|to|via|through|late|early|by|from|after|before|shortly|last|this|when|as)"
    r"\b[^,;“]{0,90}(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?(?:, \d{4})?"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day[^,;“]{0,40}|yesterday|today)?\n"
)
_CITING = re.compile(r"\b(?:citing|quoting|cited|quoted) ")
_TOLD = re.compile(
    r"\b(?:told|(?:in|during) an? (?:[a-z-]+ )?interview (?:with|to)|speaking to|spoke to|in (?:remarks|comments|a "
    r"statement) to|"
    r"(?:news|it|this|that|information|report|details) to|(?:quoted|cited|reported|published) by) (?:the )?"
)


def _without(start: int, end: int, hole: Span) -> tuple[Span, ...]:
    return tuple(span for span in ((start, hole[0]), (hole[1], end)) if span[1] - span[0] > 12)


def _trimmed_end(text: str, end: int) -> int:
    while end > 0 and text[end - 1] in " \n,":
        end -= 1
    return end
