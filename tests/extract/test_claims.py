"""Bodies to statements: bullets and their headings, sentences, citations, and hyphens that are no bullets."""

import polars as pl
import pytest

from pipelines.extract.claims import CLAIM_MAX, claims_of

Said = list[tuple[str | None, str]]


def claims(body: str, title: str = "A title") -> pl.DataFrame:
    return claims_of(pl.DataFrame({"article_id": ["a"], "title": [title], "body": [body]}))


def said(body: str) -> Said:
    """Section and text of each statement of a body."""
    return claims(body).filter(field="body").select("section", "text").rows()


HEADINGS: list[tuple[str, Said]] = [
    (
        "A - China mines [1] 3.2 Medium - and Long - Term Outlook - The supply - side reform goes on [2]",
        [("A", "China mines [1]"), ("3.2 Medium - and Long - Term Outlook", "The supply - side reform goes on [2]")],
    ),
    (
        "A - China mines [1] 3.3 US - China Trade - Tariffs rose [2]",
        [("A", "China mines [1]"), ("3.3 US - China Trade", "Tariffs rose [2]")],
    ),
    (
        "报告行业投资评级 - 未提及 报告的核心观点 - 锂价上涨 [1]",
        [("报告行业投资评级", "未提及"), ("报告的核心观点", "锂价上涨 [1]")],
    ),
    (
        "Key takeaways from Q3 - Revenue rose [1] What we like - Margins improved [2]",
        [("Key takeaways from Q3", "Revenue rose [1]"), ("What we like", "Margins improved [2]")],
    ),
    (
        "Core Insights - China mines [1] Company and Industry Summary - Russia buys [2]",
        [("Core Insights", "China mines [1]"), ("Company and Industry Summary", "Russia buys [2]")],
    ),
    (
        "Core Insights - China mines. - Russia buys. Investment Rating - The rating is Buy.",
        [
            ("Core Insights", "China mines."),
            ("Core Insights", "Russia buys."),
            ("Investment Rating", "The rating is Buy."),
        ],
    ),
    (
        "Group 1: Rare Earth Industry - China mines [1] Group 2: Trade, Tariffs and U.S. Policy - Russia buys [2]",
        [
            ("Group 1: Rare Earth Industry", "China mines [1]"),
            ("Group 2: Trade, Tariffs and U.S. Policy", "Russia buys [2]"),
        ],
    ),
    (
        "Group 1 - China mines [1] Group 2 - Russia buys [2]",
        [("Group 1", "China mines [1]"), ("Group 2", "Russia buys [2]")],
    ),
    (
        "3.1 Market Review - Prices rose [1] 3.2. Outlook for 2026 - Prices fall [2]",
        [("3.1 Market Review", "Prices rose [1]"), ("3.2. Outlook for 2026", "Prices fall [2]")],
    ),
    ("1.1 市场回顾 - 镝价上涨。 1.2 展望 - 镝价下跌。", [("1.1 市场回顾", "镝价上涨。"), ("1.2 展望", "镝价下跌。")]),
    ("市场表现 - 镝价上涨5% [1] 投资建议 - 买入 [2]", [("市场表现", "镝价上涨5% [1]"), ("投资建议", "买入 [2]")]),
    (
        "**Core View** - China mines [1] **Risks**: - War [2]",
        [("**Core View**", "China mines [1]"), ("**Risks**:", "War [2]")],
    ),
]


@pytest.mark.parametrize(("body", "expected"), HEADINGS)
def test_a_heading_is_the_section_of_its_bullets(body: str, expected: Said) -> None:
    assert said(body) == expected


BULLETS: list[tuple[str, list[str]]] = [
    ("Core Insights - China mines [1] - Russia buys [2]", ["China mines [1]", "Russia buys [2]"]),
    ("Core Insights * China mines [1] * Russia buys [2]", ["China mines [1]", "Russia buys [2]"]),
    ("Core Insights • China mines [1] • Russia buys [2]", ["China mines [1]", "Russia buys [2]"]),
    ("Core Insights – China mines [1] – Russia buys [2]", ["China mines [1]", "Russia buys [2]"]),
    ("Core Insights - China mines [1]\n- Russia buys [2]", ["China mines [1]", "Russia buys [2]"]),
    (
        "Core Insights - China mines more. It also refines. - Russia buys.",
        ["China mines more. It also refines.", "Russia buys."],
    ),
    (
        "Summary - **Ban**: China halts it [1] - **Terms**: One year [2]",
        ["**Ban**: China halts it [1]", "**Terms**: One year [2]"],
    ),
    (
        "Summary **Ban**: China halts it [1] **Terms**: One year [2]",
        ["**Ban**: China halts it [1]", "**Terms**: One year [2]"],
    ),
    ("核心观点 - 美 国限制出口。 - 中国反制。", ["美 国限制出口。", "中国反制。"]),
]


@pytest.mark.parametrize(("body", "expected"), BULLETS)
def test_each_bullet_is_a_statement(body: str, expected: list[str]) -> None:
    assert [text for _, text in said(body)] == expected


@pytest.mark.parametrize(
    "body", ["- China mines [1] - Russia buys [2]", "China mines [1] - Russia buys [2] - Japan sells [3]"]
)
def test_bullets_may_stand_without_a_heading(body: str) -> None:
    assert all(section is None for section, _ in said(body))
    assert [text[:5] for _, text in said(body)][:2] == ["China", "Russi"]


