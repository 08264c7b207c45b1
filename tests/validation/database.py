"""The database: sound by SQLite's own checks, and served by Datasette with its metadata and every ready question."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from datasette.app import Datasette

from .judging import Examination, Validator

_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_fts%' ESCAPE '\\'"
_INDEXES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%USING fts5%'"
DATABASE, METADATA = "data/dossier.sqlite", "data/dossier.datasette.json"


class Server:
    """Datasette with the database as it stands beside its metadata, asked in process."""

    def __init__(self, database: Path) -> None:
        metadata = json.loads((database.parent / "dossier.datasette.json").read_text())
        self._datasette = Datasette(immutables=[str(database)], metadata=metadata)
        self._loop = asyncio.new_event_loop()
        self._thread = ThreadPoolExecutor(1)  # a browser driven by another test keeps a loop running in the first

    def get(self, path: str) -> Any:
        """The answer to a request."""
        return self._thread.submit(lambda: self._loop.run_until_complete(self._datasette.client.get(path))).result()

    def rows(self, query: str, **parameters: str) -> list[dict[str, Any]]:
        """What a ready question is answered with. Raises AssertionError where it is not answered."""
        answer = self.get(f"/dossier/{query}.json?{urlencode({'_shape': 'array', **parameters})}")
        assert answer.status_code == 200, f"{query}: {answer.text}"
        return answer.json()  # type: ignore[no-any-return]

    def close(self) -> None:
        """Give up files and threads."""
        for database in self._datasette.databases.values():
            database.close()
        self._datasette.executor.shutdown()
        self._thread.shutdown()
        self._loop.close()


def check(on: Examination) -> None:
    """What SQLite says of the file, and what Datasette answers."""
    with tempfile.TemporaryDirectory() as folder:
        for path in on.paths():
            (Path(folder) / Path(path).name).write_bytes(on.read(path))
        database = Path(folder) / "dossier.sqlite"
        _sound(on, database)
        with served(database) as server:
            _answers(on, server)


def _sound(on: Examination, database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        for pragma in ("integrity_check", "foreign_key_check"):
            found = connection.execute(f"PRAGMA {pragma}").fetchall()
            on.must(found in ([], [("ok",)]), f"{pragma}: {found[:3]}")
        for (table,) in connection.execute(_TABLES).fetchall():
            (rows,) = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()
            on.counted.update({"tables": 1, "rows": rows})
        for (index,) in connection.execute(_INDEXES).fetchall():  # fails where an index is not that of its table
            connection.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")
            on.counted["full-text indexes"] += 1


@contextmanager
def served(database: Path) -> Iterator[Server]:
    """A server for a while."""
    server = Server(database)
    try:
        yield server
    finally:
        server.close()


def _answers(on: Examination, server: Server) -> None:
    (told,) = on.load(METADATA)["databases"].values()
    home = server.get("/dossier")
    on.must(home.status_code == 200, "Datasette does not show the database")
    for table in told.get("tables", {}):
        on.must(server.get(f"/dossier/{table}").status_code == 200, f"Datasette does not show {table}")
    for query in told["queries"]:
        answer = server.get(f"/dossier/{query}.json?_shape=array")
        on.must(answer.status_code == 200, f"{query}: {answer.text[:200]}")
        on.counted["ready questions"] += 1


SQLITE = Validator("SQLite for Datasette", (DATABASE, METADATA), ("SQLite", "datasette"), check)
