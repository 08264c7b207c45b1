"""A bundle opens anywhere, is the same for the same site, and what is wrong with one is found before a reader does."""

from __future__ import annotations

import errno
import gzip
import hashlib
import os
import shutil
import stat
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from small_corpus import SEED

from build_tools import solid_archive
from build_tools.bundle import README, make_bundle
from build_tools.problems import ProblemsFound
from build_tools.solid_archive import solid_from
from build_tools.verification.standalone.verify import MANIFEST, SELF, SUMS
from build_tools.verification.verify import verify
from build_tools.zip_writer import ZipWriter, packed_blocks

PAGE = '<!doctype html><html><head><title>t</title></head><body id="here"><div class="cl-page">{}</div></body></html>'

SOUND = {
    "index.html": PAGE.format('<a href="actors/a.html#b%20c">A</a> <a href="https://example.org/">outside</a>'),
    "actors/a.html": PAGE.format('<img src="../assets/p.png"><p id="b c">A</p><a href="../index.html#q=words">s</a>'),
    "assets/p.png": "",
    "assets/s.css": "/* url(https://example.org/c) */ a { background: url('p.png#x'), url(data:image/png;base64,A) }",
}


CHECKING = [MANIFEST, SELF, SUMS]


def site(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return site(tmp_path / "site", SOUND)


def codes(path: Path, **given: object) -> list[str]:
    found = verify(path, **given)  # type: ignore[arg-type]
    assert verify(path, jobs=2, **given) == found, "as many processes as there are find the same"  # type: ignore[arg-type]
    return [problem.code for problem in found]


# ── making ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_bundle_keeps_the_site_in_one_folder_with_a_word_to_the_reader(sound: Path, tmp_path: Path) -> None:
    made = make_bundle(sound, tmp_path / "out.zip", name="The harbour, 2024")
    with zipfile.ZipFile(made.path) as archive:
        names = archive.namelist()
        assert "index.html" in archive.read(f"The-harbour-2024/{README}").decode()
    assert names == [f"The-harbour-2024/{name}" for name in [README, *sorted(SOUND), *CHECKING]]
    assert made.files == len(names) and made.size == made.path.stat().st_size


def test_the_same_site_gives_the_same_bytes_whenever_it_was_built(sound: Path, tmp_path: Path) -> None:
    first = make_bundle(sound, tmp_path / "one.zip", name="x").path.read_bytes()
    again = Path(shutil.copytree(sound, tmp_path / "again"))
    for path in again.rglob("*"):
        os.utime(path, (0, 0))
        path.chmod(0o700)
    second = make_bundle(again, tmp_path / "two.zip", name="x").path.read_bytes()
    assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()


def test_what_only_a_server_or_a_crawler_reads_stays_out(sound: Path, tmp_path: Path) -> None:
    left_out = ("404.html", "sitemap.xml", "sitemap.xml.gz", ".hidden/x", "assets/a.js.map")
    site(sound, dict.fromkeys((*left_out, "docs/404.html"), ""))
    with zipfile.ZipFile(make_bundle(sound, tmp_path / "b.zip").path) as archive:
        assert {name.removeprefix("b/") for name in archive.namelist()} == {
            README,
            "docs/404.html",
            *SOUND,
            *CHECKING,
        }


def test_a_full_disk_leaves_the_former_bundle_and_nothing_else(
    sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out" / "b.zip"
    target.parent.mkdir()
    before = make_bundle(sound, target).path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        make_bundle(sound, target)
    assert [path.name for path in target.parent.iterdir()] == ["b.zip"]
    assert target.read_bytes() == before


def test_a_bundle_made_inside_the_site_does_not_hold_itself(sound: Path) -> None:
    target = sound / "site.zip"
    first = make_bundle(sound, target).files
    assert make_bundle(sound, target).files == first


@pytest.mark.parametrize(
    ("files", "code"),
    [({}, "site-not-built"), ({**SOUND, "seeds/000.txt": "whole"}, "seeds-in-site")],
)
def test_what_is_no_site_or_holds_seeds_is_refused(tmp_path: Path, files: dict[str, str], code: str) -> None:
    (tmp_path / "site").mkdir()
    with pytest.raises(ProblemsFound) as raised:
        make_bundle(site(tmp_path / "site", files), tmp_path / "b.zip")
    assert [problem.code for problem in raised.value.problems] == [code]
    assert not (tmp_path / "b.zip").exists()


def test_a_link_out_of_the_site_is_refused_and_found(sound: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (sound / "assets" / "s.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(ProblemsFound):
        make_bundle(sound, tmp_path / "b.zip")
    assert codes(sound) == ["link-out-of-site"]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("assets/page.html", PAGE.format(""), "page-among-assets"),
        ("assets/deep/A.HTM", "<p>", "page-among-assets"),
        ("assets/a.svg", "<svg onload='alert(1)'/>", "drawing-runs"),
        ("assets/a.svg", "<svg><SCRIPT>alert(1)</SCRIPT></svg>", "drawing-runs"),
        ("assets/a.svg", "<svg><path d='M0 0'/><title>one on = two</title></svg>", ""),
    ],
)
def test_what_a_browser_would_run_among_the_assets_is_found(name: str, text: str, code: str, sound: Path) -> None:
    assert codes(site(sound, {name: text})) == ([code] if code else [])


# ── verifying ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_sound_site_and_its_bundle_have_no_problem(sound: Path, tmp_path: Path) -> None:
    assert verify(sound) == []
    assert verify(make_bundle(sound, tmp_path / "b.zip").path) == []


@pytest.mark.parametrize(
    "markup",
    [
        '<script src="https://cdn.example/x.js"></script>',
        '<script src="//cdn.example/x.js"></script>',
        '<script src="\\\\cdn.example/x.js"></script>',
        '<script src="ht&#9;tps://cdn.example/x.js"></script>',
        '<link rel="stylesheet" href="https://fonts.example/css">',
        '<link rel="Preconnect" href="https://fonts.example">',
        '<img src="HTTP://cdn.example/x.png">',
        '<img srcset="assets/p.png 1x, https://cdn.example/x.png 2x">',
        '<video poster="https://cdn.example/x.png"></video>',
        '<object data="https://cdn.example/x"></object>',
        '<iframe src="https://video.example/"></iframe>',
        '<iframe srcdoc="&lt;img src=https://cdn.example/x.png&gt;"></iframe>',
        '<p style="background: url(https://cdn.example/x.png)">',
        '<style>@import "https://cdn.example/x.css";</style>',
        '<svg><use href="https://cdn.example/x.svg#y"/></svg>',
        '<svg><image xlink:href="https://cdn.example/x.png"/></svg>',
        '<meta http-equiv="refresh" content="0; url=https://example.org/">',
        '<img src="file:///etc/passwd">',
    ],
)
def test_what_a_browser_would_load_from_elsewhere_is_found(sound: Path, markup: str) -> None:
    assert codes(site(sound, {"index.html": PAGE.format(markup)})) == ["loads-from-elsewhere"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("s.css", "a { background:\n url( 'https://cdn.example/x.png' ) }"),
        ("s.css", "/* a */\n@import 'https://cdn.example/x.css';"),
        ("d.svg", "<svg>\n<image href='https://cdn.example/x.png'/></svg>"),
    ],
)
def test_style_sheets_and_drawings_load_nothing_from_elsewhere_and_the_line_is_named(
    sound: Path, name: str, text: str
) -> None:
    (problem,) = verify(site(sound, {name: text}))
    assert (problem.code, problem.where.path, problem.where.line) == ("loads-from-elsewhere", str(sound / name), 2)
    assert "cdn.example" in problem.message and problem.tip


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        ('<a href="nowhere.html">', "link-broken"),
        ('<img src="nowhere.png">', "link-broken"),
        ('<a href="http://[broken">', None),
        ('<a href="#nowhere">', "fragment-broken"),
        ('<a href="actors/a.html#nowhere">', "fragment-broken"),
        ('<a href="actors/">', "link-to-folder"),
        ('<a href=".">', "link-to-folder"),
        ('<a href="/index.html">', "link-out-of-site"),
        ('<a href="../../etc/passwd">', "link-out-of-site"),
        ('<a href="%2e%2e/x">', "link-out-of-site"),
        ('<a href="java&#10;script:alert(1)">', "link-unsafe"),
        ('<a href="data:text/html,x">', "link-unsafe"),
        ('<base href="https://example.org/">', "base-element"),
        ('<a href="#top">', None),
        ('<a href="#here">', None),
        ('<a href="actors/a.html?x=1#b%20c:~:text=A">', None),
        ('<a href="mailto:a@example.org">', None),
        ('<link rel="canonical" href="https://example.org/">', None),
        ('<!-- <img src="https://cdn.example/x.png"> -->', None),
    ],
)
def test_every_link_arrives_or_is_found(sound: Path, markup: str, code: str | None) -> None:
    assert codes(site(sound, {"index.html": PAGE.format(markup)})) == ([code] if code else [])


