"""What a number is about: its metric, its subject and the second party or material it needs."""

import polars as pl
import pytest

from pipelines.extract import extract
from pipelines.lexicon import Lexicon
from tests.extract.samples import article, batch, batched, page

Link = tuple[str, str | None, str | None]


def links(body: str, lexicon: Lexicon, title: str | None = None) -> list[Link]:
    """Metric, subject and object of each measure in an article."""
    found = read_body(body, lexicon) if title is None else linked({title: body}, lexicon)
    return found.select("metric", "subject", "object").rows()


def linked(bodies: dict[str, str], lexicon: Lexicon) -> pl.DataFrame:
    """Title, metric, subject and object of each measure in articles given by title and body."""
    pages = {f"p{number}": page(article(title, body=body)) for number, (title, body) in enumerate(bodies.items())}
    rows = extract(batch(**pages), lexicon)
    names = lexicon.entities.select("entity_id", "name")
    return (
        rows["measures"]
        .join(rows["articles"].select("article_id", "title"), on="article_id")
        .join(names.rename({"name": "subject"}), left_on="subject_id", right_on="entity_id", how="left")
        .join(names.rename({"name": "object"}), left_on="object_id", right_on="entity_id", how="left")
        .sort("title", "start_char")
        .select("title", "metric", "subject", "object")
    )


