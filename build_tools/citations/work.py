"""What can be cited, whatever the format: a page of the dossier, a claim on it, or a source. Knows no format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["entry", "claim", "source"]


@dataclass(frozen=True)
class Work:
    """One thing to cite. What is not known is empty; formats leave it out.

    ``container``: what it is part of, the narrowest first (an entry's title, the dossier's name). ``issued``: EDTF, as
    precise as it is known. ``url`` is empty where no public address is known; ``path`` then tells where in the dossier
    it stands. ``accessed``: EDTF, when its text was fetched for the dossier. ``remarks`` are whole sentences. ``form`` is the kind of a source, as its record has it.
    """

    key: str
    kind: Kind
    title: str
    container: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    publisher: str = ""
    issued: str = ""
    url: str = ""
    archived: str = ""
    accessed: str = ""
    path: str = ""
    language: str = ""
    form: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def whereabouts(self) -> str:
        """Where it is to be found, if there is no address to give: the page within the dossier."""
        if self.url or not self.path:
            return ""
        return f"Page {self.path} of the dossier."
