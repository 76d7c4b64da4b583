"""Rows and pictures as Markdown for a page of the Dagster UI, in which nothing that was read from a page is markup."""

import base64
import re
from collections.abc import Iterable, Sequence

from pipelines.plain import plain

WIDTH = 60
"""Characters of a cell that are shown, unless more are asked for."""

_MARKUP = str.maketrans({char: f"&#{ord(char)};" for char in "\\`*_{}[]<>()#+-.!|~&\"'$^=:@/"})
# A reader of Markdown makes links of bare addresses as well; one with a joiner of no width in it is none.
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], width: int = WIDTH) -> str:
    """A table; every cell is text, cut to so many characters."""
    lines = [columns, ["---"] * len(columns), *([text(value, width) for value in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def text(value: object, width: int = WIDTH) -> str:
    """The value on one line, cut to a width, with every character that means something spelled as a number."""
    if value is None:
        return ""
    line = plain(" ".join(str(value)[: width + 1].split()))
    line = line if len(line) <= width else line[:width] + "…"
    return _ADDRESS.sub("\u2060", line).translate(_MARKUP)


def picture(svg: str, title: str) -> str:
    """An SVG inside the Markdown itself."""
    return f"![{text(title)}](data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()})"
