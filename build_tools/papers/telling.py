"""What the objects of a PDF tell beside what is seen, taken out of them on the way (ISO 32000-2, §§ 7.7, 12.5, 14.3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from build_tools.pictures.bare import bare as bare_picture
from build_tools.pictures.parts import NotReadable

if TYPE_CHECKING:
    from pypdf import PdfReader

Key = tuple[int, int]  # the number and the generation of an object

_ASIDE = {
    "/Metadata": "XMP",
    "/PieceInfo": "what a program has put down for itself",
    "/LastModified": "when it was changed",
    "/Thumb": "a thumbnail",
}
_COMMENTED = ("/T", "/M", "/CreationDate")  # of what is no field of a form: there /T is its name
_NOT_WITHOUT = {  # what is there for a reader, or for a court, and is not taken out behind their backs
    "/EF": "a file is attached to it",
    "/JS": "it holds a script",
    "/XFA": "it is a form that runs (XFA)",
    "/ByteRange": "it is signed",
}
_RUNS = ("/JavaScript", "/Launch", "/ImportData", "/RichMedia", "/Movie", "/Sound")
_MOST = 300_000  # objects


@dataclass
class Telling:
    """``told``: in words for people, each once; ``reachable``: the objects that the pages need, without what they told."""

    told: list[str] = field(default_factory=list)
    reachable: dict[Key, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, reader: PdfReader) -> Telling:
        """Walk from the root to all that it needs. Raises NotReadable."""
        found = cls()
        if reader.trailer.get("/Info") and reader.trailer["/Info"].get_object():
            found._say("who made it, when or with what (document information)")
        found._walk(reader)
        if _others(reader) - found.reachable.keys():
            found._say("parts that no page shows")
        return found

    def _say(self, words: str) -> None:
        if words not in self.told:
            self.told.append(words)

    def _walk(self, reader: PdfReader) -> None:
        from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

        waiting: list[Any] = [reader.trailer.raw_get("/Root")]
        steps = 0
        while waiting:
            one = waiting.pop()
            steps += 1
            if steps > 20 * _MOST or len(self.reachable) > _MOST:
                raise NotReadable("it has more parts than any paper")
            if isinstance(one, IndirectObject):
                key = (one.idnum, one.generation)
                if key not in self.reachable:
                    self.reachable[key] = held = one.get_object()
                    waiting.append(held)
            elif isinstance(one, DictionaryObject):
                self._take_out(one)
                waiting.extend(one.raw_get(name) for name in one)
            elif isinstance(one, ArrayObject):
                waiting.extend(one)

    def _take_out(self, one: Any) -> None:
        _require_mendable(one)
        for name, words in _ASIDE.items():
            if name in one:
                del one[name]
                self._say(words)
        if "/Rect" in one and one.get("/Subtype") != "/Widget":
            for name in _COMMENTED:
                if name in one:
                    del one[name]
                    self._say("who commented it, and when")
        if one.get("/Subtype") == "/Image" and _coded(one) == "/DCTDecode":
            self._take_out_of_picture(one)

    def _take_out_of_picture(self, stream: Any) -> None:
        try:
            found = bare_picture(stream._data)
        except NotReadable:
            return  # of a kind that few programs write; nothing but its points is looked for
        if found.told:
            stream._data = found.content
            self.told += [
                words for words in (f"of a picture in it: {one}" for one in found.told) if words not in self.told
            ]


def _coded(stream: Any) -> str:
    """How a stream is packed, where that is in one way."""
    how = stream.get("/Filter")
    if isinstance(how, list):
        return str(how[0]) if len(how) == 1 else ""
    return str(how)


def _require_mendable(one: Any) -> None:
    for name, words in _NOT_WITHOUT.items():
        if name in one:
            raise NotReadable(words)
    if one.get("/S") in _RUNS or one.get("/Subtype") in _RUNS:
        raise NotReadable("it holds a script, a sound or a film, or starts a program")
    if str(one.get("/URI", "")).casefold().startswith("file:") or one.get("/S") == "/GoToR":
        raise NotReadable("a link in it leads to a file on somebody's computer, and says where that lies")


def _others(reader: PdfReader) -> set[Key]:
    """All objects that the file lists, but those that only list others."""
    listed = {(number, generation) for generation, held in reader.xref.items() for number in held}
    listed |= {(number, 0) for number in reader.xref_objStm}
    free = {
        (number, generation) for generation, held in reader.xref_free_entry.items() for number in held if held[number]
    }
    about: Any = reader.trailer.raw_get("/Info") if "/Info" in reader.trailer else None
    told = {(about.idnum, about.generation)} if hasattr(about, "idnum") else set()
    return {key for key in listed - free - told if not _only_lists(reader, key)}


def _only_lists(reader: PdfReader, key: Key) -> bool:
    from pypdf.errors import PyPdfError
    from pypdf.generic import IndirectObject

    try:
        held: Any = IndirectObject(*key, reader).get_object()
    except PyPdfError:
        return False  # whatever lies there, no page needs it
    if held is None:
        return True
    return isinstance(held, dict) and (held.get("/Type") in ("/ObjStm", "/XRef") or "/Linearized" in held)
