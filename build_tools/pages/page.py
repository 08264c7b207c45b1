"""What the room takes and gives: the site's own facts, and a page. Knows nothing of how either comes about."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Site:
    """What a page has to know of the site. ``edit_uri`` is joined to ``repository`` as MkDocs does (``edit/main/``),
    None where the host's own is to be taken, empty where nothing is edited in a browser; ``rights`` says under which
    licence its own words stand, as HTML or plain text; ``has_forms`` whether the repository has issue forms;
    ``corrections`` is the e-mail or web address that takes corrections."""

    name: str
    description: str = ""
    url: str = ""
    repository: str = ""
    edit_uri: str | None = None
    rights: str = ""
    has_forms: bool = field(default=False, kw_only=True)
    corrections: str = field(default="", kw_only=True)

    def edit_address(self, path: str) -> str:
        """Where a record is edited in the browser; empty where no repository on the web is known."""
        if not self.edit_uri or not path:
            return ""
        if self.edit_uri.startswith(("http://", "https://")):
            return f"{self.edit_uri.rstrip('/')}/{path}"
        is_web = self.repository.startswith(("http://", "https://"))
        return f"{self.repository.rstrip('/')}/{self.edit_uri.strip('/')}/{path}" if is_web else ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: ``path`` ends in ``.md``, ``html`` is its whole body with its own h1.

    ``title`` and ``description`` are plain text: whoever writes them into HTML escapes them. ``hide`` names the parts
    of the frame that the page does without, in the words of MkDocs Material. ``record`` is the file that the page
    shows, ``record_address`` where it is edited; ``before`` and ``after`` are the addresses of its neighbours on the
    timeline; ``feeds``: what a feed reader may follow here, each as its path without a suffix and its title.
    ``linked_data`` is the element that tells machines what the page is about; it stands behind the body, and nobody sees
    it. ``as_of``: when any record last changed, in words, on the few pages that tell of the whole: on all of them it would make
    every page another one with each commit. Each is empty where there is none.
    """

    path: str
    title: str
    description: str
    html: str
    hide: tuple[str, ...] = ("navigation", "toc", "path", "footer")
    record: str = ""
    record_address: str = ""
    before: str = ""
    after: str = ""
    linked_data: str = ""
    feeds: tuple[tuple[str, str], ...] = ()
    as_of: str = ""

    @property
    def address(self) -> str:
        """Where readers find it, relative to the site's root."""
        return self.path.removesuffix(".md") + ".html"
