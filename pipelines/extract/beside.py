"""What the Chinese words beside a number make of it: a price per unit, a temperature, a sum of several spans, a level.

Takes and returns the tokens of `measures`, which have `match, start, end, before, after, low, high, unit, dimension,
sign` and stand in text order.
"""

import polars as pl

from pipelines.lexicon import Lexicon

_THINGS = {"mass", "volume", "area", "length", "energy", "power", "item"}
_NO_COUNT = (
    "^(?:只[是有能要需会]|位[于列居]|台[湾积风北中]|人[均工才力]|头[部条寸]|起[来价诉飞步售]"
    "|次(?:[新贷日月年]|航班|列车)|类似|层面|场[景外内]"
    "|国[内际产资债企防]|市[场值占盈净民政]|户[外均]|例[如外]|站[在上稳]|股[价市权指本息]|支[持付出撑]|道[路琼]|架构|套[利期餐保]"
    "|轮[胎换]|列[车入为]|匹配|单[位价月日季一晶车]|组[件合织建成]|针[对状]|席卷|票[据价房]|峰[会值]|尾[盘款]|批[发准评量]|份额)"
)
"""Words that begin with a classifier and count nothing."""
_SPANS = {"year", "quarter", "month", "day", "hour", "minute"}
_NO_BASES = {"个", "次", "座", "条", "根", "日", "天", "月", "年"}
"""What stands after 每 in running text without making a price (每个项目投资5亿元, 每年投入5亿元)."""
_GOES_ON = (
    r"^(?:（|\(|，|,)?(?:至|到|、|和|或|及|降至|升至|涨至|跌至|调至|提高至|下调至|上调至|报|降到|涨到)?(?:约|近)?$"
)
_SECONDS = {
    "year": 31_536_000,
    "quarter": 7_884_000,
    "month": 2_628_000,
    "week": 604_800,
    "day": 86_400,
    "hour": 3600,
    "minute": 60,
    "second": 1,
}
_SIZES = {"foot": 12, "inch": 1, "pound": 16, "ounce": 1}
_NO_UNIT = {
    "money": "^(?:素|首|旦|件|老|宇|年|气|器|月|帅|朝)",
    "time": (
        "^(?:均线|逆回购|国债|美债|德债|日债|定存|期(?:[^间限内满至到中末初后前]|$)"
        "|代|级|轻|度|报|终奖|货|然|津|使|合|齐|赐|杀)"
    ),
    "volume": "^(?:至|级|温|到|幅|值|高|降|息|破|学|压|任|空)",
    "length": "^(?:头|其林|兰)",
    "temperature": "^(?:假|过|增|快|评|以|尔)",
    "mass": "^(?:拉|朗|强|服|隆|罗|莱)",
}
"""By dimension: how the next word begins where the number's unit is none (5元素, 3天然气, 2码头, 10年期国债)."""


def without_false_units(tokens: pl.DataFrame) -> pl.DataFrame:
    """Tokens without the unit that only begins the next word or makes a name of the number; that number is none."""
    is_chinese = pl.col("match").str.contains("[^[:ascii:]]$")
    wrong = pl.any_horizontal(
        _where("after", pl.col("dimension") == dimension).str.contains(begins) for dimension, begins in _NO_UNIT.items()
    )
    # 一度 and 三度 are once and three times; a score of 90 degrees in figures is one.
    is_times = (pl.col("unit") == "degree") & pl.col("is_word") & (pl.col("low") < 10) & (pl.col("sign") == "")
    # 两日 are two days, 三日 may be the third, 777X is an aircraft.
    is_times |= pl.col("match").str.contains("^[一三四五六七八九十]+日$|^[0-9]{3}X$")
    is_wrong = (is_chinese & wrong) | is_times
    return tokens.with_columns(
        pl.when(~is_wrong.fill_null(False)).then(name).alias(name) for name in ("unit", "dimension", "low", "high")
    )


_SAME_CLAIM = pl.col("claim") == pl.col("claim").shift(1)
"""Whether the token before is of the same claim: cheaper than a window over claims."""


def _where(column: str, condition: pl.Expr) -> pl.Expr:
    """The column where the condition holds: the other rows are not searched."""
    return pl.when(condition).then(pl.col(column))


