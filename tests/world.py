"""Hand-made rows for the tests of the store and the SQL: say what matters, the rest gets a harmless value.

An entity's id is its name and an article's the name it is given, so that the rows of a test can be read.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pipelines.store.connect import Connection, quoted
from pipelines.store.tables import TABLES

_TABLES = {table.name: table for table in TABLES}
_HARMLESS: dict[str, Any] = {
    "varchar": "",
    "bigint": 0,
    "integer": 0,
    "double": 0.0,
    "boolean": False,
    "integer[]": [],
    "timestamp": datetime(2025, 12, 1),
}


def insert(con: Connection, table: str, **values: Any) -> None:
    """One row; columns that are not named hold null where they may, else a harmless value."""
    columns = _TABLES[table].columns
    assert not values.keys() - {column.name for column in columns}, f"{table} has no such column"
    row = [values.get(c.name, None if c.nullable else _HARMLESS[c.type]) for c in columns]
    con.execute(f"insert into {quoted(table)} values ({', '.join('?' for _ in row)})", row)


class World:
    """A warehouse filled by hand, consistent enough that every view makes sense on it."""

    def __init__(self, con: Connection) -> None:
        self.con = con
        self._bodies: dict[str, str] = {}
        self._counts: dict[str, int] = {}

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        return self.con.execute(query).fetchall()

    def entity(self, name: str, type: str = "country", **values: Any) -> None:
        insert(
            self.con,
            "entities",
            **{"entity_id": name, "type": type, "name": name, "origin": "lexicon"} | values,
        )

    def page(self, seed_file: str, topic: str | None = "稀土", **values: Any) -> None:
        insert(
            self.con, "seed_files", **{"seed_file": seed_file, "topic": topic, "status": "loaded"} | values
        )

    def article(self, article_id: str, *, pages: Sequence[str] = ("p1",), **values: Any) -> None:
        """An article on these pages (made with their own topic beforehand), with its title as claim 0."""
        given: dict[str, Any] = {
            "article_id": article_id,
            "title": article_id,
            "title_lang": "en",
            "source": "Sina",
            "body_lang": "en",
            "published_at": datetime(2025, 11, 5, 9),
            "story_id": article_id,
            "seed_file": min(pages),
        } | values
        insert(self.con, "articles", **given)
        for page in pages:
            position = self._next(page)
            self.con.execute(
                "insert into article_topics "
                "select ?, ?, topic, ?, ?, ?, null from seed_files where seed_file = ?",
                [page, position, article_id, 100 * position, 100 * position + 50, page],
            )
        insert(
            self.con,
            "claims",
            claim_id=f"{article_id}#0",
            article_id=article_id,
            text=given["title"],
            lang="en",
            end_char=len(given["title"]),
        )

    def claim(self, article_id: str, text: str, *names: str, **values: Any) -> str:
        """A body claim that names these entities, each found in its text or said to stand at its start."""
        ordinal = self._next(article_id)
        body = self._bodies.get(article_id, "")
        start = len(body)
        self._bodies[article_id] = body + text + "\n"
        self.con.execute(
            "update articles set body = ? where article_id = ?", [self._bodies[article_id], article_id]
        )
        claim_id = f"{article_id}#{ordinal}"
        given: dict[str, Any] = {
            "claim_id": claim_id,
            "article_id": article_id,
            "ordinal": ordinal,
            "text": text,
            "lang": "en",
            "start_char": start,
            "end_char": start + len(text),
        } | values
        insert(self.con, "claims", **given)
        for name in names:
            self.mention(article_id, claim_id, name, start=start + max(text.find(name), 0))
        return claim_id

    def mention(
        self, article_id: str, claim_id: str, name: str, *, start: int = 0, field: str = "body"
    ) -> None:
        insert(
            self.con,
            "mentions",
            claim_id=claim_id,
            article_id=article_id,
            entity_id=name,
            field=field,
            surface=name,
            start_char=start,
            end_char=start + len(name),
        )

    def office(self, article_id: str, person: str, office: str, body: str | None, **values: Any) -> None:
        """A claim of its own that names a person and gives them an office."""
        claim_id = self.claim(article_id, f"{office} {person}", person)
        start = self._start(claim_id)
        given = {"claim_id": claim_id, "article_id": article_id, "entity_id": person, "office": office, "body_id": body}
        place = {"field": "body", "start_char": start, "end_char": start + len(office)}
        insert(self.con, "offices", **given | place | values)

    def date(self, article_id: str, as_of: str, text: str, *names: str, **values: Any) -> None:
        """A claim of its own that names these entities and prints a date; its words are the text."""
        claim_id = self.claim(article_id, text, *names)
        start = self._start(claim_id)
        given = {"claim_id": claim_id, "article_id": article_id, "field": "body", "quote": text[:4], "as_of": as_of}
        place = {"start_char": start, "end_char": start + 4, "has_year": True}
        insert(self.con, "dates", **given | place | values)

    def measure(self, article_id: str, subject: str | None, metric: str, low: float, **values: Any) -> None:
        """A measure in a claim of its own; `claim` names another."""
        claim_id = values.pop("claim", None) or self.claim(article_id, f"{metric} {low}")
        number = self._next("measures")
        insert(
            self.con,
            "measures",
            **{
                "measure_id": f"m{number}",
                "claim_id": claim_id,
                "article_id": article_id,
                "field": "body",
                "quote": f"{low}",
                "comparator": "=",
                "low": low,
                "high": low,
                "unit": "percent",
                "subject_id": subject,
                "metric": metric,
            }
            | values,
        )

    def _start(self, claim_id: str) -> int:
        [(start,)] = self.con.execute("select start_char from claims where claim_id = ?", [claim_id]).fetchall()
        return int(start)

    def _next(self, of: str) -> int:
        self._counts[of] = self._counts.get(of, 0) + 1
        return self._counts[of]
