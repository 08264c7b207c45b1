"""A dossier opened: records and seeds read from its folder or a Git revision into a Corpus, with the problems met on the way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from build_tools import captures, mailmap, seeds
from build_tools.assembling import card_of, corpus_of, seed_of
from build_tools.corpus import Corpus
from build_tools.keeping.lazily import Lazily, Waiting, also, held, same_keys
from build_tools.keeping.readings import Readings
from build_tools.model import Actor, Document, Entry, Place, Question, Record, Source
from build_tools.originals.formats import ending_of, is_note, stem_of
from build_tools.problems import Level, Location, Problem, ProblemsFound, location_of
from build_tools.processes import side_by_side
from build_tools.records import file_names, layout
from build_tools.records.conflicts import require_decided
from build_tools.records.files import Files, Folder, files_at, link_problem, pointer_problem
from build_tools.records.load import Loaded, decode, load, parse
from build_tools.records.write import interrupted

SEEDS = layout.SEEDS
SEED_SUFFIXES = (".txt",)
LEDGER_SUFFIX = ".ledger.json"
CAPTURE_SUFFIX = captures.SUFFIX
CLAIMS_SUFFIXES = (".jsonl", ".ndjson", ".jsonld")  # files of claims from elsewhere
BROUGHT_SUFFIX, TAKEN_SUFFIX = ".brought.json", ".taken.json"  # what remembers them, beside a seed and beside the file
_ENOUGH_TO_SHARE = 100  # seeds; fewer are read sooner than handed over
_PARTS = 8  # for each process, so that the last one to end is not waited for long

Text = Document | tuple[Problem, ...]


@dataclass(frozen=True)
class Dossier:
    """An opened dossier: ``broken`` names (kind, id) of records that exist but could not be read."""

    root: Path
    corpus: Corpus
    problems: tuple[Problem, ...]
    broken: frozenset[tuple[type[Record], str]]


def open_dossier(
    where: Path | Files,
    *,
    with_texts: bool = True,
    known: Mapping[str, Record | Waiting[Record]] | None = None,
    jobs: int = 1,
    readings: Readings | None = None,
) -> Dossier:
    """Read content/ and seeds/ of a folder or of other files; ``with_texts``: the articles too. Problems are collected,
    never raised. ``known``: records by path that need no reading (``load``). ``jobs``: processes that read.
    ``readings``: what is kept of the folder, where somebody has looked already.
    """
    readings = readings or _readings(where)
    files = readings.files if readings else files_at(where)
    unread = [path for path in seed_paths(files) if not (readings and readings.has(path))] if with_texts else []
    parts = _parts(unread, jobs) if jobs > 1 else ()
    loaded, read = side_by_side(
        partial(
            load,
            files,
            known={**_kept_records(files, readings), **(known or {})},
            with_assets=readings is not None,  # a revision is compared, and not published
        ),
        [partial(_texts_at, files, part) for part in parts],
        jobs=jobs,
    )
    problems = [*(interrupted(where) if isinstance(where, Path) else ()), *loaded.problems]
    in_seeds = files.below(SEEDS)
    problems += [link_problem(path) for path in in_seeds if files.is_link(path)]
    problems += file_names.problems_of(in_seeds)
    problems += stray_seeds(files)
    corpus = corpus_of(loaded.records, loaded.types, home=loaded.home, about=loaded.about)
    corpus = replace(corpus, put_away=mailmap.put_away(mailmap.read_mailmap(files.root)))
    problems += _vanished_seeds(files, corpus.sources)
    dossier = Dossier(files.root, corpus, tuple(problems), frozenset(loaded.broken))
    texts = {path: text for part in read for path, text in part.items()}
    if with_texts:
        texts |= _texts_at(files, [path for path in unread if path not in texts])
        dossier = read_texts(dossier, files, loaded.records[Source], texts=texts, readings=readings)
    if readings:
        _keep(dossier, loaded, texts, readings)
    return dossier


def _readings(where: Path | Files) -> Readings | None:
    """What is kept of a folder; nothing of other files."""
    return Readings.at(files_at(where).root) if isinstance(where, Path | Folder) else None


def _kept_records(files: Files, readings: Readings | None) -> dict[str, Waiting[Record]]:
    """By path, the records that need no reading."""
    if readings is None:
        return {}
    inside = [path for path in files.below(layout.CONTENT) if readings.has(path)]
    return {path: Waiting(partial(_record_at, path, files, readings), readings.card(path)) for path in inside}


def _record_at(path: str, files: Files, readings: Readings) -> Record:
    """As it is kept; read anew where it was lost since it was seen to be there."""
    return readings.find(path) or parse(decode(files, path), path, [])  # type: ignore[return-value]


def _document_at(path: str, files: Files, readings: Readings) -> Document:
    return readings.find(path) or _text_at(files, path)  # type: ignore[return-value]


def _keep(dossier: Dossier, loaded: Loaded, texts: Mapping[str, Text], readings: Readings) -> None:
    """What was read without a problem need not be read the next time."""
    faulty = {problem.where.path for problem in dossier.problems}
    for path, text in texts.items():
        if isinstance(text, Document):
            readings.keep(path, text)
    for path, record in loaded.read.items():
        if path not in faulty:
            readings.keep(path, record, card_of(record))
    for path in loaded.bare:
        readings.keep(path, None)
    readings.save()


def unchanged(was: Dossier, differing: Collection[str]) -> dict[str, Record]:
    """The records that another state of the dossier has word for word, but for these paths, and that were read without a
    problem: for ``open_dossier`` as ``known``.
    """
    left_out = {*differing, *(problem.where.path for problem in was.problems)}
    corpus = was.corpus
    groups: tuple[Mapping[str, Record], ...] = (corpus.entries, corpus.withheld, corpus.sources, corpus.actors)
    groups += (corpus.places, corpus.questions, corpus.drafted_questions)
    return {one.path: one for group in groups for one in group.values() if one.path not in left_out}


def waiting(was: Dossier, differing: Collection[str], paths: Iterable[str]) -> dict[str, Record | Waiting[Record]]:
    """``unchanged``, of those that lie at these paths: nobody has to read a record for it that waits to be asked for."""
    left_out = {*differing, *(problem.where.path for problem in was.problems)}
    groups = _by_kind(was.corpus)
    found: dict[str, Record | Waiting[Record]] = {}
    for path in paths:
        kind, id = layout.kind_at(path), layout.id_at(path)
        group = next((one for one in groups[kind] if id in one), None) if kind and path not in left_out else None
        if group is not None:
            found[path] = group.lent(id) if isinstance(group, Lazily) else group[id]
    return found


def same_records(one: Corpus, other: Corpus) -> dict[type[Record], set[str]]:
    """By kind, the ids of records that are one and the same in both, as far as can be told without asking for any."""
    mine, theirs = _by_kind(one), _by_kind(other)
    return {
        kind: {id for part, other in zip(groups, theirs[kind], strict=True) for id in same_keys(part, other)}
        for kind, groups in mine.items()
    }


def _by_kind(corpus: Corpus) -> Mapping[type[Record], tuple[Mapping[str, Record], ...]]:
    return {
        Entry: (held(corpus.entries), held(corpus.withheld)),
        Source: (held(corpus.sources),),
        Actor: (held(corpus.actors),),
        Place: (held(corpus.places),),
        Question: (held(corpus.questions), held(corpus.drafted_questions)),
    }


def read_texts(
    dossier: Dossier,
    where: Path | Files,
    sources: Collection[str],
    *,
    texts: Mapping[str, Text] | None = None,
    readings: Readings | None = None,
) -> Dossier:
    """The dossier with the texts of these sources (by id), and with the problems met in reading them. ``texts``: those
    that were read already, by path; ``readings``: others are read from there when somebody asks for them.
    """
    files, problems = files_at(where), list(dossier.problems)
    known = dossier.corpus.sources
    paths = {id: _in_seeds(seed) for id in sources if id in known and (seed := seed_of(known, id))}
    found: dict[str, Document | Waiting[Document]] = {}
    for id, path in paths.items():
        if files.has(path) and not files.is_link(path):
            if not (texts and path in texts) and readings and readings.has(path):
                found[id] = Waiting(partial(_document_at, path, files, readings))
                continue
            text = texts[path] if texts and path in texts else _text_at(files, path)
            if isinstance(text, Document):
                found[id] = text
            else:
                problems.extend(text)
    documents = also(held(dossier.corpus.documents), found)
    captured, met = captures.captures_of(files, (known[id] for id in _captured(paths, files)), documents)
    corpus = replace(dossier.corpus, documents=documents, captures={**dossier.corpus.captures, **captured})
    return replace(dossier, corpus=corpus, problems=(*problems, *met))


def seed_path(corpus: Corpus, source: str) -> str:
    """Where the text of a source lies; empty where it names none."""
    seed = seed_of(corpus.sources, source)
    return _in_seeds(seed) if seed else ""


def seed_files(root: Path) -> list[Path]:
    """The seeds of a dossier, by name."""
    folder = root / SEEDS
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in found if path.suffix in SEED_SUFFIXES and not path.name.startswith("."))


def stray_seeds(where: Path | Files) -> list[Problem]:
    """A warning for each file in seeds/ that nothing reads: neither text nor original, or what belongs beside a text that
    is not there.
    """
    inside = [path for path in files_at(where).below(SEEDS) if path.count("/") == 1]
    texts = {path for path in inside if path.endswith(SEED_SUFFIXES) and not path.startswith(f"{SEEDS}/.")}
    stems = {PurePosixPath(path).stem for path in texts} if len(texts) < len(inside) else set()
    found = [PurePosixPath(path) for path in inside if path not in texts]
    originals = {stem_of(path.name) for path in found if ending_of(path.name)}
    names = {path.name for path in found}
    found = [path for path in found if not _is_of_claims(path, names) and not _has_a_place(path, stems, originals)]
    return [_stray(path) for path in found if not files_at(where).is_link(path.as_posix())]  # which is told already


def _is_of_claims(path: PurePosixPath, names: set[str]) -> bool:
    """A file of claims from elsewhere, or what remembers that it was imported."""
    return (
        path.suffix in CLAIMS_SUFFIXES
        or path.name.endswith(TAKEN_SUFFIX)
        and path.name.removesuffix(TAKEN_SUFFIX) in names
    )


def _has_a_place(path: PurePosixPath, stems: set[str], originals: set[str]) -> bool:
    name = path.name
    if name.startswith(".") or is_note(name) or ending_of(name) or path.suffix in SEED_SUFFIXES:
        return True
    if path.suffix == ".yml":
        return path.stem in stems | originals
    return any(
        name.endswith(end) and name.removesuffix(end) in stems
        for end in (LEDGER_SUFFIX, CAPTURE_SUFFIX, BROUGHT_SUFFIX)
    )


def _stray(path: PurePosixPath) -> Problem:
    tip = (
        "Articles are .txt files in UTF-8, or originals such as .html, .pdf and .eml; what they cannot tell stands in a "
        ".yml file of the same name."
    )
    where = Location(f"{SEEDS}/{path.name}")
    return Problem(where, "stray-seed", "nothing reads this file", tip, Level.WARNING)


def read_seed(path: Path) -> Document:
    """One seed as a document. Raises ProblemsFound."""
    return seeds.read_document(read_text(path), f"{SEEDS}/{path.name}")


def read_text(path: Path) -> str:
    """The normalised text of a seed. Raises ProblemsFound."""
    return _text(Folder(path.parent), path.name)


def _text(files: Files, path: str) -> str:
    """``path``: the seed's name is its last part, wherever it lies."""
    name = f"{SEEDS}/{PurePosixPath(path).name}"
    try:
        data = files.read(path)
    except OSError as error:
        is_link = files.is_link(path)
        raise ProblemsFound(
            [link_problem(name) if is_link else Problem(Location(name), "unreadable", str(error.strerror))]
        ) from None
    if pointer := pointer_problem(data, name):
        raise ProblemsFound([pointer])
    text = seeds.normalise(data, name)
    require_decided(text, name)
    return text


