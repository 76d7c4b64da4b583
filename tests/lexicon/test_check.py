"""The check of the CSV files: nothing in the shipped ones, and each kind of fault named with file and line."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipelines import lexicon as shipped
from pipelines.cli import main
from pipelines.lexicon.check import check
from pipelines.lexicon.layout import FILES

SHIPPED = Path(shipped.__file__).parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped files, to break."""
    for path in SHIPPED.glob("*.csv"):
        shutil.copy(path, tmp_path)
    return tmp_path


def lines_of(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines()


def found(folder: Path) -> list[str]:
    return [f"{file}:{line}: {message}" for file, line, message in check(folder).problems.iter_rows()]


def test_the_shipped_lexicon_has_no_fault() -> None:
    assert found(SHIPPED) == []


def test_each_file_is_checked_and_each_row_counted() -> None:
    checked = check(SHIPPED)
    assert {f"{name}.csv" for name in FILES} == {path.name for path in SHIPPED.glob("*.csv")}
    assert checked.files == len(FILES)
    assert checked.rows == sum(shipped.read(name).height for name in FILES)


FAULTS = {
    "too few cells": ("people", "Ada", "1 cells for 5 columns"),
    "too many cells": ("changes", "zoomed,up,", "3 cells for 2 columns"),
    "an empty line": ("changes", "", "an empty line"),
    "an open quotation mark": (
        "changes", '"zoomed,up', "a quotation mark that does not close, or stands inside a cell: unexpected end",
    ),
    "an empty cell": ("metrics", "fog,share,,material,2.5,", "description is empty"),
    "an empty name": ("people", "Ada Quill,,Quill||A. Quill,,", "aliases_en has an empty name between two |"),
    "a padded cell": ("changes", "zoomed ,up", "surface 'zoomed ' begins or ends with a space"),
    "a padded name": ("people", "Ada Quill,,Quill| A. Quill,,", "aliases_en ' A. Quill' begins or ends with a space"),
    "two spaces": ("blockers", "no  thing,art", "surface 'no  thing' holds two spaces"),
    "a control character": ("blockers", "no\x1b[1m,art", "surface 'no�[1m' holds an invisible character"),
    "a zero-width space": ("blockers", "no\u200bthing,art", "surface 'no�thing' holds an invisible character"),
    "a full-width letter": (
        "organizations", "company,Ｑuill,,,,", "name 'Ｑuill' never matches: texts are searched as 'Quill'",
    ),
    "a character of patterns": (
        "comparators", "up (to),before,<=", "surface 'up (to)' holds (, which a pattern reads as something else",
    ),
    "a capital": ("metric_cues", "Fog,share,other,0", "cue 'Fog' is looked for in lower case"),
    "no number": ("magnitudes", "gazillion,many", "factor 'many' is not a number"),
    "no whole number": ("metric_cues", "fog,share,other,0.5", "weight '0.5' is not a whole number"),
    "an unknown direction": ("changes", "zoomed,upp", "unknown change 'upp'; known are up, down"),
    "an unknown metric": ("metric_cues", "fog,share,fogginess,0", "unknown metric 'fogginess'"),
    "an unknown dimension": ("metric_cues", "fog,moist,other,0", "unknown dimension 'moist'; units.csv lists them"),
    "an unknown dimension of a metric": ("metrics", "fog,moist,,material,2.5,Fog.", "unknown dimension 'moist'"),
    "a slip": ("units", "quill,mas,1,quills", "dimension 'mas' stands on this line only; is it 'mass'?"),
    "a symbol of no money": ("currency_symbols", "Q$,tonne", "tonne is no unit of money"),
    "a symbol of nothing": ("currency_symbols", "Q$,quill", "unknown unit 'quill'; units.csv lists them"),
    "an unknown country": ("places", "city,Quillville,,,,QQQ", "unknown iso3 'QQQ'"),
    "an unknown country of two": ("pairs", "中甲,CHN|QQQ", "unknown iso3s 'QQQ'"),
    "an unknown short form": ("short_contexts", "甲,after,国", "unknown short '甲'"),
    "an unknown subtype": (
        "organizations", "club,Quill Club,,,,", "unknown subtype 'club' of organization; subtypes.csv lists them",
    ),
    "an unknown subtype of a form": (
        "name_forms", "suffix,Club,organization,club", "unknown subtype 'club' of organization",
    ),
    "a code without a name": ("countries", "QQ,QQQ,Quillia,,,,", "iso2 'QQ' is no country that CLDR names"),
    "a context out of reach": (
        "short_contexts", "美,after,财政部长", "'财政部长' is longer than the 3 characters after a name",
    ),
    "a name of one character": (
        "organizations", "company,Q,,,,", "'Q' is one character, found inside any word; see short_forms.csv",
    ),
    "a name twice in a row": ("people", "Ada Quill,,Ada Quill,,", "'Ada Quill' stands twice among the names of"),
    "a country twice in a compound": ("pairs", "中甲,CHN|CHN", "'中甲' has a country twice: CHN|CHN"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "row", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named_with_its_line(folder: Path, file: str, row: str, message: str) -> None:
    path = folder / f"{file}.csv"
    rows = len(lines_of(path))
    path.write_bytes(path.read_bytes() + row.encode() + b"\n")
    said = found(folder)
    assert len(said) == 1
    assert said[0].startswith(f"{file}.csv:{rows + 1}: {message}")


MEANINGS = {
    "two things": (
        [("organizations", "company,Quill,,Quill Ink,,"), ("places", "city,Quillville,,Quill Ink,,")],
        "places.csv:{places}: 'Quill Ink' is a name of Quillville here and of Quill "
        "(organizations.csv:{organizations}); a spelling has one meaning",
    ),
    "a thing and a country": (
        [("organizations", "company,Peru,,,,")],
        "organizations.csv:{organizations}: 'Peru' is a name of Peru here and of Peru (countries.csv:{peru});"
        " a spelling has one meaning",
    ),
    "a derived spelling": (
        [("materials", "metal,quill ink,,,"), ("products", "chip,Pen,,quill-ink,")],
        "products.csv:{products}: 'Quill-Ink' is a name of Pen here and of quill ink (materials.csv:{materials});"
        " a spelling has one meaning",
    ),
    "a thing and a blocker": (
        [("products", "chip,Quill,,,"), ("blockers", "Quill,pen")],
        "blockers.csv:{blockers}: 'Quill' is also a name of Quill (products.csv:{products});"
        " the name wins and the blocker has no effect",
    ),
    "a compound and a blocker": (
        [("pairs", "中甲,CHN"), ("blockers", "中甲,no country")],
        "pairs.csv:{pairs}: '中甲' is also on line {blockers} of blockers.csv, which has no effect",
    ),
    "a thing and a compound": (
        [("organizations", "company,Quill,中甲,,,"), ("pairs", "中甲,CHN")],
        "pairs.csv:{pairs}: '中甲' is also a name of Quill (organizations.csv:{organizations});"
        " what stands for countries here is no name of one thing",
    ),
    "two units": (
        [("units", "quill,length,1,quills|meters")],
        "units.csv:{units}: 'meters' is a spelling of the unit on line {meter} already",
    ),
    "a unit of two dimensions": (
        [("units", "tonne,volume,5,quills")],
        "units.csv:{units}: tonne is volume here and mass on line {tonne}",
    ),
    "a repeated row": (
        [("organizations", "company,Quill,,,,"), ("organizations", "bank,Quill,,,,")],
        "organizations.csv:{organizations}: 'Quill' stands on line {before} already",
    ),
}


@pytest.mark.parametrize(("rows", "message"), MEANINGS.values(), ids=MEANINGS)
def test_a_spelling_has_one_meaning(folder: Path, rows: list[tuple[str, str]], message: str) -> None:
    for file, row in rows:
        with (folder / f"{file}.csv").open("a", encoding="utf-8") as out:
            out.write(row + "\n")
    at = {file: len(lines_of(folder / f"{file}.csv")) for file in FILES}
    units, countries = lines_of(folder / "units.csv"), lines_of(folder / "countries.csv")
    at["meter"] = next(n for n, line in enumerate(units, 1) if line.startswith("meter,"))
    at["tonne"] = next(n for n, line in enumerate(units, 1) if line.startswith("tonne,"))
    at["peru"] = next(n for n, line in enumerate(countries, 1) if ",PER," in line)
    at["before"] = at["organizations"] - 1
    assert message.format(**at) in found(folder)


def test_what_one_list_spells_out_beats_what_is_derived_from_another(folder: Path) -> None:
    for file, row in (("materials", "metal,quill ink,,,"), ("organizations", "company,Quill Ink,,,,")):
        with (folder / f"{file}.csv").open("a", encoding="utf-8") as out:
            out.write(row + "\n")
    assert found(folder) == []


def test_files_that_cannot_be_read_are_named(folder: Path) -> None:
    for name in ("chrome", "countries", "metrics", "subtypes"):
        (folder / f"{name}.csv").unlink()
    (folder / "companies.csv").write_text("name\n", "utf-8")
    (folder / "people.csv").write_bytes((folder / "people.csv").read_bytes() + b"\xff,,,,\n")
    (folder / "topics.csv").write_text("topic;topic_en\n", "utf-8")
    (folder / "classifiers.csv").write_text("", "utf-8")
    people = len(lines_of(SHIPPED / "people.csv")) + 1
    assert found(folder) == [
        "chrome.csv:1: the file is missing",
        "classifiers.csv:1: the columns are ; they must be classifier",
        "companies.csv:1: no file of the lexicon; nothing reads it",
        "countries.csv:1: the file is missing",
        "metrics.csv:1: the file is missing",
        f"people.csv:{people}: byte 0xff is not UTF-8",
        "subtypes.csv:1: the file is missing",
        "topics.csv:1: the columns are topic;topic_en; they must be topic,topic_en",
    ]


def test_what_a_spreadsheet_makes_of_a_file_is_read_as_well(folder: Path) -> None:
    path = folder / "people.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert found(folder) == []
    with path.open("ab") as out:
        out.write(b'Ada,,"Ad\r\na",,\r\nBea\r\n')
    rows = len(lines_of(path))
    assert found(folder) == [
        f"people.csv:{rows - 2}: aliases_en 'Ad��a' holds an invisible character",
        f"people.csv:{rows}: 1 cells for 5 columns",
    ]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["lexicon", "check", *arguments], catch_exceptions=False)


def test_the_command_says_that_nothing_is_wrong() -> None:
    result = run()
    checked = check(SHIPPED)
    assert result.exit_code == 0
    assert result.stdout == f"{checked.rows:,} rows in {checked.files} files: nothing wrong\n"


def test_the_command_lists_what_is_wrong_and_fails(folder: Path) -> None:
    with (folder / "changes.csv").open("a", encoding="utf-8") as out:
        out.write("zoomed,upp\n")
    result = run("--folder", str(folder))
    line = len(lines_of(folder / "changes.csv"))
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0] == f"{folder}/changes.csv:{line}: unknown change 'upp'; known are up, down"
    assert result.stdout.splitlines()[1].endswith(" files: 1 problem")
    absent = run("--folder", str(folder / "absent"))
    assert absent.stderr.startswith(f"Error: --folder: {folder}/absent is not a folder")
