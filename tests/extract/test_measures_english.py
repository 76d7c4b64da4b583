"""Quantities in English, form by form: numbers in words, fractions, currencies, units, ranges, what stands beside."""

from typing import Any

import pytest

from pipelines.extract.measures import measures_of, quantities_of
from pipelines.lexicon import Lexicon
from tests.extract.samples import batched, claim

Quantity = tuple[str, float, float, str | None]

read = batched(measures_of, globals())


def quantities(text: str, lexicon: Lexicon) -> list[Quantity]:
    found = read(text, lexicon)
    assert [text[start:end] for start, end in found.select("start", "end").rows()] == found["quote"].to_list()
    return found.select("quote", "low", "high", "unit").rows()


def only(text: str, column: str, lexicon: Lexicon) -> Any:
    """The column's value of the only measure in the text."""
    return read(text, lexicon)[column].item()


WORDS: list[tuple[str, Quantity]] = [
    ("a million tons of ore", ("a million tons", 1e6, 1e6, "tonne")),
    ("two hundred and fifty thousand tons", ("two hundred and fifty thousand tons", 250_000, 250_000, "tonne")),
    ("one hundred and three million yuan", ("one hundred and three million yuan", 103e6, 103e6, "cny")),
    ("six thousand four hundred twelve mines", ("six thousand four hundred twelve", 6412, 6412, "count")),
    ("two and a half years", ("two and a half years", 2.5, 2.5, "year")),
    ("three and a half million barrels", ("three and a half million barrels", 3.5e6, 3.5e6, "barrel")),
    ("half a million tons", ("half a million tons", 500_000, 500_000, "tonne")),
    ("a dozen smelters", ("a dozen", 12, 12, "count")),
    ("half a dozen smelters", ("half a dozen", 6, 6, "count")),
    ("twenty percent of it", ("twenty percent", 20, 20, "percent")),
    ("cut by a quarter of a percent", ("a quarter of a percent", 0.25, 0.25, "percent")),
    ("it took half an hour", ("half an hour", 0.5, 0.5, "hour")),
    ("exports grew tenfold", ("tenfold", 10, 10, "times")),
    ("a two-fold rise", ("two-fold", 2, 2, "times")),
    ("five-eighths of the ore", ("five-eighths", 62.5, 62.5, "percent")),
    ("1/3 of the ore", ("1/3", 33.3333333333, 33.3333333333, "percent")),
    ("weighs 1/2 pound", ("1/2 pound", 0.5, 0.5, "pound")),
    ("after 2 1/2 years", ("2 1/2 years", 2.5, 2.5, "year")),
    ("after 2½ years", ("2½ years", 2.5, 2.5, "year")),
    ("a load of 2.5 x 10^8 joules", ("2.5 x 10^8 joules", 2.5e8, 2.5e8, "joule")),
    ("12,34,567 rupees", ("12,34,567 rupees", 1234567, 1234567, "inr")),
]
LETTERS: list[tuple[str, Quantity]] = [
    ("worth $3.5m", ("$3.5m", 3.5e6, 3.5e6, "usd")),
    ("worth £4.2b", ("£4.2b", 4.2e9, 4.2e9, "gbp")),
    ("worth $1.5tn", ("$1.5tn", 1.5e12, 1.5e12, "usd")),
    ("some 12.3m tonnes of fuel", ("12.3m tonnes", 12.3e6, 12.3e6, "tonne")),
    ("sold 50K cars", ("50K", 50_000, 50_000, "count")),
    ("a crane for 100t", ("100t", 100, 100, "tonne")),
    ("a dam 48m high", ("48m", 48, 48, "meter")),
]
CURRENCIES: list[tuple[str, Quantity]] = [
    ("fined 50 million Swiss francs", ("50 million Swiss francs", 50e6, 50e6, "chf")),
    ("a loan of 3 billion Saudi riyals", ("3 billion Saudi riyals", 3e9, 3e9, "sar")),
    ("pays 20 Philippine pesos", ("20 Philippine pesos", 20, 20, "php")),
    ("pays 20 pesos", ("20 pesos", 20, 20, "currency")),
    ("PAYS 5 MILLION DOLLARS", ("5 MILLION DOLLARS", 5e6, 5e6, "usd")),
    ("costs 30 cents", ("30 cents", 0.3, 0.3, "currency")),
    ("costs 30 pence", ("30 pence", 0.3, 0.3, "gbp")),
    ("worth RM5.5 million", ("RM5.5 million", 5.5e6, 5.5e6, "myr")),
    ("worth PLN 40 million", ("PLN 40 million", 40e6, 40e6, "pln")),
    ("worth 40 million PLN", ("40 million PLN", 40e6, 40e6, "pln")),
    ("worth AU $15", ("AU $15", 15, 15, "aud")),
    ("worth $US160 million", ("$US160 million", 160e6, 160e6, "usd")),
    ("pays 10 € a head", ("10 €", 10, 10, "eur")),
    ("sales of SEK 30 million", ("SEK 30 million", 30e6, 30e6, "sek")),
    ("sales of 30 SEK million", ("30 SEK million", 30e6, 30e6, "sek")),
    ("a profit of 361 million pounds", ("361 million pounds", 361e6, 361e6, "gbp")),
    ("an output of 361 million pounds", ("361 million pounds", 361e6, 361e6, "pound")),
    ("a record $5 billion", ("$5 billion", 5e9, 5e9, "usd")),
    ("sold at 3 dollars 50 cents", ("3 dollars 50 cents", 3.5, 3.5, "usd")),
]
UNITS: list[tuple[str, Quantity]] = [
    ("rated at 300 horsepower", ("300 horsepower", 300, 300, "horsepower")),
    ("at 60 miles an hour", ("60 miles an hour", 60, 60, "mile_per_hour")),
    ("at 90 kph", ("90 kph", 90, 90, "km_per_hour")),
    ("a cell of 12 cubic inches", ("12 cubic inches", 12, 12, "cubic_inch")),
    ("a plot of 900 sq ft", ("900 sq ft", 900, 900, "square_foot")),
    ("a plot of 900 m2", ("900 m2", 900, 900, "square_meter")),
    ("heated to 40 degrees Celsius", ("40 degrees Celsius", 40, 40, "celsius")),
    ("cooled to -20 degrees Fahrenheit", ("-20 degrees Fahrenheit", -20, -20, "fahrenheit")),
    ("stores 256 gigabytes", ("256 gigabytes", 256, 256, "gigabyte")),
    ("stores 256GB", ("256GB", 256, 256, "gigabyte")),
    ("a line of 100 Mbps", ("100 Mbps", 100, 100, "mbps")),
    ("flows at 2 mb/d", ("2 mb/d", 2e6, 2e6, "barrel_per_day")),
    ("a mine of 5 mtpa", ("5 mtpa", 5e6, 5e6, "tonne")),
    ("ten business days", ("ten business days", 10, 10, "day")),
    ("he is 5 feet 2 inches tall", ("5 feet 2 inches", 62, 62, "inch")),
    ("after 2 years and 3 months", ("2 years and 3 months", 27, 27, "month")),
    ("sells at 66 cents a pound", ("66 cents a pound", 0.66, 0.66, "currency_per_pound")),
    ("sells at $66 a barrel", ("$66 a barrel", 66, 66, "usd_per_barrel")),
    ("sells at $3/lb", ("$3/lb", 3, 3, "usd_per_pound")),
    ("women aged 44 work there", ("44", 44, 44, "year")),
    ("a 10-year-old boy", ("10-year", 10, 10, "year")),
]


