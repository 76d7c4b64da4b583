"""A batch of pages as a whole: the real ones, and every kind of bad one with its outcome."""

import hashlib
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from pipelines.extract import extract
from pipelines.lexicon import Lexicon
from pipelines.store.tables import TABLES
from tests.extract.samples import PROSE, article, batch, page

SEEDS = Path(__file__).parent.parent.parent / "seeds"
OF_THE_FILE = {"sha256", "byte_count", "extractor_version", "loaded_at"}
Frames = dict[str, pl.DataFrame]


@pytest.fixture(scope="module")
def pages() -> pl.DataFrame:
    return batch(**{path.name: path.read_bytes() for path in SEEDS.iterdir()})


@pytest.fixture(scope="module")
def rows(pages: pl.DataFrame, lexicon: Lexicon) -> Frames:
    return extract(pages, lexicon)


@pytest.fixture(scope="module")
def texts(pages: pl.DataFrame) -> dict[str, str]:
    return {name: content.decode("utf-8-sig") for name, content in pages.rows()}


DECLARED = {table.name: table.schema for table in TABLES}
KEYS = {table.name: table.key for table in TABLES}
EXTRACTED = [
    "seed_files",
    "seed_spans",
    "article_topics",
    "articles",
    "claims",
    "entities",
    "mentions",
    "measures",
]


@pytest.mark.parametrize("table", EXTRACTED)
def test_frames_have_the_declared_columns(rows: Frames, table: str) -> None:
    declared = {name: type for name, type in DECLARED[table].items() if name not in OF_THE_FILE}
    assert dict(rows[table].schema) == declared
    assert list(rows[table].schema) == list(declared)


@pytest.mark.parametrize("table", EXTRACTED)
def test_keys_are_unique_and_required_columns_filled(rows: Frames, table: str) -> None:
    [columns] = [t.columns for t in TABLES if t.name == table]
    required = [c.name for c in columns if not c.nullable and c.name not in OF_THE_FILE]
    nulls = rows[table].select(required).null_count().row(0, named=True)
    assert rows[table].select(KEYS[table]).is_duplicated().sum() == 0
    assert {name: count for name, count in nulls.items() if count} == {}


def test_the_real_pages_hold_47_appearances_of_46_articles(rows: Frames) -> None:
    assert rows["article_topics"].height == 47
    assert rows["articles"].height == 46
    assert rows["article_topics"]["article_id"].n_unique() == 46
    ledger = rows["seed_files"].select("status", "error", "article_count")
    assert ledger.rows() == [("loaded", None, count) for count in (10, 10, 10, 7, 10)]


def test_an_article_on_two_pages_belongs_to_the_first(rows: Frames) -> None:
    shown = rows["article_topics"].group_by("article_id").agg(pl.col("seed_file").min().alias("first"), pl.len())
    both = rows["articles"].join(shown, on="article_id")
    assert both.filter(pl.col("seed_file") != pl.col("first")).is_empty()
    assert both.filter(pl.col("len") > 1).height == 1


def test_the_spans_of_each_page_tile_it(rows: Frames, texts: dict[str, str]) -> None:
    for (name,), spans in rows["seed_spans"].group_by("seed_file", maintain_order=True):
        places = spans.select("start_char", "end_char").rows()
        assert [0, *(end for _, end in places)] == [*(start for start, _ in places), len(texts[str(name)])]
    assert rows["seed_spans"]["kind"].is_in(["chrome", "topic", "title", "meta", "body", "blank"]).all()


@pytest.mark.parametrize(("table", "words"), [("claims", "text"), ("mentions", "surface"), ("measures", "quote")])
def test_every_span_equals_its_text(rows: Frames, table: str, words: str) -> None:
    frame = rows[table].join(rows["articles"].select("article_id", "title", "body"), on="article_id")
    if table == "claims":
        frame = frame.with_columns(pl.when(ordinal=0).then(pl.lit("title")).otherwise(pl.lit("body")).alias("field"))
    found = [
        (row[row["field"]][row["start_char"] : row["end_char"]], row[words]) for row in frame.iter_rows(named=True)
    ]
    assert len(found) == rows[table].height > 0
    assert [pair for pair in found if pair[0] != pair[1]] == []


