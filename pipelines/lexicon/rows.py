"""The CSV files of a lexicon as rows that know their line, for `check`; what cannot be read becomes a problem."""

import csv
import io
from pathlib import Path

import polars as pl

from pipelines.lexicon.layout import FILES

Tables = dict[str, pl.DataFrame]
"""By file, its rows as text with their `line_number`; a file that cannot be read has none."""

_PROBLEM = {"file": pl.String, "line": pl.Int64, "message": pl.String}


def read_rows(folder: Path) -> tuple[Tables, pl.DataFrame]:
    """Every declared file of the folder, and what is wrong with files and lines as such: `file, line, message`."""
    tables: Tables = {}
    found = [_unknown_files(folder)]
    for name in FILES:
        tables[name], problems = _read(folder, name)
        found.append(problems)
    return tables, pl.concat(found)


def _problems(file: str, *lines_and_messages: tuple[int, str]) -> pl.DataFrame:
    rows = [(f"{file}.csv", line, message) for line, message in lines_and_messages]
    return pl.DataFrame(rows, schema=_PROBLEM, orient="row")


def told(rows: pl.DataFrame, message: str, *values: str | pl.Expr) -> pl.DataFrame:
    """Rows with `file` and `line_number` as problems; `{}` in the message stands for a value."""
    return rows.select(
        (pl.col("file") + ".csv").alias("file"),
        pl.col("line_number").alias("line"),
        pl.format(message, *values).alias("message"),
    ).cast(pl.Schema(_PROBLEM))


def _unknown_files(folder: Path) -> pl.DataFrame:
    known = {f"{name}.csv" for name in FILES}
    strange = sorted(path.stem for path in folder.glob("*.csv") if path.name not in known)
    return pl.concat(
        [_problems(name, (1, "no file of the lexicon; nothing reads it")) for name in strange] or [_problems("")]
    )


def _read(folder: Path, name: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows of one file, and what keeps other rows from being read."""
    columns = FILES[name].columns
    schema = {"line_number": pl.Int64, **dict.fromkeys(columns, pl.String)}
    nothing = pl.DataFrame(schema=schema)
    try:
        text = (folder / f"{name}.csv").read_bytes().decode("utf-8").removeprefix("\ufeff")
    except FileNotFoundError:
        return nothing, _problems(name, (1, "the file is missing"))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return nothing, _problems(name, (line, f"byte 0x{error.object[error.start]:02x} is not UTF-8"))
    records, broken = _records(text)
    header, *rows = records or [(1, [])]
    if header[1] != columns:
        return nothing, _problems(name, (1, f"the columns are {','.join(header[1])}; they must be {','.join(columns)}"))
    wrong = [
        (line, f"{len(cells)} cells for {len(columns)} columns" if cells else "an empty line")
        for line, cells in rows
        if len(cells) != len(columns)
    ]
    whole = [(line, *cells) for line, cells in rows if len(cells) == len(columns)]
    return pl.DataFrame(whole, schema=schema, orient="row"), _problems(name, *wrong, *broken)


def _records(text: str) -> tuple[list[tuple[int, list[str]]], list[tuple[int, str]]]:
    """The records of a CSV text with the line each starts on; line and reason where the rest cannot be read."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            records.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        return records, [(line, f"a quotation mark that does not close, or stands inside a cell: {error}")]
    return records, []


def cells_of(tables: Tables) -> pl.DataFrame:
    """Every cell, and every part of a cell that holds several: `file, line_number, column, cell, is_part`."""
    long = [
        rows.unpivot(index="line_number", variable_name="column", value_name="cell").select(
            pl.lit(name).alias("file"), "line_number", "column", "cell"
        )
        for name, rows in tables.items()
    ]
    cells = pl.concat(long)
    is_list = pl.concat_str("file", "column", separator=".").is_in(
        [f"{name}.{column}" for name, layout in FILES.items() for column in layout.lists]
    )
    parts = cells.filter(is_list & (pl.col("cell") != "")).with_columns(pl.col("cell").str.split("|")).explode("cell")
    return pl.concat(
        [cells.filter(~is_list | (pl.col("cell") == "")).with_columns(is_part=False), parts.with_columns(is_part=True)]
    )
