"""Says of words which of their letters are not what they look like: hidden ones, and those of another script.

The table of lookalikes and the list of hidden letters are asked; who bears a name is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.text import hidden, lookalikes


def told(words: str) -> Iterator[str]:
    """A sentence without its stop for each such letter, once: “…” holds a letter that nobody sees, or mixes two scripts."""
    if words.isascii() and words.isprintable():
        return
    for letter in dict.fromkeys(hidden.pattern().findall(words)):
        yield f"“{hidden.in_words(words)}” holds a letter that nobody sees: {_called(letter)}"
    for letter in dict.fromkeys(words[at] for at in lookalikes.find(words)):
        yield f"“{hidden.in_words(words)}” mixes two scripts: “{letter}” is {_called(letter)}"


def told_of_each(text: str) -> Iterator[str]:
    """The same of every word between blanks, where the text is too long to be told whole."""
    if not text.isascii() and (hidden.pattern().search(text) or lookalikes.may_hold_any(text)):
        for word in dict.fromkeys(text.split()):
            yield from told(word)


def _called(letter: str) -> str:
    return f"{hidden.called(letter)} ({hidden.name(letter)})"
