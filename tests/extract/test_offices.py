"""Who is said to hold which office, and in which firm or mine money is put."""

import pytest

from pipelines.extract import extract
from pipelines.lexicon import Lexicon
from tests.extract.samples import article, batch, page

FINANCE = "finance minister"
Office = tuple[str, str, str | None, bool]


def offices(text: str, lexicon: Lexicon) -> list[Office]:
    """Name, office, body and whether former, of each office a text gives."""
    rows = extract(batch(p=page(article("标题", body=f"Core Insights - {text} [1]"))), lexicon)
    names = {
        **dict(lexicon.entities.select("entity_id", "name").iter_rows()),
        **dict(rows["entities"].select("entity_id", "name").iter_rows()),
    }
    found = rows["offices"].select("entity_id", "office", "body_id", "is_former").iter_rows()
    return [(names[person], office, names.get(body), is_former) for person, office, body, is_former in found]


OFFICES: list[tuple[str, Office]] = [
    ("U.S. Treasury Secretary Becerra's threats came", ("Xavier Becerra", FINANCE, "United States", False)),
    ("Treasury Secretary Scott Bessent said so", ("Scott Bessent", FINANCE, "United States", False)),
    ("Scott Bessent, the U.S. Treasury Secretary, said so", ("Scott Bessent", FINANCE, "United States", False)),
    ("Former U.S. Treasury Secretary Janet Yellen said so", ("Janet Yellen", FINANCE, "United States", True)),
    ("美国前财长姆努钦表示", ("Steven Mnuchin", FINANCE, "United States", True)),
    ("美国财长贝森特表示", ("Scott Bessent", FINANCE, "United States", False)),
    ("俄罗斯国防部长绍伊古也说", ("Sergei Shoigu", "defense minister", "Russia", False)),
    ("中国外交部长王毅表示", ("Wang Yi", "foreign minister", "China", False)),
    ("Nvidia CEO Jensen Huang said so", ("Jensen Huang", "chief executive", "NVIDIA", False)),
    ("Jensen Huang, CEO of Nvidia, said so", ("Jensen Huang", "chief executive", "NVIDIA", False)),
    ("美国副总统万斯表示", ("JD Vance", "vice president", "United States", False)),
    ("The Pentagon's investment in the Mountain Pass mine grows", ("Mountain Pass mine", "investee", None, False)),
    ("It is the largest shareholder of MP Materials now", ("MP Materials", "investee", None, False)),
]


@pytest.mark.parametrize(("text", "expected"), OFFICES)
def test_office(text: str, expected: Office, lexicon: Lexicon) -> None:
    assert offices(text, lexicon) == [expected]


NONE = [
    "Deputy Treasury Secretary Wally Adeyemo said so",
    "the new Treasury Secretary Scott Bessent",
    "the policy of President Trump",
    "U.S. and European leaders met Scott Bessent",
    "Jensen Huang, who met the CEO of Apple",
]


@pytest.mark.parametrize("text", NONE)
def test_no_office(text: str, lexicon: Lexicon) -> None:
    assert offices(text, lexicon) == []


def test_the_lexicon_knows_holders_of_offices(lexicon: Lexicon) -> None:
    names = lexicon.entities.select("entity_id", "name")
    held = lexicon.office_holders.join(names, on="entity_id").join(
        names.rename({"entity_id": "body_id", "name": "body"}), on="body_id"
    )
    known = set(held.select("name", "office", "body").iter_rows())
    assert ("Scott Bessent", FINANCE, "United States") in known
    assert ("Sanae Takaichi", "prime minister", "Japan") in known