def test_the_page_that_only_a_server_shows_may_start_at_the_root(sound: Path) -> None:
    assert verify(site(sound, {"404.html": PAGE.format('<a href="/index.html">home</a>')})) == []


def archive_with(path: Path, *members: tuple[str | zipfile.ZipInfo, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b/index.html", PAGE.format(""))
        for member, text in members:
            archive.writestr(member, text)
    return path


def link_member() -> zipfile.ZipInfo:
    member = zipfile.ZipInfo("b/link")
    member.create_system, member.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return member


@pytest.mark.parametrize(
    ("member", "text", "code"),
    [
        ("b/../../evil.txt", "", "zip-path-unsafe"),
        ("b/..\\evil.txt", "", "zip-path-unsafe"),
        ("b/C:evil.txt", "", "zip-path-unsafe"),
        (link_member(), "/etc/passwd", "zip-holds-link"),
        ("b/bomb.txt", "\0" * 20_000_000, "zip-too-large"),
        ("other/x.txt", "", "zip-not-one-folder"),
    ],
)
def test_a_zip_that_could_do_harm_is_found_and_not_unpacked(
    tmp_path: Path, member: str | zipfile.ZipInfo, text: str, code: str
) -> None:
    path = archive_with(tmp_path / "b.zip", (member, text))
    assert code in codes(path)
    assert [one.name for one in tmp_path.iterdir()] == ["b.zip"]


def test_a_zip_with_an_absolute_path_is_found(tmp_path: Path) -> None:
    assert "zip-path-unsafe" in codes(archive_with(tmp_path / "b.zip", ("/etc/evil.txt", "")))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_with_a_name_twice_is_found(tmp_path: Path) -> None:
    assert codes(archive_with(tmp_path / "b.zip", ("b/index.html", ""))) == ["zip-name-twice"]


@pytest.mark.parametrize("cut", [0, 100, -30])
def test_a_damaged_zip_is_a_problem_and_no_traceback(sound: Path, tmp_path: Path, cut: int) -> None:
    path = make_bundle(sound, tmp_path / "b.zip").path
    path.write_bytes(path.read_bytes()[:cut])
    assert codes(path) == ["zip-broken"]


def test_a_zip_with_a_flipped_byte_is_found(sound: Path, tmp_path: Path) -> None:
    path = make_bundle(sound, tmp_path / "b.zip").path
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        member = archive.getinfo("b/index.html")
    data[member.header_offset + 30 + len(member.filename) + 5] ^= 0xFF
    path.write_bytes(data)
    assert codes(path) == ["zip-broken"]


# ── texts that must stay out ────────────────────────────────────────────────────────────────────────────────

PASSAGE = SEED[SEED.index("No words of this line") :]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("p.html", PAGE.format("<p>" + PASSAGE.replace(" ", " <b>", 5) + "</p>")),
        ("p.html", PAGE.format(f'<p data-text="{PASSAGE}">x</p>')),
        ("p.html", PAGE.format(f"<script>var x = `{PASSAGE}`</script>")),
        ("d.json", '{"text": "' + PASSAGE.replace("\n", "\\n").replace("a", "\\u0061") + '"}'),
        ("d.csv", 'a,"' + PASSAGE + '"'),
        ("d.svg", f"<svg><title>{PASSAGE[:310]}</title></svg>"),
    ],
)
def test_a_passage_of_a_seed_is_found_in_whatever_dress(sound: Path, name: str, text: str) -> None:
    assert codes(site(sound, {name: text}), texts=[SEED]) == ["passage-of-source"]


