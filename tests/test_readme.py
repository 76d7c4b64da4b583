"""The README against the project: its commands exist, its lists of tables and views are the declared ones."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.settings import Settings, knobs, variable
from pipelines.store.models import read_models
from pipelines.store.tables import TABLES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def section(title: str) -> str:
    """Text of the section under this heading, up to the next heading of any level."""
    _, _, rest = README.partition(f"\n## {title}\n")
    assert rest, f"the README has no section {title!r}"
    return re.split(r"\n##+ ", rest)[0]


def rows(text: str) -> dict[str, str]:
    """Name and sentence of each line of a two-column table whose first cell is a name in backquotes."""
    return dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", text, re.MULTILINE))


def test_the_two_commands_of_a_fresh_machine_come_first() -> None:
    first_block = re.search(r"```sh\n(.*?)```", README, re.DOTALL)
    assert first_block
    commands = [line.split("#")[0].strip() for line in first_block.group(1).splitlines()]
    assert commands == ["make refresh", "make test"]
    assert README.index("make refresh") < 100


@pytest.mark.parametrize("target", sorted(set(re.findall(r"(?:`|^|\$ )make ([a-z]+)", README, re.MULTILINE))))
def test_every_make_target_of_the_readme_exists(target: str) -> None:
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("target", re.findall(r"^([a-z]+):.*##", MAKEFILE, re.MULTILINE))
def test_every_make_target_is_in_the_readme(target: str) -> None:
    assert re.search(rf"\bmake {target}\b", README)


@pytest.mark.parametrize("command", sorted(set(re.findall(r"\bclaimhouse ([a-z]+)\b(?!\.)", README))))
def test_every_claimhouse_command_of_the_readme_exists(command: str) -> None:
    assert command in main.commands


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_claimhouse_command_is_in_the_readme(command: str) -> None:
    assert f"claimhouse {command}" in README


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:pipelines|sql|tests)/[\w/.]*)`", README))))
def test_every_path_of_the_readme_exists(path: str) -> None:
    assert (ROOT / path).exists()


PASTED = re.findall(r"^\$ claimhouse (.+)\n(.+)$", README, re.MULTILINE)


@pytest.mark.parametrize(("command", "output"), PASTED)
def test_what_the_readme_shows_is_what_is_printed(command: str, output: str) -> None:
    """But for counts of rows, which grow with every word that is added."""
    result = CliRunner().invoke(main, shlex.split(command), catch_exceptions=False)
    rows = re.compile(r"^[0-9,]+ rows")
    assert rows.sub("N rows", result.stdout) == rows.sub("N rows", output + "\n")


def test_the_readme_shows_both_commands_that_need_no_published_file() -> None:
    assert [command.split()[0] for command, _ in PASTED] == ["extract", "lexicon"]


def test_the_readme_lists_the_declared_tables() -> None:
    assert rows(section("Tables")) == {table.name: table.comment for table in TABLES}


def test_the_readme_lists_the_views_of_sql_models() -> None:
    models = read_models(Settings.at(ROOT).sql)
    assert rows(section("Views")) == {model.name: model.description for model in models}


def test_the_readme_lists_the_settings_with_their_defaults() -> None:
    told = re.findall(r"^\| `(CLAIMHOUSE_\w+)` \| (.+) \| (?:`(.+)`)? \|$", section("Settings"), re.MULTILINE)
    assert told[:2] == [
        ("CLAIMHOUSE_SEEDS", "folder of pages", "seeds"),
        ("CLAIMHOUSE_PUBLISHED", "the published file", "warehouse/claimhouse.duckdb"),
    ]
    assert told[2:] == [(variable(knob.name), knob.metadata["meaning"], str(knob.default)) for knob in knobs()]
