"""Quantities as Chinese papers write them: one small case for each form, grouped as the grammar's parts are."""

import polars as pl
import pytest

from pipelines.extract.chinese import with_values
from pipelines.extract.measures import measures_of
from pipelines.lexicon import Lexicon
from tests.extract.samples import batched

Quantity = tuple[str, float, float, str]

read = batched(measures_of, globals())


def measures(text: str, lexicon: Lexicon) -> pl.DataFrame:
    found = read(text, lexicon)
    assert [text[start:end] for start, end in found.select("start", "end").rows()] == found["quote"].to_list()
    return found


NUMBERS: list[tuple[str, float, float]] = [
    ("七", 7, 7), ("两", 2, 2), ("十", 10, 10), ("十七", 17, 17), ("六十", 60, 60), ("一百零五", 105, 105),
    ("一百二十五", 125, 125), ("百", 100, 100), ("三千零八", 3008, 3008), ("两千三百", 2300, 2300),
    # A lone last figure stands one place lower.
    ("三百六", 360, 360), ("七千二", 7200, 7200), ("六万四", 64_000, 64_000), ("两亿三", 230e6, 230e6),
    ("一万零八", 10_008, 10_008), ("二十六万三千", 263_000, 263_000), ("三亿零五十万", 300.5e6, 300.5e6),
    ("七亿八千二百四十六万零一十九", 782_460_019, 782_460_019), ("两万三千亿", 2.3e12, 2.3e12),
    ("2亿6千万", 260e6, 260e6), ("3万8千", 38_000, 38_000), ("4亿500万", 405e6, 405e6),
    ("三点七", 3.7, 3.7), ("零点零八", 0.08, 0.08), ("二百点五", 200.5, 200.5),
    ("三佰陆拾", 360, 360), ("二〇三五", 2035, 2035),
    # Neighbours are a range.
    ("三四", 3, 4), ("五六十", 50, 60), ("十七八", 17, 18), ("两三百", 200, 300), ("三五", 3, 5),
]  # fmt: skip


@pytest.mark.parametrize(("text", "low", "high"), NUMBERS)
def test_a_chinese_number_has_its_value(text: str, low: float, high: float) -> None:
    assert with_values(pl.DataFrame({"n": [text]}), "n").rows() == [(text, low, high)]


@pytest.mark.parametrize("text", ["一二三", "五九", "零零"])
def test_figures_in_a_row_without_a_place_are_no_number(text: str) -> None:
    assert with_values(pl.DataFrame({"n": [text]}), "n").rows() == [(text, None, None)]


