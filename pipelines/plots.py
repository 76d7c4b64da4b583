"""Small plots, as SVG: bars over time where the first column holds dates, else a bar for each name."""

import altair
import polars as pl
import vl_convert

from pipelines.store.glance import Figure

_WIDTH = 480
_HEIGHT = 160
_BAR = 18
"""Height of one of a list of bars, in pixels."""


def bars(figure: Figure) -> str:
    """The figure: its first column against its second."""
    by, count = figure.found.columns
    frame = pl.DataFrame(list(figure.found.rows), schema=[by, count], orient="row")
    chart = altair.Chart(frame, title=figure.title).mark_bar()
    if frame.schema[by] == pl.Date:
        drawn = chart.encode(x=altair.X(by, type="temporal", title=None), y=altair.Y(count, type="quantitative"))
        drawn = drawn.properties(width=_WIDTH, height=_HEIGHT)
    else:
        drawn = chart.encode(
            x=altair.X(count, type="quantitative"), y=altair.Y(by, type="nominal", sort=None, title=None)
        )
        drawn = drawn.properties(width=_WIDTH, height=max(1, frame.height) * _BAR)
    svg: str = vl_convert.vegalite_to_svg(drawn.to_dict())
    return svg
