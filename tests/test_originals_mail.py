"""E-mails and mailboxes as originals: whose words they are, from when, and which of them are articles."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from build_tools.originals.article import Article
from build_tools.originals.encoded import words_of
from build_tools.originals.passed_on import day_in
from build_tools.originals.read import read_original
from build_tools.problems import ProblemsFound

WORDS = "At least 40 people have been taken to safety in Millbrook, the rescue service said on Tuesday.\n"


def mail(text: str = WORDS, **headers: str) -> EmailMessage:
    """A message with these headers; underscores in their names stand for hyphens."""
    made = EmailMessage(policy=SMTP)
    given = {"From": "Ida Moss <ida@gazette.example>", "Subject": "The Alder floods Millbrook"}
    given |= {"Date": "Tue, 04 Mar 2025 23:40:00 +0100", "Message_ID": "<1@gazette.example>"}
    for name, value in {**given, **headers}.items():
        made[name.replace("_", "-")] = value
    if text:
        made.set_content(text)
    return made


def read(message: EmailMessage | bytes, name: str = "seeds/a.eml") -> tuple[Article, ...]:
    return read_original(message if isinstance(message, bytes) else bytes(message), name).articles


def test_a_message_is_an_article_by_its_sender_of_the_day_on_which_it_was_sent_there() -> None:
    (one,) = read(mail())
    assert one.text == f"The Alder floods Millbrook\n\n{WORDS}"
    assert (one.authors, one.publisher, one.published, one.part) == (("Ida Moss",), "", "2025-03-04", "")
    assert one.told_by == {"title": "header Subject", "authors": "header From", "published": "header Date"}


SENDERS = [
    ({"From": "Rescue Service <press@rescue.example>"}, (), "Rescue Service", "header From"),
    ({"From": '"Alder Gazette" <x@g.example>', "List_Id": "<77.list-id.example>"}, (), "Alder Gazette", "header From"),
    (
        {"From": "Ida Moss <ida@g.example>", "List_Id": "Alder Gazette <g.example>"},
        ("Ida Moss",),
        "Alder Gazette",
        "header List-Id",
    ),
    (
        {"From": "Ida Moss from Alder Gazette <g@substack.example>", "List_Unsubscribe": "<https://x.example>"},
        ("Ida Moss",),
        "Alder Gazette",
        "header From",
    ),
    ({"Organization": "Alder County"}, ("Ida Moss",), "Alder County", "header Organization"),
    (
        {"From": '"News" <news@g.example>', "List_Id": "5f3a9bc1de list <5f3a9bc1de.list-id.example>"},
        (),
        "News",
        "header From",
    ),
]


@pytest.mark.parametrize(("headers", "authors", "publisher", "where"), SENDERS)
def test_a_sender_is_an_author_or_a_publisher(
    headers: dict[str, str], authors: tuple[str, ...], publisher: str, where: str
) -> None:
    (one,) = read(mail(**headers))
    assert (one.authors, one.publisher, one.told_by["publisher"]) == (authors, publisher, where)


@pytest.mark.parametrize(
    "subject", ["Fwd: Flood", "AW: Re: Flood", "RE[2]: Flood", "WG: Flood", "Flood", "Пересл: Flood"]
)
def test_a_title_has_no_marks_of_answers(subject: str) -> None:
    assert read(mail(Subject=subject))[0].title == "Flood"


FORWARDS = {
    "Gmail": (
        "FYI\n\n---------- Forwarded message ---------\nFrom: Rescue Service <press@rescue.example>\n"
        "Date: Mon, Mar 3, 2025 at 9:12 PM\nSubject: Statement\nTo: <all@x.example>\n\n\n"
    ),
    "Apple Mail": (
        "\nBegin forwarded message:\n\n> From: Rescue Service <press@rescue.example>\n"
        "> Subject: Statement\n> Date: 3 March 2025 at 21:12:00 CET\n> To: all@x.example\n> \n"
    ),
    "Outlook": (
        "-----Original Message-----\nFrom: Rescue Service <press@rescue.example>\nSent: Monday, March 3, 2025 9:12 PM\n"
        "To: All\nSubject: RE: Statement\n\n"
    ),
    "Thunderbird": (
        "\n-------- Weitergeleitete Nachricht --------\nBetreff: \tStatement\nDatum: \tMon, 3 Mar 2025 21:12:00 +0100\n"
        "Von: \tRescue Service <press@rescue.example>\nAn: \tall@x.example\n\n\n"
    ),
}


@pytest.mark.parametrize("program", FORWARDS)
def test_a_message_passed_on_is_its_first_sender_s(program: str) -> None:
    (one,) = read(mail(FORWARDS[program] + WORDS, Subject="Fwd: look at this"))
    assert (one.title, one.publisher, one.authors, one.published) == ("Statement", "Rescue Service", (), "2025-03-03")
    assert one.text.endswith(f"\n\n{WORDS}") and "look at this" not in one.text
    assert one.told_by["published"] == "Date of the message passed on"


def test_what_somebody_writes_above_a_message_passed_on_is_an_article_of_its_own_if_it_is_long() -> None:
    above = "I have been to Millbrook myself and saw this. " * 6
    first, second = read(mail(f"{above}\n\n{FORWARDS['Gmail']}{WORDS}"))
    assert first.publisher == "Rescue Service"
    assert second.authors == ("Ida Moss",) and second.published == "2025-03-04" and above.strip() in second.text


def test_a_message_attached_to_another_is_an_article() -> None:
    outer = mail("See below.\n", Subject="For the dossier")
    inner = mail(From="Press <press@rescue.example>", Subject="Statement", Message_ID="<9@rescue.example>")
    outer.add_attachment(inner)
    (one,) = read(outer)
    assert (one.title, one.publisher, one.part) == ("Statement", "Press", "1@gazette.example / 9@rescue.example")


def test_messages_within_messages_end_somewhere() -> None:
    innermost = mail()
    for number in range(30):
        outer = mail("See below.\n", Message_ID=f"<{number}@x.example>")
        outer.add_attachment(innermost)
        innermost = outer
    assert all(one.part.count(" / ") <= 6 for one in read(innermost))


def encoded(charset: str) -> bytes:
    header = b"From: a@b.example\nSubject: =?utf-8?b?0J/QvtCy0ZbQvdGM?=\nContent-Transfer-Encoding: 8bit\n"
    return header + f"Content-Type: text/plain; charset={charset}\n\n".encode()


@pytest.mark.parametrize(
    "endless", [b"Subject: " + b"=?utf-8?q?a?= " * 40_000, b"From: " + b'"a" <a@b.example>, ' * 40_000]
)
def test_a_header_without_end_does_not_stop_the_reader(endless: bytes) -> None:
    (one,) = read(endless + b"\nDate: Wed, 6 Nov 2024 10:00:00 +0100\n\nThe river rose.\n")
    assert "The river rose." in one.text and one.published == "2024-11-06"


ENCODINGS: list[tuple[str, bytes, str]] = [
    ("utf-8", "Повінь у місті.".encode(), "Повінь у місті."),
    ("koi8-u", "Повінь у місті.".encode("koi8-u"), "Повінь у місті."),
    ("windows-1251", "Повінь у місті.".encode(), "Повінь у місті."),  # says one thing and is another
    ("no-such-thing", "Flut in Mühlbach.".encode("cp1252"), "Flut in Mühlbach."),
    (
        "utf-16",
        "Повінь у місті.".encode(),
        "Повінь у місті.",
    ),  # the same, with more harm: pairs of letters as ideographs
    ("utf-16le", "Повінь у місті.".encode("utf-16-le"), "Повінь у місті."),
    ("iso-2022-jp", "洪水です。".encode("iso-2022-jp"), "洪水です。"),
]


@pytest.mark.parametrize(("charset", "data", "words"), ENCODINGS)
def test_letters_are_read_whatever_a_message_says_of_them(charset: str, data: bytes, words: str) -> None:
    (one,) = read(encoded(charset) + data)
    assert one.text == f"Повінь\n\n{words}\n"


def test_lines_that_flow_are_joined_and_signatures_go() -> None:
    made = (
        b"Subject: x\nContent-Type: text/plain; format=flowed\n\nOne line \nthat flows.\n\nNext.\n-- \nIda Moss\nDesk\n"
    )
    assert read(made)[0].text == "x\n\nOne line that flows.\n\nNext.\n"


@pytest.mark.parametrize("form", ["quoted-printable", "base64", "8bit"])
def test_a_body_is_read_in_every_form_of_transport(form: str) -> None:
    made = EmailMessage(policy=SMTP)
    made["Subject"] = "Überschwemmung"
    made.set_content("Die Flut kam in der Nacht, sagte Bürgermeisterin Öztürk.\n", cte=form)
    assert read(made)[0].text == "Überschwemmung\n\nDie Flut kam in der Nacht, sagte Bürgermeisterin Öztürk.\n"


BROKEN: dict[str, Callable[[], bytes]] = {
    "nothing that is a mail": lambda: b"just words\n",
    "an empty message": lambda: bytes(mail("")),
    "parts within parts": lambda: (
        b'Subject: x\nContent-Type: multipart/mixed; boundary="a"\n\n'
        + b'--a\nContent-Type: multipart/mixed; boundary="a"\n\n' * 5000
    ),
    "a picture alone": lambda: b"Subject: x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0K\n",
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_holds_no_words_is_a_clear_problem(case: str) -> None:
    with pytest.raises(ProblemsFound, match=r"original-(empty|unreadable): ") as found:
        read(BROKEN[case]())
    assert all(problem.tip for problem in found.value.problems)


def test_a_mailbox_gives_its_messages_and_one_that_is_broken_hinders_none() -> None:
    opening = b"From x@y.example Tue Mar  4 23:40:00 2025\n"
    good = bytes(mail()).replace(b"\r\n", b"\n")
    quoted = bytes(mail("A second message.\n>From the tower one sees it.\n", Message_ID="<2@x.example>"))
    box = (
        opening + good + b"\n" + opening + b"Subject: nothing\n\n\n" + b"\n" + opening + quoted.replace(b"\r\n", b"\n")
    )
    found = read_original(box, "seeds/box.mbox")
    assert [one.part for one in found.articles] == ["1@gazette.example", "2@x.example"]
    assert "\nFrom the tower one sees it.\n" in found.articles[1].text
    (problem,) = found.problems
    assert problem.code == "original-empty" and "an article is left out" in problem.message


MOMENTS = [
    ("Tue, 4 Mar 2025 23:40:00 +0100", "2025-03-04"),
    ("Tue, Mar 4, 2025 at 9:12 PM", "2025-03-04"),
    ("4 March 2025 at 21:12:00 CET", "2025-03-04"),
    ("Dienstag, 4. November 2025 09:12", "2025-11-04"),
    ("04.03.2025 21:12", "2025-03-04"),
    ("2025-03-04 21:12", "2025-03-04"),
    ("3/4/2025", ""),  # March or April: nobody can tell
    ("32 March 2025", ""),
    ("yesterday", ""),
]


@pytest.mark.parametrize(("written", "day"), MOMENTS)
def test_a_day_is_read_as_mail_programs_write_it_and_never_guessed(written: str, day: str) -> None:
    assert day_in(written) == day


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_believed(mark: str) -> None:
    assert words_of("Повінь".encode(mark), "ascii") == "Повінь"


# ── pages in mails ──────────────────────────────────────────────────────────────────────────────────────────

NEWSLETTER = """<html><head><meta charset="iso-8859-1"><title>Lage am Morgen</title></head><body>
<table><tr><td><a href="https://g.example/?u=123">View in browser</a></td></tr>
<tr><td><h1>Lage am Morgen</h1>
<p>Mindestens 40 Menschen wurden in Sicherheit gebracht, sagte die Feuerwehr am Dienstag. Es gab Schäden an Häusern.</p>
<p>Der Damm sei nicht gebrochen, teilte der Landkreis am Abend mit; die Bürgermeisterin bestätigte das in der Nacht.</p>
<p>Die Schulen bleiben bis zum Ende der Woche geschlossen, wie aus einem Schreiben des Landrats hervorgeht.</p>
</td></tr><tr><td>You receive this because you signed up. <a href="https://g.example/u">Unsubscribe</a></td></tr></table>
<img src="https://g.example/pixel.gif"></body></html>"""


def newsletter() -> EmailMessage:
    made = mail(
        "See it online: https://g.example/?u=123\n",
        From="Gazette <news@g.example>",
        Subject="Am Dienstag",
        List_Id="<x>",
    )
    made.add_alternative(NEWSLETTER, subtype="html", charset="iso-8859-1")
    return made


def test_of_a_newsletter_the_page_is_read_without_what_is_about_the_sending() -> None:
    (one,) = read(newsletter())
    assert one.text.startswith("Am Dienstag\n\nLage am Morgen\n\nMindestens 40 Menschen wurden in Sicherheit gebracht")
    assert one.text.endswith("wie aus einem Schreiben des Landrats hervorgeht.\n") and "Schäden" in one.text
    assert (one.publisher, one.published, one.language) == ("Gazette", "2025-03-04", "de")


def test_of_a_person_s_mail_the_plain_text_is_read_where_there_is_one() -> None:
    made = mail()
    made.add_alternative(f"<p>{WORDS}</p>", subtype="html")
    assert read(made)[0].text == f"The Alder floods Millbrook\n\n{WORDS}"


def test_a_mail_that_is_a_short_page_alone_keeps_all_its_words() -> None:
    made = mail("")
    made.set_content("<div>All 40 people are safe.</div><div>The dam holds.</div>", subtype="html")
    assert read(made)[0].text == "The Alder floods Millbrook\n\nAll 40 people are safe.\n\nThe dam holds.\n"


def test_a_page_attached_to_a_mail_is_an_article_and_what_cannot_be_read_is_told() -> None:
    made = mail("Please find it attached.\n")
    made.add_attachment(NEWSLETTER.encode(), maintype="text", subtype="html", filename="../../lage.html")
    made.add_attachment(b"%PDF-1.4 broken", maintype="application", subtype="pdf", filename="plan.pdf")
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    found = read_original(bytes(made), "seeds/a.eml")
    (one,) = found.articles
    assert one.title == "Lage am Morgen" and one.part == "1@gazette.example / ../../lage.html"
    (problem,) = found.problems
    assert "plan.pdf" in problem.message and problem.code == "original-unreadable"


def test_of_a_page_saved_as_mhtml_the_date_is_that_of_the_saving() -> None:
    head = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://gazette.example/lage\nSubject: Lage - Gazette\n"
        'Date: Thu, 6 Mar 2025 10:00:00 +0100\nContent-Type: multipart/related; type="text/html"; boundary="x"\n\n--x\n'
        "Content-Type: text/html\nContent-Transfer-Encoding: 8bit\nContent-Location: https://gazette.example/lage\n\n"
    )
    (one,) = read(f"{head}{NEWSLETTER}\n--x--\n".encode(), "seeds/a.mhtml")
    assert (one.title, one.url) == ("Lage am Morgen", "https://gazette.example/lage")
    assert (one.retrieved, one.published, one.authors, one.part) == ("2025-03-06", "", (), "")


ADDRESSES = [
    ('"ida@gazette.example" <ida@gazette.example>', ()),
    ("ida@gazette.example", ()),
    ('"Ida Moss ida@gazette.example" <i@g.example>', ("Ida Moss",)),
    ('"Ida Moss (ida@gazette.example)" <i@g.example>', ("Ida Moss",)),
    ('"Ida Moss @ the Gazette" <i@g.example>', ("Ida Moss @ the Gazette",)),
]


@pytest.mark.parametrize(("sender", "names"), ADDRESSES)
def test_no_address_of_a_sender_comes_into_a_record(sender: str, names: tuple[str, ...]) -> None:
    (one,) = read(mail(From=sender, Organization="press@rescue.example"))
    assert (one.authors, one.publisher) == (names, "")
