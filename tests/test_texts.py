"""`claimhouse extract` between its input and its output: batches, blank lines, what cannot be read."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipelines import texts
from pipelines.cli import main

ROOT = Path(__file__).parent.parent


def claimhouse(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["extract", *arguments], input=stdin, catch_exceptions=False)


def surfaces(result: Result) -> list[list[str]]:
    """What each line of the output names."""
    return [[m["surface"] for m in json.loads(line)["mentions"]] for line in result.stdout_bytes.splitlines()]


def test_texts_come_from_arguments_a_file_or_standard_input(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text("Chile\n秘鲁\n", "utf-8")
    for result in (
        claimhouse("Chile", "秘鲁"),
        claimhouse("--file", str(tmp_path / "t.txt")),
        claimhouse(stdin="Chile\n秘鲁".encode()),
        claimhouse("--file", "-", stdin="Chile\n秘鲁".encode()),
    ):
        assert result.exit_code == 0
        assert surfaces(result) == [["Chile"], ["秘鲁"]]


def test_a_line_of_output_belongs_to_each_line_of_input() -> None:
    result = claimhouse(stdin=b"\xef\xbb\xbfChile\r\n\n \nPeru\n")
    assert [json.loads(line)["text"] for line in result.stdout_bytes.splitlines()] == ["Chile", "", " ", "Peru"]
    assert surfaces(result) == [["Chile"], [], [], ["Peru"]]
    assert claimhouse(stdin=b"").stdout == ""


def test_a_date_makes_relative_words_dates() -> None:
    text = "去年出口500吨"
    assert json.loads(claimhouse(text).stdout)["measures"][0]["as_of"] is None
    assert json.loads(claimhouse("--date", "2025-11-22", text).stdout)["measures"][0]["as_of"] == "2024"


def test_only_a_line_feed_ends_a_text() -> None:
    (line,) = claimhouse(stdin="Chile\u2028Peru\x85\x0cChina".encode()).stdout_bytes.split(b"\n")[:-1]
    assert json.loads(line)["text"] == "Chile\u2028Peru\x85\x0cChina"


def test_the_output_is_utf_8_whatever_the_terminal_speaks() -> None:
    child = subprocess.run(
        [sys.executable, "-m", "pipelines", "extract", "智利"],
        cwd=ROOT, capture_output=True, check=True, env=os.environ | {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert "智利".encode() in child.stdout


CANNOT_BE_READ = {
    "no such file": (("--file", "absent.txt"), "absent.txt: No such file or directory; name a file of UTF-8 text"),
    "a folder": (("--file", "seeds"), "seeds: Is a directory; name a file of UTF-8 text"),
    "another encoding": (("--file", "bad.txt"), "bad.txt: line 3: byte 0xff is not UTF-8; save it as UTF-8 text"),
    "an argument": (("Chile", "\udcff"), "text 2 of the command line is not UTF-8"),
}


@pytest.mark.parametrize(("arguments", "message"), CANNOT_BE_READ.values(), ids=CANNOT_BE_READ)
def test_what_cannot_be_read_is_one_line(
    project: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(project)
    (project / "bad.txt").write_bytes(b"Chile\nPeru\n\xff\nChina\n")
    result = claimhouse(*arguments)
    assert (result.exit_code, result.stderr) == (1, f"Error: {message}\n")


def test_the_lines_before_one_that_cannot_be_read_are_answered() -> None:
    result = claimhouse(stdin=b"Chile\n\nPeru \xff\nChina\n")
    assert surfaces(result) == [["Chile"], []]
    assert result.stderr == "Error: standard input: line 3: byte 0xff is not UTF-8; save it as UTF-8 text\n"


def test_an_endless_line_is_refused_before_it_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "LINE_MAX", 1000)
    result = claimhouse(stdin=b"Chile\n" + b"x" * 5000)
    assert surfaces(result) == [["Chile"]]
    assert "standard input: line 2: longer than 1,000 bytes" in result.stderr


def test_texts_and_a_file_at_once_are_a_wrong_use() -> None:
    assert claimhouse("Chile", "--file", "t.txt").exit_code == 2


def test_big_input_passes_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "BATCH_BYTES", 20)
    lines = [f"Chile {number}" for number in range(10)]
    batches = list(texts.from_lines(io.BytesIO("\n".join(lines).encode()), "t"))
    assert [line for batch in batches for line in batch] == lines
    assert max(map(len, batches)) == 3
    answered = b"".join(texts.answers(batches)).splitlines()
    assert [json.loads(line)["text"] for line in answered] == lines


def test_a_reader_that_leaves_early_sees_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text("Chile\n" * 400_000, "utf-8")
    child = subprocess.run(
        ["/bin/sh", "-c", f'"{sys.executable}" -m pipelines extract --file {tmp_path}/t.txt | head -n 1'],
        cwd=ROOT, capture_output=True, check=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert json.loads(child.stdout)["text"] == "Chile"
    assert child.stderr == b""


IMPORTS = """
import sys
from pipelines.cli import main
main(["extract", "Chile"], standalone_mode=False)
print(*sorted(sys.modules), file=sys.stderr)
"""


def test_it_needs_no_published_file_and_loads_nothing_heavy(tmp_path: Path) -> None:
    child = subprocess.run(
        [sys.executable, "-c", IMPORTS],
        cwd=tmp_path, capture_output=True, text=True, check=True, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert not {"dagster", "duckdb", "sqlglot", "rich"} & set(child.stderr.split())
    assert list(tmp_path.iterdir()) == []
