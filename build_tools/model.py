"""The nouns of a dossier, frozen and typed. Knows neither YAML nor files.

Strings that come from a record are ``problems.Written`` and know their line and column; ``path`` is relative to
the dossier's root. Dates are EDTF strings; ``text.edtf`` reads them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from build_tools.tracing.table import as_table, single

STANCES = ("asserts", "confirms", "denies", "hedges", "declines", "expects")
STATUSES = ("draft", "reviewed", "retracted")
SENSITIVITIES = ("none", "graphic", "person-at-risk")
ACTOR_KINDS = ("person", "organisation", "state", "unit", "outlet", "group")
PRECISIONS = ("exact", "locality", "district", "region", "country")
QUESTION_KINDS = ("quantity", "date", "yes-no", "place", "choice", "text")
QUESTION_STATUSES = ("draft", "reviewed")
RIGHTS = ("quotes-only", "full-text")


# ── What is read ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document: half-open offsets in code points of the normalised text.

    ``kind``: ``paragraph`` or ``bullet`` (both body), ``heading`` (a section title inside the text) or
    ``apparatus`` (byline, credit line, reading list: what surrounds the article and is not part of it).
    ``part`` says which apparatus: ``title``, ``byline``, ``credit``, ``reading-list``; empty for the rest.
    ``section`` is the text of the heading above, empty before the first one.
    """

    start: int
    end: int
    kind: str
    part: str = ""
    section: str = ""

    @property
    def is_body(self) -> bool:
        """Whether these are words of the article itself, which a dossier has to account for."""
        return self.kind in ("paragraph", "bullet")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Half-open offsets in code points; ``block`` is the index of the block it stands in."""

    start: int
    end: int
    block: int

    def __reduce__(self) -> tuple[type[Sentence], tuple[int, int, int]]:
        """For copying to another process: there are so many of them that the usual way is felt."""
        return Sentence, (self.start, self.end, self.block)


@dataclass(frozen=True)
class Document:
    """A seed as the program reads it. ``text`` is normalised (LF, NFC, no BOM, NBSP → space); ``sha256`` is its hash.

    ``title``, ``authors`` and ``publisher`` (names as written) are what the text itself tells.
    """

    name: str
    text: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    title: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""

    @cached_property
    def sha256(self) -> str:
        """Hash of the normalised text, in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def body_sentences(self) -> tuple[Sentence, ...]:
        """The sentences of paragraphs and bullets: those that claims or set_aside have to cover."""
        return tuple(sentence for sentence in self.sentences if self.blocks[sentence.block].is_body)


@dataclass(frozen=True)
class Capture:
    """How the text of a seed was made of an original: a file as received that is no plain text.

    ``seed`` is the text's file name, ``sha256`` the hash of what was made; ``original`` the file's name, with its format in
    words, its own hash, and which part of it the text is. ``reader``: what made it, with versions. ``found``: the metadata
    in the file, by the keys of a source (``publisher`` is a name, no id); ``told_by``: where in the file each was found.
    ``corrected``: the hash of the text as a person has corrected it since, empty where nobody has.
    """

    seed: str
    sha256: str
    original: str
    original_sha256: str
    format: str = ""
    part: str = ""
    reader: str = ""
    corrected: str = ""
    found: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    told_by: Mapping[str, str] = field(default_factory=dict)


# ── What is recorded ────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Unnamed:
    """A speaker without a name: the words of the source for it, and the actor within which they place it."""

    words: str
    within: str = ""


@dataclass(frozen=True)
class Quantity:
    """A number as written, its value in the grammar of ``values``, its unit, and what it counts."""

    written: str
    value: str
    unit: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Translation:
    """An English rendering of a quote in another language, and who made it."""

    text: str
    by: str