@pytest.mark.parametrize("table", ["mentions", "measures"])
def test_what_is_found_lies_within_its_claim(rows: Frames, table: str) -> None:
    frame = rows[table].join(
        rows["claims"].select("claim_id", "start_char", "end_char"), on="claim_id", suffix="_claim"
    )
    inside = (pl.col("start_char") >= pl.col("start_char_claim")) & (pl.col("end_char") <= pl.col("end_char_claim"))
    assert frame.height == rows[table].height
    assert frame.select(inside.all()).item()


def test_bodies_stand_where_the_page_has_them(rows: Frames, texts: dict[str, str]) -> None:
    shown = rows["article_topics"].join(rows["articles"].select("article_id", "title", "body"), on="article_id")
    for row in shown.iter_rows(named=True):
        text = texts[row["seed_file"]]
        assert text[row["start_char"] :].startswith(row["title"])
        assert text[row["body_start_char"] : row["end_char"]] == row["body"]


def test_an_id_is_a_hash_of_the_raw_fields(rows: Frames) -> None:
    row = rows["articles"].row(0, named=True)
    fields = [row["title"], row["source"], f"{row['published_at']:%Y-%m-%d %H:%M:%S}.000000"]
    assert row["article_id"] == hashlib.sha256("\x1f".join(fields).encode()).hexdigest()[:16]


def test_the_size_of_a_batch_does_not_show(pages: pl.DataFrame, rows: Frames, lexicon: Lexicon) -> None:
    """Page by page gives the rows of the whole batch, but for the article that a later page shows again."""
    parts = [extract(pages.filter(seed_file=name), lexicon) for name in sorted(pages["seed_file"])]
    for table, frame in rows.items():
        joined = pl.concat([part[table] for part in parts])
        if table not in ("seed_files", "seed_spans", "article_topics"):
            joined = joined.unique(KEYS[table], keep="first", maintain_order=True)
        assert_frame_equal(joined, frame, check_row_order=False)


def test_the_order_of_a_batch_does_not_show(pages: pl.DataFrame, rows: Frames, lexicon: Lexicon) -> None:
    turned = extract(pages.reverse(), lexicon)
    for table, frame in rows.items():
        assert_frame_equal(turned[table], frame)


def test_the_same_body_under_another_title_is_the_same_story(lexicon: Lexicon) -> None:
    text = page(article("One"), article("Two", meta="Reuters· 2025-11-06 10:00"), article("Three", body=PROSE))
    one, two, three = extract(batch(page=text), lexicon)["articles"]["story_id"]
    assert one == two != three


GOOD = page(article("稀土日报", body=PROSE), article("Second"))
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\xff\xfe\xfd\xfc"
OUTCOMES: list[tuple[str, bytes, tuple[str, int, str | None]]] = [
    ("good", GOOD.encode(), ("loaded", 2, None)),
    ("CRLF", GOOD.replace("\n", "\r\n").encode(), ("loaded", 2, None)),
    ("byte order mark", b"\xef\xbb\xbf" + GOOD.encode(), ("loaded", 2, None)),
    ("GB18030", GOOD.encode("gb18030"), ("loaded", 2, None)),
    ("no line break at the end", GOOD.rstrip().encode(), ("loaded", 2, None)),
    ("cut after a meta line", page(article(), article("Second", body="")).encode(), ("loaded", 2, None)),
    (
        "cut before the first title",
        page("Lost", article()).encode(),
        ("loaded", 1, "line 3: text before the first title"),
    ),
    ("empty", b"", ("quarantined", 0, "line 1: the page is empty")),
    ("blank", b"\n \r\n\t\n", ("quarantined", 0, "line 1: the page is empty")),
    ("no article", "稀土\nSearch documents\n".encode(), ("quarantined", 0, "line 1: no article found")),
    ("not text", PNG, ("quarantined", 0, "line 3: control character 0x00; this is not a page of text")),
    (
        "not UTF-8",
        page(article("Prix élevé")).encode("latin-1", "replace"),
        ("quarantined", 0, "line 3: byte 0xe9 is neither"),
    ),
    ("UTF-16", GOOD.encode("utf-16"), ("quarantined", 0, "line 1: the page is UTF-16; save it as UTF-8 text")),
]


