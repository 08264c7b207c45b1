"""Pictures among the assets tell nothing but what is seen, and look afterwards as they looked before."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps, PngImagePlugin
from test_curation import claimline, done

from build_tools.pictures.bare import bare
from build_tools.pictures.parts import NotReadable

MARK = b"Zwyxqu"
XMP = b"<x:xmpmeta>" + MARK + b"</x:xmpmeta>"
UPRIGHT, ON_ITS_SIDE = 1, 6


def drawn(*, frames: int = 1) -> list[Image.Image]:
    """Small pictures in which every corner is another, so that none can be turned unseen."""
    found = []
    for frame in range(frames):
        picture = Image.new("RGB", (24, 16), (200, 180, 160))
        picture.paste((10, 40 * frame, 90), (0, 0, 8, 4))
        picture.paste((250, 10, 10), (16, 10, 24, 16))
        found.append(picture)
    return found


def exif(turned: int) -> Image.Exif:
    """Where, when, by whom and with what it was taken."""
    told = Image.Exif()
    told[0x0112], told[0x010F], told[0x013B] = turned, "Zwyxqucamera", "Ann Zwyxqureal"
    told.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 0.5), 29: "Zwyxquday"})
    return told


def saved(form: str, turned: int = UPRIGHT, **how: object) -> bytes:
    """One picture in a file of a form, with all that a library can write beside it."""
    held = io.BytesIO()
    first, *others = drawn(frames=3 if how.pop("moving", False) else 1)
    if others:
        how |= {"save_all": True, "append_images": others, "duration": 80, "loop": 0}
    if form == "GIF":
        first.save(held, form, comment=MARK, **how)
        return held.getvalue()
    if form == "PNG":
        how["pnginfo"] = text = PngImagePlugin.PngInfo()
        text.add_text("Author", "Ann Zwyxqureal", zip=False)
        text.add_itxt("XML:com.adobe.xmp", XMP.decode())
        text.add(b"tIME", b"\x07\xef\x03\x04\x0c\x00\x00")
        text.add(b"zwYx", MARK)
    else:
        how["xmp"] = XMP
    if form == "JPEG":
        how |= {"comment": MARK, "quality": 90, "icc_profile": b"a profile of colours"}
    first.save(held, form, exif=exif(turned), **how)
    return held.getvalue()


def with_segment(jpeg: bytes, marker: int, held: bytes) -> bytes:
    return jpeg[:2] + bytes((0xFF, marker)) + (len(held) + 2).to_bytes(2, "big") + held + jpeg[2:]


def with_extension(gif: bytes, name: bytes) -> bytes:
    return gif[:-1] + b"\x21\xff\x0b" + name + b"\x06" + MARK + b"\0" + gif[-1:]


PICTURES: dict[str, Callable[[], bytes]] = {
    "a JPEG": lambda: saved("JPEG"),
    "a JPEG on its side": lambda: saved("JPEG", ON_ITS_SIDE),
    "a progressive JPEG": lambda: saved("JPEG", progressive=True),
    "a JPEG with IPTC": lambda: with_segment(saved("JPEG"), 0xED, b"Photoshop 3.0\0" + MARK),
    "a JPEG with a thumbnail": lambda: with_segment(saved("JPEG"), 0xE0, b"JFXX\0\x10" + MARK),
    "a JPEG of a program": lambda: with_segment(saved("JPEG"), 0xEB, b"Program\0" + MARK),
    "a JPEG with a film behind it": lambda: saved("JPEG") + b"\0\0\0\x18ftypmp42" + MARK,
    "a PNG": lambda: saved("PNG"),
    "a PNG on its side": lambda: saved("PNG", ON_ITS_SIDE),
    "a moving PNG": lambda: saved("PNG", moving=True),
    "a PNG with a zip behind it": lambda: saved("PNG") + b"PK\x03\x04" + MARK,
    "a WebP": lambda: saved("WEBP", lossless=True),
    "a WebP on its side": lambda: saved("WEBP", ON_ITS_SIDE),
    "a moving WebP": lambda: saved("WEBP", moving=True, lossless=True),
    "a WebP with words behind it": lambda: saved("WEBP") + MARK,
    "a GIF": lambda: saved("GIF"),
    "a moving GIF": lambda: saved("GIF", moving=True),
    "a GIF with XMP": lambda: with_extension(saved("GIF"), b"XMP DataXMP"),
}


@cache
def made(name: str) -> bytes:
    """One of them, made once."""
    return PICTURES[name]()


def as_seen(data: bytes) -> list[bytes]:
    """Every frame of a picture as it is shown, point by point, and for how long."""
    with Image.open(io.BytesIO(data)) as picture:
        frames = []
        for number in range(getattr(picture, "n_frames", 1)):
            picture.seek(number)
            shown = ImageOps.exif_transpose(picture)
            frames.append(repr((shown.size, picture.info.get("duration"))).encode() + shown.convert("RGBA").tobytes())
        return frames


@pytest.mark.parametrize("name", PICTURES)
def test_what_is_told_goes_and_what_is_seen_stays(name: str) -> None:
    whole = PICTURES[name]()
    found = bare(whole)
    assert MARK.lower() in whole.lower() and MARK.lower() not in found.content.lower()
    assert as_seen(found.content) == as_seen(whole)
    assert found.told
    again = bare(found.content)
    assert again.told == () and again.content == found.content


@pytest.mark.parametrize("name", [name for name in PICTURES if name.split()[1] in ("JPEG", "PNG", "WebP")])
def test_it_is_said_that_it_tells_where_it_was_taken(name: str) -> None:
    assert "where it was taken (GPS in Exif)" in bare(PICTURES[name]()).told


RUNS = {
    "signs of markers": b"\xff\xd8" + b"\xff" * 1_000_000,
    "signs in a scan": b"\xff\xd8\xff\xda\0\2" + b"\xff" * 1_000_000,
    "empty comments": b"\xff\xd8" + b"\xff\xfe\0\2" * 2_000_000,
    "empty chunks": saved("PNG")[:33] + b"\0\0\0\0tEXt\0\0\0\0" * 100_000,
    "blocks of a GIF": b"GIF89a\1\0\1\0\0\0\0" + b"\x21\xfe\x01a\0" * 100_000,
}


@pytest.mark.parametrize("run", RUNS)
def test_a_run_of_the_same_takes_time_in_proportion(run: str) -> None:
    """Where it were the square of it, this would not end."""
    with pytest.raises(NotReadable):
        bare(RUNS[run])


def test_the_colours_of_a_picture_stay() -> None:
    assert b"a profile of colours" in bare(saved("JPEG")).content


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", b"GIF89a", b"II*\0\x08\0\0\0", b"<svg/>", saved("PNG")[:60]])
def test_what_cannot_be_read_is_not_guessed_at(data: bytes) -> None:
    with pytest.raises(NotReadable):
        bare(data)


@given(st.sampled_from(sorted(PICTURES)), st.integers(0), st.binary(max_size=8), st.integers(0, 40))
def test_no_broken_picture_stops_the_program(name: str, at: int, new: bytes, gone: int) -> None:
    whole = made(name)
    at %= len(whole)
    try:
        found = bare(whole[:at] + new + whole[at + gone :])
    except NotReadable:
        return
    assert bare(found.content).told == ()


# ── in a dossier ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_check_refuses_such_a_picture_and_fix_mends_it(flood: Path) -> None:
    picture = flood / "content/assets/sluice.JPG"
    picture.parent.mkdir()
    picture.write_bytes(saved("JPEG"))
    told = claimline("check", "--root", flood).output
    assert "content/assets/sluice.JPG:1:1: picture-tells: the file tells more than is seen: " in told
    assert "where it was taken (GPS in Exif)" in told and "claimline fix" in told
    assert "sluice.JPG: without" in done("fix", "--dry-run", "--root", flood)
    assert picture.read_bytes() == saved("JPEG")
    assert "sluice.JPG: without" in done("fix", "--root", flood)
    assert MARK not in picture.read_bytes() and "picture" not in claimline("check", "--root", flood).output
    assert "Nothing to mend." in done("fix", "--root", flood)


def test_what_is_called_a_picture_and_is_none_is_refused(flood: Path) -> None:
    (flood / "content/assets").mkdir()
    (flood / "content/assets/photo.png").write_bytes(b"ftypheic" + MARK)
    told = claimline("check", "--root", flood).output
    assert "content/assets/photo.png:1:1: picture-unreadable" in told


def test_a_bomb_is_not_unpacked() -> None:
    """Chunks are taken as they lie: what they pack is nobody's business here."""
    bomb = zlib.compress(b"\0" * 10_000_000)
    chunk = len(bomb).to_bytes(4, "big") + b"iTXt" + bomb + zlib.crc32(b"iTXt" + bomb).to_bytes(4, "big")
    whole = saved("PNG")
    assert bare(whole[:33] + chunk + whole[33:]).content == bare(whole).content
