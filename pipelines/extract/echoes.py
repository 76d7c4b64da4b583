"""Numbers that go by the metric of the figure before them: its move, its share of a whole."""

import polars as pl

_GROWTH = {
    "revenue": "revenue_change",
    "sales_volume": "sales_change",
    "shipments": "shipments_change",
    "orders": "orders_change",
    "production": "production_change",
    "production_capacity": "capacity_change",
    "generation_capacity": "capacity_change",
    "inventory": "inventory_change",
    "price": "price_change",
    "profit": "profit_change",
    "cost": "cost_change",
    "demand": "demand_growth",
    "headcount": "headcount_change",
    "interest_rate": "rate_change",
    "gdp": "gdp_growth",
    "imports": "imports",
    "exports": "exports",
}
"""By what is measured: the metric of the percentage by which it moves."""
_PART = {
    "reserves": "reserves_share",
    "production": "production_share",
    "production_capacity": "capacity_share",
    "revenue": "revenue_share",
}
"""By what is measured: the metric of the share that it is of a whole."""
_PERIOD = r"year[- ]on[- ]year|year[- ]over[- ]year|quarter[- ]on[- ]quarter|month[- ]on[- ]month|yoy|qoq|mom"
_MOVES = (
    rf"(?i)(?:^|[,(，（、和])\s?(?:and |or |a |an )?(?:{_PERIOD}|同比|环比|较[^，。；]{{0,10}}|比[^，。；]{{1,10}})?"
    rf"(?:\s?(?:of|by|growth|gain|up|down|rising|falling|increasing|increase|decrease|rise|fall|about|over|nearly)"
    rf"|[大小微]?[增涨跌降减升][长加幅超少降至逾了]?|上[升涨调]|下[降跌滑调]|提[升高]|[约超近]){{0,3}}\s?$"
)
"""What stands between a figure and its own move: "$5 billion, up 3%", 产量8万吨，同比增长5%."""
_MOVE_IN_ORDER = rf"(?:^|[,，])(?:{_PERIOD}|同比|环比)?分别(?:同比|环比)?[增涨跌降减上下][长加幅超少降升涨滑调]$"
_IS_PART = r"(?i)(?:^|[,(，（])(?:约|大约)?(?:\s?or(?: about)?\s|占[^，。；]{0,8}|\s?(?:about|roughly|around)\s|\s?)$"
_OF_WHOLE = r"(?i)^\s(?:of|of the) (?:global|world|the world|total|the total|the global)"


def with_echoes(measures: pl.DataFrame) -> pl.DataFrame:
    """Measures where one that only tells the move or the share of the figure before it goes by that one's metric.

    `measures`: claim, number, clause, dimension, unit, change, before, after, metric; sorted by claim and number.
    """
    is_share = pl.col("dimension") == "share"
    before = pl.col("before")
    moves = is_share & pl.col("change").is_not_null() & before.str.contains(_MOVES)
    is_part = is_share & pl.col("change").is_null() & before.str.contains(_IS_PART)
    is_part &= before.str.contains("占[^，。；]{0,8}$") | pl.col("after").str.contains(_OF_WHOLE)
    is_near = (pl.col("clause") - pl.col("clause").shift(1)) <= 2
    echoes = (moves | is_part) & is_near & (pl.col("claim") == pl.col("claim").shift(1))
    # Of a chain of figures ("up 3% on the year and 1% on the month") all go by the first.
    own = pl.when(~echoes.fill_null(False)).then(pl.struct("metric", "dimension")).forward_fill()
    whole, kind = own.struct.field("metric"), own.struct.field("dimension")
    growth = pl.when(kind == "share").then(whole).otherwise(_growth(whole))
    part = whole.replace_strict(_PART, default=None, return_dtype=pl.String)
    read = pl.coalesce(pl.when(moves).then(growth).otherwise(part), "metric")
    is_price = (pl.col("metric") == "price") & pl.col("change").is_not_null()
    metric = pl.when(echoes).then(read).when(is_price).then(pl.lit("price_change")).otherwise("metric")
    return measures.with_columns(metric.alias("metric"))


def _growth(metric: pl.Expr) -> pl.Expr:
    return metric.replace_strict(_GROWTH, default=None, return_dtype=pl.String)


def with_echoes_in_order(measures: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    """Measures where a list of moves goes by the figures before it: 营收10亿元，净利润1亿元，分别增长5%和8%.

    `listed`: the measures as of `in_lists`.
    """
    is_head = (pl.col("place") == 0) & (pl.col("size") > 1) & (pl.col("dimension") == "share")
    heads = listed.filter(is_head & pl.col("change").is_not_null() & pl.col("before").str.contains(_MOVE_IN_ORDER))
    steps = listed.join(heads.select("list"), on="list", how="semi").select(
        "measure", "claim", (pl.col("number") - pl.col("size").cast(pl.Int64)).alias("number")
    )
    growth = measures.select("claim", "number", _growth(pl.col("metric")).alias("echo"))
    echoes = steps.join(growth, on=["claim", "number"])
    return (
        measures.join(echoes.select("measure", "echo"), on="measure", how="left", maintain_order="left")
        .with_columns(pl.coalesce("echo", "metric").alias("metric"))
        .drop("echo")
    )