def test_words_of_a_seed_in_short_pieces_are_quotes_and_no_passage(sound: Path) -> None:
    quotes = "".join(f"<p>{PASSAGE[start : start + 150]}</p><p>says somebody</p>" for start in (0, 150, 300))
    assert verify(site(sound, {"p.html": PAGE.format(quotes)}), texts=[SEED]) == []


def test_a_long_quote_that_the_dossier_means_to_show_is_allowed_and_no_sentence_more(sound: Path) -> None:
    quote = PASSAGE[:320].rpartition(" ")[0]
    page = site(sound, {"p.html": PAGE.format(quote)})
    assert codes(page, texts=[SEED]) == ["passage-of-source"]
    assert codes(page, texts=[SEED], allowed=[quote]) == []
    assert codes(site(sound, {"p.html": PAGE.format(PASSAGE)}), texts=[SEED], allowed=[quote]) == ["passage-of-source"]


def test_a_word_beside_a_quote_may_happen_to_be_that_of_its_text(sound: Path) -> None:
    before, _, quote = PASSAGE[:302].rpartition(" ")[0].partition(" ")
    page = site(
        sound,
        {"p.html": PAGE.format(f"<p>Seen in {before}</p><q>{quote}</q> {PASSAGE[len(before) + len(quote) + 1 :][:9]}")},
    )
    assert codes(page, texts=[SEED]) == ["passage-of-source"]
    assert codes(page, texts=[SEED], allowed=[quote]) == []


