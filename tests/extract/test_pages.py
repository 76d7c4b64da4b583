"""The form of a saved page: topic, titles, meta lines and bodies in every shape the site gives them."""

from datetime import datetime

import polars as pl
import pytest

from pipelines.extract.pages import articles_on_pages, classify, decode_pages, split_lines
from tests.extract.samples import META, PROSE, SUMMARY, article, batch, page

CHROME = ["Workflow", "icon", "Search documents", "搜索文档"]


def lines_of(text: str) -> pl.DataFrame:
    return classify(split_lines(decode_pages(batch(page=text))), CHROME)


def articles_of(text: str) -> pl.DataFrame:
    return articles_on_pages(lines_of(text))


def kinds(text: str) -> list[str]:
    return lines_of(text)["kind"].to_list()


TOPICS = ["稀土产业", "稀土·永磁", "能源/电力", "德州仪器(TXN)", "Rare Earths", "5G", "2025"]


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("head", ["{}\nSearch documents", "{}\n\nSearch documents", "Workflow\n{}\nicon", "{}"])
def test_the_topic_is_the_line_that_is_no_chrome(topic: str, head: str) -> None:
    found = articles_of(page(article("First"), article("Second"), head=head.format(topic)))
    assert found.select("topic", "title").rows() == [(topic, "First"), (topic, "Second")]


def test_a_page_without_a_topic_still_has_its_articles() -> None:
    found = articles_of(page(article(), head="Workflow\nicon\nSearch documents"))
    assert found.select("topic", "title").rows() == [(None, "A title")]


MORNING = datetime(2025, 11, 5, 9)
MIDNIGHT = datetime(2025, 11, 5)
METAS = [
    ("Sou Hu Cai Jing· 2025-11-05 09:00", "Sou Hu Cai Jing", MORNING),
    ("Sou Hu Cai Jing · 2025-11-05 09:00", "Sou Hu Cai Jing", MORNING),
    ("新浪财经· 2025-11-05 09:00", "新浪财经", MORNING),
    ("36氪· 2025-11-05 09:00", "36氪", MORNING),
    ("21世纪经济报道·2025-11-05 09:00", "21世纪经济报道", MORNING),
    ("Guan·Cha Zhe Wang· 2025-11-05 09:00", "Guan·Cha Zhe Wang", MORNING),
    ("Sina· 2025-11-05", "Sina", MIDNIGHT),
    ("2025-11-05 09:00", None, MORNING),
    ("· 2025-11-05 09:00", None, MORNING),
    ("2025-11-05", None, MIDNIGHT),
    ("Sina· 2025-13-45 09:00", "Sina", None),
]


@pytest.mark.parametrize(("meta", "source", "published_at"), METAS)
def test_the_meta_line_tells_source_and_time(meta: str, source: str | None, published_at: datetime | None) -> None:
    found = articles_of(page(article("First", meta=meta), article("Second")))
    assert found.select("title", "source", "published_at").rows() == [
        ("First", source, published_at),
        ("Second", "Sina", MORNING),
    ]


TITLES = [
    "稀土日报 2025-11-05",
    "2025-11-05 稀土日报",
    "稀土早参2025-11-05",
    "2025-11-05",
    "晨报· 2025-11-05",
    "财报| 北方稀土 | 三季报",
    "【早报】稀土涨价",
    "「镝」的故事",
    "- 一个破折号开头的标题",
    "Is it 2025? Yes, it is.",
    "一个很长的标题" * 30,
]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("body", [SUMMARY, PROSE], ids=["summary", "prose"])
def test_a_title_is_what_stands_before_a_meta_line(title: str, body: str) -> None:
    found = articles_of(page(article("First", body=body), article(title, body=body), article("Third", body=body)))
    assert found["title"].to_list() == ["First", title, "Third"]
    assert found["body"].to_list() == [body] * 3


@pytest.mark.parametrize("before", [SUMMARY, PROSE], ids=["after summary", "after prose"])
@pytest.mark.parametrize("body", [SUMMARY, PROSE], ids=["summary", "prose"])
@pytest.mark.parametrize("last", [[], [article("Third")]], ids=["last", "between"])
def test_a_title_without_a_meta_line_stands_between_two_bodies(before: str, body: str, last: list[str]) -> None:
    found = articles_of(page(article("First", body=before), f"第二篇没有来源\n{body}", *last))
    assert found.select("title", "source", "published_at", "body").row(1) == ("第二篇没有来源", None, None, body)
    assert found["body"][0] == before
    assert found.height == 2 + len(last)