SHARES: list[tuple[str, Quantity]] = [
    ("占百分之百", ("百分之百", 100, 100, "percent")),
    ("占百分之三点二", ("百分之三点二", 3.2, 3.2, "percent")),
    ("占百分之三到五", ("百分之三到五", 3, 5, "percent")),
    ("百 分 之 七十", ("百 分 之 七十", 70, 70, "percent")),
    ("费率千分之四", ("千分之四", 0.4, 0.4, "percent")),
    ("费率万分之二", ("万分之二", 0.02, 0.02, "percent")),
    ("费率6‰", ("6‰", 0.6, 0.6, "percent")),
    ("七分之二的股权", ("七分之二", 28.57, 28.57, "percent")),
    ("四到六成的产能", ("四到六成", 40, 60, "percent")),
    ("六七成的产能", ("六七成", 60, 70, "percent")),
    ("七成二的产能", ("七成二", 72, 72, "percent")),
    ("半成的利润", ("半成", 5, 5, "percent")),
    ("2.5成的利润", ("2.5成", 25, 25, "percent")),
    ("打七折出售", ("七折", 70, 70, "percent")),
    ("打八五折出售", ("八五折", 85, 85, "percent")),
    ("陆 点 五 折出售", ("陆 点 五 折", 65, 65, "percent")),
    ("增长佰分之五", ("佰分之五", 5, 5, "percent")),
    ("上升2.4   个百分 点", ("2.4   个百分 点", 2.4, 2.4, "percentage_point")),
    ("以对折出售", ("对折", 50, 50, "percent")),
    ("提高两个多百分点", ("两个多百分点", 2, 2, "percentage_point")),
    ("提高1.5個百分點", ("1.5個百分點", 1.5, 1.5, "percentage_point")),
    ("升３５％", ("３５％", 35, 35, "percent")),
    ("升3pct", ("3pct", 3, 3, "percent")),
    ("从两成出头", ("两成", 20, 20, "percent")),
]
MONEY: list[tuple[str, Quantity]] = [
    ("投资1亿5千万元", ("1亿5千万元", 150e6, 150e6, "cny")),
    ("投资人民币伍仟万元", ("人民币伍仟万元", 50e6, 50e6, "cny")),
    ("投资十多万億元", ("十多万億元", 10e12, 10e12, "cny")),
    ("投资三五亿元", ("三五亿元", 3e8, 5e8, "cny")),
    ("投资300亿泰铢", ("300亿泰铢", 30e9, 30e9, "thb")),
    ("投资5万亿越南盾", ("5万亿越南盾", 5e12, 5e12, "vnd")),
    ("投资20亿里亚尔", ("20亿里亚尔", 2e9, 2e9, "sar")),
    ("投资20亿卡塔尔里亚尔", ("20亿卡塔尔里亚尔", 2e9, 2e9, "qar")),
    ("投资9亿兹罗提", ("9亿兹罗提", 9e8, 9e8, "pln")),
    ("投资新台币500亿元", ("新台币500亿元", 50e9, 50e9, "twd")),
    ("每晚50日元", ("50日元", 50, 50, "jpy")),
    ("收费8毛钱", ("8毛钱", 0.8, 0.8, "cny")),
    ("收费12元5角", ("12元5角", 12.5, 12.5, "cny")),
    ("介于10亿元和20亿元之间", ("10亿元和20亿元", 1e9, 2e9, "cny")),
]
PRICES: list[tuple[str, Quantity]] = [
    ("报价3.2万元/吨", ("3.2万元/吨", 32_000, 32_000, "yuan_per_tonne")),
    ("报价0.7元/W", ("0.7元/W", 0.7, 0.7, "yuan_per_watt")),
    ("报价0.7元/度", ("0.7元/度", 0.7, 0.7, "yuan_per_kwh")),
    ("报价5分/瓦", ("5分/瓦", 0.05, 0.05, "yuan_per_watt")),
    ("运价6万美元/天", ("6万美元/天", 60_000, 60_000, "usd_per_day")),
    ("每桶71美元", ("71美元", 71, 71, "usd")),
    ("每股派息0.3元", ("0.3元", 0.3, 0.3, "cny")),
    ("每吨价格下调90元", ("90元", 90, 90, "cny")),
    ("每千克42元", ("42元", 42, 42, "cny")),
    ("每年投入5亿元", ("5亿元", 5e8, 5e8, "cny")),
    ("产能8万吨/年", ("8万吨/年", 80_000, 80_000, "tonne")),
]
SPANS: list[tuple[str, Quantity]] = [
    ("历时半年", ("半年", 6, 6, "month")),
    ("历时半个月", ("半个月", 0.5, 0.5, "month")),
    ("历时一个半月", ("一个半月", 1.5, 1.5, "month")),
    ("历时三年半", ("三年半", 3.5, 3.5, "year")),
    ("历时两个多月", ("两个多月", 2, 2, "month")),
    ("历时三四个月", ("三四个月", 3, 4, "month")),
    ("历时5个交易日", ("5个交易日", 5, 5, "day")),
    ("历时90日", ("90日", 90, 90, "day")),
    ("历时两年零三个月", ("两年零三个月", 27, 27, "month")),
    ("历时3小时20分钟", ("3小时20分钟", 200, 200, "minute")),
    ("年满65周岁", ("65周岁", 65, 65, "year")),
]
THINGS: list[tuple[str, Quantity]] = [
    ("气温零下12摄氏度", ("零下12摄氏度", -12, -12, "celsius")),
    ("气温升至30度", ("30度", 30, 30, "celsius")),
    ("华氏95度", ("95度", 95, 95, "fahrenheit")),
    ("用电3亿度", ("3亿度", 3e8, 3e8, "kwh")),
    ("一百千瓦", ("一百千瓦", 100, 100, "kw")),
    ("占地900亩", ("900亩", 900, 900, "mu")),
    ("吞吐6万标箱", ("6万标箱", 60_000, 60_000, "teu")),
    ("主频3.2吉赫", ("3.2吉赫", 3.2, 3.2, "gigahertz")),
    ("显存96GB", ("96GB", 96, 96, "gigabyte")),
    ("时速1.6马赫", ("1.6马赫", 1.6, 1.6, "mach")),
    ("每日70万桶", ("70万桶", 700_000, 700_000, "barrel_per_day")),
    ("涨至3倍半", ("3倍半", 3.5, 3.5, "times")),
    ("产量翻番", ("翻番", 2, 2, "times")),
    ("产量翻了两番", ("翻了两番", 4, 4, "times")),
    ("产量减半", ("减半", 50, 50, "percent")),
    ("三块电池", ("三", 3, 3, "count")),
    ("十五六家企业", ("十五六", 15, 16, "count")),
    ("2亿用户", ("2亿", 2e8, 2e8, "count")),
    ("在役超过2000架", ("2000", 2000, 2000, "count")),
    ("年底前1200万吨", ("1200万吨", 12e6, 12e6, "tonne")),
    ("深耕10年半导体", ("10年", 10, 10, "year")),
]


