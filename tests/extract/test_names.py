"""Who is named: homographs, one-character names, compounds, wraps, word boundaries, tickers."""

import pytest

from pipelines.extract.names import mentions_of
from pipelines.lexicon import Lexicon
from tests.extract.samples import claim

Named = set[tuple[str, str]]


def named(text: str, lexicon: Lexicon) -> Named:
    """English name of each entity and the surface that names it."""
    found = mentions_of(claim(text), lexicon)
    assert [text[start:end] for start, end in found.select("start", "end").rows()] == found["surface"].to_list()
    return set(found.join(lexicon.entities, on="entity_id").select("name", "surface").rows())


NAMES: list[tuple[str, Named]] = [
    ("China and the U.S. agreed", {("China", "China"), ("United States", "U.S.")}),
    ("Chinese, Russian and Japanese", {("China", "Chinese"), ("Russia", "Russian"), ("Japan", "Japanese")}),
    ("Trump administration", {("Donald Trump", "Trump")}),
    ("Mountain Pass mine in California", {("Mountain Pass mine", "Mountain Pass mine"), ("California", "California")}),
    ("the F-35 fighter", {("F-35", "F-35")}),
    ("neodymium-iron-boron", {("rare earth magnets", "neodymium-iron-boron")}),
    ("RARE EARTH, rare-earth, Rare earth", {("rare earths", s) for s in ("RARE EARTH", "rare-earth", "Rare earth")}),
    ("法国、德国", {("France", "法国"), ("Germany", "德国")}),
    ("镝、铽价格", {("dysprosium", "镝"), ("terbium", "铽")}),
    ("贝森特与华为", {("Scott Bessent", "贝森特"), ("Huawei", "华为")}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_a_name_in_either_language_is_a_mention(text: str, expected: Named, lexicon: Lexicon) -> None:
    assert named(text, lexicon) == expected


LONGEST: list[tuple[str, Named]] = [
    ("Bank of China", {("Bank of China", "Bank of China")}),
    ("rare earth permanent magnets", {("rare earth magnets", "rare earth permanent magnets")}),
    ("Niger and Nigeria", {("Niger", "Niger"), ("Nigeria", "Nigeria")}),
    ("South Korea, North Korea", {("South Korea", "South Korea"), ("North Korea", "North Korea")}),
    ("New Mexico", {("New Mexico", "New Mexico")}),
    ("Washington state", {("Washington State", "Washington state")}),
    ("印度尼西亚与印度", {("Indonesia", "印度尼西亚"), ("India", "印度")}),
    ("俄罗斯卫星通讯社", {("Sputnik", "俄罗斯卫星通讯社")}),
    ("重稀土和轻稀土", {("heavy rare earths", "重稀土"), ("light rare earths", "轻稀土")}),
    ("日本央行", {("Bank of Japan", "日本央行")}),
    ("美贸易代表", {("Office of the U.S. Trade Representative", "美贸易代表")}),
    ("澳门", {("Macao", "澳门")}),
]


@pytest.mark.parametrize(("text", "expected"), LONGEST)
def test_the_longest_name_wins(text: str, expected: Named, lexicon: Lexicon) -> None:
    assert named(text, lexicon) == expected


FOREIGN: list[tuple[str, Named]] = [
    ("巴西财政部", {("Ministry of Finance of Brazil", "巴西财政部")}),
    ("巴西财政部长", {("Brazil", "巴西财政部长")}),
    ("the Polish Foreign Ministry", {("Ministry of Foreign Affairs of Poland", "Polish Foreign Ministry")}),
    ("Brazil's Finance Ministry", {("Ministry of Finance of Brazil", "Brazil's Finance Ministry")}),
    ("外交部", {("Ministry of Foreign Affairs of China", "外交部")}),
]


@pytest.mark.parametrize(("text", "expected"), FOREIGN)
def test_the_ministry_of_another_state_is_not_chinas(text: str, expected: Named, lexicon: Lexicon) -> None:
    assert named(text, lexicon) == expected


IN_OTHER_WORDS: list[tuple[str, Named]] = [
    ("意大利航空业", {("Italy", "意大利航空业")}),
    ("数字货币安全", set()),
    ("对牛弹琴", set()),
    ("上海银行间", set()),
    ("二氯甲烷", set()),
    ("中国太平洋保险", {("China Pacific Insurance", "中国太平洋保险")}),
    ("其他信息", set()),
    ("沟通伦理", set()),
    ("Global Fund Manager Survey", set()),
    ("ASIC chips", set()),
]


@pytest.mark.parametrize(("text", "expected"), IN_OTHER_WORDS)
def test_a_company_drug_or_person_is_not_found_in_other_words(text: str, expected: Named, lexicon: Lexicon) -> None:
    assert named(text, lexicon) == expected


def test_a_name_wrapped_in_one_text_is_found_there_and_whole_in_the_next(lexicon: Lexicon) -> None:
    assert named("中 国 人", lexicon) == {("China", "中 国")}
    assert named("人 中　国", lexicon) == {("China", "中　国")}
    assert named("中国", lexicon) == {("China", "中国")}


HOMOGRAPHS: list[tuple[str, Named]] = [
    ("Apple rose while an apple fell", {("Apple", "Apple")}),
    ("Turkey ate a turkey", {("Türkiye", "Turkey")}),
    ("The US told us", {("United States", "US")}),
    ("美的集团", {("Midea", "美的集团")}),
    ("美丽的美元, 美女", set()),
    ("英镑与德行", set()),
    ("法院的意见", set()),
    ("俄语课、加大力度、日前", set()),
    ("中小企业与发展中国家", set()),
    ("黄金周", set()),
    ("摆乌龙", set()),
]


@pytest.mark.parametrize(("text", "expected"), HOMOGRAPHS)
def test_a_word_that_only_looks_like_a_name_is_none(text: str, expected: Named, lexicon: Lexicon) -> None:
    assert named(text, lexicon) == expected


IN_CONTEXT: list[tuple[str, Named]] = [
    ("美财长放话", {("United States", "美")}),
    ("赴美投资", {("United States", "美")}),
    ("对华加码", {("China", "华")}),
    ("驻华大使", {("China", "华")}),
    ("中企出海", {("China", "中")}),
    ("俄1000万吨", {("Russia", "俄")}),
    ("储量:俄1000万吨", {("Russia", "俄")}),
    ("以总理", {("Israel", "以")}),
    ("日企撤离", {("Japan", "日")}),
]
OUT_OF_CONTEXT = "其中一个 在中心 到中午 以及 以此为准 华丽 每日 日常 加以 印章 中国 美国 俄罗斯".split()


@pytest.mark.parametrize(("text", "expected"), IN_CONTEXT)
def test_one_character_names_a_country_in_context(text: str, expected: Named, lexicon: Lexicon) -> None:
    assert named(text, lexicon) == expected


@pytest.mark.parametrize("text", OUT_OF_CONTEXT)
def test_one_character_names_nothing_by_itself(text: str, lexicon: Lexicon) -> None:
    assert {surface for _, surface in named(text, lexicon) if len(surface) == 1} == set()


COMPOUNDS = [
    ("中美会谈", {"China", "United States"}),
    ("中俄合作", {"China", "Russia"}),
    ("日美韩", {"Japan", "United States", "South Korea"}),
    ("俄乌冲突", {"Russia", "Ukraine"}),
    ("中欧贸易", {"China", "European Union"}),
]


@pytest.mark.parametrize(("text", "expected"), COMPOUNDS)
def test_a_compound_names_each_of_its_countries(text: str, expected: set[str], lexicon: Lexicon) -> None:
    found = named(text, lexicon)
    assert {name for name, _ in found} == expected
    assert {surface for _, surface in found} == {text[: len(expected)]}


WRAPS = [("中 国的稀土", "中 国", "China"), ("美 国限制", "美 国", "United States"), ("稀 土", "稀 土", "rare earths")]


@pytest.mark.parametrize(("text", "surface", "name"), WRAPS)
def test_a_line_wrap_inside_a_chinese_name(text: str, surface: str, name: str, lexicon: Lexicon) -> None:
    assert (name, surface) in named(text, lexicon)


BOUNDARIES: list[tuple[str, Named]] = [
    ("Chinatown is Usable in Indianapolis", set()),
    ("the status of Germanys", set()),
    ("China's", {("China", "China")}),
    ("(China)", {("China", "China")}),
    ("U.S.-China", {("United States", "U.S."), ("China", "China")}),
    ("US-based", {("United States", "US")}),
    ("在China的", {("China", "China")}),
    ("Lithium-ion", {("lithium", "Lithium")}),
    ("Ｃhina and 中国", {("China", "Ｃhina"), ("China", "中国")}),
]


@pytest.mark.parametrize(("text", "expected"), BOUNDARIES)
def test_a_latin_name_is_a_whole_word(text: str, expected: Named, lexicon: Lexicon) -> None:
    assert named(text, lexicon) == expected


TICKERS: list[tuple[str, Named]] = [
    ("MP Materials (MP.US)", {("MP Materials", "MP Materials")}),
    ("北方稀土(600111)", {("Northern Rare Earth", "北方稀土")}),
    ("the MP.US ticker", set()),
]


@pytest.mark.parametrize(("text", "expected"), TICKERS)
def test_a_ticker_names_no_country(text: str, expected: Named, lexicon: Lexicon) -> None:
    assert named(text, lexicon) == expected


GOVERNMENTS: list[tuple[str, Named]] = [
    ("Washington said", {("United States", "Washington")}),
    ("Beijing said", {("China", "Beijing")}),
    ("莫斯科表示", {("Russia", "莫斯科")}),
    ("东京方面", {("Japan", "东京")}),
    ("the White House", {("White House", "White House")}),
    ("克里姆林宫", {("Kremlin", "克里姆林宫")}),
]


@pytest.mark.parametrize(("text", "expected"), GOVERNMENTS)
def test_a_capital_speaks_for_its_government_and_a_palace_for_itself(
    text: str, expected: Named, lexicon: Lexicon
) -> None:
    assert named(text, lexicon) == expected
