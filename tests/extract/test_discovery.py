"""Names that no list holds: found by company forms, tickers and titles; generic words are none."""

import pytest

from pipelines.extract.discovery import discovered_in
from pipelines.extract.names import mentions_of
from pipelines.lexicon import Lexicon
from tests.extract.samples import claim


def discovered(text: str, lexicon: Lexicon) -> tuple[list[tuple[str, str]], list[str]]:
    """Type and name of each new entity, and the surfaces of all mentions in text order."""
    claims = claim(text)
    entities, mentions = discovered_in(claims, mentions_of(claims, lexicon), lexicon)
    for surface, start, end in mentions.select("surface", "start", "end").rows():
        assert text[start:end] == surface
    return entities.sort("name").select("type", "name").rows(), mentions.sort("start")["surface"].to_list()


FOUND = [
    ("Shares of Aurora Quartz Holdings rose", ("organization", "Aurora Quartz Holdings")),
    ("Galaxy Vexel Inc. fell", ("organization", "Galaxy Vexel Inc")),
    ("Zephyr Quill (ZPHQ.US) fell", ("organization", "Zephyr Quill")),
    ("新锐晶材(301999.SZ)大涨", ("organization", "新锐晶材")),
    (
        "The Ministry of Mines and Petroleum of Chile agreed",
        ("organization", "Ministry of Mines and Petroleum of Chile"),
    ),
    ("a study by Northfield Institute of Technology", ("organization", "Northfield Institute of Technology")),
    ("CEO Jane Quillfeather resigned", ("person", "Jane Quillfeather")),
    ("部长费奥多·奎尔说", ("person", "费奥多·奎尔")),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_a_form_makes_a_name(text: str, expected: tuple[str, str], lexicon: Lexicon) -> None:
    assert discovered(text, lexicon)[0] == [expected]


@pytest.mark.parametrize(
    "text", ["公司(301999.SZ)大涨", "Chinese Semiconductor makers", "the company rose", "In 2025 the Group grew"]
)
def test_a_generic_word_is_no_name(text: str, lexicon: Lexicon) -> None:
    assert discovered(text, lexicon)[0] == []


def test_a_known_organisation_stays_what_it_is(lexicon: Lexicon) -> None:
    assert discovered("MP Materials Corp. and Lynas (LYC.AX) rose", lexicon)[0] == []


def test_the_name_without_its_legal_form_is_the_known_one(lexicon: Lexicon) -> None:
    entities, surfaces = discovered("Critical Metals(CRML.US) rose", lexicon)
    assert (entities, surfaces) == ([], ["Critical Metals"])


def test_a_known_name_inside_a_new_one_is_part_of_it(lexicon: Lexicon) -> None:
    assert discovered("Aurora Lithium Holdings mines lithium", lexicon)[1] == ["Aurora Lithium Holdings", "lithium"]


def test_new_entities_have_the_declared_columns(lexicon: Lexicon) -> None:
    claims = claim("CEO Jane Quillfeather resigned")
    entities, _ = discovered_in(claims, mentions_of(claims, lexicon), lexicon)
    assert entities.schema == lexicon.entities.schema
