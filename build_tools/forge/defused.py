"""Markdown of strangers made harmless before a bot says it: no HTML, mention, image, hidden address or false voice.

GitHub looks for mentions and references in the text that Markdown comes to, so that entities and escapes count
too. Nothing is parsed: wherever a dangerous sign stands, in code or not, an invisible space breaks it.
"""

from __future__ import annotations

import re

GAP = "\u200b"
_TURNS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb]")
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u180e\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_KEPT_TAG = re.compile(r"</?(?:details|summary|strong|del|ins|span)>")
_ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|#39);)(?=[#A-Za-z])")
_LINK = re.compile(r"\]\(([^()\s]*)(?=\))")
_OTHER_LINK = re.compile(r"\](?=[(:])")
_FENCE = re.compile(r"((?:(?<!`)`{3,}+|(?<!~)~{3,}+)[ \t]*+)(?=[^\s`~])(\w*)")
_IN_FENCES = frozenset({"diff", "yaml", "text"})
_BREAKS = (
    (re.compile(r"@(?=[\w-])"), f"@{GAP}"),  # mentions, and commits of other repositories
    (re.compile(r"#(?=\d)"), f"#{GAP}"),  # issues, of other repositories too
    (re.compile(r"\b(GH-)(?=\d)", re.IGNORECASE), rf"\1{GAP}"),
    (re.compile(r"!(?=\[)"), f"!{GAP}"),  # images
    (re.compile(r"\[(?=[!^])"), f"[{GAP}"),  # boxes that speak with GitHub's voice, footnotes
    (re.compile(r"\$(?=[$`])"), f"${GAP}"),  # formulas
    (re.compile(r"^([ \t>]*)/(?=\w)", re.MULTILINE), rf"\1{GAP}/"),  # orders to other bots
)
_LINE = r"(?:\?plain=1)?(?:#L\d+(?:-L\d+)?)?"
_PATH = re.compile(rf"(?:content|seeds)/[A-Za-z0-9._~%/-]*{_LINE}")
_UPWARDS = re.compile(r"\.\.|%2e", re.IGNORECASE)
# Signs that no text has after the first step stand for those of a link that is let through, until all else is broken.
_SET_ASIDE, _PUT_BACK = "\0\1\2\3", "](<>"


def defused(text: str, *, repository: str, commit: str) -> str:
    """``text`` with all that could reach further than its reader broken.

    ``repository``: its page on the forge, the only one to which links with words of their own lead; a link to a
    path such as ``content/…#L12`` leads to that line in ``commit``.
    """
    text = _TURNS.sub("", text.replace("\r\n", "\n"))
    text = _LINK.sub(lambda found: _link(found[1], repository, commit), text)
    text = _without_tags(text)
    text = _ENTITY.sub(f"&{GAP}", text)
    text = _FENCE.sub(_plain_fence, text)
    for pattern, broken in _BREAKS:
        text = pattern.sub(broken, text)
    text = _without_references(_OTHER_LINK.sub(f"]{GAP}", text), repository)
    return text.translate(str.maketrans(_SET_ASIDE, _PUT_BACK))


def one_line(text: str, *, most: int = 300) -> str:
    """A stranger's sentence as inline code, which Markdown leaves alone: no mention, link or tag in it counts."""
    plain = " ".join(_HIDDEN.sub("", text).replace("`", "’").split())
    return f"`{plain[: most - 1]}…`" if len(plain) > most else f"`{plain or ' '}`"


def cut(text: str, most: int) -> str:
    """The first lines of ``text`` that have at most ``most`` characters together."""
    if len(text) <= most:
        return text
    head = text[:most]
    return head[: head.rfind("\n") + 1] or head


def has_hidden(text: str) -> bool:
    """Whether there are signs that turn or hide what stands beside them."""
    return bool(_HIDDEN.search(text.replace("\r\n", "\n")))


def _without_tags(text: str) -> str:
    """Without HTML, but for plain tags of emphasis and folding, where every one of them is closed again."""
    kept = {found.start() for found in _KEPT_TAG.finditer(text)} if _tags_close(text) else set()
    return _TAG.sub(lambda found: "<" if found.start() in kept else f"<{GAP}", text)


def _tags_close(text: str) -> bool:
    open_ones: list[str] = []
    for found in _KEPT_TAG.finditer(text):
        name = found[0].strip("</>")
        if not found[0].startswith("</"):
            open_ones.append(name)
        elif not open_ones or open_ones.pop() != name:
            return False
    return not open_ones


def _plain_fence(found: re.Match[str]) -> str:
    """A fence without a language that the forge would draw, such as a diagram or a map."""
    return found[0] if found[2] in _IN_FENCES else found[1] + GAP + found[2]


def _link(target: str, repository: str, commit: str) -> str:
    """The link set aside where it may stay, as it was otherwise."""
    bracketed = target[:1] == "<" and target[-1:] == ">"
    plain = target[1:-1] if bracketed else target
    if _PATH.fullmatch(plain):
        plain = f"{repository}/blob/{commit}/{plain}"
    inside = rf"{re.escape(repository)}/(?:blob|commit)/[0-9a-f]{{7,64}}(?:/[A-Za-z0-9._~%/-]*)?{_LINE}"
    if re.fullmatch(inside, plain) and not _UPWARDS.search(plain):
        return f"\0\1\2{plain}\3" if bracketed else f"\0\1{plain}"
    return f"]({target}"


def _without_references(text: str, repository: str) -> str:
    """Without bare addresses on the forge: each would leave a trace in somebody else's issue."""
    host = re.escape(repository.split("/")[2])
    elsewhere = rf"(https?:|\bwww)(?=[/.]{{1,3}}[^\s/]{{0,200}}{host})(?!//{host}/{re.escape(repository.split('/', 3)[3])}/(?:blob|commit)/)"
    return re.sub(elsewhere, rf"\1{GAP}", text, flags=re.IGNORECASE)
