"""Articles of strangers in every format whose every word is theirs: a string that tries to be more than text in each field that
an import takes over, and in sidecars. Knows how formats carry text, so that the string itself arrives."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from pathlib import Path

from attack_fields import as_yaml

from build_tools.dossier import open_dossier
from build_tools.ingest.apply import apply_plans
from build_tools.ingest.run import plan_import

Value = Callable[[str], str]
_LATEST = date(2031, 12, 31)
_REST = (
    "At least 40 people have been taken to safety in Millbrook, the rescue service said on Tuesday. "
    "The river rose through the night, and by dawn the lower road was gone under brown water that nobody could cross."
)
_VOCABULARY = "accident: {label: Accident}\nstatement: {label: Statement}\n"


def originals(number: int, attack: str) -> Mapping[str, bytes]:
    """The files that a stranger sends, by name, with this string in every field of each."""

    def value(kind: str) -> Value:
        return lambda field: f"{attack} zq{number}x{kind}x{field}z"

    texts = {
        f"page{number}.html": _page(value("html"), escape),
        f"raw{number}.html": _page(value("raw"), str),
        f"notes{number}.md": _markdown(value("markdown")),
        f"feed{number}.xml": _feed(value("feed")),
        f"captures{number}.csv": _captures(value("csv")),
        f"plain{number}.txt": _text(value("plain")),
        f"plain{number}.yml": _sidecar(value("sidecar")),
    }
    mail = bytes(_mail(value("mail")))
    return {f"mail{number}.eml": mail, **{name: text.encode(errors="replace") for name, text in texts.items()}}


def _text(value: Value) -> str:
    title, speaker, said = (" ".join(value(one).split()) for one in ("title", "speaker", "said"))
    return f"{title}\n\nMayor {speaker} said on Tuesday that {said} was found.\n\n{_REST}\n"


def _page(value: Value, encoded: Value) -> str:
    def told(field: str) -> str:
        return encoded(value(field))

    named = {"author": "author", "og:site_name": "outlet", "description": "about", "og:url": "address"}
    meta = "".join(f'<meta name="{name}" property="{name}" content="{told(field)}">' for name, field in named.items())
    data = json.dumps({"@type": "NewsArticle", "headline": value("headline"), "author": value("jsonauthor")})
    head = f'<title>{told("title")}</title>{meta}<link rel="canonical" href="{told("canonical")}">'
    script = f'<script type="application/ld+json">{data.replace("<", chr(92) + "u003c")}</script>'
    body = f"<h1>{told('h1')}</h1><p>Mayor {told('speaker')} said on Tuesday that {told('said')} was found.</p><p>{_REST}</p>"
    return f'<!DOCTYPE html><html lang="{told("lang")}"><head>{head}{script}</head><body><article>{body}</article></body></html>'


def _markdown(value: Value) -> str:
    keys = {"title": "title", "author": "author", "source": "source", "published": "published", "lang": "lang"}
    front = "".join(f"{key}: {as_yaml(value(field))}\n" for key, field in keys.items())
    return f"---\n{front}---\n# {value('heading')}\n\nThe mayor said on Tuesday that {value('said')} was found.\n\n{_REST}\n"


def _feed(value: Value) -> str:
    def told(field: str) -> str:
        return escape(value(field))

    item = "".join(f"<{one}>{told(one)}</{one}>" for one in ("title", "link", "guid", "author", "pubDate", "category"))
    text = escape(f"<p>The mayor said on Tuesday that {told('said')} was found.</p><p>{_REST}</p>" * 2)
    head = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    return f"{head}<channel><title>{told('outlet')}</title><item>{item}<content:encoded>{text}</content:encoded></item></channel></rss>"


def _captures(value: Value) -> str:
    row = {"Link": "https://social.example/1", "Archive status": "success", "Archive date": "2031-03-04T10:00:00+00:00"}
    row |= {name: value(name.lower().replace(" ", "")) for name in ("Archive location", "Upload title", "Hash", "WACZ")}
    row["Text content"] = f"The mayor said on Tuesday that {value('said')} was found.\n{_REST}"
    held = io.StringIO(newline="")
    writer = csv.DictWriter(held, list(row))
    writer.writeheader()
    writer.writerow(row)
    return held.getvalue()


def _mail(value: Value) -> EmailMessage:
    def header(field: str) -> str:
        return "".join(letter for letter in value(field) if letter.isprintable() or letter == "\u202e")

    made = EmailMessage(policy=SMTP)
    made["Subject"], made["Organization"], made["Message-ID"] = (
        header("subject"),
        header("organization"),
        "<1@g.example>",
    )
    quoted = header("sender").replace("\\", "\\\\").replace('"', '\\"')
    made["From"], made["Date"] = f'"{quoted}" <ida@gazette.example>', "Tue, 04 Mar 2031 23:40:00 +0100"
    made.set_content(f"The mayor said on Tuesday that {value('said')} was found.\n\n{_REST}\n".replace("\0", ""))
    return made


def _sidecar(value: Value) -> str:
    free = ("title", "kind", "language")
    told = "".join(f"{key}: {as_yaml(value(key))}\n" for key in free)
    aside = f"set_aside:\n  - quote: The river rose through the night\n    reason: {as_yaml(value('reason'))}\n"
    return f"{told}authors: [{as_yaml(value('authors'))}]\npublished: 2031-03-05\n{aside}"


def bring(root: Path, attacks: Sequence[str], settings: str) -> int:
    """Write a dossier with all these articles and import them; how many files the import refused."""
    for folder in ("content", "seeds"):
        (root / folder).mkdir(parents=True)
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (root / "content" / "vocabulary.yml").write_text(_VOCABULARY)
    (root / "content" / "index.md").write_text("---\ntitle: Attacks\n---\nWords.\n")
    for number, attack in enumerate(attacks):
        for name, content in originals(number, attack).items():
            (root / "seeds" / name).write_bytes(content)
    plan = plan_import(root, latest=_LATEST, jobs=1)
    apply_plans(root, plan.plans, plan.unpacked.texts, plan.corrected, there=plan.there)
    return len({one.where.path for one in plan.unpacked.problems})


def words_taken(root: Path) -> Iterator[str]:
    """What the import wrote into records of a stranger's words, each as it has to be shown."""
    corpus = open_dossier(root).corpus
    for source in corpus.sources.values():
        yield from (source.title, *source.authors)
    for entry in corpus.timeline:
        yield entry.title
        yield from (claim.quote for claim in entry.claims)
    yield from (actor.name for actor in corpus.actors.values())
