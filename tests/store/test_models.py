"""Model files: headers, order, mistakes that are named, lineage, comments."""

from pathlib import Path

import pytest

from pipelines.store.connect import Connection
from pipelines.store.models import ColumnSource, ModelError, column_sources, create_views, header, read_models

PAGES = """-- Pages.
-- grain: seed_file.
-- seed_file: The page.
select seed_file as seed_file from seed_files
"""
COUNT = """-- How many pages.
-- grain: one row.
-- rule: quarantined pages count,
--    loaded ones too.
-- pages: Pages,
--    all of them.
with named as (
    select seed_file from a_pages
)

select count(seed_file) as pages from named
"""


def folder(tmp_path: Path, **files: str) -> Path:
    (tmp_path / "models").mkdir()
    for name, text in files.items():
        (tmp_path / "models" / f"{name}.sql").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_header_is_read_and_its_lines_joined() -> None:
    assert header(COUNT) == [
        "How many pages.",
        "grain: one row.",
        "rule: quarantined pages count, loaded ones too.",
        "pages: Pages, all of them.",
    ]
    assert header("select 1 -- no header") == []


def test_models_come_after_what_they_read(tmp_path: Path) -> None:
    count, pages = COUNT.replace("a_pages", "z_pages"), PAGES
    models = read_models(folder(tmp_path, a_count=count, z_pages=pages))
    assert [(model.name, model.depends_on) for model in models] == [
        ("z_pages", ("seed_files",)),
        ("a_count", ("z_pages",)),
    ]
    assert models[1].columns == {"pages": "Pages, all of them."}
    assert (models[1].description, models[1].grain) == ("How many pages.", "one row.")


def test_lineage_goes_one_step_and_through_ctes(tmp_path: Path) -> None:
    models = read_models(folder(tmp_path, a_pages=PAGES, b_count=COUNT))
    assert column_sources(models) == (
        ColumnSource("a_pages", "seed_file", "seed_files", "seed_file"),
        ColumnSource("b_count", "pages", "a_pages", "seed_file"),
    )


MISTAKES = {
    "no header": ({"v": "select 1 as n"}, "v.sql: the header needs"),
    "no grain": ({"v": "-- V.\n-- n: N.\nselect 1 as n"}, "v.sql: the header needs"),
    "unknown table": ({"v": PAGES.replace("seed_files", "nowhere")}, "v.sql reads nowhere: no such table"),
    "not SQL": ({"v": PAGES.replace("select", "select from where")}, "v.sql: "),
    "a circle": (
        {"v": PAGES.replace("seed_files", "w"), "w": PAGES.replace("seed_files", "v")},
        "in a circle",
    ),
    "no models": ({}, "holds no .sql file"),
}


@pytest.mark.parametrize(("files", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named(tmp_path: Path, files: dict[str, str], message: str) -> None:
    with pytest.raises(ModelError, match=message):
        read_models(folder(tmp_path, **files))


def test_documented_columns_must_be_the_columns(tmp_path: Path, con: Connection) -> None:
    models = read_models(folder(tmp_path, v=PAGES.replace("as seed_file", "as page")))
    with pytest.raises(ModelError, match="documents seed_file; its query returns page"):
        create_views(con, models, column_sources(models))


def test_views_are_replaced_all_at_once_comments_included(tmp_path: Path, con: Connection) -> None:
    con.execute("create view gone as select 1 as n")
    models = read_models(folder(tmp_path, a_pages=PAGES, b_count=COUNT))
    for _ in range(2):
        create_views(con, models, column_sources(models))
    assert con.execute(
        "select view_name, comment from duckdb_views() where not internal order by 1"
    ).fetchall() == [("a_pages", "Pages. Grain: seed_file."), ("b_count", "How many pages. Grain: one row.")]
    assert con.execute("select comment from duckdb_columns() where table_name = 'b_count'").fetchall() == [
        ("Pages, all of them.",)
    ]
    assert con.execute("select count(*) from column_lineage").fetchall() == [(2,)]
