"""Who is the speaker of a cue: its subject, whoever stands behind it, or the speaker of the clause before."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.reading import Attribution
from build_tools.extract.speech import noun_phrases, speakers, subjects
from build_tools.extract.speech.cues import Cue
from build_tools.extract.speech.hearing import Hearing, Passage
from build_tools.extract.speech.scene import Scene, Speaker, clause_words
from build_tools.extract.speech.subjects import Subject
from build_tools.model import Unnamed

_SPEECH_BEHIND = re.compile(r"(?:[”\"’',]|'')\s\Z")
_COORDINATED = re.compile(r"(?:[,;] |\b)(?:and|but|or|then)[,\s]+(?:\w+ly )?\Z")
UNKNOWN = "the subject of the verb"  # why of words that no rule knows to be somebody
_RELATIVES = ("who", "which", "that")
_FIRST_PERSON = ("i", "we", "you")


_NOBODY = re.compile(r"(?i:neither|none|nobody|no[ -]one|no|not (?:one|a single))\b")


def is_nobody(text: str, start: int) -> bool:
    """Whether the subject at ``start`` says that nobody does: “neither side”, “no official”, “none of them”."""
    return _NOBODY.match(text, start) is not None


def _listed(kind: str) -> tuple[str, ...]:
    return gazetteer.listed("subject_words.tsv", kind)


def behind(hearing: Hearing, passage: Passage, cue: Cue) -> Speaker | None:
    """Whoever stands behind the cue: “…,” said NAME. None where no words before the cue can be what he said."""
    lead = hearing.text[max(passage.start, cue.start - 3) : cue.start]
    if (
        cue.kind not in ("speech", "that", "act")
        or cue.form not in ("past", "s", "base")
        or cue.word.startswith(("tell", "told"))
    ):
        return None
    found = _SPEECH_BEHIND.search(lead)
    is_comma = lead.endswith(", ")
    if not found or is_comma and cue.kind != "speech":
        return None
    if is_comma and not _is_before_name(hearing, cue) and _has_aside(hearing, passage, cue):
        return None
    speaker = speakers.behind(hearing.scene, cue.end, passage.end)
    if is_comma and speaker and not cue.word.startswith(("sa", "wr", "ad", "re", "ac")):
        speaker = speaker if hearing.text[speaker.end : speaker.end + 1] in ",." else None
    if speaker is None and not is_comma:
        speaker = speakers.words_behind(hearing.scene, cue.end, passage.end)
    if speaker and isinstance(speaker.who, Unnamed):
        named = speakers.with_name_beside(hearing.scene, speaker, passage.end)
        speaker = named if isinstance(named.who, str) else speaker
    return speakers.with_apposition(hearing.scene, speaker, passage.end) if speaker else None


def _is_before_name(hearing: Hearing, cue: Cue) -> bool:
    """“…, said NAME NAME, head of …”, “…, said NAME NAME.”: a person, and no verb that he could be the subject of."""
    names = hearing.scene.inside(cue.end, min(len(hearing.text), cue.end + 80))
    if not names or names[0].kind != "person" or names[0].start - cue.end > 1:
        return False
    return " " in names[0].text and hearing.text[names[0].end : names[0].end + 1] in (",", ".")


def _has_aside(hearing: Hearing, passage: Passage, cue: Cue) -> bool:
    """“NAME, the head of …, reported”: the comma closes what is said of the subject."""
    found = subjects.before(hearing.text, passage.start, cue.start)
    return found is not None and found.end > found.head_end


def subject(hearing: Hearing, passage: Passage, cue: Cue, begin: int) -> tuple[Subject, Speaker] | None:
    """The words before the cue, from ``begin`` on, that are its subject, and who they stand for."""
    found = words_of_subject(hearing, cue, begin)
    return (found, who(hearing, passage, cue, found)) if found else None


def words_of_subject(hearing: Hearing, cue: Cue, begin: int) -> Subject | None:
    """The words before the cue, from ``begin`` on, that its form agrees with."""
    found = subjects.before(hearing.text, begin, cue.start)
    return found if found is not None and _agrees(hearing.text, found, cue) else None


def who(hearing: Hearing, passage: Passage, cue: Cue, found: Subject) -> Speaker:
    """Whom the words of a subject stand for."""
    return _who(hearing.scene, found, cue, passage.start)


def _agrees(text: str, found: Subject, cue: Cue) -> bool:
    """Whether the form of the verb fits the subject: “they say”, “he says”; nouns that look like verbs do not."""
    group = text[found.verb : cue.start].split()
    if group and (cue.form == "base" or cue.form == "ing"):
        return True
    head = text[found.start : found.head_end]
    last = head.split()[-1].strip(",.").lower()
    if cue.form == "base":
        return " and " in head or last in _listed("plural") or any(_is_plural(word) for word in _head_words(head))
    if cue.form == "s":
        if cue.word.partition(" ")[0] not in gazetteer.listed("cue_context.tsv", "noun"):
            return True
        if text.startswith(",", cue.end):  # “League rules, which …”
            return False
        is_short = len(head.split()) == 2 and head.partition(" ")[0].lower() in ("the", "his", "her", "this", "its")
        return (
            last in _listed("singular")
            or is_short
            or head.split()[-1][0].isupper()
            or last in gazetteer.speaker_nouns()
        )
    return cue.form != "ing"


def _head_words(head: str) -> list[str]:
    """The words of a noun phrase up to its first preposition, “of” and what it counts taken in."""
    words = [word.strip(",.").lower() for word in head.split()]
    small = gazetteer.listed("subject_words.tsv", "preposition")
    stop = next((index for index, word in enumerate(words) if index and word in small and word != "of"), len(words))
    return words[:stop]


def _is_plural(word: str) -> bool:
    return (
        word in _listed("plural")
        or word.isdigit()
        or word.endswith("s")
        and not word.endswith(("ss", "us", "is", "’s", "'s"))
    )


def _who(scene: Scene, found: Subject, cue: Cue, floor: int) -> Speaker:
    """Whom the words of a subject stand for: a name, somebody named before, or the words themselves."""
    head = scene.text[found.start : found.head_end]
    if head.lower() in _FIRST_PERSON:
        return Speaker(Unnamed(head), found.start, found.end, f"“{head}” speaks", "unnamed")
    if head in _RELATIVES:
        return _antecedent(scene, found, floor)
    if is_nobody(scene.text, found.start):
        return Speaker(Unnamed(_flat(head)), found.start, found.end, f"“{_flat(head)}” do not say it", "unnamed")
    if _names_two(scene, found):
        return Speaker(Unnamed(_flat(head)), found.start, found.end, "two or more speak together", "unnamed")
    if printed := _published().search(scene.text, found.start, found.head_end):
        bare = replace(found, head_end=printed.start(), end=printed.start())
        return replace(_who(scene, bare, replace(cue, start=printed.start()), floor), end=found.end)
    if apposed := _apposed_name(scene, found):
        return apposed
    speaker = speakers.before(scene, found.start, cue.start)
    if speaker is None or found.head_end <= speaker.start < found.end:  # a name in the aside is not who speaks
        speaker = noun_phrases.speaker(scene, found.start, found.head_end)
    if speaker is not None:
        return replace(speaker, start=found.start, end=found.end)
    names = [name for name in scene.inside(found.start, found.head_end) if name.kind in ("organisation", "state")]
    if names and len(names) == 1 and _is_part(scene.text, names[0].end, found.head_end):
        for beside in scene.inside(found.head_end, found.end):
            if beside.kind == "person" and scene.text[found.head_end : beside.start] == ", ":
                why = f"{beside.text} is set beside the subject"
                return Speaker(beside.id, found.start, found.end, why, "person")
        why = f"a part of {names[0].text} without a name of its own"
        return Speaker(Unnamed(_flat(head), names[0].id), found.start, found.end, why, "unnamed")
    if names and names[0].start - found.start <= 4:
        return Speaker(names[0].id, found.start, found.end, f"{names[0].text} heads the subject", names[0].kind)
    within = names[-1].id if names else ""
    return Speaker(Unnamed(_flat(head), within), found.start, found.end, UNKNOWN, "unnamed")


def _is_part(text: str, start: int, end: int) -> bool:
    """“NAME’s president”, “the NAME monitoring mission”: one of it, or a body in it, and not the state or union itself."""
    owned = re.match(
        r"[’']s? (?P<noun>(?:[a-z-]+ ){0,3}[a-z]+)\Z|(?: [a-z-]+){0,3} (?P<body>[a-z]+)\Z", text[start:end]
    )
    if not owned:
        return False
    noun = (owned["noun"] or owned["body"]).rpartition(" ")[2]
    stand_in = gazetteer.stand_ins().get(noun)
    if stand_in is None:
        return False
    return "person" in stand_in.kinds if owned["noun"] else noun in _BODIES_IN


_BODIES_IN = ("mission", "delegation", "team", "committee", "observatory", "embassy")


@lru_cache(maxsize=1)
def _published() -> re.Pattern[str]:
    """“A study published in …”: where it stands is the way it came, and none of its name."""
    return re.compile(rf",? {clause_words('published-in')} ")


def _antecedent(scene: Scene, found: Subject, floor: int) -> Speaker:
    """“NAME, who said”: the source is “who”, the speaker whoever is named before it."""
    named = scene.ended_at(found.start)
    if named is not None and named.kind == "person" and scene.text[named.end : found.start].strip() == ",":
        return Speaker(named.id, found.start, found.head_end, f"“who” stands for {named.text}", named.kind)
    before = subjects.antecedent(scene.text, floor, found.start)
    speaker = noun_phrases.speaker(scene, before.start, before.head_end) if before else None
    who = speaker.who if speaker else Unnamed(_flat(scene.text[before.start : before.head_end] if before else "who"))
    kind = speaker.kind if speaker else "unnamed"
    return Speaker(who, found.start, found.head_end, "“who” stands for the words before it", kind)


_ASIDE_GOES_ON = re.compile(r"\s*(?:,|\Z)| (?:of|from|at) ")


def _apposed_name(scene: Scene, found: Subject) -> Speaker | None:
    """“the operator, NAME, said”: the name that opens the aside, where the head is no name."""
    if scene.inside(found.start, found.head_end):
        return None
    for name in scene.inside(found.head_end, found.end):
        lead = scene.text[found.head_end : name.start].strip(" ,\n")
        is_titled = all(word[0].isupper() for word in lead.split()) and "," not in lead
        if is_titled and _ASIDE_GOES_ON.match(scene.text, name.end, found.end):
            return Speaker(name.id, found.start, found.end, f"{name.text} is set beside the subject", name.kind)
    return None


def _names_two(scene: Scene, found: Subject) -> bool:
    names = scene.inside(found.start, found.head_end)
    return any(
        re.fullmatch(r",? (?:and|nor|or) (?:[\w.’-]+ ){0,4}", scene.text[one.end : two.start])
        for one, two in zip(names, names[1:], strict=False)
    )


def _flat(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


def of_clause_before(last: Attribution) -> Speaker | None:
    """The speaker of an attribution once more; None where its words do not show him."""
    if not last.source or last.speaker is None:
        return None
    kind = "unnamed" if isinstance(last.speaker, Unnamed) else ""
    return Speaker(last.speaker, *last.source[0], "who spoke in the clause before", kind)


def is_bare(words: str) -> bool:
    """Whether the words are a pronoun alone."""
    return words.lower() in _listed("bare")


def is_coordinated(hearing: Hearing, passage: Passage, verb: int) -> bool:
    """“… and urged”, “… but did not acknowledge”: nothing but a joining word stands before the verb."""
    return _COORDINATED.search(hearing.text, max(passage.start, verb - 16), verb) is not None


def of_sentence(hearing: Hearing, passage: Passage, cue: Cue) -> Speaker | None:
    """The subject that opens the sentence, or its main clause behind an adverbial: the words before its first verb."""
    found = subjects.opening(hearing.text, passage.start, cue.start)
    if found is None:
        return None
    speaker = _who(hearing.scene, found, replace(cue, start=found.verb), passage.start)
    return replace(speaker, why=f"the subject of the sentence: {speaker.why}")
