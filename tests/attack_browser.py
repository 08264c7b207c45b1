"""Opens pages in Chromium and notes whatever acts: what ran, what was asked for, what the browser had to stop; and what is shown."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser

_WATCH = """window.__acts = []; window.hit = (...told) => { __acts.push("hit " + told); };
for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = () => { __acts.push(name); };
addEventListener("securitypolicyviolation", (event) => { __acts.push(`stopped: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`); });"""
# What no template of ours makes, wherever it came from; then all text and all attributes that hold a string of the corpus.
_MET = """(() => {
  const all = [...document.querySelectorAll("*")];
  const alien = all.filter((one) => one.matches("script:not([src]):not([type='application/ld+json']), style, iframe, object, embed, base, video, audio, marquee, math, foreignObject, meta[http-equiv=refresh], img")
    || [...one.attributes].some(({ name, value }) => name.startsWith("on") || (/^(href|src|action|formaction|xlink:href|data)$/.test(name) && /^[\\s\\0-\\x20]*(javascript|vbscript|data|blob|file):(?!.*\\/site\\/)/i.test(value))));
  return {
    acts: __acts.splice(0),
    alien: alien.map((one) => one.outerHTML.slice(0, 150)),
    text: document.body.textContent,
    told: all.flatMap((one) => [...one.attributes].map(({ value }) => value)).filter((value) => value.includes("zq")),
  };
})()"""
_LOOK = f"""() => {{
  for (const one of document.querySelectorAll("details")) one.open = true;
  return new Promise((done) => requestAnimationFrame(() => setTimeout(() => done({_MET}))));
}}"""
# All queries one after another, each as soon as the one before is answered.
_ASK = f"""async (queries) => {{
  const input = document.querySelector("#cl-page-input"), status = document.querySelector("#cl-page-status"), met = [];
  const turn = () => new Promise((done) => setTimeout(done, 5));
  for (const query of queries) {{
    status.textContent = "";
    input.value = query;
    input.dispatchEvent(new Event("input", {{ bubbles: true }}));
    for (let turns = 0; turns < 400 && !status.textContent; turns++) await turn();
    await turn();
    met.push({_MET});
  }}
  return met;
}}"""


@dataclass
class Seen:
    """What a browser met. ``acts``: whatever was more than text, with its page; ``texts`` and ``told``: what is shown, and
    what stands in attributes, page by page; ``asked``: how many searches were answered."""

    pages: int = 0
    asked: int = 0
    acts: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def __add__(self, other: Seen) -> Seen:
        """Both together."""
        acts, texts, told = self.acts + other.acts, self.texts + other.texts, self.told + other.told
        return Seen(self.pages + other.pages, self.asked + other.asked, acts, texts, told)


def walk(
    browser: Browser,
    addresses: Iterable[str],
    *,
    queries: Sequence[str] = (),
    search: str = "",
    seconds: float = 3600,
    width: int = 1280,
) -> Seen:
    """Open each address with scripts on, and everything that is folded, until the time is up; then search for each query on
    the page ``search``.
    """
    end = time.monotonic() + seconds
    seen, context = Seen(), browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.add_init_script(_WATCH)
    here = [""]
    page.on("dialog", lambda dialog: (seen.acts.append(f"{here[0]}: dialog"), dialog.dismiss()))
    page.on("console", lambda message: seen.acts.append(f"{here[0]}: {message.type}: {message.text}"))
    page.on("pageerror", lambda error: seen.acts.append(f"{here[0]}: {error}"))
    page.on("request", lambda request: seen.acts.extend(_foreign(request.url, here[0])))
    for address in addresses:
        if time.monotonic() > end:
            break
        here[0] = address
        page.goto(address)
        seen.pages += 1
        _note(page.evaluate(_LOOK), seen, address)
    if queries:
        here[0] = search
        page.goto(search)
        for query, met in zip(queries, page.evaluate(_ASK, list(queries)), strict=True):
            seen.asked += 1
            _note(met, seen, f"{search} asked for {query!r}")
    context.close()
    return seen


def _note(met: dict[str, list[str]], seen: Seen, where: str) -> None:
    seen.acts += [f"{where}: {one}" for one in (*met["acts"], *met["alien"])]
    seen.texts.append(str(met["text"]))
    seen.told += met["told"]


def _foreign(url: str, home: str) -> Iterator[str]:
    asked, here = urlsplit(url), urlsplit(home)
    if asked.scheme not in ("data", "blob") and (asked.scheme, asked.netloc) != (here.scheme, here.netloc):
        yield f"{home}: asks for {url}"