@pytest.mark.parametrize(("text", "expected"), WORDS + LETTERS + CURRENCIES + UNITS)
def test_an_english_quantity_is_read_in_base_units(text: str, expected: Quantity, lexicon: Lexicon) -> None:
    assert quantities(text, lexicon) == [expected]


RANGES: list[tuple[str, list[Quantity]]] = [
    ("between 5 and 10 percent", [("5 and 10 percent", 5, 10, "percent")]),
    ("between 5 kg and 6 kg", [("5 kg and 6 kg", 5, 6, "kg")]),
    ("between $160 million and $171 million", [("$160 million and $171 million", 160e6, 171e6, "usd")]),
    ("ranging from 5 tons to 6 tons", [("5 tons to 6 tons", 5, 6, "tonne")]),
    ("more than 5 but less than 10 percent", [("5 but less than 10 percent", 5, 10, "percent")]),
    ("five to six million tons", [("five to six million tons", 5e6, 6e6, "tonne")]),
    ("$5-$6 billion", [("$5-$6 billion", 5e9, 6e9, "usd")]),
    ("8- to 10-inch wafers", [("8- to 10-inch", 8, 10, "inch")]),
    # Each of these is two levels.
    ("5 and 10 percent", [("5", 5, 5, "percent"), ("10 percent", 10, 10, "percent")]),
    ("fell 5% to 43 dollars", [("5%", 5, 5, "percent"), ("43 dollars", 43, 43, "usd")]),
    ("fell 3 dollars to 43 dollars", [("3 dollars", 3, 3, "usd"), ("43 dollars", 43, 43, "usd")]),
    ("rose in 2018 to 3.9 million cars", [("3.9 million", 3.9e6, 3.9e6, "count")]),
    ("the index of 50 -1.3%", [("1.3%", 1.3, 1.3, "percent")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), RANGES)
def test_two_numbers_are_a_range_or_two_levels(text: str, expected: list[Quantity], lexicon: Lexicon) -> None:
    assert quantities(text, lexicon) == expected


COMPARATORS = [
    ("5 tons or more", ">="), ("5 tons or higher", ">="), ("5 tons and up", ">="), (">=5 tons", ">="),
    ("greater than or equal to 5 tons", ">="), ("at or above 5%", ">="),
    ("5 tons or less", "<="), ("5 tons or fewer", "<="), ("no larger than 5 tons", "<="),
    ("less than or equal to 5 tons", "<="),
    ("upwards of 5 tons", ">"), ("north of $5bn", ">"), ("larger than 5 tons", ">"), (">5%", ">"),
    ("smaller than 5 tons", "<"), ("<5%", "<"),
    ("on the order of 5 tons", "~"), ("5 tons give or take", "~"),
    ("more than 5 but less than 10 tons", "="),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), COMPARATORS)