@dataclass(frozen=True)
class Claim:
    """One quote, who said it, how it reached us, and what it asserts. ``speaker`` None: the source's own voice."""

    quote: str
    source: str
    speaker: str | Unnamed | None = None
    via: tuple[str, ...] = ()
    stance: str = "asserts"
    said: str = ""
    when: str = ""
    medium: str = ""
    quantities: tuple[Quantity, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    after: str = ""
    note: str = ""
    lang: str = ""
    translation: Translation | None = None

    @cached_property
    def id(self) -> str:
        """``<source>#<first 8 hex digits of the quote's SHA-256>``: computed, never typed."""
        return claim_id(self.source, self.quote)

    @property
    def named_speaker(self) -> str:
        """The speaker's actor id, or an empty string for an unnamed speaker and the source's own voice."""
        return self.speaker if isinstance(self.speaker, str) else ""


def claim_id(source: str, quote: str) -> str:
    """The computed identity of a claim: DESIGN.md § 3."""
    return f"{source}#{hashlib.sha256(quote.encode()).hexdigest()[:8]}"


@dataclass(frozen=True, slots=True)
class Waiver:
    """A rule that a curator lets a record break: its code, why, and the day this was decided (EDTF).

    ``about`` narrows it to findings whose value or message contains these words; empty: all of the rule's findings
    in the record.
    """

    rule: str
    reason: str
    date: str
    about: str = ""


@dataclass(frozen=True)
class Record:
    """What every file of ``content/`` has: a path, an id (the file stem), prose under the front matter, former ids,
    and the rules that it may break.

    ``body_line`` is the line on which the prose begins, counted from 1.
    """

    id: str
    path: str = ""
    body: str = ""
    body_line: int = 1
    was: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True)
class Entry(Record):
    """One event on the timeline, with its claims. ``proposed_by``: who wrote it first, and so does not review it."""

    title: str = ""
    date: str = ""
    type: str = ""
    places: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    status: str = "draft"
    sensitivity: str = "none"
    proposed_by: tuple[str, ...] = ()
    reviewed_by: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class SetAside:
    """Words of a source that a curator chose to leave out, and why."""

    quote: str
    reason: str
    after: str = ""


@dataclass(frozen=True)
class Source(Record):
    """A seed as a publication."""

    title: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    retrieved: str = ""
    url: str = ""
    archived: str = ""
    language: str = "en"
    kind: str = ""
    seed: str = ""
    original: str = ""
    sha256: str = ""
    rights: str = "quotes-only"
    reliability: str = ""
    graded_by: str = ""
    republishes: str = ""
    updates: str = ""
    not_same: tuple[str, ...] = ()
    set_aside: tuple[SetAside, ...] = ()


@dataclass(frozen=True)
class Alias:
    """Another form of a name, its language (BCP 47) and a remark, such as who writes it so."""

    name: str
    lang: str = ""
    note: str = ""


@dataclass(frozen=True)
class Role:
    """An office: its title, the actor it is held in, and when (EDTF): a day it was seen, or its first and last."""

    title: str
    of: str = ""
    as_of: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True)
class Actor(Record):
    """A person, organisation, state, military unit (a ship too), outlet or group.

    ``not_same``: actors whose names look like this one's and who are somebody else, as a curator decided.
    """

    name: str = ""
    kind: str = ""
    aliases: tuple[Alias, ...] = ()
    roles: tuple[Role, ...] = ()
    part_of: str = ""
    country: str = ""
    links: Mapping[str, str] = field(default_factory=dict)
    not_same: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place(Record):
    """A named place. ``coordinates``: latitude and longitude in decimal degrees (WGS 84), from ``coordinates_from``.

    ``not_same``: places whose names look like this one's and which lie elsewhere, as a curator decided.
    """

    name: str = ""
    kind: str = ""
    aliases: tuple[Alias, ...] = ()
    within: str = ""
    coordinates: tuple[str, ...] = ()
    coordinates_from: str = ""
    precision: str = ""
    links: Mapping[str, str] = field(default_factory=dict)
    not_same: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question(Record):
    """What a curator declares comparable. The body is the curator's assessment. ``status`` draft: only proposed, by an
    import; nothing is compared and nothing shown until a person has reviewed it. ``deaths_of``: the entry whose dead it
    counts, where a person says so.
    """

    title: str = ""
    kind: str = ""
    unit: str = ""
    scope: str = ""
    tolerance: str = ""
    options: tuple[str, ...] = ()
    deaths_of: str = ""
    status: str = "reviewed"


