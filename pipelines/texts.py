"""Texts in, JSON lines out: what `claimhouse extract` does between the command line and the extractor.

Reads lines from a file or a pipe in batches, so that any amount passes through in bounded memory. Knows no
database and no published file.
"""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import polars as pl

from pipelines.errors import ClaimhouseError
from pipelines.extract import read_texts
from pipelines.lexicon import Lexicon

BATCH_BYTES = 2 * 1024 * 1024
LINE_MAX = 2_000_000
"""Bytes of the longest text; as much as the longest article of a page may have."""
_BOM = b"\xef\xbb\xbf"


class TextError(ClaimhouseError):
    """A text that cannot be read; the message names the file and the line."""


def from_arguments(texts: Iterable[str]) -> Iterator[list[str]]:
    """All texts of the command line as one batch."""
    batch = list(texts)
    for number, text in enumerate(batch, 1):
        if not text.isprintable() and any("\ud800" <= letter <= "\udfff" for letter in text):
            raise TextError(f"text {number} of the command line is not UTF-8")
    yield batch


def from_file(path: Path) -> Iterator[list[str]]:
    """The lines of a file in batches."""
    try:
        with path.open("rb") as file:
            yield from from_lines(file, str(path))
    except OSError as error:
        raise TextError(f"{path}: {os.strerror(error.errno or 0)}; name a file of UTF-8 text") from error


def from_lines(file: BinaryIO, name: str) -> Iterator[list[str]]:
    """The lines of an open file in batches: one text a line, a blank line is an empty text.

    A terminal is answered line by line. What stands before a line that cannot be read is still handed out.
    """
    limit = 1 if file.isatty() else BATCH_BYTES
    batch: list[str] = []
    size = number = 0
    while line := file.readline(LINE_MAX + 1):
        number += 1
        try:
            batch.append(_decoded(line, number, name))
        except TextError:
            yield batch
            raise
        size += len(line)
        if size >= limit:
            yield batch
            batch, size = [], 0
    yield batch


def _decoded(line: bytes, number: int, name: str) -> str:
    if len(line) > LINE_MAX:
        raise TextError(f"{name}: line {number}: longer than {LINE_MAX:,} bytes; break it into texts, one a line")
    content = line.removesuffix(b"\n").removesuffix(b"\r")
    if number == 1:
        content = content.removeprefix(_BOM)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        bad = error.object[error.start]
        raise TextError(f"{name}: line {number}: byte 0x{bad:02x} is not UTF-8; save it as UTF-8 text") from error


def answers(batches: Iterable[list[str]], published_at: datetime | None = None) -> Iterator[bytes]:
    """JSON lines in UTF-8, one object per text, batch by batch; `published_at` is the day of the texts."""
    lexicon: Lexicon | None = None
    for batch in batches:
        if batch:
            lexicon = lexicon or Lexicon.load()
            texts = pl.DataFrame({"text": batch}, schema={"text": pl.String})
            yield read_texts(texts, lexicon, published_at).write_ndjson().encode()