NO_BULLETS = [
    "The supply - side reform helps",
    "The medium - and long - term view is good",
    "Prices of 8700 - 8800 yuan hold",
    "Prices of 5 billion - 6 billion yuan hold",
    "镝价为8700 - 8800元/吨",
    "China mines - and sells - magnets",
    "The price rose 5% - the highest since May - and fell later",
    "The U.S. - China talks go on",
    "Gallium is scarce - China controls exports",
    "It depends on **rare** earths and on **magnets**",
]


@pytest.mark.parametrize("text", NO_BULLETS)
def test_a_hyphen_inside_a_statement_is_no_bullet(text: str) -> None:
    assert said(f"Core Insights - {text} [1] - Next [2]") == [
        ("Core Insights", f"{text} [1]"),
        ("Core Insights", "Next [2]"),
    ]


CITATIONS: list[tuple[str, list[int]]] = [
    ("China mines [1][3]", [1, 3]),
    ("China mines [3][1]", [3, 1]),
    ("China mines [1].", [1]),
    ("China mines. [1]", [1]),
    ("China mines [1], and sells [12]", [1, 12]),
    ("China mines [2][1", [2]),
    ("China mines", []),
]


@pytest.mark.parametrize(("text", "expected"), CITATIONS)
def test_citations_are_kept_in_the_order_of_the_text(text: str, expected: list[int]) -> None:
    found = claims(f"Core Insights - Russia buys [9] - {text}").filter(field="body")
    assert found.select("text", "citations").row(-1) == (text, expected)


@pytest.mark.parametrize("end", ["[1].", "[1] .", ". [1]", "[1]", ".", "[3][1]."])
def test_a_bullet_ends_with_its_citations(end: str) -> None:
    assert said(f"Core Insights - China mines{end} Group 1 - Russia buys{end}") == [
        ("Core Insights", f"China mines{end}"),
        ("Group 1", f"Russia buys{end}"),
    ]


SENTENCES: list[tuple[str, list[str]]] = [
    ("中国居首。美国次之！俄罗斯呢？", ["中国居首。", "美国次之！", "俄罗斯呢？"]),
    ("他说：“短期难以改变！”市场不信。", ["他说：“短期难以改变！”", "市场不信。"]),
    ("中国居首[1]。美国次之。[2]俄罗斯第三。", ["中国居首[1]。", "美国次之。[2]", "俄罗斯第三。"]),
    ("镝价上涨5.4%。铽价持平 ...", ["镝价上涨5.4%。", "铽价持平 ..."]),
    ("镝价上涨。\n铽价持平。", ["镝价上涨。", "铽价持平。"]),
    ("| 品种 | 价格 |\n| 镝 | 100 |", ["| 品种 | 价格 |", "| 镝 | 100 |"]),
    ("一句没有句号的话", ["一句没有句号的话"]),
    ("Russia buys 3.5 tons. It pays $5.2 million.", ["Russia buys 3.5 tons.", "It pays $5.2 million."]),
    (
        "Mr. Smith of Acme Inc. went to the U.S. Congress. He left.",
        ["Mr. Smith of Acme Inc. went to the U.S. Congress.", "He left."],
    ),
    (
        "Prices rose by 3.1 Percent - China says. Nobody cares.",
        ["Prices rose by 3.1 Percent - China says.", "Nobody cares."],
    ),
]


@pytest.mark.parametrize(("body", "expected"), SENTENCES)
def test_running_text_falls_into_sentences(body: str, expected: list[str]) -> None:
    assert said(body) == [(None, text) for text in expected]


def test_a_line_wrapped_in_the_middle_of_a_sentence_goes_on() -> None:
    body = "中国的稀土产量居世界首位，冶炼分离能力更是独占鳌头，业内人士认为这一\n格局短期内难以改变。欧美落后。"
    assert [text for _, text in said(body)] == [body[: body.index("欧美")], "欧美落后。"]


def test_the_title_is_statement_zero_and_the_body_counts_from_one() -> None:
    found = claims("中国居首。Russia follows far behind.", title="谁是第一?")
    assert found.select("ordinal", "field", "section", "lang", "text").rows() == [
        (0, "title", None, "zh", "谁是第一?"),
        (1, "body", None, "zh", "中国居首。"),
        (2, "body", None, "en", "Russia follows far behind."),
    ]


def test_an_article_without_a_body_has_only_its_title() -> None:
    assert claims("")["text"].to_list() == ["A title"]


def test_a_sentence_without_an_end_is_broken_at_a_bound() -> None:
    body = "稀" * (2 * CLAIM_MAX + 7)
    found = claims(body).filter(field="body")
    assert found.select("start_char", "end_char").rows() == [
        (0, CLAIM_MAX),
        (CLAIM_MAX, 2 * CLAIM_MAX),
        (2 * CLAIM_MAX, 2 * CLAIM_MAX + 7),
    ]
    assert "".join(found["text"]) == body


ODD_CHARACTERS = [
    "Core Insights\u00a0-\u00a0China\u00a0mines [1] - Russia\u3000buys [2]",
    "核心观点　-　镝价上涨５％。 - 铽价持平。",
    "  \tChina mines. \n\n Russia buys.  ",
    "𠮷林 mines 😀 tons. Russia buys 😀😀 more.",
]


@pytest.mark.parametrize("body", [*ODD_CHARACTERS, *(body for body, _ in HEADINGS + BULLETS + SENTENCES)])
def test_offsets_count_the_characters_of_the_body(body: str) -> None:
    found = claims(body).filter(field="body")
    assert found.height >= 1
    assert [body[start:end] for start, end in found.select("start_char", "end_char").rows()] == found["text"].to_list()