# ── once more ───────────────────────────────────────────────────────────────────────────────────────────────


def test_made_over_a_former_one_it_has_the_bytes_of_one_that_was_made_alone(sound: Path, tmp_path: Path) -> None:
    words = {f"timeline/{number}.html": PAGE.format(f"<p>{number} houses</p>" * number) for number in range(40)}
    site(sound, words)
    former = make_bundle(sound, tmp_path / "b.zip").path
    site(
        sound, {"timeline/7.html": words["timeline/7.html"].replace("houses", "horses"), "new.html": PAGE.format("new")}
    )
    (sound / "timeline/8.html").unlink()
    again = make_bundle(sound, former).path.read_bytes()
    former.unlink()
    assert again == make_bundle(sound, former).path.read_bytes()


@pytest.mark.parametrize("spoil", ["nothing", "no zip", "a member"])
def test_a_former_zip_that_was_spoilt_spoils_nothing(spoil: str, sound: Path, tmp_path: Path) -> None:
    alone = make_bundle(sound, tmp_path / "b.zip").path.read_bytes()
    at = alone.index(b"actors/a.html") + len("actors/a.html") + 4
    spoilt = {"nothing": alone, "no zip": b"PK", "a member": alone[:at] + bytes([alone[at] ^ 1]) + alone[at + 1 :]}
    (tmp_path / "b.zip").write_bytes(spoilt[spoil])
    assert make_bundle(sound, tmp_path / "b.zip").path.read_bytes() == alone


def test_what_is_left_out_is_told_and_the_page_of_downloads_leads_nowhere_else(sound: Path, tmp_path: Path) -> None:
    page = PAGE.format('<a href="data/big.json" download>big.json</a><a href="data/small.csv" download>small.csv</a>')
    site(sound, {"data.html": page, "data/big.json": "[]", "data/small.csv": "a"})
    made = make_bundle(sound, tmp_path / "b.zip", without={"data/big.json", "data/none.json"})
    assert made.left_out == ("data/big.json",) and verify(made.path) == []
    with zipfile.ZipFile(made.path) as archive:
        assert "b/data/small.csv" in archive.namelist() and "b/data/big.json" not in archive.namelist()
        assert "<a>big.json</a>" in archive.read("b/data.html").decode()


OF_NO_USE = (
    '<meta property="og:title" content="t"><meta name="twitter:card" content="c"><meta name="description" content="d">'
    '<meta name="theme-color" content="#fff"><link rel="apple-touch-icon" href="assets/p.png">'
    '<link rel="alternate" href="data/feeds/e.xml"><script type="application/ld+json">{"a":"\\u003c/b>"}</script>'
)


