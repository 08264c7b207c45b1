"""Addresses outside are asked politely, and no record makes the program knock at a private door."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from build_tools.cli import main
from build_tools.model import Actor, Entry, Source
from build_tools.outside import looking
from build_tools.outside.answers import Answer, State
from build_tools.outside.asking import Manners, ask
from build_tools.outside.collecting import mentions
from build_tools.outside.hosts import is_public
from build_tools.outside.report import Report, as_json, as_markdown, as_text
from build_tools.outside.rounds import ask_all


@dataclass
class Host:
    """A host on this machine: what each path answers (a status, or where it leads), and who has asked."""

    address: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


@pytest.fixture
def host() -> Iterator[Host]:
    host = Host()

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:  # noqa: N802 - the library's name
            self._answer("HEAD")

        def do_GET(self) -> None:  # noqa: N802 - the library's name
            self._answer("GET")

        def log_message(self, *_: object) -> None:
            """Silent."""

        def _answer(self, method: str) -> None:
            host.asked.append((method, self.path))
            host.agents.add(self.headers["User-Agent"])
            host.names.add(self.headers["Host"])
            answer = host.answers.get((method, self.path), host.answers.get(self.path, 404))
            if isinstance(answer, list):
                answer = answer.pop(0) if len(answer) > 1 else answer[0]
            if answer == "hangs up":
                self.close_connection = True
                return
            status, location = answer if isinstance(answer, tuple) else (answer, "")
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", "0")
            self.end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    host.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield host
    server.shutdown()
    thread.join()
    server.server_close()


MANNERS = Manners("claimline/test", timeout=2, pause=0, again_after=0, may_ask=lambda address: address.is_loopback)


@pytest.mark.parametrize(
    ("answers", "state", "words"),
    [
        ({"/a": 200}, State.ANSWERS, "200 OK"),
        ({"/a": 404}, State.GONE, "404 Not Found"),
        ({"/a": 410}, State.GONE, "410 Gone"),
        ({("HEAD", "/a"): 405, ("GET", "/a"): 200}, State.ANSWERS, "200 OK"),
        ({("HEAD", "/a"): 404, ("GET", "/a"): 200}, State.ANSWERS, "200 OK"),
        ({("HEAD", "/a"): "hangs up", ("GET", "/a"): 200}, State.ANSWERS, "200 OK"),
        ({"/a": "hangs up"}, State.UNSURE, "no answer"),
        ({"/a": 403}, State.UNSURE, "look yourself"),
        ({"/a": 503}, State.UNSURE, "503 Service Unavailable"),
        ({"/a": [503, 503, 200]}, State.ANSWERS, "200 OK"),
        ({"/a": (301, "/b"), "/b": 200}, State.MOVED, "200 OK"),
        ({"/a": (302, "/b"), "/b": 200}, State.ANSWERS, "200 OK"),
        ({"/a": (301, "/b"), "/b": 404}, State.GONE, "404"),
        ({"/a": (301, "/"), "/": 200}, State.UNSURE, "front page"),
        ({"/a": (301, "/a")}, State.UNSURE, "more than 5 times"),
        ({"/a": (301, "http://10.0.0.1/")}, State.REFUSED, "private network"),
        ({"/a": (301, "file:///etc/passwd")}, State.REFUSED, "no plain web address"),
        ({"/a": (301, "http://[broken")}, State.REFUSED, "no web address"),
    ],
)
def test_an_address_comes_to(host: Host, answers: dict[Any, Any], state: State, words: str) -> None:
    host.answers = answers
    answer = ask(f"{host.address}/a", MANNERS)
    assert answer.state is state and words in answer.words
    assert host.agents == {"claimline/test"}
    if state is State.MOVED:
        assert answer.moved_to == f"{host.address}/b"


def test_one_request_is_enough_where_head_answers(host: Host) -> None:
    host.answers = {"/a?b=%C3%A9%20c": 200}
    assert ask(f"{host.address}/a?b=é c#part", MANNERS).state is State.ANSWERS
    assert host.asked == [("HEAD", "/a?b=%C3%A9%20c")]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - nothing is bound
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2001:0:1234::1",
    ],
)
def test_no_private_machine_is_public_whatever_it_is_wrapped_in(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f::1", "64:ff9b::5db8:d70e"])
def test_public_machines_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0"])
def test_this_machine_is_never_asked_by_any_of_its_names(host: Host, name: str) -> None:
    port = host.address.rpartition(":")[2]
    answer = ask(f"http://{name}:{port}/a", Manners("x", timeout=2, pause=0, again_after=0))
    assert answer.state is State.REFUSED and host.asked == []


@pytest.mark.parametrize("address", ["http://u:p@127.0.0.1/", "http://127.0.0.1:22/", "ftp://127.0.0.1/", "http:///a"])
def test_what_is_no_plain_web_address_is_not_asked(address: str) -> None:
    assert ask(address, MANNERS).state is State.REFUSED


def test_a_name_cannot_change_its_mind_between_vetting_and_asking(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(host.address.rpartition(":")[2])
    told = iter(["127.0.0.1", "10.0.0.1"])

    def resolved(name: str, port: int, **_: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(told) if name == "twice.example" else name, port))]

    host.answers = {"/a": 200}
    monkeypatch.setattr(socket, "getaddrinfo", lambda name, port, *rest, **more: resolved(name, port))
    assert ask(f"http://twice.example:{port}/a", MANNERS).state is State.ANSWERS
    assert host.names == {f"twice.example:{port}"}


def test_a_host_with_one_private_number_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(2, 1, 6, "", ("93.184.215.14", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    assert ask("http://both.example/", Manners("x", pause=0, again_after=0)).state is State.REFUSED


def test_a_name_that_nobody_has_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    answer = ask("https://nowhere.example/a", MANNERS)
    assert answer == Answer(State.GONE, "no machine has the name nowhere.example")


def test_a_host_without_tls_is_not_taken_for_gone(host: Host) -> None:
    answer = ask(f"{host.address.replace('http', 'https')}/a", MANNERS)
    assert answer.state is State.UNSURE and "no secure connection" in answer.words


def test_a_silent_host_is_left_alone_after_a_while(host: Host) -> None:
    host.answers = {f"/{number}": "hangs up" for number in range(6)}
    answers = ask_all([f"{host.address}/{number}" for number in range(6)], MANNERS)
    assert [answer.words.startswith("not asked") for answer in answers.values()] == [False] * 3 + [True] * 3


def test_an_address_is_asked_once_however_often_it_stands(host: Host) -> None:
    host.answers = {"/a": 200}
    ask_all([f"{host.address}/a"] * 5, MANNERS)
    assert host.asked == [("HEAD", "/a")]


# ── Where addresses stand ───────────────────────────────────────────────────────────────────────────────────


def test_addresses_are_found_in_keys_and_in_prose() -> None:
    body = "See [this](https://a.example/film_(2031)), <https://b.example/x?y=1> and\nhttps://c.example/z."
    records = [
        Source("s", "content/sources/s.md", title="S", url="https://s.example/", archived="https://archive.example/s"),
        Actor("a", "content/actors/a.md", name="A", links={"wikidata": "Q1", "site": "https://a.example"}),
        Entry("e", "content/timeline/2031/e.md", body, 10, title="E"),
    ]
    found = [(one.address, one.key, one.where.line) for one in mentions(records)]
    assert found == [
        ("https://s.example/", "url", 1),
        ("https://archive.example/s", "archived", 1),
        ("https://a.example", "site", 1),
        ("https://a.example/film_(2031)", "prose", 10),
        ("https://b.example/x?y=1", "prose", 10),
        ("https://c.example/z", "prose", 11),
    ]


# ── What is told ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def report() -> Report:
    kept = "https://archive.example/1"
    records = [
        Source("one", "content/sources/one.md", title="First report", url="https://gone.example/1", archived=kept),
        Source("two", "content/sources/two.md", title="`@editor` <img>", url="https://gone.example/2"),
        Actor("herald", "content/actors/herald.md", name="The Herald", links={"site": "https://moved.example/"}),
    ]
    answers = {
        "https://archive.example/1": Answer(State.ANSWERS, "200 OK", 200),
        "https://gone.example/1": Answer(State.GONE, "404 Not Found", 404),
        "https://gone.example/2": Answer(State.UNSURE, "no answer within 20 seconds"),
        "https://moved.example/": Answer(State.MOVED, "200 OK", 200, "https://new.example/"),
    }
    return Report(date(2031, 3, 9), list(mentions(records)), answers)


def test_the_report_says_what_needs_a_person_and_which_copy_is_known(report: Report) -> None:
    text = as_markdown(report)
    assert text.startswith("4 addresses outside: 1 answer, 1 moved for good, 1 gone, 1 not sure.\n\n## Gone\n")
    assert (
        "- `https://gone.example/1`: 404 Not Found\n  - `content/sources/one.md:1` (`url` of `First report`)\n" in text
    )
    assert "    - archived copy: `https://archive.example/1` (answers)\n" in text
    assert "no archived copy; look for one at `https://web.archive.org/web/*/https://gone.example/2`" in text
    assert "200 OK → `https://new.example/`" in text
    assert "## Sources without an archived copy" in text and "- `’@editor’ <img>`" in text


def test_the_same_answers_are_told_in_the_same_words_on_any_day(report: Report) -> None:
    later = Report(date(2031, 3, 16), report.mentions, report.answers)
    assert as_markdown(later) == as_markdown(report)


def test_programs_get_every_address_with_its_records(report: Report) -> None:
    told = json.loads(as_json(report))
    assert (told["broken"], told["day"], len(told["addresses"])) == (1, "2031-03-09", 4)
    assert told["addresses"][1]["mentions"][0]["archived"] == "https://archive.example/1"


def test_a_terminal_gets_a_line_for_each_place(report: Report) -> None:
    assert as_text(report).splitlines()[0] == (
        "content/sources/one.md:1:1: gone: https://gone.example/1 (404 Not Found)"
    )


def test_the_command_asks_what_the_records_hold_and_blocks_nothing(
    flood: Path, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = flood / "content" / "sources" / "herald.md"
    source.write_text(source.read_text().replace("---\n", f"---\nurl: {host.address}/gone\n", 1))
    monkeypatch.setattr(looking, "Manners", lambda agent: MANNERS)
    out = flood / "dist"
    words = ["links", "--root", str(flood), "--out", str(out / "links.md"), "--out", str(out / "links.json")]
    done = CliRunner().invoke(main, words)
    assert (done.exit_code, done.output) == (0, "1 address outside: 0 answer, 1 gone.\n")
    assert f"`{host.address}/gone`: 404 Not Found" in (out / "links.md").read_text()
    assert json.loads((out / "links.json").read_text())["broken"] == 1


def test_where_nothing_can_be_reached_no_address_is_blamed(flood: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = flood / "content" / "sources" / "herald.md"
    source.write_text(source.read_text().replace("---\n", "---\nurl: https://herald.example/flood\n", 1))
    monkeypatch.setattr(looking, "Manners", lambda agent: MANNERS)

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    done = CliRunner().invoke(main, ["links", "--root", str(flood), "--out", str(flood / "dist" / "links.json")])
    assert done.exit_code == 1 and "no-network" in done.stderr
    assert not (flood / "dist").exists()


def test_an_entry_that_is_never_published_is_not_told_of(
    flood: Path, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = flood / "content" / "timeline" / "2031" / "millbrook-flood.md"
    text = entry.read_text().replace("sensitivity: none", "sensitivity: person-at-risk")
    entry.write_text(f"{text}\n{host.address}/who\n")
    monkeypatch.setattr(looking, "Manners", lambda agent: MANNERS)
    done = CliRunner().invoke(main, ["links", "--root", str(flood)])
    assert done.exit_code == 0 and host.asked == []


def test_who_asks_says_so(flood: Path) -> None:
    settings = flood / "mkdocs.yml"
    settings.write_text(settings.read_text() + "\nrepo_url: https://github.com/dossiers/flood\n")
    assert looking.agent(flood).endswith("(weekly look at links; +https://github.com/dossiers/flood)")
