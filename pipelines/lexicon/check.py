"""What is wrong with the CSV files of a lexicon: a folder in, problems with file and line out.

Reads the files on its own, so that one that cannot be loaded can still be told what it lacks. What the words mean is
declared in `layout`.
"""

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import polars as pl

from pipelines.extract.marks import searchable
from pipelines.lexicon import country_names, spellings
from pipelines.lexicon.layout import ENTITY_TYPES, FILES, FORMS, NAME_COLUMNS, REFERENCES, TYPES, WORDS
from pipelines.lexicon.rows import Tables, cells_of, read_rows, told

_META = r"[.^$*+?{}\[\]\\|()]"
_INVISIBLE = r"[\p{Cc}\p{Cf}\p{Co}\p{Cn}\x{FFFD}]"
_CONTEXT_REACH = {"before": 2, "after": 3}
"""Characters that the rules look at beside a one-character name."""


@dataclass(frozen=True)
class Checked:
    """The outcome for one folder."""

    files: int
    rows: int
    problems: pl.DataFrame
    """`file, line, message`, in the order of the files."""


def check(folder: Path) -> Checked:
    """Read every CSV file of the folder and say what is wrong."""
    tables, unread = read_rows(folder)
    cells = cells_of(tables)
    found = [unread]
    found += [*_cell_problems(cells), *_unknown_words(cells, tables), *_repeated_rows(tables)]
    found += [*_units(tables), *_countries(tables), *_short_forms(tables), *_names(tables)]
    # A terminal shows the messages; nothing in a file may steer it.
    shown = pl.col("message").str.replace_all(_INVISIBLE, "�")
    problems = pl.concat(found).with_columns(shown).unique().sort("file", "line", "message")
    return Checked(sum(rows.height > 0 for rows in tables.values()), sum(map(len, tables.values())), problems)


def _of(columns: str) -> pl.Expr:
    """Cells of the columns that the layouts list under this name: prose, pattern, lower, optional."""

    def listed(value: str | list[str]) -> list[str]:
        return value.split() if isinstance(value, str) else value

    wanted = [f"{name}.{column}" for name, layout in FILES.items() for column in listed(getattr(layout, columns))]
    return pl.concat_str("file", "column", separator=".").is_in(wanted)


def _cell_problems(cells: pl.DataFrame) -> list[pl.DataFrame]:
    """Cells that are empty or padded, or hold characters that can never match."""
    cell = pl.col("cell")
    full = cells.filter(cell != "")
    is_seen = searchable(cell)
    return [
        told(cells.filter((cell == "") & ~pl.col("is_part") & ~_of("optional")), "{} is empty", "column"),
        told(cells.filter((cell == "") & pl.col("is_part")), "{} has an empty name between two |", "column"),
        told(full.filter(cell != cell.str.strip_chars()), "{} '{}' begins or ends with a space", "column", "cell"),
        told(full.filter(cell.str.contains(_INVISIBLE)), "{} '{}' holds an invisible character", "column", "cell"),
        told(
            full.filter((is_seen != cell) & ~cell.str.contains(_INVISIBLE) & ~_of("prose")),
            "{} '{}' never matches: texts are searched as '{}'", "column", "cell", is_seen,
        ),
        told(full.filter(cell.str.contains(r"\S {2,}\S")), "{} '{}' holds two spaces", "column", "cell"),
        told(
            full.filter(_of("pattern") & cell.str.contains(_META)),
            "{} '{}' holds {}, which a pattern reads as something else",
            "column", "cell", cell.str.extract(f"({_META})"),
        ),
        told(
            full.filter(_of("lower") & (cell != cell.str.to_lowercase())),
            "{} '{}' is looked for in lower case", "column", "cell",
        ),
        *(
            told(full.filter(file=file, column=column).filter(~cell.str.contains(form)), f"{{}} '{{}}' is not {words}",
                  "column", "cell")
            for (file, column), (form, words) in FORMS.items()
        ),
    ]  # fmt: skip