def test_a_zip_for_reading_holds_no_word_for_crawlers_and_tells_which_links_lead_out_of_it(
    sound: Path, tmp_path: Path
) -> None:
    words = '<p id="p">A\n\n   word</p> <a class="x" href="../data/feeds/e.xml" type="t">Atom</a> <a href="../index.html">i</a>'
    page = PAGE.format(words).replace("</title>", f"</title>{OF_NO_USE}")
    site(sound, {"actors/a.html": page, "data/feeds/e.xml": "<feed/>", "data/t.csv": "a"})
    without = {"data/feeds/e.xml"}
    made = make_bundle(sound, tmp_path / "b.zip", without=without)
    assert make_bundle(sound, tmp_path / "b.zip", without=without).path.read_bytes() == made.path.read_bytes()
    with zipfile.ZipFile(made.path) as archive:
        told = '<p id="p">A\nword</p> <a>Atom</a> <small>(not in this zip)</small> <a href="../index.html">i</a>'
        assert archive.read("b/actors/a.html").decode() == PAGE.format(told)
        assert "--with-data" in archive.read(f"b/{README}").decode()
    with zipfile.ZipFile(make_bundle(sound, tmp_path / "all.zip").path) as archive:
        assert archive.read("all/actors/a.html").decode() == page, "and one that holds all holds each page as it is"


def test_the_same_files_as_one_stream_are_smaller_and_always_the_same_bytes(sound: Path, tmp_path: Path) -> None:
    site(
        sound,
        {
            f"actors/p{number}.html": PAGE.format(f"<p>{number}</p>" + "the frame of a page " * 9)
            for number in range(400)
        },
    )
    made = make_bundle(sound, tmp_path / "b.zip")
    packed = solid_from(made.path)
    with zipfile.ZipFile(made.path) as archive, tarfile.open(packed) as tar:
        assert {one.name: tar.extractfile(one).read() for one in tar} == {
            n: archive.read(n) for n in archive.namelist()
        }  # type: ignore[union-attr]
        assert all(one.isfile() and (one.uid, one.uname, one.mode) == (0, "", 0o644) for one in tar)
    before = packed.read_bytes()
    assert solid_from(made.path).read_bytes() == before and len(before) < made.size / 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.tar.xz", "b.zip", "site"]


def test_streams_that_several_threads_packed_are_read_as_one(
    sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solid_archive, "_BLOCK", 2048)
    site(sound, {f"{number}.csv": f"{number}," * 900 for number in range(40)})
    with tarfile.open(solid_from(make_bundle(sound, tmp_path / "b.zip").path)) as tar:
        assert tar.extractfile("b/7.csv").read().decode() == "7," * 900  # type: ignore[union-attr]


def test_what_stands_in_a_page_as_it_was_written_keeps_its_lines(sound: Path, tmp_path: Path) -> None:
    site(sound, {"index.html": PAGE.format("<pre>a\n\n  b</pre>")})
    with zipfile.ZipFile(make_bundle(sound, tmp_path / "b.zip", without=()).path) as archive:
        assert "a\n\n  b" in archive.read("b/index.html").decode()


def test_a_zip_of_more_members_than_old_programs_count_is_read_by_others(tmp_path: Path) -> None:
    with (tmp_path / "many.zip").open("wb") as file:
        writer, word = ZipWriter(file), packed_blocks([b"a"], level=0)
        for number in range(65_600):
            writer.add(f"x/{number}", word)
        writer.finish()
    with zipfile.ZipFile(tmp_path / "many.zip") as archive:
        assert len(archive.namelist()) == 65_600 and archive.read("x/65599") == b"a"


def test_a_passage_is_found_in_a_packed_table(sound: Path) -> None:
    (sound / "data").mkdir()
    (sound / "data/d.csv.gz").write_bytes(gzip.compress(b"a\n") + gzip.compress(PASSAGE.encode()))
    assert codes(sound, texts=["another text", SEED]) == ["passage-of-source"]
    (sound / "data/d.csv.gz").write_bytes(b"no gzip")
    assert codes(sound, texts=[SEED]) == []


@pytest.mark.parametrize(
    "words", ["Die Außenministerkonferenz beschloß nichts. ", "İstanbul’da ΣΑΣ ", "南京的大桥昨夜被毁，"]
)
def test_a_passage_is_found_in_any_script_and_of_any_of_the_texts(sound: Path, words: str) -> None:
    texts = [f"{number} {words * 3} and no more of it" for number in range(5)] + [words * 40, "The last one"]
    site(sound, {"p.html": PAGE.format(f"<p>Before it, {words * 40} behind it</p>")})
    assert set(codes(sound, texts=texts)) == {"passage-of-source"}