def test_comparators_stand_on_both_sides(text: str, expected: str, lexicon: Lexicon) -> None:
    assert only(text, "comparator", lexicon) == expected


def test_a_fall_by_an_amount_may_name_what_falls(lexicon: Lexicon) -> None:
    text = "It reduced its holdings of U.S. Treasury bonds by $25.7 billion, bringing its total to $730.7 billion"
    assert measures_of(claim(text), lexicon).select("low", "change").rows() == [(25.7e9, "down"), (730.7e9, None)]


@pytest.mark.parametrize("text", ["minus 5 percent", "negative 5 percent", "-5%"])
def test_a_sign_may_be_a_word(text: str, lexicon: Lexicon) -> None:
    found = measures_of(claim(f"a growth of {text}"), lexicon)
    assert found.select("low", "change").rows() == [(5, "down")]


NO_QUANTITIES = [
    "the 10-year Treasury", "a 3-year government bond", "its 30-year fixed mortgage", "the 200-day moving average",
    "rates on one-year loan prime rate", "dozens of mines",
    "the S&P 500 fell", "on Planet 9 they met", "a Model 3 was sold",
    "they drew 2-2 at home", "at half-staff", "at 1.05am in London", "at 0401 GMT", "support 24/7", "on 5/17/2018",
    "see https://example.org/a%20b/very/long/address/that/does/not/end/before/eighty/characters%20and%2030%of%40it",
    "see http://example.org/search?RQT=305&SQ=issn%280024%2D9114%29%20and%20%28ti%28Using%203D%20CAD%29%20or%20(158)%29",
    "a 4K film", "mined by 3M", "at Three Mile Island",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_QUANTITIES)
def test_an_english_name_or_date_is_no_quantity(text: str, lexicon: Lexicon) -> None:
    assert quantities(text, lexicon) == []


@pytest.mark.parametrize("text", ["the S&P 500 fell", "they drew 2-2 at home", "at 1.05am in London"])
def test_nor_is_it_a_number(text: str, lexicon: Lexicon) -> None:
    assert quantities_of(claim(text), lexicon).is_empty()


NAMED = [
    ("an order for 42 737 MAX jets", [("42", "count")]),
    ("some 12 500 people came", [("12 500", "count")]),
    ("room for 450,000 GB200 chips", [("450,000", "count")]),
    ("the 777X flew", []),
    ("three-month copper and a one-week repo", []),
    ("a record $5 million", [("$5 million", "usd")]),
    ("it paid aud$ 15, then hk $ 10", [("aud$ 15", "aud"), ("hk $ 10", "hkd")]),
    ("shrunk by about $2.2 trillion to $6.6 trillion", [("$2.2 trillion", "usd"), ("$6.6 trillion", "usd")]),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_a_number_in_a_name_is_not_part_of_a_quantity(
    text: str, expected: list[tuple[str, str]], lexicon: Lexicon
) -> None:
    assert read(text, lexicon).select("quote", "unit").rows() == expected