@pytest.mark.parametrize(("content", "expected"), [o[1:] for o in OUTCOMES], ids=[o[0] for o in OUTCOMES])
def test_each_page_has_a_clear_outcome(content: bytes, expected: tuple[str, int, str | None], lexicon: Lexicon) -> None:
    status, articles, error = expected
    found = extract(batch(page=content), lexicon)
    row = found["seed_files"].row(0, named=True)
    assert (row["status"], row["article_count"]) == (status, articles)
    assert (row["error"] or "").startswith(error or "")
    assert (row["error"] is None) == (error is None)
    assert found["article_topics"].height == articles


def test_bad_pages_do_not_touch_the_others(lexicon: Lexicon) -> None:
    bad = {name: content for name, content, (status, *_) in OUTCOMES if status == "quarantined"}
    alone = extract(batch(good=GOOD), lexicon)
    among = extract(batch(good=GOOD, **bad), lexicon)
    assert among["seed_files"].height == 1 + len(bad)
    for table in ("article_topics", "articles", "claims", "mentions", "measures"):
        assert_frame_equal(among[table], alone[table])


def test_a_page_of_any_form_reads_the_same(lexicon: Lexicon) -> None:
    """Encoding, byte order mark and line breaks change no statement, name or number."""
    forms = [content for name, content, _ in OUTCOMES if name in ("CRLF", "byte order mark", "GB18030")]
    good = extract(batch(page=GOOD), lexicon)
    for content in forms:
        found = extract(batch(page=content), lexicon)
        for table in ("articles", "claims", "mentions", "measures"):
            assert_frame_equal(found[table], good[table])


def test_a_page_cut_in_the_middle_of_a_character_is_quarantined_with_its_line(lexicon: Lexicon) -> None:
    content = page(article("First"), article("Second", body="中国的稀土产量")).rstrip().encode()[:-1]
    found = extract(batch(page=content), lexicon)
    row = found["seed_files"].row(0, named=True)
    assert (row["status"], row["error"]) == (
        "quarantined",
        "line 8: the page breaks off in the middle of a character; save it whole",
    )


def test_an_empty_batch_gives_empty_frames(pages: pl.DataFrame, rows: Frames, lexicon: Lexicon) -> None:
    found = extract(pages.clear(), lexicon)
    assert {name: frame.height for name, frame in found.items()} == dict.fromkeys(rows, 0)
    assert {name: frame.schema for name, frame in found.items()} == {n: f.schema for n, f in rows.items()}


FIFTY_MB = 50 * 2**20
LINES = {
    "no space": "x",
    "prose": "Officials of the ministry said that the talks on rare earth exports went well and will go on. ",
}


@pytest.mark.parametrize("unit", LINES.values(), ids=LINES)
def test_a_line_of_fifty_megabytes_is_quarantined_and_the_rest_is_read(unit: str, lexicon: Lexicon) -> None:
    body = unit * (FIFTY_MB // len(unit))
    found = extract(batch(good=GOOD, long=page(article("Long", body=body))), lexicon)
    beyond = "line 5: text beyond the first 500,000 characters of an article"
    assert found["seed_files"].select("seed_file", "status", "article_count", "error").rows() == [
        ("good", "loaded", 2, None),
        ("long", "loaded", 1, beyond),
    ]
    assert found["articles"].filter(title="Long")["body"].item() == ""
    size = (
        found["seed_spans"]
        .filter(seed_file="long", kind="quarantined")
        .select(pl.col("end_char") - pl.col("start_char"))
    )
    assert size.item() >= len(body.rstrip())


def test_a_page_that_is_one_endless_line_has_no_topic(lexicon: Lexicon) -> None:
    found = extract(batch(long="x" * 2_000_000), lexicon)
    assert found["seed_files"].select("topic", "status").rows() == [(None, "quarantined")]
    assert found["seed_spans"]["kind"].to_list() == ["quarantined"]


def test_a_page_of_white_space_is_accounted_for(lexicon: Lexicon) -> None:
    found = extract(batch(blank="\n \r\n\t\n"), lexicon)
    assert found["seed_spans"]["end_char"].max() == found["seed_files"]["char_count"].item() == 6
    assert set(found["seed_spans"]["kind"]) == {"blank"}
