"""Which module may import what: arrows point one way, and the way without Dagster stays free of it."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "pipelines"
SHELL = ("assets", "automation", "checks", "definitions", "metadata", "resource", "sensors", "specs", "ui")
FILE_ACCESS = {"io", "os", "pathlib", "shutil", "tempfile", "importlib"}


def modules(folder: str = "") -> list[str]:
    return sorted(
        path.relative_to(ROOT).as_posix()
        for path in (PACKAGE / folder).rglob("*.py")
        if "__pycache__" not in path.parts
    )


def imports(module: str) -> set[str]:
    """Full dotted names of everything a module imports, wherever in the file it does so."""
    names: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / module).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import, write it out"
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def touches(module: str, *packages: str) -> set[str]:
    return {
        name
        for name in imports(module)
        if any(name == package or name.startswith(f"{package}.") for package in packages)
    }


@pytest.mark.parametrize("module", modules("extract"))
def test_extract_knows_no_dagster_no_database_and_no_caller(module: str) -> None:
    ours = {name for name in imports(module) if name.startswith("pipelines.")}
    # The declared tables are data; the rest of store/ opens databases.
    below = ("pipelines.extract", "pipelines.lexicon", "pipelines.identity", "pipelines.store.tables")
    assert all(name.startswith(below) for name in ours), ours
    assert not touches(module, "dagster", "duckdb", "sqlglot")


@pytest.mark.parametrize("module", modules("extract"))
def test_extract_goes_over_columns_not_rows(module: str) -> None:
    source = (ROOT / module).read_text("utf-8")
    assert not [word for word in ("map_elements", "map_rows", "map_groups") if word in source]


@pytest.mark.parametrize("module", modules("extract"))
def test_extract_opens_no_files(module: str) -> None:
    """Pages come in as frames and words as a lexicon, so that the same code runs inside any engine."""
    assert not touches(module, *FILE_ACCESS)
    calls = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(ast.parse((ROOT / module).read_text("utf-8")))
        if isinstance(node, ast.Call)
    }
    assert not {"open", "read_csv", "scan_csv", "read_text", "read_bytes"} & calls


@pytest.mark.parametrize("module", modules("store"))
def test_store_knows_no_extraction_and_no_caller(module: str) -> None:
    assert not touches(
        module, "dagster", "pipelines.extract", "pipelines.refresh", "pipelines.cli",
        *(f"pipelines.{name}" for name in SHELL),
    )


@pytest.mark.parametrize("module", [name for name in modules() if not name.startswith("pipelines/store/")])
def test_only_store_knows_duckdb_and_sqlglot(module: str) -> None:
    assert not touches(module, "duckdb", "sqlglot")


@pytest.mark.parametrize("module", modules())
def test_only_the_shell_knows_dagster(module: str) -> None:
    in_shell = module in {f"pipelines/{name}.py" for name in SHELL}
    # The command line starts the shell, and knows no more of it.
    known = {"ui"} if module == "pipelines/cli.py" else set()
    assert in_shell or not touches(module, "dagster", *(f"pipelines.{name}" for name in SHELL if name not in known))


@pytest.mark.parametrize("name", SHELL)
def test_the_shell_keeps_its_annotations(name: str) -> None:
    """Dagster reads the annotation of `context` at run time; postponed, it is a string and refused."""
    assert not touches(f"pipelines/{name}.py", "__future__")


NOTHING_TO_DO = """
import json, sys
import pipelines.cli
from pathlib import Path
from pipelines.refresh import refresh
from pipelines.settings import Settings
report = refresh(Settings.at(Path(sys.argv[1])))
print(json.dumps({"published": report.published, "modules": sorted(sys.modules)}))
"""


def test_a_refresh_with_nothing_to_do_imports_little(refreshed: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", NOTHING_TO_DO, str(refreshed)],
        cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )
    assert run.returncode == 0, run.stderr
    seen = json.loads(run.stdout.splitlines()[-1])
    assert not seen["published"]
    assert not {"dagster", "sqlglot", "babel"} & set(seen["modules"])
