"""A polars frame as something DuckDB can select from."""

from collections.abc import Iterator
from contextlib import contextmanager

import polars as pl

from pipelines.store.connect import Connection


@contextmanager
def arriving(con: Connection, frame: pl.DataFrame) -> Iterator[None]:
    """The frame under the name `arriving`, to be read by one statement.

    DuckDB reads the Arrow stream of the frame, once and alone. Handed the frame, it would ask for pyarrow, whose
    filters do not know the strings of polars.
    """
    con.register("arriving", frame.__arrow_c_stream__(None))
    yield
    con.unregister("arriving")