@dataclass(frozen=True)
class EventType(Record):
    """A kind of event, from ``content/vocabulary.yml``: its label and what belongs under it; what ACLED (a sub-event type)
    and UCDP (a type of violence) call it, where a person says so.
    """

    label: str = ""
    description: str = ""
    acled: str = ""
    ucdp: str = ""


# ── How the records came about ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Change:
    """A commit that touched a record: its id, the author's day (``2024-11-07``) and name, and the message's first line.

    ``message`` is empty where it may not be told: the commit touched what is withheld for a person's safety. ``at``: the
    author's instant with its offset from UTC (RFC 3339).
    """

    commit: str
    when: str
    who: str
    message: str
    at: str = ""


@dataclass(frozen=True)
class History:
    """The changes of every record by its path, the latest first; empty where the dossier does not lie in Git.

    ``complete`` is False for a shallow clone: what lies before its edge is not known.
    """

    changes: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    complete: bool = True

    def __post_init__(self) -> None:
        """The changes are a table like any other: who reads those of which record is noted."""
        self.__dict__["changes"] = as_table("History.changes", self.changes)

    def of(self, record: Record) -> tuple[Change, ...]:
        """The changes of one record, the latest first."""
        return self.changes.get(str(record.path), ())

    @single
    def latest(self) -> Change | None:
        """The last change of any record."""
        newest = (changes[0] for changes in self.changes.values() if changes)
        return max(newest, key=lambda change: change.when, default=None)


@dataclass(frozen=True, slots=True)
class Revision:
    """What a commit on the main line of history made of a record's file. ``before`` and ``after``: what Git calls its two
    texts; ``at``: the instant of that commit (RFC 3339).
    """

    commit: str
    at: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Correction:
    """That a record, which was published, was changed, taken back or put up again. ``record`` is as it stands now.

    ``became``: ``changed``, ``retracted``, ``restored`` or ``draft`` again. ``what``: in what it changed, in words; empty
    where that may not be told. ``change``: the commit that did it; its message may be empty. ``at``: when readers got it.
    """

    record: Record
    became: str
    what: tuple[str, ...]
    change: Change
    at: str


# ── What is handed out ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class DownloadGroup:
    """Downloads for one use: ``id``, the title over them, and what somebody does with them."""

    id: str
    title: str
    what: str


@dataclass(frozen=True, slots=True)
class Example:
    """How a download is used, in one language (``Python``, ``R``, ``Shell``): a few lines, run where the file lies."""

    language: str
    code: str


@dataclass(frozen=True)
class Download:
    """A file that readers can take away, at ``path`` on the site, or ``files`` of one make, whose ``name`` is a pattern.

    ``rows``: of a table, None for what is no table; ``columns``: what each column holds; ``size`` in words; ``sha256``:
    of a single file, in hexadecimal digits; ``has_quotes``: whether it carries words of others; ``guide``: what there is
    to know of it, in Markdown; ``is_in_zip``: whether a zip for reading offline holds it unless asked for more.
    """

    path: str
    name: str
    format: str
    what: str
    rows: int | None
    size: str
    columns: Mapping[str, str] = field(default_factory=dict)
    group: DownloadGroup = DownloadGroup("", "", "")
    files: int = 1
    sha256: str = ""
    has_quotes: bool = True
    guide: str = ""
    examples: tuple[Example, ...] = ()
    is_in_zip: bool = True
