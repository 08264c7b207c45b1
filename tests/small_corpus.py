"""A small dossier in Python for tests of what comes after the records, and a plain MkDocs site for it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from build_tools.addresses import address_of, anchor_of
from build_tools.corpus import Corpus, placed_claims
from build_tools.model import (
    Actor,
    Alias,
    Claim,
    Entry,
    EventType,
    Place,
    Quantity,
    Question,
    Role,
    SetAside,
    Source,
    Translation,
    Unnamed,
)
from build_tools.seeds import read_document

SEED = """The harbour of Kaspiysk was attacked by drones on Wednesday.
Volodymyr Zelensky said 12,000 soldiers had been sent.
“<script>alert(1)</script> is no order,” a source in the agency said.
Сили оборони відбили атаку, said the general staff.
No words of this line are quoted anywhere, so that a test can tell whether the text of an article slipped into a file
that readers get: it goes on for long enough to be recognised as a passage of its own, with harbour walls, cranes and
the names of three ships that nobody has written down, and it ends where the reporter had to leave the quay at night.
"""


def small_corpus() -> Corpus:
    """Two entries that stand, one that is retracted, one that is withheld."""
    clash, attack = _clash(), _attack()
    retracted = Entry("rumour", title="=HYPERLINK(1) retracted rumour", date="2024-11-05", status="retracted")
    withheld = Entry("hidden-witness", title="A hidden witness speaks", date="2024-11-06", sensitivity="person-at-risk")
    return Corpus(
        entries={one.id: one for one in (clash, retracted, attack)},
        sources={one.id: one for one in _sources()},
        actors={one.id: one for one in _actors()},
        places={one.id: one for one in _places()},
        questions={one.id: one for one in _questions()},
        types={"attack": EventType("attack", label="Attack", description="Force used against someone.")},
        documents={"000-harbour": read_document(SEED, "000-harbour.txt")},
        withheld={withheld.id: withheld},
    )


def _clash() -> Entry:
    return Entry(
        "first-clash",
        path="content/timeline/2024/first-clash.md",
        title="Soldiers sent to the border, the president says",
        date="2024-11-04/2024-11-05",
        type="attack",
        actors=("volodymyr-zelensky",),
        status="reviewed",
        reviewed_by=("editor",),
        body="What is known of the **soldiers**, in a [curator's](https://example.org/) words.",
        claims=(
            Claim(
                "12,000 soldiers had been sent",
                "000-harbour",
                speaker="volodymyr-zelensky",
                via=("evening-post",),
                said="2024-11-04",
                when="../2024-11-04",
                medium="Telegram",
                quantities=(Quantity("12,000", "12000", unit="people", of="soldiers"),),
                answers={"soldiers-sent": "12000"},
            ),
            Claim(
                "about ten thousand",
                "001-brief",
                speaker=Unnamed("officials", "agency"),
                answers={"soldiers-sent": "9000"},
            ),
            Claim("nobody was sent", "001-brief", speaker="agency", stance="declines", answers={"soldiers-sent": ""}),
        ),
    )


def _attack() -> Entry:
    return Entry(
        "harbour-attacked",
        title="Harbour of Kaspiysk attacked by drones",
        date="2024-11-06",
        type="attack",
        places=("kaspiysk",),
        actors=("agency",),
        status="draft",
        see_also=("first-clash",),
        claims=(
            Claim("The harbour of Kaspiysk was attacked by drones on Wednesday.", "000-harbour", when="2024-11-06"),
            Claim(
                "“<script>alert(1)</script> is no order,”",
                "000-harbour",
                speaker=Unnamed("a source in the agency", "agency"),
                note="-1 as written; “quoted”, with a comma\nand a second line",
            ),
            Claim(
                "Сили оборони відбили атаку",
                "000-harbour",
                speaker="agency",
                stance="denies",
                lang="uk",
                translation=Translation("The defence forces repelled the attack", "a translator"),
            ),
        ),
    )


def _sources() -> tuple[Source, ...]:
    return (
        Source(
            "000-harbour",
            title="Harbour attacked",
            publisher="evening-post",
            authors=("A. Writer",),
            published="2024-11-07",
            kind="news-report",
            seed="000-harbour.txt",
            sha256="0" * 64,
            set_aside=(SetAside("No words of this line", "colour"),),
        ),
        Source("001-brief", title="@home with the brief", publisher="", published="2024-11?"),
    )


def _actors() -> tuple[Actor, ...]:
    zelensky = Actor(
        "volodymyr-zelensky",
        name="Volodymyr Zelensky",
        kind="person",
        aliases=(Alias("Volodymyr Zelenskyy"), Alias("Володимир Зеленський", lang="uk")),
        roles=(Role("president", of="ukraine", as_of="2024-11-07"),),
        country="ukraine",
        body="Head of state.",
    )
    return (
        Actor("agency", name="The Agency", kind="organisation", part_of="ukraine"),
        Actor("evening-post", name="Evening Post", kind="outlet"),
        Actor("ukraine", name="Ukraine", kind="state", aliases=(Alias("Україна", lang="uk"),)),
        zelensky,
    )


def _places() -> tuple[Place, ...]:
    return (
        Place("dagestan", name="Dagestan", kind="republic", precision="region"),
        Place(
            "kaspiysk",
            name="Kaspiysk",
            kind="city",
            aliases=(Alias("Каспийск", lang="ru"),),
            within="dagestan",
            coordinates=("42.8916", "47.6367"),
            coordinates_from="GeoNames",
            precision="locality",
        ),
    )


def _questions() -> tuple[Question, ...]:
    return (
        Question(
            "soldiers-sent", title="How many soldiers were sent?", kind="quantity", unit="people", scope="By November."
        ),
        Question("ships-hit", title="Which ships were hit?", kind="text"),
    )


def plain_site(corpus: Corpus, files: Mapping[str, bytes], folder: Path) -> Path:
    """Build a bare Material site in ``folder`` with a page for every record and the given files; returns the site."""
    docs = folder / "docs"
    for address, text in {**_pages(corpus), **files}.items():
        path = docs / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    config = {
        "theme": {
            "name": "material",
            "font": False,
            "palette": [
                {
                    "media": f"(prefers-color-scheme: {one})",
                    "scheme": scheme,
                    "toggle": {"icon": "material/brightness-4", "name": one},
                }
                for one, scheme in (("light", "default"), ("dark", "slate"))
            ],
        },
        "site_name": "A small dossier",
        "plugins": [],
        "use_directory_urls": False,
        "docs_dir": str(docs),
        "site_dir": str(folder / "site"),
        "extra_css": ["assets/search/search.css"],
        "extra_javascript": ["assets/search/search.js"],
        "markdown_extensions": ["attr_list"],
        "nav": [{"Home": "index.md"}],
        "validation": {"nav": {"omitted_files": "ignore"}},
    }
    config_file = folder / "mkdocs.yml"
    config_file.write_text("site_name: replaced below\n")
    build(load_config(str(config_file), **config))
    return folder / "site"


def _pages(corpus: Corpus) -> dict[str, str]:
    pages = {"index.md": "# Home\n\nWelcome.\n", "search.md": '# Search\n\n<div id="claimline-search-page"></div>\n'}
    for records in (corpus.sources, corpus.actors, corpus.places, corpus.questions):
        pages |= {_markdown(address_of(record)): f"# {record.id}\n" for record in records.values()}
    for entry in corpus.entries.values():
        claims = "".join(f"\n## Claim {{ #{anchor_of(placed)} }}\n" for placed in placed_claims(entry))
        pages[_markdown(address_of(entry))] = f"# {entry.id}\n{claims}"
    return pages


def _markdown(address: str) -> str:
    return address.removesuffix(".html") + ".md"
