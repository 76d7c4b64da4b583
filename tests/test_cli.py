"""The command line: what it prints, what it refuses, its exit codes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipelines.cli import main

ROOT = Path(__file__).parent.parent


def claimhouse(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=stdin, catch_exceptions=False)


@pytest.fixture
def root(refreshed: Path) -> str:
    return str(refreshed)


def test_refresh_says_what_it_loaded_and_then_that_there_is_nothing_to_do(project: Path) -> None:
    shutil.copy(ROOT / "seeds" / "003_b680e5e16a3006dd.txt", project / "seeds")
    (project / "seeds" / "empty.txt").write_bytes(b"")
    first = claimhouse("refresh", "--root", str(project))
    assert first.exit_code == 0
    assert "Pages: 2 added, 0 changed, 0 removed, 0 unchanged" in first.stdout
    assert "added        003_b680e5e16a3006dd.txt" in first.stdout
    assert "quarantined  empty.txt: " in first.stdout
    assert f"Published {project}/warehouse/claimhouse.duckdb in " in first.stdout
    second = claimhouse("refresh", "--root", str(project))
    assert (
        second.stdout
        == f"Nothing to do: 2 pages unchanged, {project}/warehouse/claimhouse.duckdb is up to date\n"
    )
    assert "2 changed" in claimhouse("--root", str(project), "refresh", "--full").stdout


def test_status_says_what_is_published(root: str) -> None:
    said = claimhouse("status", "--root", root).stdout
    assert f"{root}/warehouse/claimhouse.duckdb" in said
    assert "article_topics 47" in said
    assert "5 pages added" in said
    assert "Quarantined pages: none" in said


@pytest.mark.parametrize("place", ["before", "after"])
def test_root_stands_before_or_after_the_command(root: str, place: str) -> None:
    arguments = ["--root", root, "status"] if place == "before" else ["status", "--root", root]
    assert claimhouse(*arguments).exit_code == 0


def test_sql_takes_a_query_as_argument_or_on_standard_input(root: str) -> None:
    query = "select count(*) as appearances, '稀土' as topic from article_topics"
    for result in (claimhouse("sql", query, "--root", root), claimhouse("sql", "--root", root, stdin=query)):
        assert [word for word in result.stdout.split() if word.isalnum()] == [
            "appearances",
            "topic",
            "47",
            "稀土",
        ]


def test_news_says_what_the_latest_refresh_brought(root: str) -> None:
    lines = claimhouse("news", "--limit", "3", "--root", root).stdout.splitlines()
    assert "Verdicts that changed: none" in lines
    assert "New articles: 46" in lines
    assert any("China" in line and "market_share of rare earths" in line and "conflict" in line for line in lines)
    assert "The first 3 rows; ask for more with --limit, or narrow the query" in lines


def test_sql_says_when_there_are_more_rows(root: str) -> None:
    assert "The first 2 rows" in claimhouse("sql", "from range(3)", "--limit", "2", "--root", root).stdout
    assert "The first" not in claimhouse("sql", "from range(2)", "--limit", "2", "--root", root).stdout


def test_text_of_a_page_cannot_steer_the_terminal_or_the_table(root: str) -> None:
    said = claimhouse("sql", "select chr(27) || '[31m' || '[bold]x[/bold]' as text", "--root", root).stdout
    assert r"\x1b[31m[bold]x[/bold]" in said


REFUSED = {
    "a wrong query": ("sql", "select nothing", "Binder Error"),
    "a write": ("sql", "delete from articles", "read-only"),
    "another file": ("sql", "from read_csv('/etc/passwd')", "disabled by configuration"),
}


@pytest.mark.parametrize(("command", "query", "message"), REFUSED.values(), ids=REFUSED)
def test_sql_refuses_in_one_message(root: str, command: str, query: str, message: str) -> None:
    result = claimhouse(command, query, "--root", root)
    assert result.exit_code == 1
    assert message in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("command", ["status", "news", "sql", "eval"])
def test_before_the_first_refresh_each_command_says_what_to_do(project: Path, command: str) -> None:
    result = claimhouse(command, "--root", str(project))
    assert result.exit_code == 1
    assert result.stderr == (
        f"Error: {project}/warehouse/claimhouse.duckdb does not exist yet; run `claimhouse refresh` first\n"
    )


def test_errors_name_the_setting_and_the_remedy(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMHOUSE_BATCH_BYTES", "many")
    result = claimhouse("refresh", "--root", str(project))
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: CLAIMHOUSE_BATCH_BYTES: 'many' cannot be used; give a whole number of bytes, 1 or more\n",
    )


def test_a_wrong_use_is_exit_code_2() -> None:
    assert claimhouse("rollback").exit_code == 2
    assert claimhouse("sql", "select 1", "--limit", "0").exit_code == 2


def test_the_prompt_answers_until_one_leaves(root: str) -> None:
    code = (
        "import sys; from pathlib import Path; from pipelines.prompt import ask\nask(Path(sys.argv[1]), 10)"
    )
    child = subprocess.run(
        [sys.executable, "-c", code, f"{root}/warehouse/claimhouse.duckdb"],
        cwd=ROOT,
        text=True,
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        input="select count(*)\nfrom article_topics;\nselect nonsense;\nselect 43;\nexit\nselect 99;\n",
    )
    assert "47" in child.stdout
    assert "Binder Error" in child.stdout
    assert "43" in child.stdout
    assert "99" not in child.stdout
