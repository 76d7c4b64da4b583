"""Single texts: each is read on its own, by the rules that read pages, with offsets in the text itself."""

from typing import Any

import polars as pl
import pytest

from pipelines.extract import extract, read_texts
from pipelines.extract.claims import CLAIM_MAX
from pipelines.lexicon import Lexicon


def read(lexicon: Lexicon, *texts: str) -> list[dict[str, Any]]:
    return read_texts(pl.DataFrame({"text": texts}, schema={"text": pl.String}), lexicon).to_dicts()


def test_a_text_gives_its_names_and_numbers(lexicon: Lexicon) -> None:
    (read_text,) = read(lexicon, "智利2024年锂产量约为 24.5万吨")
    chile, lithium = read_text["mentions"]
    assert chile == {
        "type": "country", "subtype": None, "name": "Chile", "name_zh": "智利", "iso3": "CHL", "origin": "lexicon",
        "surface": "智利", "start": 0, "end": 2,
    }  # fmt: skip
    assert (lithium["type"], lithium["name"], lithium["start"]) == ("material", "lithium", 7)
    assert read_text["measures"] == [
        {
            "quote": "24.5万吨", "start": 13, "end": 19, "comparator": "~", "low": 245000.0, "high": 245000.0,
            "unit": "tonne", "change": None, "metric": "production", "subject": "Chile", "object": "lithium",
            "qualifier": None, "as_of": "2024",
        }
    ]  # fmt: skip


def test_a_number_without_a_unit_is_no_measure_but_told(lexicon: Lexicon) -> None:
    (text,) = read(lexicon, "The index of Peru scored nearly 1,250 and rose 3%.")
    assert [measure["quote"] for measure in text["measures"]] == ["3%"]
    assert text["numbers"] == [
        {
            "quote": "1,250", "start": 32, "end": 37, "comparator": "~", "low": 1250.0, "high": 1250.0,
            "change": None, "as_of": None,
        }
    ]  # fmt: skip


def test_a_name_no_list_holds_is_discovered_and_named_as_the_subject(lexicon: Lexicon) -> None:
    (text,) = read(lexicon, "Quillbrook Energy Holdings Ltd raised $40 million.")
    assert [(m["name"], m["origin"]) for m in text["mentions"]] == [("Quillbrook Energy Holdings", "discovered")]
    assert text["measures"][0]["subject"] == "Quillbrook Energy Holdings"


ODD_TEXTS = [
    " \u3000Ｂrazil: −１２% ",
    "前言。中美 关税 34%，😀 France 5 tons",
    "a\tb\u2028Peru rose 3%",
    "x" * 3000 + " Peru 3%",
]


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_every_offset_gives_back_what_was_read(lexicon: Lexicon, text: str) -> None:
    (row,) = read(lexicon, text)
    for found, printed in (("mentions", "surface"), ("measures", "quote")):
        assert row[found]
        assert [text[hit["start"] : hit["end"]] for hit in row[found]] == [hit[printed] for hit in row[found]]


def test_there_is_one_row_per_text_in_order_whatever_it_holds(lexicon: Lexicon) -> None:
    texts = ["", "Peru", " ", "nothing to see", "Peru"]
    rows = read(lexicon, *texts)
    assert [row["text"] for row in rows] == texts
    assert [len(row["mentions"]) for row in rows] == [0, 1, 0, 0, 1]
    assert read(lexicon) == []


def test_a_text_says_nothing_about_its_neighbours(lexicon: Lexicon) -> None:
    alone = read(lexicon, "Output fell 5%.")
    assert read(lexicon, "Chile is Chile.", "Output fell 5%.", "Chile again, Chile.")[1:2] == alone
    assert alone[0]["measures"][0]["subject"] is None


@pytest.mark.parametrize("filler", ["Nothing happened here at all. ", "这里什么也没有发生过，大家都在等待。"])
def test_a_long_text_is_read_statement_by_statement_with_offsets_in_the_whole(lexicon: Lexicon, filler: str) -> None:
    lead = filler * (CLAIM_MAX // len(filler) + 5)
    text = f"{lead}Chile mined 40 tons of lithium. {lead}Peru mined 7 tons."
    (row,) = read(lexicon, text)
    assert [(m["quote"], m["subject"]) for m in row["measures"]] == [("40 tons", "Chile"), ("7 tons", "Peru")]
    assert [text[m["start"] : m["end"]] for m in row["measures"]] == ["40 tons", "7 tons"]


def test_a_claim_of_a_page_reads_the_same_as_a_text(lexicon: Lexicon) -> None:
    title = "China controls 79% of battery cathode materials, 92% of anode materials, 80% of refined cobalt"
    page = pl.DataFrame({"seed_file": ["p"], "content": [f"{title}\nXinhua· 2025-11-02 08:00\n".encode()]})
    loaded = extract(page, lexicon)
    names = dict(lexicon.entities.select("entity_id", "name").iter_rows())
    (text,) = read(lexicon, title)
    assert [
        (names[entity], start, end)
        for entity, start, end in loaded["mentions"].select("entity_id", "start_char", "end_char").iter_rows()
    ] == [(m["name"], m["start"], m["end"]) for m in text["mentions"]]
    told = "quote start_char end_char low unit metric subject_id object_id".split()
    assert [
        (quote, start, end, low, unit, metric, names[subject], names[object_])
        for quote, start, end, low, unit, metric, subject, object_ in loaded["measures"].select(told).iter_rows()
    ] == [
        tuple(m[key] for key in "quote start end low unit metric subject object".split()) for m in text["measures"]
    ]
    assert len(text["measures"]) == 3