def text_of(root: Path, source: Source) -> str:
    """The normalised text of a source; empty where it is not at hand or cannot be read."""
    path = root / SEEDS / Path(source.seed).name
    try:
        return read_text(path) if source.seed and path.is_file() else ""
    except ProblemsFound:
        return ""


def _in_seeds(seed: str) -> str:
    is_name = "/" not in seed and seed != "."  # as nearly all are: a path takes much longer
    return f"{SEEDS}/{seed if is_name else PurePosixPath(seed).name}"


def _captured(paths: Mapping[str, str], files: Files) -> list[str]:
    """The sources, by the paths of their texts, of whose making something is remembered."""
    if not any(path.casefold().endswith(CAPTURE_SUFFIX) for path in files.below(SEEDS)):
        return []
    return [id for id, path in paths.items() if files.has(captures.path_beside(path))]


def seed_paths(files: Files) -> list[str]:
    """Where the seeds of a dossier lie."""
    return [path for path in files.below(SEEDS) if path.endswith(SEED_SUFFIXES) and path.count("/") == 1]


def _parts(paths: Sequence[str], jobs: int) -> Sequence[Sequence[str]]:
    """The paths in a few parts of one size for each process; few paths are read sooner than a process is made."""
    size = max(_ENOUGH_TO_SHARE, -(-len(paths) // (_PARTS * jobs)))
    return [paths[at : at + size] for at in range(0, len(paths), size)] if len(paths) > size else ()


def _texts_at(files: Files, paths: Iterable[str]) -> dict[str, Text]:
    return {path: _text_at(files, path) for path in paths}


def _text_at(files: Files, path: str) -> Text:
    """A seed as a document; the problems of one that cannot be read."""
    try:
        return seeds.read_document(_text(files, path), path)
    except ProblemsFound as found:
        return found.problems


def _vanished_seeds(files: Files, sources: Mapping[str, Source]) -> list[Problem]:
    gone = (id for id in sources if (seed := seed_of(sources, id)) and not files.has(_in_seeds(seed)))
    return [_vanished(sources[id]) for id in gone] if files.has_folder(SEEDS) else []


def _vanished(source: Source) -> Problem:
    tip = "Put the file back; or delete “seed” from the record if its text is kept elsewhere (its quotes then count as text unavailable)."
    where = location_of(source.seed, source.path)
    return Problem(where, "seed-missing", f"there is no file {SEEDS}/{source.seed}", tip)


def readable(dossier: Dossier, where: Path | Files) -> frozenset[str]:
    """The ids of the sources whose texts were not read but could be."""
    files, corpus = files_at(where), dossier.corpus
    unread = (one for one in corpus.sources.values() if one.seed and one.id not in corpus.documents)
    return frozenset(
        one.id for one in unread if files.has(_in_seeds(one.seed)) and _is_text(files, _in_seeds(one.seed))
    )


def _is_text(files: Files, path: str) -> bool:
    try:
        return bool(_text(files, path))
    except ProblemsFound:
        return False