def counts_nothing() -> pl.Expr:
    """Whether what looks like a classifier after the number begins another word (165亿只是下限)."""
    return pl.col("after").str.contains(_NO_COUNT)


def with_units_beside(tokens: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Tokens with the unit that stands before them: 每吨下调100元, 华氏98.6度."""
    is_degree, is_barrel = pl.col("unit") == "degree", pl.col("unit") == "barrel"
    before = _where("before", is_degree)
    scale = (
        pl.when(before.str.contains("华氏(?:温度)?$"))
        .then(pl.lit("fahrenheit"))
        .when(
            before.str.contains("摄氏(?:温度)?$|(?:[气水室体高低]温|温度)[^，。；]{0,6}$") | (pl.col("sign") == "零下")
        )
        .then(pl.lit("celsius"))
        .when(pl.col("low") >= 10_000)
        .then(pl.lit("kwh"))
        .otherwise(pl.lit("degree"))
    )
    # 每日70万桶, 日均增产13.7万桶.
    is_daily = _where("before", is_barrel).str.contains(r"(?:每[日天]|日[均产])[^，。；、]{0,6}$")
    is_base = _where("before", pl.col("unit") == "count").str.ends_with("每")
    unit = (
        pl.when(is_degree)
        .then(scale)
        .when(is_daily)
        .then(pl.lit("barrel_per_day"))
        .when(~is_base.fill_null(False))
        .then("unit")
    )
    tokens = tokens.with_columns(unit.alias("unit")).with_columns(
        pl.when(pl.col("unit") == "kwh")
        .then(pl.lit("energy"))
        .when(pl.col("unit") == "barrel_per_day")
        .then(pl.lit("flow"))
        .when(pl.col("unit").is_not_null())
        .then("dimension")
        .alias("dimension")
    )
    things = lexicon.units.filter(pl.col("dimension").is_in(list(_THINGS))).select("surface", "unit")
    bases = pl.concat([lexicon.price_bases, things]).unique("surface", keep="first")
    bases = bases.filter(
        pl.col("surface").str.contains("[^[:ascii:]]")
        & ~pl.col("surface").is_in(list(_NO_BASES))
        & ~pl.col("unit").is_in(list(_SPANS))
    )
    words = "|".join(sorted(bases["surface"], key=len, reverse=True))
    is_money = pl.col("dimension") == "money"
    # The words before in the text: in 每千克53.2元 a number of its own seems to stand between.
    text = _where("text", is_money)
    left = text.str.slice(pl.max_horizontal(pl.col("start") - 20, 0), pl.min_horizontal("start", 20))
    found = left.str.extract(rf"每(?:一|1)?({words})[^，。；、：:\d,;每]{{0,12}}$", 1)
    base = found.replace_strict(dict(bases.select("surface", "unit").iter_rows()), default=None, return_dtype=pl.String)
    # 每吨上调100元至8000元: the base holds for the second price too.
    is_same = (pl.col("unit") == pl.col("unit").shift(1)) & _SAME_CLAIM
    goes_on = _where("before", is_money).str.contains(_GOES_ON) & is_same
    held = pl.when(goes_on.fill_null(False)).then(None).otherwise(pl.when(is_money).then(base).fill_null(""))
    tokens = tokens.with_columns(held.forward_fill().fill_null("").alias("base"))
    is_price = is_money & (pl.col("base") != "")
    # The quote holds no base, so the unit stays money; the dimension says that it is a price.
    dimension = pl.when(is_price).then(pl.lit("price")).otherwise("dimension")
    return tokens.with_columns(dimension.alias("dimension")).drop("base")


def joined(tokens: pl.DataFrame) -> pl.DataFrame:
    """Tokens where neighbouring parts of one quantity are one: 8天20小时, 两美元又三美分, 5 feet 2 inches."""
    seconds = pl.col("unit").replace_strict(_SECONDS | _SIZES, default=None, return_dtype=pl.Float64)
    tokens = tokens.with_columns(seconds.alias("seconds"))
    is_english = pl.col("match").str.contains("[0-9A-Za-z] [A-Za-z]+$")
    gap = pl.when(is_english).then(pl.col("before").str.contains("^(?: |,? and |, )$"))
    touches = gap.otherwise(pl.col("before").str.contains("^(?:又|零|外加)?$")) & (pl.col("start") > 0)
    is_plain = (pl.col("low") == pl.col("high")) & (pl.col("match").str.contains("[^[:ascii:]]$") | is_english)
    same_kind = pl.col("dimension") == pl.col("dimension").shift(1)
    is_smaller = same_kind & (pl.col("seconds") < pl.col("seconds").shift(1)) & (is_english == is_english.shift(1))
    is_cents = (pl.col("unit") == pl.col("unit").shift(1)) & pl.col("match").str.contains(r"[分角]$|\spence$")
    is_cents |= same_kind & pl.col("match").str.contains(r"\scents?$")
    follows = touches & _SAME_CLAIM & is_plain & is_plain.shift(1) & (is_smaller | is_cents)
    tokens = tokens.with_columns(follows.fill_null(False).alias("follows"))
    if not tokens["follows"].any():
        return tokens.drop("seconds", "follows")
    total = (pl.col("low") * pl.col("seconds").fill_null(1)).sum() / pl.col("seconds").last().fill_null(1)
    columns = [name for name in tokens.columns if name not in ("seconds", "follows")]
    unit = pl.when(pl.col("dimension").first() == "money").then(pl.col("unit").first()).otherwise(pl.col("unit").last())
    last = [pl.col("end").last(), pl.col("after").last(), unit]
    is_sum = pl.len() > 1
    values = [
        pl.when(is_sum).then(total.round_sig_figs(12)).otherwise(pl.col(name).first()).alias(name)
        for name in ("low", "high")
    ]
    return (
        tokens.with_columns((~pl.col("follows")).cum_sum().alias("group"))
        .group_by("group", maintain_order=True)
        .agg(
            *(pl.col(name).first() for name in columns if name not in ("end", "after", "unit", "low", "high")),
            *last,
            *values,
        )
        .select(columns)
    )


_IS = r"(?:分别)?(?:为|约为|是|达|达到|约|至|降至|：)?\s?$"
_IS = r"(?:分别)?(?:为|约为|是|达|达到|约|至|降至|：)?\s?$"
_RATE_LEVEL = rf"(?:毛利率|净利率|利润率|利率|收益率|回报率|ROE|ROA|ROIC|负债率|贡献率|占比|比重){_IS}"
_MONEY_LEVEL = rf"(?:利润|净利|净额|现金流|净流入|净流量|余额|缺口|收益|差额|EPS|亏损){_IS}"


def with_negative_levels(tokens: pl.DataFrame) -> pl.DataFrame:
    """Tokens with `is_level`, and levels below zero as negative values: 毛利率-6.9%, 零下20摄氏度, 净利润-1.2亿元.

    After a word of change a sign only repeats it (同比-0.33%): `change` says so.
    """
    is_signed = pl.col("sign").is_in(["-", "–", "负", "零下"])
    is_share, is_money = pl.col("dimension") == "share", pl.col("dimension") == "money"
    named = _where("before", is_share).str.tail(20).str.contains(_RATE_LEVEL).fill_null(False) | _where(
        "before", is_money
    ).str.tail(20).str.contains(_MONEY_LEVEL).fill_null(False)
    # 毛利率分别为12%、-6.9%和8%: all are levels.
    goes_on = pl.col("before").is_in(["、", "和", "及", "与"])
    listed = pl.when(~(goes_on & _SAME_CLAIM).fill_null(False)).then(named).forward_fill()
    is_level = ((listed & (is_share | is_money)) | (pl.col("dimension") == "temperature")) & (
        is_signed | (pl.col("sign") == "")
    )
    is_negative = (is_signed & is_level).fill_null(False)
    is_span = pl.col("high") != pl.col("low")
    return tokens.with_columns(
        is_level.fill_null(False).alias("is_level"),
        pl.when(is_negative).then(-pl.col("low")).otherwise("low").alias("low"),
        pl.when(is_negative & ~is_span).then(-pl.col("high")).otherwise("high").alias("high"),
    )
