"""Claims, records and words set aside, as people write them by command: exact, in place, with their context told."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_curation import DISPUTED, FLOOD, claimline, contents, disk_that_fills_up, done, edit, is_sound, refused  # noqa: F401

from build_tools.cli import main
from build_tools.curation.renaming import rename_record
from build_tools.records.key_words import SHAPES
from build_tools.records.load import load

DAM = "The dam above the town has failed"
COUNCIL = "A council spokesman denied that the dam had failed"


@pytest.fixture
def town(flood: Path) -> Path:
    """A dossier in Git with a third article, of which nothing is claimed yet."""
    text = (
        "Millbrook council meets\nThe council met on March 6, 2031. The dam is safe, said Ida Moss.\n"
        "The mayor said the dam is safe. An engineer denied it.\nBy Tom Reed\n"
    )
    (flood / "seeds/later.txt").write_text(text)
    subprocess.run(["git", "-C", flood, "init", "-q"], check=True)
    subprocess.run(["git", "-C", flood, "config", "user.name", "Ada Curator"], check=True)
    done(
        "new",
        "source",
        "--seed",
        "later.txt",
        "--publisher",
        "herald",
        "--published",
        "2031-03-07",
        "--title",
        "Later",
        "--root",
        flood,
    )
    return flood


# ── set-aside ───────────────────────────────────────────────────────────────────────────────────────────────


def test_words_are_set_aside_in_the_order_of_the_text(town: Path) -> None:
    for words, reason in (("An engineer denied it", "names nobody"), ("The council met on March 6, 2031", "no event")):
        shown = done("set-aside", "later.txt", words, "--reason", reason, "--root", town)
        assert f"in the sentence: »{words}«." in shown
    text = (town / "content/sources/later.md").read_text()
    assert text.index("The council met") < text.index("An engineer") and is_sound(town)


def test_words_that_stand_there_twice_are_asked_about_with_what_tells_them_apart(town: Path) -> None:
    said = refused("set-aside", "later", "dam is safe", "--reason", "x", "--root", town)
    assert "seeds/later.txt:2:39: cannot-set-aside: these words stand 2 times" in said
    assert '--after "The"' in said and '--after "the"' in said
    done("set-aside", "later", "dam is safe", "--after", "the", "--reason", "said twice", "--root", town)
    assert "reason: said twice\n    after: the\n" in (town / "content/sources/later.md").read_text() and is_sound(town)


def test_a_draft_s_claim_of_words_that_are_set_aside_is_taken_out(town: Path) -> None:
    shown = done("set-aside", "herald", DAM, "--reason", "hearsay", "--root", town)
    assert "taken out of the draft timeline/dam-failure-disputed" in shown
    assert DAM not in (town / DISPUTED).read_text() and is_sound(town)
    said = refused("set-aside", "gazette", COUNCIL, "--reason", "hearsay", "--root", town)
    assert "all that the draft timeline/dam-failure-disputed rests on" in said and "--with-entry" in said
    edit(town / FLOOD, "reviewed_by: [editor]", "reviewed_by: [editor]\nsee_also: [dam-failure-disputed]")
    done("set-aside", "gazette", COUNCIL, "--reason", "hearsay", "--with-entry", "--root", town)
    assert not (town / DISPUTED).exists() and "see_also" not in (town / FLOOD).read_text() and is_sound(town)


@pytest.mark.parametrize(
    ("words", "reason", "says"),
    [
        ("At least 40 people have been taken to safety", "x", "The entry is reviewed"),
        ("At least 40 persons", "x", "The nearest there: “At least 40 people"),
        ("early on Tuesday", " ", "no reason was given"),
        ("", "x", "no words were given"),
    ],
)
def test_what_cannot_be_set_aside_is_refused_with_a_reason(words: str, reason: str, says: str, flood: Path) -> None:
    before = contents(flood)
    assert says in refused("set-aside", "gazette", words, "--reason", reason, "--root", flood)
    assert contents(flood) == before


def test_a_set_aside_that_finds_no_room_leaves_every_byte(town: Path, disk_that_fills_up: list[str]) -> None:  # noqa: F811
    before = contents(town)
    assert "No space left" in refused("set-aside", "herald", DAM, "--reason", "hearsay", "--root", town)
    assert contents(town) == before and len(disk_that_fills_up) == 2


def test_an_imported_claim_that_was_set_aside_does_not_come_back(flood: Path) -> None:
    (flood / "seeds/ferry.txt").write_text(
        "Ferry aground\nA ferry ran aground on March 10, 2031. Two people were hurt, police said.\n"
    )
    done("import", "--root", flood)
    done("set-aside", "ferry", "Two people were hurt", "--reason", "too vague", "--with-entry", "--root", flood)
    before = contents(flood / "content")
    done("import", "--again", "--root", flood)
    assert contents(flood / "content") == before


# ── add-quote ───────────────────────────────────────────────────────────────────────────────────────────────


def test_without_a_home_the_words_are_shown_and_nothing_is_written(town: Path) -> None:
    before = contents(town)
    shown = done("add-quote", "later", "The dam is safe", "--root", town)
    assert "seeds/later.txt:2:35: »The dam is safe«, said Ida Moss." in shown
    assert "speaker: ida-moss" in shown and "--as-read takes it over" in shown
    assert "Nothing is written yet" in shown and contents(town) == before


def test_a_claim_is_appended_as_it_is_read_and_as_it_is_told(town: Path) -> None:
    before = (town / DISPUTED).read_bytes()
    done(
        "add-quote", "later", "The dam is safe", "--entry", "dam-failure-disputed", "--as-read", "--stance", "denies",
        "--answer", "dam-failed=no", "--via", "Residents of Millbrook", "--note", "at the meeting", "--root", town,
    )  # fmt: skip
    text = (town / DISPUTED).read_text()
    assert text.encode().startswith(before.removesuffix(b"---\n")), "appended, and nothing else touched"
    assert (
        "  - quote: The dam is safe\n    source: later\n    speaker: ida-moss\n    via: [residents]\n    stance: denies\n"
        in text
    )
    assert 'answers: {dam-failed: "no"}\n    note: at the meeting\n---\n' in text and is_sound(town)


def test_a_claim_can_open_a_new_draft(town: Path) -> None:
    done("add-quote", "later", "An engineer denied it", "--new-entry", "An engineer doubts the dam", "--unnamed", "An engineer",
         "--stance", "denies", "--date", "2031-03-06", "--type", "disaster", "--root", town)  # fmt: skip
    assert (town / "content/timeline/2031/an-engineer-doubts-the-dam.md").read_text() == (
        '---\ntitle: An engineer doubts the dam\ndate: "2031-03-06"\ntype: disaster\nstatus: draft\n'
        "proposed_by: [Ada Curator]\nclaims:\n  - quote: An engineer denied it\n    source: later\n"
        "    speaker:\n      unnamed: An engineer\n    stance: denies\n---\n"
    )
    assert is_sound(town)


@pytest.mark.parametrize(
    ("words", "options", "says"),
    [
        (
            DAM,
            [],
            "dam-failure-disputed.md:14:12: cannot-add-quote: timeline/dam-failure-disputed has a claim of these words",
        ),
        ("The dam above the town has  failed", [], "The nearest there: “The dam above the town has failed”"),
        ("Rescuers", ["--entry", "millbrook"], "Did you mean millbrook-flood"),
        ("Rescuers", ["--entry", "millbrook-flood", "--speaker", "Nobody"], 'claimline new actor --name "Nobody"'),
        ("Rescuers", ["--new-entry", "Rescue", "--date", "soon"], "date-invalid"),
        ("Rescuers", ["--entry", "millbrook-flood", "--answer", "dam-failed=maybe"], "value-invalid"),
    ],
)
def test_what_cannot_be_claimed_is_refused_with_a_reason(
    words: str, options: list[str], says: str, flood: Path
) -> None:
    before = contents(flood)
    assert says in refused("add-quote", "herald", words, *options, "--root", flood)
    assert contents(flood) == before


def test_words_that_are_claimed_or_set_aside_in_part_are_told(flood: Path) -> None:
    done("set-aside", "herald", "said.", "--reason", "x", "--root", flood)
    shown = done("add-quote", "herald", "the town has failed, residents said.", "--root", flood)
    assert f"careful: timeline/dam-failure-disputed claims some of these words: “{DAM}”" in shown
    assert "careful: set aside in content/sources/herald.md: “said.”" in shown


def test_a_claim_in_a_reviewed_entry_asks_for_another_review(flood: Path) -> None:
    shown = done("add-quote", "herald", "on March 4, 2031", "--entry", "millbrook-flood", "--root", flood)
    assert "is marked as reviewed" in shown


def test_where_a_text_is_not_at_hand_nothing_is_claimed_of_it(flood: Path) -> None:
    edit(flood / "content/sources/herald.md", "seed: herald.txt\n", "")
    assert "is not at hand" in refused("add-quote", "herald", "anything", "--root", flood)


# ── new ─────────────────────────────────────────────────────────────────────────────────────────────────────

NEW = {
    "actor": ["--name", "Nora Finch", "--kind", "person", "--alias", "N. Finch", "--country", "alder-county"],
    "place": ["--name", "Port Hale", "--kind", "town", "--within", "alder-county", "--coordinates", "51.5", "-2.2", "--precision", "locality"],
    "source": ["--title", "A statement", "--publisher", "herald", "--published", "2031-03-07", "--author", "Tom Reed"],
    "question": ["--title", "How many boats were sent?", "--kind", "quantity", "--unit", "boats", "--scope", "On the first day."],
    "entry": ["--title", "The council meets", "--date", "2031-03-06", "--type", "disaster", "--place", "millbrook",
              "--source", "later", "--quote", "The council met on March 6, 2031"],
}  # fmt: skip


@pytest.mark.parametrize("kind", NEW)
def test_a_new_record_passes_check_and_explains_every_key(kind: str, town: Path) -> None:
    shown = done("new", kind, *NEW[kind], "--dry-run", "--root", town)
    before = contents(town / "content")
    told = done("new", kind, *NEW[kind], "--root", town)
    (path,) = contents(town / "content").keys() - before.keys()
    text = (town / "content" / path).read_text()
    assert text == shown and f"+ content/{path}" in told
    assert is_sound(town) and not load(town).problems
    keys = SHAPES[kind].keys.keys() - {"was", "waivers", "reviewed_by", "sha256", "set_aside"}
    assert {key for key in keys if f"\n{key}:" not in text and f"\n# {key}: " not in text} <= {"proposed_by"}


def test_what_is_commented_out_is_right_once_the_marks_are_taken_off(flood: Path) -> None:
    text = done("new", "actor", "--name", "X Y", "--kind", "person", "--dry-run", "--root", flood)
    lines = [
        line.removeprefix("# ") if line.startswith(("# roles:", "# aliases:", "# links:")) else line
        for line in text.splitlines()
    ]
    (flood / "content/actors/x-y.md").write_text("\n".join(lines).replace("of: …, ", "") + "\n")
    assert not load(flood).problems


def test_a_new_entry_says_who_proposed_it_and_what_was_read(town: Path) -> None:
    shown = done("new", "entry", "--title", "The dam is said to be safe", "--source", "later", "--quote", "The dam is safe",
                 "--as-read", "--type", "disaster", "--root", town)  # fmt: skip
    text = next((town / "content/timeline").rglob("the-dam-is-said-to-be-safe.md")).read_text()
    assert "proposed_by: [Ada Curator]" in text and "    speaker: ida-moss\n" in text
    assert "date is as the article is read" in shown and is_sound(town)


def test_an_id_that_was_somebody_s_is_not_given_again(flood: Path) -> None:
    done("rename", "residents", "people", "--root", flood)
    done("new", "actor", "--name", "Residents", "--kind", "group", "--root", flood)
    assert (flood / "content/actors/residents-2.md").is_file()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["actor", "--name", "IDA MOSS", "--kind", "person"], "actors/ida-moss has this name already"),
        (["actor", "--name", "محمد", "--kind", "person"], "no id can be made of"),
        (["actor", "--name", "A B", "--kind", "person", "--id", "herald"], "is or was the id of another"),
        (["actor", "--name", "A B", "--kind", "person", "--country", "nowhere"], "unknown-reference"),
        (["source", "--seed", "gazette.txt"], "is the seed of sources/gazette already"),
        (["source", "--seed", "none.txt"], "there is no such seed"),
        (["place", "--name", "A", "--kind", "town", "--coordinates", "95", "0"], "bad-coordinates"),
    ],
)
def test_a_record_that_cannot_be_made_is_refused_with_a_reason(words: list[str], says: str, flood: Path) -> None:
    before = contents(flood)
    assert says in refused("new", *words, "--root", flood)
    assert contents(flood) == before


def test_without_a_terminal_all_that_is_missing_is_listed(flood: Path) -> None:
    result = claimline("new", "actor", "--root", flood)
    assert result.exit_code == 2 and "Missing: --name, --kind (person, organisation, state" in result.stderr


def test_on_a_terminal_what_is_missing_is_asked_for(flood: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("build_tools.commands.creating.is_asked", lambda: True)
    result = CliRunner().invoke(main, ["new", "actor", "--root", str(flood)], input="Nora Finch\nperson\n")
    assert result.exit_code == 0, result.output
    assert "name: Nora Finch" in (flood / "content/actors/nora-finch.md").read_text()


# ── every file or none, and no other byte ───────────────────────────────────────────────────────────────────

COMMANDS = {
    "rename": (["rename", "ida-moss", "i-moss"], FLOOD),
    "merge": (["merge", "residents", "ida-moss", "--prefer", "ida-moss"], DISPUTED),
    "set-aside": (["set-aside", "herald", DAM, "--reason", "hearsay"], DISPUTED),
    "add-quote": (["add-quote", "herald", "residents said", "--entry", "dam-failure-disputed"], DISPUTED),
    "fix": (["fix"], "content/sources/herald.md"),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_where_one_file_is_protected_no_file_is_changed(command: str, flood: Path) -> None:
    words, protected = COMMANDS[command]
    for name in ("gazette", "herald"):
        path = flood / f"content/sources/{name}.md"
        path.write_text("\n".join(line for line in path.read_text().split("\n") if not line.startswith("sha256")))
    (flood / protected).chmod(0o444)
    before = contents(flood)
    assert "cannot-write" in refused(*words, "--root", flood)
    assert contents(flood) == before
    (flood / protected).chmod(0o644)
    done(*words, "--root", flood)
    assert contents(flood) != before


written = st.sampled_from(["ida-moss", '"ida-moss"', "'ida-moss'"])
other = st.sampled_from(["herald", '"residents"', "'county-council'"])
comments = st.sampled_from(["", "   # ida-moss, they say", " # “x”: [y]"])


@st.composite
def layouts(draw: st.DrawFn) -> tuple[str, str]:
    """An entry in one of many layouts, and the same with each mention of one actor, and nothing else, renamed."""

    def mention(name: str) -> tuple[str, str]:
        return name, name.replace("ida-moss", "nora")

    def listed(margin: str) -> tuple[str, str]:
        names = [mention(draw(written)), mention(draw(other))]
        notes = [draw(comments), draw(comments)]
        if draw(st.booleans()):
            flow = [f" [{names[0][at]},  {names[1][at]} ]{notes[0]}\n" for at in (0, 1)]
            return flow[0], flow[1]
        lines = [
            (f"{margin}-  {name[0]}{note}\n", f"{margin}-  {name[1]}{note}\n")
            for name, note in zip(names, notes, strict=True)
        ]
        return "\n" + "".join(line for line, _ in lines), "\n" + "".join(line for _, line in lines)

    pairs: list[tuple[str, str]] = []

    def same(text: str) -> None:
        pairs.append((text, text))

    same(f"---\n# ida-moss is named here, too\ntitle: ida-moss speaks{draw(comments)}\n")
    same('date: "2031-03-04"\ntype: disaster\nstatus: draft\nactors:')
    pairs.append(listed(draw(st.sampled_from(["", "  ", "    "]))))
    same("claims:\n")
    margin = draw(st.sampled_from(["", "  "]))
    same(f"{margin}- quote: {COUNCIL}\n{margin}  source: gazette\n{margin}  speaker: ")
    pairs.append(mention(draw(written)))
    same(f"{draw(comments)}\n{margin}  note: ida-moss\n")
    same("---\nProse about ida-moss and [her](../../actors/")
    pairs.append(("ida-moss", "nora"))
    same(".md).\n")
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    before, after = ("".join(pair[at] for pair in pairs).replace("\n", newline) for at in (0, 1))
    return before, after


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(layouts())
def test_a_rename_changes_the_mentions_and_no_other_byte(tmp_path: Path, found: tuple[str, str]) -> None:
    before, after = found
    root = tmp_path / "dossier"
    shutil.rmtree(root, ignore_errors=True)
    for path, text in {
        "actors/ida-moss.md": "---\nname: Ida Moss\nkind: person\n---\n",
        "actors/herald.md": "---\nname: Herald\nkind: outlet\n---\n",
        "actors/residents.md": "---\nname: Residents\nkind: group\n---\n",
        "actors/county-council.md": "---\nname: Council\nkind: organisation\n---\n",
        "sources/gazette.md": "---\ntitle: G\n---\n",
        "vocabulary.yml": "disaster: {label: Disaster}\n",
        "timeline/2031/a.md": before,
    }.items():
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_bytes(text.encode())
    rename_record(root, "ida-moss", "nora")
    assert (root / "content/timeline/2031/a.md").read_bytes().decode() == after
