"""From a dossier to the zip that is handed to somebody, with what that person needs to check it; and the check of what one was handed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import Any
from zipfile import ZipFile

from build_tools.accounting import accounts, for_readers, imbalances
from build_tools.building import built_site, settled
from build_tools.bundle import make_bundle
from build_tools.corpus import Corpus
from build_tools.dossier import Dossier, open_dossier
from build_tools.exports import downloads
from build_tools.history import is_edited, last_commit
from build_tools.moment import moment_of
from build_tools.problems import Problem, ProblemsFound
from build_tools.processes import default_jobs
from build_tools.publication import program_version
from build_tools.records.site_settings import SiteSettings, read_settings
from build_tools.signing import NAMESPACE, signature, signer_of
from build_tools.solid_archive import solid_from
from build_tools.verification.standalone.verify import SIGNATURE, SUMS, Report
from build_tools.verification.verify import verify

Tell = Callable[[str], object]
_FOLDERS = ("api", "data/feeds", "data/ftm")  # downloads that are many files


def _silent(words: str) -> None:
    """Nobody looks."""


def build_bundle(
    root: Path,
    out: Path | None = None,
    *,
    with_data: bool = False,
    solid: bool = False,
    key: Path | None = None,
    tell: Tell = _silent,
) -> str:
    """Build the site, pack it, verify the zip. Returns what to tell the user. ``with_data``: with the downloads that are
    large and tell again what the tables hold; ``solid``: as .tar.xz too; ``key``: who vouches for it (``signing``);
    ``tell``: is told what goes on.

    Raises ProblemsFound.
    """
    with built_site(root):  # nobody builds it again while it is packed
        return _handed_over(root, out, with_data=with_data, solid=solid, key=key, tell=tell)


def _handed_over(root: Path, out: Path | None, *, with_data: bool, solid: bool, key: Path | None, tell: Tell) -> str:
    settings = read_settings(root)
    target = out or root / "dist" / f"{settings.slug}.zip"
    target.parent.mkdir(parents=True, exist_ok=True)
    site = root / settings.site_dir
    without = None if with_data else downloads.left_out(_sizes(site))
    dossier = open_dossier(root, jobs=default_jobs())
    told = accounts(dossier)
    if problems := imbalances(told):
        raise ProblemsFound(problems)
    tell(f"Packing {site}")
    bundle = make_bundle(
        site,
        target,
        name=settings.slug,
        without=without,
        manifest=_manifest(root, dossier, settings, sorted(without or ())),
        sign=partial(signature, key=key) if key else None,
        approve=lambda draft: _require_sound(draft, target, dossier, tell),
    )
    lines = [f"{target}: {bundle.files} files, {bundle.size / 1e6:.1f} MB. Unpack it and open index.html."]
    if left_out := ", ".join(_folded(bundle.left_out)):
        lines.append(f"Not in it: {left_out}; programs find them on the site (--with-data packs them too).")
    if solid:
        tell("Packing it as one stream")
    lines += [*map(str, told), *([_solid(target)] if solid else []), *told_by_another_way(target)]
    return "\n".join(lines)


def told_by_another_way(bundle: Path) -> Iterator[str]:
    """What whoever gets a zip has to know from its maker, and not from the zip: the hash that stands for all of it, and whose
    key signed it.
    """
    with ZipFile(bundle) as archive:
        names = {name.partition("/")[2]: name for name in archive.namelist()}
        held = {name: archive.read(names[name]) for name in (SUMS, SIGNATURE) if name in names}
    yield f"Tell by another way than the zip, so that nobody can change both: SHA-256 of its SHA256SUMS {sha256(held[SUMS]).hexdigest()}"
    if SIGNATURE in held:
        signer = signer_of(held[SIGNATURE])
        yield f"Signed with the key {signer.fingerprint}. For the file of --signers, with your name or address at its beginning:"
        yield f'editor@example.org namespaces="{NAMESPACE}" {signer.public}'
    else:
        yield "Not signed: nothing in it shows who made it (--sign KEY)."


def _require_sound(draft: Path, target: Path, dossier: Dossier, tell: Tell) -> None:
    """Raises ProblemsFound; they name the zip as it would be called."""
    tell(f"Verifying {target}")
    if problems := _verified(draft, dossier, None, Report()):
        raise ProblemsFound([_named(problem, str(draft), str(target)) for problem in problems])


def _named(problem: Problem, draft: str, target: str) -> Problem:
    return replace(problem, where=replace(problem.where, path=problem.where.path.replace(draft, target)))


def _solid(archive: Path) -> str:
    made = solid_from(archive)
    return f"{made}: the same in {made.stat().st_size / 1e6:.1f} MB, for whoever can unpack it."


def _manifest(root: Path, dossier: Dossier, settings: SiteSettings, left_out: Sequence[str]) -> Mapping[str, Any]:
    """What is told of a bundle beside its hashes: which state of which dossier it is, and what is in it."""
    commit, moment, corpus = last_commit(root), moment_of(root), dossier.corpus
    return {
        "tool": {"name": "claimline", "version": program_version()},
        "dossier": {"name": settings.name, "address": settings.url},
        "commit": commit[0] if commit else None,
        "edited_since": is_edited(root),
        "as_of": str(moment),
        "as_of_is_told_by": moment.named_by,
        "counts": {
            "entries": len(corpus.entries),
            "claims": len(corpus.claims),
            "sources": len(corpus.sources),
            "actors": len(corpus.actors),
            "places": len(corpus.places),
            "questions": len(corpus.questions),
        },
        "accounting": {one.what: one.counted() for one in for_readers(dossier)},
        "left_out": _folded(left_out),
    }


def _sizes(site: Path) -> dict[str, int]:
    found = ((path.relative_to(site).as_posix(), path.stat()) for path in site.rglob("*"))
    return {path: facts.st_size for path, facts in found if S_ISREG(facts.st_mode)}


def _folded(paths: Sequence[str]) -> list[str]:
    """Names of downloads, many files of one folder as that folder."""
    return sorted({f"{folder}/" if (folder := _folder(path)) else downloads.name_of(path) for path in paths})


def _folder(path: str) -> str:
    return next((folder for folder in _FOLDERS if path.startswith(f"{folder}/")), "")


def verify_site(
    site: Path, root: Path | None, *, signers: Path | None = None, report: Report | None = None, tell: Tell = _silent
) -> list[Problem]:
    """What is wrong with a built site or zip; with the dossier at ``root``, if there is one, that no long passage of a seed is in it and that its
    quotes stand in the seeds. ``report`` takes what was checked and what was not; ``tell`` is told what goes on.
    """
    report = report or Report()
    tell(f"Verifying {site}")
    if site.is_dir():
        settled(site)
    if root is None or not (root / "content").is_dir():
        return verify(site, jobs=default_jobs(), signers=signers, report=report)
    return _verified(site, open_dossier(root), signers, report)


def _verified(site: Path, dossier: Dossier, signers: Path | None, report: Report) -> list[Problem]:
    corpus = dossier.corpus
    texts = [document.text for document in corpus.documents.values()]
    return verify(site, texts=texts, allowed=_quoted(corpus), jobs=default_jobs(), signers=signers, report=report)


def _quoted(corpus: Corpus) -> Iterator[str]:
    """What a page may show: quotes, each within its sentence."""
    for placed in corpus.claims:
        yield placed.claim.quote
        if sentence := corpus.sentence_of(placed.claim):
            yield corpus.documents[placed.claim.source].text[sentence.start : sentence.end]
