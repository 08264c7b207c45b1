"""MkDocs run by itself (`mkdocs build`) makes a site beside the one that is there, too; the new one takes its place at the end."""

from __future__ import annotations

import logging
import os
from contextlib import ExitStack, suppress
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.utils import CountHandler

from build_tools.placing.lock import holding
from build_tools.placing.place import Place
from build_tools.placing.swap import begin, take_place
from build_tools.problems import ProblemsFound, as_text
from build_tools.terminal import say

NAME = "claimline-in-place"
DRAFTED = "CLAIMLINE_DRAFTED"  # set to anything: whoever runs MkDocs has given it a draft to build into
_LAST = -100  # when all plugins have done what they do to a site


class InPlace(BasePlugin):  # type: ignore[no-untyped-call]
    """From the settings to the finished site."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._site = config.site_dir
        self._place = Place.of(Path(self._site))
        try:
            with ExitStack() as held:
                held.enter_context(holding(self._place, lambda told: say(told, err=True)))
                config.site_dir = str(begin(self._place))
                self._held = held.pop_all()
        except ProblemsFound as found:
            raise Abort(as_text(found.problems)) from None

    @event_priority(_LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """The site is finished."""
        if config.site_dir == self._site or _is_refused(
            config
        ):  # a plugin has MkDocs build once more, or all is in vain
            return
        try:
            with self._held:
                take_place(self._place)
        except ProblemsFound as found:
            raise Abort(as_text(found.problems)) from None
        config.site_dir = self._site

    def on_build_error(self, *, error: Exception, **_: object) -> None:
        """It is not, and never will be: what was there stays. What the disk refused is told as everywhere."""
        try:
            with suppress(type(error)), self._held:  # MkDocs raises it again
                raise error
        except ProblemsFound as found:
            raise Abort(as_text(found.problems)) from error


def _is_refused(config: MkDocsConfig) -> bool:
    """Whether MkDocs is going to stop at the warnings that it has counted, as it does when it is strict."""
    counters = [one for one in logging.getLogger("mkdocs").handlers if isinstance(one, CountHandler)]
    return bool(config.strict) and any(one.get_counts() for one in counters)


def stand_by(config: MkDocsConfig) -> None:
    """Have MkDocs build in this way, unless whoever runs it sees to that."""
    if not os.environ.get(DRAFTED):
        config.plugins[NAME] = InPlace(config)
