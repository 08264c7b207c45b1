"""One article, saved twice, updated, or taken over: the import tells which, and says everything in its plan."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_matching import LATEST, dossier_of, imported
from work import STEADY, grows_with

from build_tools.dossier import open_dossier
from build_tools.ingest.kinship import Pair
from build_tools.ingest.run import plan_import
from build_tools.inspection import find_problems
from build_tools.matching.copies import KnownTexts, Overlap
from build_tools.matching.versions import compared, is_furniture
from build_tools.matching.web_addresses import page_key
from build_tools.model import Source
from build_tools.roots import count_roots
from build_tools.versions import before

FLOOD = """Weir Valley cut off by flood

The river rose by two metres in the night and cut the valley off, the county said on Tuesday, March 4, 2025.

Twelve people drowned at Mill Lane, the fire brigade said.

The school on the hill took in forty families before dawn, and the army brought blankets for them.

“We lost the bridge at six,” said Anna Lund, the surveyor, who had watched the second pier move since midnight.

The road to Alder will stay shut until Monday, the county said.
"""
LATER = FLOOD.replace("Twelve people", "Fifteen people") + (
    "\nThe governor will visit the valley on Thursday, her office said in a statement.\n"
)
HERALD = "publisher: herald\npublished: {day}\n"


def told(root: Path) -> dict[str, str]:
    """The warnings of the import that waits, by file."""
    return {one.where.path: f"{one.code}: {one.message}" for one in plan_import(root, latest=LATEST).warnings}


# ── saved twice ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "again",
    [
        FLOOD,
        "Advertisement\n\n" + FLOOD.replace("\n\nThe river", "\n\nBy Ruth Okafor\nUpdated 10:45 GMT\n\nThe river") + "\nSign up for our newsletter\n",
        FLOOD.replace("“", '"').replace("”", '"').upper(),
        FLOOD.replace("cut the valley off,", "cut the\nvalley off,"),
    ],
    ids=["to the letter", "with furniture", "with other marks and capitals", "wrapped"],
)  # fmt: skip
def test_an_article_saved_twice_is_imported_once_and_the_other_file_is_told(again: str, tmp_path: Path) -> None:
    root = dossier_of(tmp_path, FLOOD, again, _1=HERALD.format(day="2025-03-04"))
    plan = plan_import(root, latest=LATEST)
    assert [one.seed for one in plan.plans] == ["seeds/1.txt"]
    (warning,) = (one for one in plan.warnings if one.code == "article-known")
    assert warning.where.path == "seeds/2.txt" and "the same article as source 1 (" in warning.message
    assert all(words in warning.tip for words in ("seeds/2.yml", "not_same: [1]", "updates: 1", "republishes: 1"))
    assert "1 known already and not imported" in plan.as_text()
    imported(root)
    assert set(open_dossier(root).corpus.sources) == {"1"}
    assert "seeds/2.txt" in told(root), "it is told as long as the file lies there"


def test_no_text_is_made_of_an_original_whose_article_is_a_source_already(tmp_path: Path) -> None:
    pasted = FLOOD.replace("“", '"').replace("”", '"') + "\nBy Ruth Okafor\n"
    root = dossier_of(tmp_path, pasted, _1=HERALD.format(day="2025-03-04"))
    imported(root)
    title, *paragraphs = FLOOD.strip().split("\n\n")
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    page = root / "seeds/saved.html"
    page.write_text(
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"
    )
    plan = plan_import(root, latest=LATEST)
    assert plan.unpacked.texts == [] and plan.is_empty
    assert "article-known: this is the same article as source 1" in told(root)["seeds/saved.html"]
    (root / "seeds/saved.yml").write_text('updates: "1"\npublished: 2025-03-05\n')
    assert [new.name for new in plan_import(root, latest=LATEST).unpacked.texts] == ["saved.txt"]


def test_whoever_says_that_it_is_another_article_has_it_imported(tmp_path: Path) -> None:
    root = dossier_of(tmp_path, FLOOD, FLOOD, _1=HERALD.format(day="2025-03-04"), _2='not_same: ["1"]\n')
    imported(root)
    source = open_dossier(root).corpus.sources["2"]
    assert (source.not_same, source.republishes, source.updates) == (("1",), "", "")
    assert not any(one.changes for one in imported(root, again=True).values())


@pytest.mark.parametrize("key", ["republishes", "updates"])
def test_who_is_told_apart_from_an_article_is_so_from_its_copies_and_versions(key: str, tmp_path: Path) -> None:
    root = dossier_of(tmp_path, FLOOD, FLOOD, FLOOD, _2=f'{key}: "1"\n', _3='not_same: ["1"]\n')
    imported(root)
    source = open_dossier(root).corpus.sources["3"]
    assert (source.republishes, source.updates) == ("", "")


@pytest.mark.parametrize("key", ["republishes", "updates"])
def test_whoever_says_what_it_is_has_it_imported_as_that(key: str, tmp_path: Path) -> None:
    root = dossier_of(tmp_path, FLOOD, FLOOD, _2=f'{key}: "1"\n')
    imported(root)
    assert getattr(open_dossier(root).corpus.sources["2"], key) == "1"


def test_what_was_imported_stays_imported(tmp_path: Path) -> None:
    root = dossier_of(tmp_path, FLOOD, LATER, _2="not_same: ['1']\n")
    imported(root)
    (root / "seeds/2.yml").unlink()
    imported(root, again=True)
    assert "2" in open_dossier(root).corpus.sources


# ── updated ─────────────────────────────────────────────────────────────────────────────────────────────────


def updated(folder: Path, *, first: str = "1", later: str = "2") -> Path:
    texts = {first: FLOOD, later: LATER}
    days = {first: "2025-03-04", later: "2025-03-05"}
    return dossier_of(folder, texts["1"], texts["2"], **{f"_{one}": HERALD.format(day=days[one]) for one in texts})


def test_a_later_version_updates_the_earlier_one_and_adds_only_what_is_new(tmp_path: Path) -> None:
    root = updated(tmp_path)
    plan = plan_import(root, latest=LATEST).as_text()
    assert "2 is a later version of 1: the same outlet" in plan
    assert "+ “Fifteen people drowned at Mill Lane" in plan and "- “Twelve people drowned at Mill Lane" in plan
    imported(root)
    corpus = open_dossier(root).corpus
    assert corpus.sources["2"].updates == "1" and corpus.sources["2"].republishes == ""
    own = " ".join(one.claim.quote for one in corpus.claims_by_source["2"])
    assert "Fifteen" in own and "blankets" not in own
    assert not any(one.changes for one in imported(root, again=True).values())


def test_the_versions_of_an_article_are_one_source_and_their_unnamed_speakers_one_root(tmp_path: Path) -> None:
    root = updated(tmp_path)
    imported(root)
    corpus = open_dossier(root).corpus
    claims = [placed.claim for source in ("1", "2") for placed in corpus.claims_by_source[source]]
    found = count_roots(claims, corpus)
    assert found.sources == ("1",)
    assert all(root.source in ("", "1") for root in found.roots)


def test_an_earlier_version_that_comes_later_is_known_as_one(tmp_path: Path) -> None:
    root = updated(tmp_path, first="2", later="1")
    imported(root)
    sources = open_dossier(root).corpus.sources
    assert (sources["1"].updates, sources["2"].updates) == ("2", "")
    assert not any(one.changes for one in imported(root, again=True).values())


def test_a_mark_that_a_person_deleted_does_not_come_back(tmp_path: Path) -> None:
    root = updated(tmp_path)
    imported(root)
    record = root / "content/sources/2.md"
    record.write_text(record.read_text().replace('updates: "1"\n', ""))
    imported(root, again=True)
    assert open_dossier(root).corpus.sources["2"].updates == ""


def test_what_a_person_writes_instead_stays(tmp_path: Path) -> None:
    root = updated(tmp_path)
    imported(root)
    record = root / "content/sources/2.md"
    record.write_text(record.read_text().replace('updates: "1"\n', 'republishes: "1"\n'))
    plan = imported(root, again=True)["2"]
    source = open_dossier(root).corpus.sources["2"]
    assert (source.updates, source.republishes) == ("", "1") and not plan.changes


def test_a_third_version_updates_the_second(tmp_path: Path) -> None:
    third = LATER.replace("until Monday", "until Friday")
    sidecars = {f"_{number}": HERALD.format(day=f"2025-03-0{number + 3}") for number in (1, 2, 3)}
    root = dossier_of(tmp_path, FLOOD, LATER, third, **sidecars)
    imported(root)
    assert [open_dossier(root).corpus.sources[id].updates for id in "123"] == ["", "1", "2"]


def test_one_address_makes_two_texts_versions_even_where_little_is_left(tmp_path: Path) -> None:
    little = (
        "\n\n".join(FLOOD.split("\n\n")[:3])
        + "\n\nEverything else in this report has been written anew since the morning, and by another desk.\n" * 3
    )
    url = "url: https://{host}/flood{tail}\npublished: 2025-03-0{day}\n"
    root = dossier_of(
        tmp_path, FLOOD, little,
        _1=url.format(host="www.herald.example", tail="?utm_source=x", day=4), _2=url.format(host="m.herald.example", tail="/amp", day=5),
    )  # fmt: skip
    imported(root)
    assert open_dossier(root).corpus.sources["2"].updates == "1"


def test_only_what_is_new_in_a_version_has_to_be_accounted_for_and_what_is_gone_is_known(tmp_path: Path) -> None:
    from build_tools.coverage import coverage

    root = updated(tmp_path)
    imported(root)
    corpus = open_dossier(root).corpus
    assert coverage(corpus)["2"].sentences == 2
    step = before(corpus.sources["2"], corpus)
    assert step and (len(step.added), len(step.dropped)) == (2, 1)
    assert [placed.claim.quote[:6] for placed in step.gone] == ["Twelve"]


def test_whichever_version_came_first_every_sentence_is_accounted_for_once(tmp_path: Path) -> None:
    from build_tools.coverage import coverage

    root = updated(tmp_path, first="2", later="1")
    imported(root)
    found = coverage(open_dossier(root).corpus)
    assert [one.percent for one in found.values()] == [100, 100] and found["2"].sentences == 1


def test_a_text_of_another_outlet_is_a_copy_and_no_version(tmp_path: Path) -> None:
    other = "publisher: morning-post\npublished: 2025-03-05\n"
    root = dossier_of(
        tmp_path, FLOOD, FLOOD.replace("shut until", "closed until"), _1=HERALD.format(day="2025-03-04"), _2=other
    )
    imported(root)
    source = open_dossier(root).corpus.sources["2"]
    assert (source.republishes, source.updates) == ("1", "")


# ── neither ─────────────────────────────────────────────────────────────────────────────────────────────────

ALWAYS = """
The Herald is owned by its readers and answers to nobody else, as it has since it was founded by nine printers.

