"""Reading the CSV files of this folder."""

from importlib import resources

import polars as pl


def read(name: str) -> pl.DataFrame:
    """One CSV file of the lexicon, every column as text, empty cells null."""
    content = resources.files(__package__).joinpath(f"{name}.csv").read_bytes()
    return pl.read_csv(content, infer_schema=False)
