"""Units and currencies: units.csv and currency_symbols.csv, completed by the currencies that CLDR knows."""

import polars as pl
from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name

from pipelines.lexicon.files import read


def units() -> pl.DataFrame:
    """`unit, dimension, factor, surface`: units.csv, then the currencies' names and codes from CLDR.

    Words are in lower case, as they are looked up; symbols (MW, mW) are as they are printed.
    """
    listed = (
        read("units")
        .with_columns(pl.col("factor").cast(pl.Float64), pl.col("surfaces").str.split("|"))
        .explode("surfaces")
        .rename({"surfaces": "surface"})
    )
    surface = pl.col("surface")
    units = pl.concat([listed, _currencies()]).with_columns(
        pl.when(surface.str.contains(WORD)).then(surface.str.to_lowercase()).otherwise(surface).alias("surface")
    )
    return units.unique("surface", keep="first", maintain_order=True)


WORD = r"^[\p{Latin}'ʻ’&. -]*[a-z]{4}[\p{Latin}'ʻ’&. -]*$|^(?:yen|won|tons?|days?)$"
"""Words of a unit or a magnitude, which are read in any case."""


def currency_symbols() -> pl.DataFrame:
    """`symbol, unit`; those with a dollar sign also with a space in them and in lower case."""
    listed = read("currency_symbols")
    symbol = pl.col("symbol")
    dollars = listed.filter(symbol.str.contains(r"^[A-Z]{2,}\$$"))
    spaced = dollars.with_columns(symbol.str.replace("$", " $", literal=True))
    both = pl.concat([dollars, spaced])
    return pl.concat([listed, spaced, both.with_columns(symbol.str.to_lowercase())])


def _currencies() -> pl.DataFrame:
    """Singular, plural and code of every currency in use, and the names of those that once were."""
    used = [use for uses in get_global("territory_currencies").values() for use in uses]
    in_use = {str(code) for code, _, end, is_tender in used if end is None and is_tender}
    rows = [
        (code.lower(), name)
        for code in map(str, Locale("en").currencies)
        for name in (get_currency_name(code, 1, "en"), get_currency_name(code, 2, "en"), code)
        # A name with brackets is a rare variant; X stands for funds and metals, but for some shared currencies.
        if "(" not in name and (code[0] != "X" or code in in_use) and (name != code or code in in_use)
    ]
    frame = pl.DataFrame(rows, schema=["unit", "surface"], orient="row")
    return frame.select("unit", pl.lit("money").alias("dimension"), pl.lit(1.0).alias("factor"), "surface")