def _unknown_words(cells: pl.DataFrame, tables: Tables) -> list[pl.DataFrame]:
    """Cells that name what no other file declares."""
    full = cells.filter(pl.col("cell") != "")
    found = []
    for (file, column), words in WORDS.items():
        unknown = full.filter(~pl.col("cell").is_in(words), file=file, column=column)
        found.append(told(unknown, f"unknown {column} '{{}}'; known are {', '.join(words)}", "cell"))
    for (file, column), (source, declared, more) in REFERENCES.items():
        # Where the file that declares the words cannot be read, that is the problem to tell.
        if tables[source].is_empty():
            continue
        known = [*tables[source][declared], *more]
        unknown = full.filter(~pl.col("cell").is_in(known), file=file, column=column)
        found.append(told(unknown, f"unknown {column} '{{}}'; {source}.csv lists them", "cell"))
    units = _in("currency_symbols", tables["currency_symbols"]).join(tables["units"], on="unit")
    found.append(told(units.filter(pl.col("dimension") != "money"), "{} is no unit of money", "unit"))
    return [*found, *_unknown_subtypes(tables)]


def _unknown_subtypes(tables: Tables) -> list[pl.DataFrame]:
    if tables["subtypes"].is_empty():
        return []
    found = []
    for file, type in [*ENTITY_TYPES.items(), *(("name_forms", type) for type in TYPES)]:
        rows = tables[file].filter(type=type) if file == "name_forms" else tables[file]
        if "subtype" in rows.columns:
            known = tables["subtypes"].filter(type=type)["subtype"].to_list()
            strange = _in(file, rows).filter((pl.col("subtype") != "") & ~pl.col("subtype").is_in(known))
            found.append(told(strange, f"unknown subtype '{{}}' of {type}; subtypes.csv lists them", "subtype"))
    return found


