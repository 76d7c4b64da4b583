"""Small pages and claims for the tests of the extractor: say what matters, the rest is like any saved page."""

from collections.abc import Callable, Mapping

import polars as pl

from pipelines.lexicon import Lexicon

SUMMARY = (
    "Core Insights - China mines most of the world's dysprosium and refines nearly all of it at home [1][3] "
    "- The mines of the south supply the magnet makers of Ningbo [2]"
)
PROSE = (
    "中国的稀土产量居世界首位，冶炼分离能力更是独占鳌头。业内人士认为，这一格局短期内难以改变，"
    "欧美重建产业链仍需时日，成本也远高于中国企业。 ..."
)
META = "Sina· 2025-11-05 09:00"


def page(*articles: str, head: str = "稀土\nSearch documents") -> str:
    """A page of articles, each given as its lines."""
    return "\n".join([head, *articles]) + "\n"


def article(title: str = "A title", *, meta: str = META, body: str = SUMMARY) -> str:
    return f"{title}\n{meta}\n{body}"


def batch(**contents: str | bytes) -> pl.DataFrame:
    """Pages by name, as the extractor takes them."""
    return pl.DataFrame(
        {
            "seed_file": list(contents),
            "content": [c.encode() if isinstance(c, str) else c for c in contents.values()],
        },
        schema={"seed_file": pl.String, "content": pl.Binary},
    )


def claim(text: str) -> pl.DataFrame:
    """One claim, as the finders of names and measures take it."""
    return pl.DataFrame({"claim": [0], "text": [text]}, schema={"claim": pl.UInt32, "text": pl.String})


def article_claims(texts: list[str]) -> pl.DataFrame:
    """The texts as the claims of one article, title first."""
    rows = [(number, "a", number, None, text) for number, text in enumerate(texts)]
    schema = {"claim": pl.UInt32, "article_id": pl.String, "ordinal": pl.Int32, "section": pl.String, "text": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


Reader = Callable[[pl.DataFrame, Lexicon], pl.DataFrame]


def batched(read: Reader, module: Mapping[str, object]) -> Callable[[str, Lexicon], pl.DataFrame]:
    """`read` for one text at a time, where the texts of all the module's tables are read as one batch.

    A batch costs little more than one text. A table is a list of texts, or of tuples that begin with one.
    """
    known: dict[str, pl.DataFrame] = {}

    def read_one(text: str, lexicon: Lexicon) -> pl.DataFrame:
        if text not in known:
            texts = list(dict.fromkeys([text, *_texts(module)]))
            claims = pl.DataFrame({"text": texts}).with_row_index("claim")
            found = read(claims, lexicon)
            parts = found.partition_by("claim", as_dict=True)
            known.update({text: parts.get((claim,), found.clear()) for claim, text in enumerate(texts)})
        return known[text]

    return read_one


def _texts(module: Mapping[str, object]) -> list[str]:
    tables = [table for name, table in module.items() if name.isupper() and isinstance(table, list)]
    first = [case[0] if isinstance(case, tuple) else case for table in tables for case in table]
    return [text for text in first if isinstance(text, str)]
