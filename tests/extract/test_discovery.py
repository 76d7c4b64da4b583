"""Names that no list holds: found by form in both languages, and again by their short forms; generic words are none."""

import polars as pl
import pytest

from pipelines.extract.discovery import discovered_in
from pipelines.extract.facts import facts_of
from pipelines.extract.names import mentions_of
from pipelines.lexicon import Lexicon
from tests.extract.samples import article_claims, batched, claim


def discovered(text: str, lexicon: Lexicon) -> tuple[list[tuple[str, str]], list[str]]:
    """Type and name of each new entity, and the surfaces of all mentions in text order."""
    claims = claim(text)
    entities, mentions, _ = discovered_in(claims, mentions_of(claims, lexicon), lexicon)
    for surface, start, end in mentions.select("surface", "start", "end").rows():
        assert text[start:end] == surface
    return entities.sort("name").select("type", "name").rows(), mentions.sort("start")["surface"].to_list()


def new_names(claims: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """`claim, surface, start, end, name` of each new entity's mentions, each text an article of its own."""
    article = pl.col("claim").cast(pl.String).alias("article_id")
    facts = facts_of(article_claims(claims["text"].to_list()).with_columns(article), lexicon)
    return facts.mentions.join(facts.discovered, on="entity_id").sort("claim", "start")


read = batched(new_names, globals())


def new(text: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    """Surface and name of each new entity's mentions in the text, in text order."""
    found = read(text, lexicon)
    for surface, start, end in found.select("surface", "start", "end").rows():
        assert text[start:end] == surface
    return found.select("surface", "name").rows()


def named(texts: list[str], lexicon: Lexicon, articles: list[str] | None = None) -> list[tuple[str, str]]:
    """Surface and name of each new entity's mentions in the texts of one article, in text order."""
    claims = article_claims(texts)
    if articles:
        claims = claims.with_columns(pl.Series("article_id", articles))
    facts = facts_of(claims, lexicon)
    found = facts.mentions.join(facts.discovered, on="entity_id").sort("claim", "start")
    for claim_number, surface, start, end in found.select("claim", "surface", "start", "end").rows():
        assert texts[claim_number][start:end] == surface
    return found.select("surface", "name").rows()


FOUND = [
    ("Shares of Aurora Quartz Holdings rose", ("organization", "Aurora Quartz Holdings")),
    ("Galaxy Vexel Inc. fell", ("organization", "Galaxy Vexel")),
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
    entities, _, _ = discovered_in(claims, mentions_of(claims, lexicon), lexicon)
    assert entities.schema == lexicon.entities.schema


ENGLISH = [
    ("Aurelian Bank AG cut rates", ["Aurelian Bank AG"]),
    ("an order from Ostmark Shipping Co., Ltd. came", ["Ostmark Shipping Co., Ltd"]),
    ("shares of Norvale Chemicals rose", ["Norvale Chemicals"]),
    ("analysts at Volta River Capital agreed", ["Volta River Capital"]),
    ("the Sunward Photovoltaics Association met", ["Sunward Photovoltaics Association"]),
    ("the Commercial Bank of Sorvia kept its rate", ["Commercial Bank of Sorvia"]),
    ("Zephyr Quill (NYSE: ZPHQ) fell", ["Zephyr Quill"]),
    ("its Danforth Ridge mine reopened", ["Danforth Ridge mine"]),
    ("a plant in Tandor County opened", ["Tandor County"]),
    ("ships left the Port of Melburg late", ["Port of Melburg"]),
    ("the Gulf of Melburg and North Quill saw storms", ["Gulf of Melburg"]),
    ("Vexelor CEO Ann Dorrick spoke", ["Vexelor", "Ann Dorrick"]),
    ("Quillbank’s chief executive Ann Dorrick spoke", ["Quillbank", "Ann Dorrick"]),
    ("Then CEO Ann Dorrick left, and senior analyst Rick Halmstad stayed", ["Ann Dorrick", "Rick Halmstad"]),
    ("it bought VexelTrunk and the SkyQuill app", ["VexelTrunk"]),
]


@pytest.mark.parametrize(("text", "surfaces"), ENGLISH)
def test_english_bodies_and_places(text: str, surfaces: list[str], lexicon: Lexicon) -> None:
    assert [surface for surface, _ in new(text, lexicon)] == surfaces


PEOPLE = [
    ("“We see upside,” said John Pellman, an analyst at a broker", ["John Pellman"]),
    ("Jane Dorrick, chief economist at a fund, agreed", ["Jane Dorrick"]),
    ("according to Kwame Asante, head of research", ["Kwame Asante"]),
    ("said analyst Tove Halmstad of a bank", ["Tove Halmstad"]),
    ("Energy Minister Rashid Al-Maktari spoke", ["Rashid Al-Maktari"]),
    ("Mr. Adeyemi resigned", ["Adeyemi"]),
    ("Zhang Weimin sees prices rise", ["Zhang Weimin"]),
    ("Rosebank’s Rick Dorrick cut his target", ["Rick Dorrick"]),
    ("研究员林英奇测算,缺口缩小", ["林英奇"]),
    ("Michael Jordan and Jordan Peterson spoke", ["Michael Jordan", "Jordan Peterson"]),
    ("分析师张三表示，利率下调", ["张三"]),
    ("公司董事长李文博增持", ["李文博"]),
    ("副秘书长许艳华5日表示", ["许艳华"]),
    ("财长斯密斯称，不会撤资", ["斯密斯"]),
    ("会见了外交部长田中伸一。", ["田中伸一"]),
    ("任命约翰·史密斯为首席执行官", ["约翰·史密斯"]),
    ("由于约翰·史密斯经验丰富", ["约翰·史密斯"]),
    ("首席执行官Marta Ellwood说", ["Marta Ellwood"]),
]


@pytest.mark.parametrize(("text", "surfaces"), PEOPLE)
def test_people_by_what_stands_beside_them(text: str, surfaces: list[str], lexicon: Lexicon) -> None:
    assert [surface for surface, _ in new(text, lexicon)] == surfaces


CHINESE = [
    ("新锐晶材股份有限公司公告", ["新锐晶材股份有限公司"]),
    ("与云州大学合作", ["云州大学"]),
    ("据金瑞泰期货研报，油价回落", ["金瑞泰期货"]),
    ("云信泰期货黑色研究主管说", ["云信泰期货"]),
    ("龙头晨阳股份上涨", ["晨阳股份"]),
    ("晨阳股份（688999.SH）、晨曦电子-W（09988.HK）", ["晨阳股份", "晨曦电子-W"]),
    ("华夏海润船舶重工集团为新船命名", ["华夏海润船舶重工集团"]),
    ("浙江云海银行行长说", ["浙江云海银行"]),
    ("位于云岭省的白石锂矿投产", ["云岭省", "白石锂矿"]),
]


@pytest.mark.parametrize(("text", "surfaces"), CHINESE)
def test_chinese_bodies_and_places(text: str, surfaces: list[str], lexicon: Lexicon) -> None:
    assert [surface for surface, _ in new(text, lexicon)] == surfaces


PRODUCTS = [
    ("two Il-82 transports and a Su-99", ["Il-82", "Su-99"]),
    ("伊尔-82运输机抵达", ["伊尔-82"]),
    ("T-97 tanks and S-700 missiles", ["T-97", "S-700"]),
    ("神舟九十一号发射成功，嫦娥四十六号返回", ["神舟九十一号", "嫦娥四十六号"]),
    ("HRX-2041 entered a phase II trial", ["HRX-2041"]),
    ("QLX22注射液获批临床", ["QLX22"]),
]


@pytest.mark.parametrize(("text", "surfaces"), PRODUCTS)
def test_products_by_designation(text: str, surfaces: list[str], lexicon: Lexicon) -> None:
    assert [surface for surface, _ in new(text, lexicon)] == surfaces


NO_NAMES = [
    "Danforth MacAllister and FitzDorrick at the VexelTrunk Center",
    "Former chairman and senior analyst Rick",
    "The Company declined, and several companies left",
    "Technology Group and Semiconductor Holdings gained",
    "the Ministry said, and the Bank agreed",
    "Clean Energy and Critical Materials rose",
    "Shares Jump As Battery Makers Surge At Northern Energy Resources",
    "On Monday, the chairman said prices rose",
    "Rare Earth Group 1: Core Materials",
    "T-10 bonds, K-12 schools, E-10 fuel, the V-12 engine and the H-1B visa",
    "a drug at ASCO-2025, a COVID-19 vaccine, a PD-1 inhibitor, IL-17 and GLP-1",
    "the standard GB-12345 and the code CSI300",
    "该公司、有关部门、相关公司、多家银行、各部、全部、大部分、部委表示",
    "海外锂矿发运增加，大型铜矿品位下降，一座金矿停产",
    "新能源科技公司表示，国有银行、商业银行下调利率",
    "原油期货分析师认为，国债期货研究员认为",
    "推动能源、发展航运、购买保险，持有股份公告",
    "正极材料股价上涨，稀土永磁涨停，消费电子大涨",
    "一项有关稀土开采的计划，几百万吨稀土放着不用",
    "董事长曾表示，总裁任命已宣布，分析师于今年在会上说",
    "分析师表示，部长说，首席执行官称",
    "专门委员会与审计委员会开会，一所大学招生",
]


@pytest.mark.parametrize("text", NO_NAMES)
def test_general_words_are_no_names(text: str, lexicon: Lexicon) -> None:
    assert new(text, lexicon) == []


AGAIN = [
    (["Zhonghe Rare Earth Group (ZREIG) signed.", "ZREIG ships, Zhonghe builds"], ["ZREIG", "ZREIG", "Zhonghe"]),
    (["said John Pellman, an analyst at a bank", "Pellman raised his target"], ["Pellman"]),
    (["Pellman Says Oil Is Cheap", "said John Pellman, an analyst at a bank"], ["Pellman"]),
    (["Pellman: oil is cheap", "said John Pellman, an analyst at a bank"], ["Pellman"]),
    (["Zhang Weimin of a broker spoke", "Zhang expects more"], ["Zhang"]),
    (["Kinvale Quill Lithium Corp rose", "Kinvale Quill Lithium fell"], ["Kinvale Quill Lithium"]),
    (["President Tobias Grell spoke", "Mr. Grell left"], ["Grell"]),
    (["北京闪耀新能科技有限公司（简称“闪耀新能”）成立", "闪耀新能将投资"], ["闪耀新能", "闪耀新能"]),
    (["总统费尔南多·洛佩兹来访", "洛佩兹说合作将继续"], ["洛佩兹"]),
    (["国药闪康生物制药有限公司公告", "闪康生物股价上涨"], ["闪康生物"]),
    (["新锐晶材股份有限公司公告", "新锐晶材表示"], ["新锐晶材"]),
]


@pytest.mark.parametrize(("texts", "shorts"), AGAIN)
def test_a_new_name_is_found_again_by_its_short_form(texts: list[str], shorts: list[str], lexicon: Lexicon) -> None:
    rows = named(texts, lexicon)
    assert [surface for surface, _ in rows if surface in (*shorts, "Pellman")] == shorts
    assert len({name for _, name in rows}) == 1


def test_a_surname_in_another_name_is_another_person(lexicon: Lexicon) -> None:
    texts = ["said John Pellman, an analyst", "Anna Pellman went to Pellman Street"]
    assert [surface for surface, _ in named(texts, lexicon)] == ["John Pellman", "Anna Pellman"]


def test_a_short_form_two_people_share_names_neither(lexicon: Lexicon) -> None:
    texts = ["CEO Marta Pellman and CFO Tove Pellman spoke", "Pellman left"]
    assert [surface for surface, _ in named(texts, lexicon)] == ["Marta Pellman", "Tove Pellman"]


def test_a_short_form_counts_in_its_own_article_only(lexicon: Lexicon) -> None:
    texts = ["CEO Marta Pellman spoke", "Pellman left", "Pellman left"]
    assert [s for s, _ in named(texts, lexicon, ["a", "a", "b"])] == ["Marta Pellman", "Pellman"]


OFFICES = [
    ("Paraguay's Ministry of Finance declined", ("Ministry of Finance of Paraguay", "Ministry of Finance")),
    ("the Paraguayan finance ministry declined", ("Ministry of Finance of Paraguay", "Paraguayan finance ministry")),
    ("The Ministry of Defense of Peru spoke", ("Ministry of Defense of Peru", "Ministry of Defense of Peru")),
    ("巴拉圭财政部未置评", ("Ministry of Finance of Paraguay", "巴拉圭财政部")),
    ("秘鲁的国防部长辞职", None),
]


@pytest.mark.parametrize(("text", "expected"), OFFICES)
def test_a_ministry_belongs_to_the_country_beside_it(
    text: str, expected: tuple[str, str] | None, lexicon: Lexicon
) -> None:
    assert new(text, lexicon) == ([expected[::-1]] if expected else [])


KNOWN_OFFICES = [
    ("China's commerce ministry", "Ministry of Commerce of China"),
    ("the German foreign ministry", "Ministry of Foreign Affairs of Germany"),
    ("Japanese Ministry of Defense officials", "Ministry of Defense of Japan"),
    ("日本的外务省", "Ministry of Foreign Affairs of Japan"),
    ("Chinese Ministry of Water Resources", "Ministry of Water Resources of China"),
    ("Japan's central bank", "Bank of Japan"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), KNOWN_OFFICES)
def test_an_office_the_lexicon_has_is_that_one(text: str, expected: str, lexicon: Lexicon) -> None:
    claims = claim(text)
    _, mentions, _ = discovered_in(claims, mentions_of(claims, lexicon), lexicon)
    types = mentions.join(lexicon.entities, on="entity_id").filter(pl.col("type") == "organization")
    assert types["name"].to_list() == [expected]


def test_another_countrys_ministry_is_never_the_chinese_one(lexicon: Lexicon) -> None:
    claims = claim("Brazil's Ministry of Water Resources and 巴西水利部 spoke")
    _, mentions, _ = discovered_in(claims, mentions_of(claims, lexicon), lexicon)
    assert "Ministry of Water Resources of China" not in mentions.join(lexicon.entities, on="entity_id")["name"]
    names = named(["Brazil's Ministry of Water Resources and 巴西水利部 spoke"], lexicon)
    assert [name for _, name in names] == ["Ministry of Water Resources of Brazil", "巴西水利部"]


EDGES = [
    ("Refiner Kashmere Petrochemical Corp. cut runs", ["Kashmere Petrochemical Corp"]),
    ("the Peru Petroleum Association agreed", ["Peru Petroleum Association"]),
    ("its chairman, C.C. Liao, an engineer at heart, spoke", ["C.C. Liao"]),
    ("Energy Minister Suhail al-Hamdani spoke", ["Suhail al-Hamdani"]),
    ("Hsinda Microelectronics rose, Hsinda Chairman said", ["Hsinda Microelectronics", "Hsinda"]),
    ("首席执行官彼得·范德梅尔表示", ["彼得·范德梅尔"]),
    ("我觉得约翰·史密斯会来", ["约翰·史密斯"]),
    ("主任曾勉均认为", ["曾勉"]),
    ("原油日报、碳酸锂日报和计划投资发布", []),
]


@pytest.mark.parametrize(("text", "surfaces"), EDGES)
def test_where_a_name_begins_and_ends(text: str, surfaces: list[str], lexicon: Lexicon) -> None:
    assert [surface for surface, _ in new(text, lexicon)] == surfaces