@pytest.mark.parametrize(("text", "expected"), SHARES + MONEY + PRICES + SPANS + THINGS)
def test_a_quantity_is_read_in_base_units(text: str, expected: Quantity, lexicon: Lexicon) -> None:
    assert measures(text, lexicon).select("quote", "low", "high", "unit").rows() == [expected]


def test_a_price_base_holds_for_the_next_price_and_ends_with_the_clause(lexicon: Lexicon) -> None:
    found = measures("每吨上调200元至9000元，另收300元", lexicon)
    assert found["unit"].to_list() == ["cny", "cny", "cny"]
    assert found["dimension"].to_list() == ["price", "price", "money"]


COMPARATORS = [
    ("不得超过5%", "<="), ("不得低于5%", ">="), ("未超过5%", "<="), ("大于或等于5%", ">="), ("最高可达5%", "<="),
    ("5%出头", ">"), ("5%不到", "<"), ("10万元起", ">="), ("10%及以上", ">="),
    ("30家以上", ">"), ("30家左右", "~"), ("三百余例", ">"), ("两个多月", ">"),
    ("一千多万吨", ">"), ("近三年", "="), ("耗时近三年", "~"), ("最近三年", "="),
    # What begins like a comparator and is another word.
    ("5万吨多晶硅", "="), ("64GB内存", "="), ("3亿元余额", "="),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), COMPARATORS)
def test_the_words_round_a_number_tell_how_it_is_meant(text: str, expected: str, lexicon: Lexicon) -> None:
    assert measures(text, lexicon)["comparator"].item() == expected


CHANGES = [
    ("负增长3%", "down"), ("收涨3%", "up"), ("收跌3%", "down"), ("净减少3万吨", "down"), ("产量翻番", "up"),
    ("产量减半", "down"), ("翻了三倍", "up"), ("同比-3%", "down"), ("加征50%关税", None), ("增至5万吨", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CHANGES)
def test_a_change_has_a_direction(text: str, expected: str | None, lexicon: Lexicon) -> None:
    assert measures(text, lexicon)["change"].item() == expected


def test_a_change_holds_for_the_whole_list(lexicon: Lexicon) -> None:
    assert measures("甲、乙、丙分别增长5%、8%和12%", lexicon)["change"].to_list() == ["up", "up", "up"]


LEVELS = [
    ("毛利率-7.5%", [("-7.5%", -7.5, None)]),
    ("毛利率分别为12%、-7.5%和8%", [("12%", 12, None), ("-7.5%", -7.5, None), ("8%", 8, None)]),
    ("净利润-3.2亿元，同比-30%", [("-3.2亿元", -3.2e8, None), ("30%", 30, "down")]),
    ("气温-5℃", [("-5℃", -5, None)]),
]


@pytest.mark.parametrize(("text", "expected"), LEVELS)
def test_a_level_below_zero_keeps_its_sign(
    text: str, expected: list[tuple[str, float, str | None]], lexicon: Lexicon
) -> None:
    assert measures(text, lexicon).select("quote", "low", "change").rows() == expected


NO_QUANTITIES = [
    "3年期存款", "10年期国债", "十年国债", "7天逆回购", "下午三点半", "10点50分", "2码头", "3天然气", "两位数",
    "半年报", "前半年", "第十五届", "前十大股东", "每10股", "1230次航班", "165亿只是下限", "232条款", "数十亿美元",
    "几分之几", "一度", "https://a.cn/p?x=5%20",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_QUANTITIES)
def test_what_only_looks_like_a_quantity_is_none(text: str, lexicon: Lexicon) -> None:
    assert measures(text, lexicon)["quote"].to_list() == []