You can support the work of our reporters with a gift of any size, and it will reach them without any deduction.

Our reporters keep to the code of the press council, which hears complaints about every article that we print.

We correct what was wrong in the place where it stood, and say below the article what we have corrected and when.

Letters to the editor reach us at the old mill, and we print those that are signed and not longer than a page.
"""


@pytest.mark.parametrize("sidecar", [HERALD.format(day="2025-03-05"), "published: 2025-03-05\n"])
def test_what_an_outlet_prints_under_every_article_makes_no_two_of_them_versions(sidecar: str, tmp_path: Path) -> None:
    one = (
        "Well reopens\n\nThe well behind the chapel may be drunk from again, the laboratory wrote on Monday.\n" + ALWAYS
    )
    two = (
        "Choir sings\n\nThe choir of the lower school sang in the market hall on Sunday before a full house.\n" + ALWAYS
    )
    root = dossier_of(tmp_path, one, two, _1=sidecar, _2=sidecar)
    imported(root)
    corpus = open_dossier(root).corpus
    assert [(source.republishes, source.updates) for source in corpus.sources.values()] == [("", ""), ("", "")]


def test_short_notes_on_one_event_by_two_agencies_are_no_copies(tmp_path: Path) -> None:
    one = "FLOOD CUTS VALLEY OFF\n\nALDER, March 4, 2025 (AP) — A flood cut off the Weir Valley on Tuesday and killed twelve people, officials said. Forty families were sheltered in a school.\n"
    two = "Twelve dead in valley flood\n\nMarch 4, 2025 (Reuters) - Twelve people died when the river Weir burst its banks on Tuesday, the fire brigade said. A school took in forty families.\n"
    root = dossier_of(tmp_path, one, two)
    imported(root)
    assert all(not (source.republishes or source.updates) for source in open_dossier(root).corpus.sources.values())


def test_versions_in_a_ring_and_versions_out_of_order_are_found(tmp_path: Path) -> None:
    root = updated(tmp_path)
    imported(root)
    record = root / "content/sources/1.md"
    record.write_text(record.read_text().replace("seed: 1.txt", 'updates: "2"\nseed: 1.txt'))
    codes = {problem.code for problem in find_problems(open_dossier(root))}
    assert {"hierarchy-loop", "version-odd"} <= codes


# ── the comparison itself ───────────────────────────────────────────────────────────────────────────────────

NUMBERED = [
    f"On the {number}th day the commission of inquiry heard what witness number {number} had seen at the weir."
    for number in range(40)
]


@given(st.sets(st.integers(0, 39), max_size=40))
def test_however_many_sentences_were_changed_each_is_found(changed: set[int]) -> None:
    later = [
        f"{one[:-1]}, and said so under oath." if number in changed else one for number, one in enumerate(NUMBERED)
    ]
    found = compared(" ".join(NUMBERED), " ".join(later))
    assert list(found.dropped) == [NUMBERED[number] for number in sorted(changed)]
    assert list(found.added) == [later[number] for number in sorted(changed)]
    assert found.only_furniture == (not changed)


@settings(max_examples=40, deadline=None)
@given(st.sets(st.integers(0, 39), max_size=40), st.sampled_from(["herald", "post"]))
def test_a_text_of_which_a_share_was_changed_is_what_that_share_makes_it(changed: set[int], publisher: str) -> None:
    later = [f"It was quiet on day {number}, and the hall stayed as empty as it had been before then." if number in changed else one for number, one in enumerate(NUMBERED)]  # fmt: skip
    known = KnownTexts()
    known.add("a", " ".join(NUMBERED))
    overlap = next(iter(known.overlaps("b", " ".join(later))), None)
    pair = Pair(
        Source("b", publisher=publisher),
        Source("a", publisher="herald"),
        compared(" ".join(NUMBERED), " ".join(later)),
        overlap,
    )
    assert pair.is_same == (not changed and publisher == "herald")
    if publisher == "post" or len(changed) > 24:
        assert not pair.are_versions
    elif len(changed) < 16 and not {0, 1, 2, 3} <= changed:
        assert pair.are_versions


@pytest.mark.parametrize(
    ("line", "furniture"),
    [
        ("Subscribe to our newsletter and never miss a story.", True),
        ("By Ruth Okafor", True),
        ("By Monday the water had fallen by two metres.", False),
        ("Photo: the bridge on Tuesday (AFP)", True),
        ("Updated 10:45 GMT, March 5, 2025", True),
        ("Twelve people died.", False),
        ("15 dead in valley flood", False),
        ("Weir Valley cut off", True),
        ("Jane Roe is our correspondent in the north.", True),
        ("Jane Roe is a reporter who was detained at the border on Monday.", False),
        ("", True),
    ],
)
def test_furniture_is_told_from_sentences(line: str, furniture: bool) -> None:
    assert is_furniture(line) is furniture


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.herald.example/a/?utm_source=x&fbclid=1", "http://m.herald.example/a#top", True),
        ("https://herald.example/a/amp", "https://herald.example/a", True),
        ("https://herald.example/story?id=7", "https://herald.example/story?id=8", False),
        ("https://herald.example/", "https://herald.example", False),
        ("", "", False),
        ("https://[bad", "https://[bad", False),
    ],
)
def test_addresses_of_one_page_are_told(one: str, other: str, same: bool) -> None:
    assert bool(page_key(one) and page_key(one) == page_key(other)) is same


def test_the_later_of_two_is_told_by_publication_then_by_capture_then_by_arrival() -> None:
    nothing = compared("", "")

    def later(mine: Source, other: Source) -> bool:
        return Pair(mine, other, nothing, Overlap("a", 1, 1, "")).is_later

    assert later(Source("b", published="2025-03-05"), Source("a", published="2025-03-04"))
    assert not later(Source("b", published="2025-03"), Source("a", published="2025-04-01"))
    assert not later(
        Source("b", published="2025-03-04", retrieved="2025-03-04"),
        Source("a", published="2025-03-04", retrieved="2025-03-05"),
    )
    assert later(Source("b"), Source("a"))


def test_of_two_of_one_day_the_one_that_corrects_an_earlier_version_is_later_and_one_that_still_develops_is_not() -> (
    None
):
    corrected = FLOOD + "\nCorrection: an earlier version of this article gave the day as Monday.\n"
    unfinished = FLOOD + "\nThis story is developing and will be updated.\n"

    def later(mine: str, other: str) -> bool:
        return Pair(Source("b"), Source("a"), compared(other, mine), Overlap("a", 1, 1, "")).is_later

    assert later(corrected, FLOOD)
    assert not later(FLOOD, corrected)
    assert later(FLOOD, unfinished)
    assert not later(unfinished, FLOOD)


def test_to_compare_texts_takes_work_in_step_with_their_length() -> None:
    def look(length: int) -> None:
        text = "\n".join(f"{one} {number}." for number in range(length) for one in NUMBERED[:5])
        compared(text, text.replace("day", "night"))

    assert grows_with(40, look) < STEADY