def _in(file: str, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(pl.lit(file).alias("file"))


def _repeated_rows(tables: Tables) -> list[pl.DataFrame]:
    """Rows whose key stands further up already."""
    found = []
    for name, layout in FILES.items():
        key = layout.key.split()
        first = pl.col("line_number").min().over(key)
        again = tables[name].with_columns(first.alias("first")).filter(pl.col("line_number") > pl.col("first"))
        shown = pl.concat_str(key, separator=" ")
        found.append(told(_in(name, again), "'{}' stands on line {} already", shown, "first"))
    return found


def _units(tables: Tables) -> list[pl.DataFrame]:
    """A spelling of two units, a unit of two dimensions, a dimension of one row that looks like another."""
    units = _in("units", tables["units"])
    rows = dict(units.group_by("dimension").len().iter_rows())
    slips = {
        dimension: like[0]
        for dimension, count in rows.items()
        if count == 1 and (like := get_close_matches(dimension, rows.keys() - {dimension}, n=1, cutoff=0.8))
    }
    spelled = units.with_columns(pl.col("surfaces").str.split("|").alias("surface")).explode("surface").unique()
    spelled = spelled.with_columns(pl.col("line_number").min().over("surface").alias("first"))
    first = pl.col("dimension", "line_number").sort_by("line_number").first().over("unit")
    mixed = units.with_columns(first.name.prefix("first_"))
    return [
        told(
            spelled.filter(pl.col("line_number") > pl.col("first")),
            "'{}' is a spelling of the unit on line {} already", "surface", "first",
        ),
        told(
            mixed.filter(pl.col("dimension") != pl.col("first_dimension")),
            "{} is {} here and {} on line {}", "unit", "dimension", "first_dimension", "first_line_number",
        ),
        told(
            units.filter(pl.col("dimension").is_in(list(slips))),
            "dimension '{}' stands on this line only; is it '{}'?",
            "dimension", pl.col("dimension").replace_strict(slips, default=None, return_dtype=pl.String),
        ),
    ]  # fmt: skip


def _countries(tables: Tables) -> list[pl.DataFrame]:
    """Codes that CLDR has no name for, one code on two rows, a compound of a country with itself."""
    named = _in("countries", country_names(tables["countries"]))
    again = named.with_columns(pl.col("line_number").min().over("iso2").alias("first"))
    pairs = _in("pairs", tables["pairs"])
    return [
        told(named.filter(pl.col("name").is_null()), "iso2 '{}' is no country that CLDR names", "iso2"),
        told(again.filter(pl.col("line_number") > pl.col("first")), "'{}' stands on line {} already", "iso2", "first"),
        told(
            pairs.filter(pl.col("iso3s").str.split("|").list.eval(pl.element().is_duplicated()).list.any()),
            "'{}' has a country twice: {}", "surface", "iso3s",
        ),
    ]  # fmt: skip


def _short_forms(tables: Tables) -> list[pl.DataFrame]:
    """Contexts longer than what the rules look at."""
    contexts = _in("short_contexts", tables["short_contexts"])
    reach = pl.col("side").replace_strict(_CONTEXT_REACH, default=None, return_dtype=pl.UInt32)
    return [
        told(
            contexts.filter(pl.col("text").str.len_chars() > reach),
            "'{}' is longer than the {} characters {} a name that are looked at", "text", reach, "side",
        )
    ]  # fmt: skip


def _names(tables: Tables) -> list[pl.DataFrame]:
    """A spelling of two things, of a thing and a compound, of a thing and a word that is no name."""
    rows = {**{file: tables[file] for file in ENTITY_TYPES}, "countries": country_names(tables["countries"])}
    row_id = pl.concat_str("file", "line_number", separator=":").alias("entity_id")
    columns: list[str | pl.Expr] = ["file", "line_number", row_id, "name"]
    named = pl.concat([_in(file, frame).select(*columns, _spelled(frame)) for file, frame in rows.items()])
    named = named.explode("surface").filter(pl.col("surface") != "")
    within = named.filter(pl.struct("entity_id", "surface").is_duplicated())
    # The derived spellings too, such as "Rare earths" and "rare-earths" of "rare earths".
    spelled = spellings(named.select("surface", "entity_id").unique())
    named = (
        spelled.unique()
        .join(named.drop("surface").unique("entity_id"), on="entity_id")
        .sort("file", "line_number", "surface")
    )
    place = pl.format("{} ({}.csv:{})", "name", "file", "line_number")
    shared = named.with_columns(place.first().over("surface").alias("first"), pl.len().over("surface").alias("rows"))
    # Once for all the spellings that are derived from one name.
    letters = pl.col("surface").str.to_lowercase().str.replace_all("[ -]", "")
    shared = shared.filter((pl.col("rows") > 1) & (place != pl.col("first"))).sort(pl.col("surface").str.len_chars())
    shared = shared.unique(["entity_id", "first", letters], keep="first").sort("file", "line_number", "surface")
    # Elements have one-character names; any other such name would be found inside words.
    short = named.filter((pl.col("surface").str.len_chars() == 1) & (pl.col("file") != "materials"))
    found = [
        told(within, "'{}' stands twice among the names of {}", "surface", "name"),
        told(shared, "'{}' is a name of {} here and of {}; a spelling has one meaning", "surface", "name", "first"),
        told(short, "'{}' is one character, found inside any word; see short_forms.csv", "surface"),
    ]
    for file, column, reason in (
        ("blockers", "surface", "the name wins and the blocker has no effect"),
        ("pairs", "surface", "what stands for countries here is no name of one thing"),
        ("short_forms", "short", "a short form counts only in a context, a name everywhere"),
    ):
        also = _in(file, tables[file]).join(
            named.group_by("surface").agg(place.first().alias("named")), left_on=column, right_on="surface"
        )
        found.append(told(also, f"'{{}}' is also a name of {{}}; {reason}", column, "named"))
    blocked = _in("pairs", tables["pairs"]).join(
        tables["blockers"].select("surface", pl.col("line_number").alias("at")), on="surface"
    )
    found.append(told(blocked, "'{}' is also on line {} of blockers.csv, which has no effect", "surface", "at"))
    return found


def _spelled(rows: pl.DataFrame) -> pl.Expr:
    """One list of the names in a row's columns."""
    lists = [pl.col(column).fill_null("").str.split("|") for column in NAME_COLUMNS if column in rows.columns]
    return pl.concat_list(lists).alias("surface")