def linked_claims(claims: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """`linked` of `claim, text`, each as the body of an article of its own."""
    titles = {f"标题{'甲' * (claim + 1)}": (claim, text) for claim, text in claims.iter_rows()}
    found = linked({title: text for title, (_, text) in titles.items()}, lexicon)
    numbers = {title: claim for title, (claim, _) in titles.items()}
    return found.with_columns(pl.col("title").replace_strict(numbers, return_dtype=pl.UInt32).alias("claim"))


read_body = batched(linked_claims, globals())


LINKS: list[tuple[str, list[Link]]] = [
    ("China holds 44 million tons of rare earth reserves.", [("reserves", "China", "rare earths")]),
    ("China accounts for 37% of global rare earth reserves.", [("reserves_share", "China", "rare earths")]),
    ("Russia produced 2,600 tons of rare earths last year.", [("production", "Russia", "rare earths")]),
    ("China controls over 90% of rare earth processing.", [("processing_share", "China", "rare earths")]),
    ("The plant has a capacity of 10,000 tons.", [("production_capacity", None, None)]),
    ("CATL has a market share of 38%.", [("market_share", "CATL", None)]),
    ("World demand for dysprosium grows 7% a year.", [("demand_growth", "dysprosium", "dysprosium")]),
    ("The US imports 70% of its rare earths from China.", [("import_dependence", "United States", "China")]),
    ("China exported 5,000 tons of magnets to Japan.", [("exports", "China", "rare earth magnets")]),
    ("The EU will invest 3 billion euros in lithium mines.", [("investment", "European Union", "lithium")]),
    ("Lithium prices rose 5% this week.", [("price_change", "lithium", "lithium")]),
    ("MP Materials shares fell 8% on Monday.", [("share_price_change", "MP Materials", None)]),
    (
        "The Pentagon holds a 15% stake in MP Materials.",
        [("ownership_stake", "U.S. Department of Defense", "MP Materials")],
    ),
    ("Gallium of 99.99% purity is needed.", [("purity", None, "gallium")]),
    ("Each F-35 uses 417 kg of rare earths.", [("content_per_unit", "F-35", "rare earths")]),
    ("It takes 10 years to build a mine.", [("duration", None, None)]),
    ("Tesla cut 10% of its workforce.", [("headcount_change", "Tesla", None)]),
    ("The contract is worth $500 million.", [("contract_value", None, None)]),
    ("中国稀土储量4400万吨。", [("reserves", "China", "rare earths")]),
    ("德国从中国进口500吨稀土。", [("imports", "Germany", "rare earths")]),
    ("美国70%的稀土进口来自中国。", [("import_dependence", "United States", "China")]),
    ("北方稀土股价上涨5%。", [("share_price_change", "Northern Rare Earth", None)]),
    ("每架F-35使用417公斤稀土。", [("content_per_unit", "F-35", "rare earths")]),
    ("建矿需要10年。", [("duration", None, None)]),
]


@pytest.mark.parametrize(("body", "expected"), LINKS)
def test_a_number_is_linked_within_its_sentence(body: str, expected: list[Link], lexicon: Lexicon) -> None:
    assert links(body, lexicon) == expected


def test_each_number_of_a_list_has_its_own_subject(lexicon: Lexicon) -> None:
    found = links("越南储量350万吨，俄罗斯储量1000万吨，印度储量690万吨。", lexicon)
    assert [subject for _, subject, _ in found] == ["Vietnam", "Russia", "India"]


def test_two_numbers_of_one_subject_have_metrics_of_their_own(lexicon: Lexicon) -> None:
    found = links("China holds 37% of global rare earth reserves and 70% of production.", lexicon)
    assert found == [("reserves_share", "China", "rare earths"), ("production_share", "China", "rare earths")]


def test_what_a_preposition_introduces_is_not_the_subject(lexicon: Lexicon) -> None:
    found = links("Compared with Japan, Russia produced 500 tons of gallium.", lexicon)
    assert found == [("production", "Russia", "gallium")]


def test_a_bullet_that_names_nobody_speaks_of_its_heading(lexicon: Lexicon) -> None:
    body = "Group 1: Vietnam and Its Mines - Reserves are 3.5 million tons [1] - Output was 600 tons [2]"
    assert links(body, lexicon) == [("reserves", "Vietnam", None), ("production", "Vietnam", None)]


def test_a_sentence_that_names_nobody_speaks_of_the_one_before(lexicon: Lexicon) -> None:
    assert links("越南矿多。储量350万吨。", lexicon, title="中国 中国 中国")[0][:2] == ("reserves", "Vietnam")


def test_a_number_that_nothing_explains_takes_the_articles_subject_and_topic(lexicon: Lexicon) -> None:
    assert links("Reserves are 3.5 million tons.", lexicon, title="越南稀土") == [
        ("reserves", "Vietnam", "rare earths")
    ]


def test_every_link_is_a_known_word(lexicon: Lexicon) -> None:
    body = " ".join(text for text, _ in LINKS)
    rows = extract(batch(page=page(article(body=body))), lexicon)["measures"]
    known = lexicon.entities["entity_id"].to_list()
    assert set(rows["metric"]) <= set(lexicon.metrics["metric"])
    assert rows.filter(~pl.col("subject_id").is_in(known) | ~pl.col("object_id").is_in(known)).is_empty()


METRICS = [
    ("Brent crude futures settled at $64.39 a barrel, down 1.2%.", ["price", "price_change"]),
    ("电池级碳酸锂均价报7.35万元/吨，上涨250元/吨。", ["price", "price_change"]),
    ("LME copper stocks fell by 1,250 tons.", ["inventory"]),
    ("沪铜收报86,800元/吨，涨0.84%；铜库存减少1,250吨。", ["price", "price_change", "inventory"]),
    ("CATL shipped 280 GWh of batteries, up 28% year on year.", ["shipments", "shipments_change"]),
    ("比亚迪销量44.2万辆，同比下降12%；出口8.4万辆。", ["sales_volume", "sales_change", "exports"]),
    ("Saudi Aramco's output averaged 9.9 million barrels per day.", ["production"]),
    ("The plant has an annual capacity of 53 GWh.", ["production_capacity"]),
    ("全国光伏累计装机容量达11.2亿千瓦，同比增长45.7%。", ["generation_capacity", "capacity_change"]),
    ("TSMC's revenue rose 30%, with a gross margin of 59.5%.", ["revenue_change", "margin"]),
    ("台积电毛利率为59.5%，净利润4523亿新台币。", ["margin", "profit"]),
    ("产能利用率92.5%，环比提升2.9个百分点。", ["utilization_rate", "utilization_rate"]),
    ("转换效率达到25.8%，良率98%。", ["efficiency", "yield_rate"]),
    ("Nvidia's market value topped $5 trillion.", ["market_value"]),
    ("OpenAI was valued at $500 billion.", ["valuation"]),
    ("The loan prime rate was kept at 3.0%.", ["interest_rate"]),
    ("The Fed cut rates by 25 basis points to 4%.", ["rate_change", "interest_rate"]),
    ("国债收益率上涨5个基点至4.11%。", ["rate_change", "interest_rate"]),
    ("招商银行存款余额9.52万亿元，不良贷款率0.94%。", ["deposit_amount", "bad_loan_ratio"]),
    ("美国9月失业率升至4.4%，CPI同比上涨3.0%。", ["unemployment", "inflation"]),
    ("China's economy grew 4.8%; GDP reached 35.5 trillion yuan.", ["gdp_growth", "gdp"]),
    ("A war could reduce global GDP by 7%.", ["gdp_effect"]),
    ("In the trial of 1,200 patients a 15 mg dose had an efficacy of 86%.", ["count", "dose", "efficacy"]),
    ("司美格鲁肽销售额318亿丹麦克朗，占公司收入的42%。", ["revenue", "revenue_share"]),
    ("JPMorgan was fined $350 million and set aside $2.8 billion.", ["fine", "other"]),
    ("Germany's defence budget will rise to 162 billion euros, 3.5% of GDP.", ["budget", "other"]),
    ("澳大利亚锂储量700万吨，占全球的23%。", ["reserves", "reserves_share"]),
    ("锂产量8.8万吨，占全球的37%；储量大。", ["production", "production_share"]),
    ("BYD sold 4.27 million vehicles.", ["sales_volume"]),
    ("The export control covers 12 companies.", ["count"]),
    ("The company employs 30,000 workers.", ["headcount"]),
    ("福特将裁员4000人。", ["headcount_change"]),
    ("Imports of tires to the EU rose by over 50%, with price differences of 65%.", ["imports", "other"]),
    ("The ownership structure is a balance, with Saudi Arabia holding 51%.", ["ownership_stake"]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), METRICS)
def test_a_number_measures_what_the_words_round_it_say(body: str, expected: list[str], lexicon: Lexicon) -> None:
    assert [metric for metric, _, _ in links(body, lexicon)] == expected


def test_a_word_of_several_hides_no_word_in_it(lexicon: Lexicon) -> None:
    """The cue "imports of" speaks of goods only; of a share the cue "imports" in it does."""
    assert links("Imports of steel rose 5%.", lexicon)[0][0] == "imports"


IN_ORDER: list[tuple[str, list[Link]]] = [
    (
        "Samsung and SK Hynix hold 33% and 36% of the DRAM market respectively.",
        [("market_share", "Samsung Electronics", None), ("market_share", "SK hynix", None)],
    ),
    (
        "三星、SK海力士、美光的市场份额分别为33%、36%和25%。",
        [
            ("market_share", "Samsung Electronics", None),
            ("market_share", "SK hynix", None),
            ("market_share", "Micron Technology", None),
        ],
    ),
    (
        "Germany and France raised tariffs by 5% and 8% respectively.",
        [("tariff_rate", "Germany", None), ("tariff_rate", "France", None)],
    ),
    (
        "中国的锂、钴产量分别为4万吨和2万吨。",
        [("production", "China", "lithium"), ("production", "China", "cobalt")],
    ),
    (
        "比亚迪营收和净利润分别为7771亿元和402亿元，同比分别增长29%和34%。",
        [
            ("revenue", "BYD", None),
            ("profit", "BYD", None),
            ("revenue_change", "BYD", None),
            ("profit_change", "BYD", None),
        ],
    ),
]


@pytest.mark.parametrize(("body", "expected"), IN_ORDER)
def test_lists_of_names_words_and_numbers_pair_up_in_order(
    body: str, expected: list[Link], lexicon: Lexicon
) -> None:
    assert links(body, lexicon) == expected


def test_lists_of_unlike_length_do_not_pair_up(lexicon: Lexicon) -> None:
    """Who holds which share cannot be told where a name of the list is unknown."""
    found = links("三星、奇妙芯、美光的市场份额分别为33%和36%。", lexicon)
    assert [metric for metric, _, _ in found] == ["market_share", "market_share"]
    assert {subject for _, subject, _ in found} != {"Samsung Electronics", "Micron Technology"}