BODIES_OF_LINES = [
    f"{PROSE}\n\n第二段也很短。",
    "Core Insights - China mines most of it [1]\n- Russia buys [2]\nOutlook\n- Japan sells [3]",
    "Core Insights * China mines most of it [1]\n* Russia buys [2]",
    "价格一览 ...\n| 品种 | 价格 |\n| 镝 | 100 |",
]


@pytest.mark.parametrize("body", BODIES_OF_LINES)
def test_a_body_of_several_lines_is_one_body(body: str) -> None:
    found = articles_of(page(article("First", body=body), article("Second")))
    assert found.select("title", "body").rows() == [("First", body), ("Second", SUMMARY)]


def test_an_article_may_have_no_body() -> None:
    found = articles_of(page(f"First\n{META}", article("Second")))
    assert found.select("title", "body").rows() == [("First", ""), ("Second", SUMMARY)]
    assert found["body_start_char"].is_null().to_list() == [True, False]


def test_blank_lines_divide_nothing() -> None:
    text = f"稀土\n\nA title\n\n{META}\n\n\n{SUMMARY}\n\n"
    assert articles_of(text).select("title", "source", "body").rows() == [("A title", "Sina", SUMMARY)]
    assert kinds(text) == ["topic", "blank", "title", "blank", "meta", "blank", "blank", "body", "blank"]


def test_text_that_belongs_to_no_article_is_quarantined_with_the_reason() -> None:
    orphan = lines_of(f"{META}\n{SUMMARY}\n{article('Second')}\n")
    stray = lines_of(page("A stray line", article()))
    assert orphan.filter(kind="quarantined").select("line_number", "reason").rows() == [
        (1, "text of an article whose title is missing"),
        (2, "text of an article whose title is missing"),
    ]
    assert stray.filter(kind="quarantined").select("line", "reason").rows() == [
        ("A stray line", "text before the first title")
    ]


FORMS = [
    page(article(), article("第二篇", body=PROSE)),
    page(article()).rstrip("\n"),
    page(article()).replace("\n", "\r\n"),
    f"\n\n  稀土  \n\n {article()}\n\t\n",
    "没有文章的一页",
    "\n",
]


@pytest.mark.parametrize("text", FORMS)
def test_every_character_of_a_page_is_given_one_kind(text: str) -> None:
    spans = lines_of(text).select("start_char", "end_char").rows()
    assert "".join(text[start:end] for start, end in spans) == text
    assert [start for start, _ in spans] == [0, *(end for _, end in spans[:-1])]


def test_offsets_are_those_of_the_page() -> None:
    text = page(article("第一篇"), "", f"  {article('Second', body=PROSE)}  ").replace("\n", "\r\n")
    for row in articles_of(text).iter_rows(named=True):
        assert text[row["start_char"] :].startswith(row["title"])
        assert text[row["body_start_char"] :].startswith(row["body"])
        assert text[: row["end_char"]].endswith(row["body"])


TEXT = page(article("稀土"))
DECODED = [
    (TEXT.encode(), TEXT, "utf-8"),
    (b"\xef\xbb\xbf" + TEXT.encode(), TEXT, "utf-8"),
    (TEXT.encode("gb18030"), TEXT, "gb18030"),
]


@pytest.mark.parametrize(("content", "text", "encoding"), DECODED, ids=["utf-8", "byte order mark", "gb18030"])
def test_a_page_is_decoded(content: bytes, text: str, encoding: str) -> None:
    assert decode_pages(batch(page=content)).row(0) == ("page", text, encoding, None)


REFUSED = [
    (b"", "line 1: the page is empty"),
    (b" \n\n\t\n", "line 1: the page is empty"),
    ("Prix\nélevé ".encode("latin-1"), "line 2: byte 0xe9 is neither UTF-8 nor GB18030"),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xfe\xfd", "line 3: control character 0x00; this is not a page of text"),
    (b"\xef\xbb\xbfone\n\xff", "line 2: byte 0xff is neither UTF-8 nor GB18030"),
    ("稀土\n镝".encode()[:-1], "line 2: the page breaks off in the middle of a character"),
    # In GB18030 these bytes are the character 绋.
    ("稀".encode()[:2], "line 1: the page breaks off in the middle of a character"),
    (b"one\ntwo\x00three", "line 2: control character 0x00"),
]


@pytest.mark.parametrize(("content", "error"), REFUSED)
def test_what_is_no_page_is_refused_with_its_line(content: bytes, error: str) -> None:
    found = decode_pages(batch(page=content))["error"][0]
    assert found is not None
    assert found.startswith(error)
