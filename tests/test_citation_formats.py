"""What a page's script makes of a citation's words is what the downloads hold, letter by letter, whatever the words are."""

from __future__ import annotations

import itertools
from pathlib import Path

from browser import Visitor
from pages_corpus import dam

from build_tools.agreement import Agreement
from build_tools.citations import bibtex, csl_json, ris
from build_tools.citations.work import Work
from build_tools.citations.works import Citing
from build_tools.corpus import Corpus, placed_claims
from build_tools.pages.desk import Desk
from build_tools.pages.record.citing import cited
from build_tools.pages.render import Site, assets

TITLES = (
    "Plain",
    '“Quoted” in «several» „ways“ and "straight"',
    "</cite></p><script>boom()</script>",
    "R&D &amp; 100 % of $5_000 #1 ~ ^ \\ {x} }{ @misc",
    "  two\n lines\tand\u00a0blanks\u2003of\u2028all\x1fkinds\u0085 ",
    "star * and [day of access]",
    "북한군 \U0001f6a8 \u202eright to left\u202c é",
    '\'; "{}": null, \\u0041',
)
DATES = (
    "", "2031-03-05", "2031-03", "2031", "2031-03?", "2031-03-05/2031-03-07", "[2031-03-05..2031-04-07]", "2030-12/2031-01",
    "../2031", "soon <b>", "0987-06-05", "2031-03-05T10:00:00Z", "203X",
)  # fmt: skip


def hostile_works() -> list[Work]:
    """Entries, claims and sources with every title, and with every date."""
    made = []
    for title, other in zip(TITLES, TITLES[1:] + TITLES[:1], strict=True):
        near = Work(
            "a", "entry", title, (other,), issued="2031-04-01", path="timeline/a.html", remarks=(f"Event: {title}.",)
        )
        made.append(near)
        made.append(
            Work("s-1a", "claim", title, (other, title), url=f'https://x.example/{{a}}\\ "#{other}', language="ko")
        )
        made.append(
            Work("t*1", "source", title, authors=(other, title), publisher=other, archived="https://a.example/*")
        )
    for date, form in zip(DATES, itertools.cycle(("news-report", "dataset", "unknown", "")), strict=False):
        made.append(
            Work(f"on-{date}", "source", "T", publisher="P*", issued=date, accessed=date, form=form, language="en")
        )
        made.append(Work(f"of-{date}", "entry", "T", ("D",), issued=date))
    citing = Citing(dam(), "The dam", "https://dam.example/")
    entries = dam().entries.values()
    return [*made, *(citing.claim(placed) for entry in entries for placed in placed_claims(entry))]


def test_a_page_s_script_writes_what_the_downloads_hold(visit: Visitor, tmp_path: Path) -> None:
    works = hostile_works()
    macro = Desk(Corpus(), Agreement(Corpus()), Site("The dam")).template("parts/citation.html").module.formats  # type: ignore[attr-defined]
    boxes = "".join(macro(cited(work)) for work in works)
    (tmp_path / "claimline.js").write_bytes(assets()["assets/claimline.js"])
    (tmp_path / "index.html").write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>x</title>'
        f'<div class="cl-page">{boxes}</div><script src="claimline.js"></script>',
        encoding="utf-8",
    )
    opened = visit((tmp_path / "index.html").as_uri())
    told = opened.page.evaluate(
        "() => [...document.querySelectorAll('[data-cite]')].map((box) => [...box.querySelectorAll('pre')].map((pre) => pre.textContent))"
    )
    expected = [[bibtex.write([one]), ris.write([one]).replace("\r\n", "\n"), csl_json.write([one])] for one in works]
    assert told == expected
