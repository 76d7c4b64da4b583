"""Which articles tell one story: read from their text as a refresh reads it, whatever is loaded first."""

import random
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from pipelines.extract import extract
from pipelines.lexicon import Lexicon
from pipelines.store import load
from pipelines.store import stories as stories_module
from pipelines.store.connect import Connection
from pipelines.store.stories import find_stories
from tests.extract.samples import batch

ROOT = Path(__file__).parent.parent.parent
SQL = ROOT / "sql"
Article = tuple[str, str, str]
"""Date (and time), title, body."""
Frames = dict[str, pl.DataFrame]
START = datetime(2025, 11, 1)
TABLES = ("story_texts", "story_marks", "story_keys", "story_links")


def page(articles: Iterable[Article], source: str = "Sina") -> str:
    lines = (f"{title}\n{source}{'· ' + when if when else '·'}\n{body}\n" for when, title, body in articles)
    return "产业\nSearch documents\n" + "".join(lines)


def read(lexicon: Lexicon, **pages: str) -> Frames:
    """Pages by name as they are stored, with anything for what only the file would tell."""
    rows = extract(batch(**pages), lexicon)
    of_the_file = {"sha256": "", "byte_count": 0, "extractor_version": "", "loaded_at": START}
    return rows | {"seed_files": rows["seed_files"].with_columns(**{k: pl.lit(v) for k, v in of_the_file.items()})}


def add(con: Connection, lexicon: Lexicon, **pages: str) -> None:
    load.add(con, read(lexicon, **pages))
    load.replace_lexicon(con, lexicon.stored)


def find(con: Connection, lexicon: Lexicon, *, everything: bool = False) -> None:
    find_stories(con, SQL, lexicon.story_weights, everything=everything)


def groups(con: Connection) -> list[list[str]]:
    """Titles of the stories that several articles tell."""
    found = con.execute(
        """
        select list(title order by published_at, title)
        from articles
        group by story_id
        having count(*) > 1
        order by 1
        """
    ).fetchall()
    return [titles for (titles,) in found]


PLANT_EN = (
    "Core Insights - Northvolt agreed with Germany's Economy Ministry to build a battery plant in Heide for "
    "4.57 billion euros [1] - The plant is to deliver 63.5 GWh a year from 2029 [2] - Volkswagen takes half of it [3]"
)
PLANT_ZH = (
    "北伏与德国政府谈妥，将投资45.7亿欧元在海德建设电池工厂，2029年起年产63.5GWh，大众汽车将包下一半产量。"
    "分析人士称，这是德国近年来规模最大的电池项目，对欧洲电池产业意义重大。"
)
HARBOUR = (
    "Core Insights - Brazil's President Lula opened the harbour of Santos to lithium exports [1] - Brazil wants to "
    "export 4,125 tonnes of lithium a year [2] - Lula had promised the harbour during the campaign [3]"
)
HARBOUR_AGAIN = (
    "巴西总统卢拉宣布开放桑托斯港用于锂出口。卢拉表示，巴西不愿只做原料的看客。巴西业界预计每年出口锂4125吨，"
    "卢拉的决定也被视为兑现竞选承诺。巴西矿业协会对此表示欢迎，认为锂产业将因此受益。"
)
ONE_STORY: dict[str, list[Article]] = {
    "a headline reworked": [
        ("2025-11-05 09:00", "德国懵了,加拿大恢复锂矿出口,但一个关键条件让车企有苦难言", PLANT_EN),
        ("2025-11-06 21:00", "德国惊讶!加拿大恢复锂矿出口,但一个关键条件让车企有苦说不出", HARBOUR_AGAIN),
    ],
    "the same numbers in the other language": [
        ("2025-11-05 09:00", "大众汽车锁定一半产量,德国电池大厂落地", PLANT_EN),
        ("2025-11-06 10:00", "45.7亿欧元!德国海德将建电池厂", PLANT_ZH),
    ],
    "who does what where, told in other words": [
        ("2025-11-05 09:00", "卢拉拍板,巴西锂走向世界", HARBOUR),
        ("2025-11-07 10:00", "巴西总统卢拉为什么要押注锂?", HARBOUR_AGAIN),
    ],
    "copies under titles of their own": [
        ("2025-11-05 09:00", "一个标题", PLANT_EN),
        ("2025-12-25 09:00", "完全不同的说法", PLANT_EN.replace("[1]", "[4]")),
    ],
}


@pytest.mark.parametrize("articles", ONE_STORY.values(), ids=ONE_STORY)
def test_one_story(con: Connection, lexicon: Lexicon, articles: list[Article]) -> None:
    add(con, lexicon, a=page(articles))
    find(con, lexicon)
    assert groups(con) == [[title for _, title, _ in articles]]


def results(firm: str, profit: str, sales: str, growth: str) -> str:
    return (
        f"Core Insights - {firm} earned {profit} billion yuan in the third quarter [1] - Its sales came to {sales} "
        f"billion yuan, {growth}% more than a year before [2] - The board of {firm} pays no dividend [3]"
    )


def close(shanghai: str, shenzhen: str, volume: str, stock: str) -> str:
    return (
        f"上证指数收报{shanghai}点，深证成指收报{shenzhen}点，沪深两市成交额{volume}亿元。板块方面，稀土、锂电池、半导体"
        f"走势分化，中国稀土涨{stock}%，宁德时代、比亚迪、贵州茅台小幅波动，北方稀土成交活跃。"
    )


APART: dict[str, list[Article]] = {
    "two firms in one form": [
        ("2025-10-28 18:00", "宁德时代:前三季度净利润大幅增长", results("CATL", "18.55", "104.19", "41.2")),
        ("2025-10-28 19:00", "比亚迪:前三季度净利润大幅增长", results("BYD", "7.82", "194.98", "32.6")),
    ],
    "two quarters of one firm": [
        ("2025-10-28 18:00", "宁德时代:三季度业绩超预期", results("CATL", "18.55", "104.19", "41.2")),
        ("2025-10-30 18:00", "宁德时代签下大单", results("CATL", "16.52", "94.18", "33.7")),
    ],
    "two days of one market": [
        ("2025-11-05 15:10", "收评:A股三大指数分化,稀土板块走强", close("3969.25", "13223.56", "18943", "4.2")),
        ("2025-11-06 15:10", "收评:A股三大指数分化,稀土板块走弱", close("4007.76", "13452.42", "20759", "1.7")),
    ],
    "two days of one column": [
        ("2025-11-05 09:00", "11月5日稀土ETF净流出3.1亿元,位居可比基金前列", HARBOUR),
        ("2025-11-06 09:00", "11月6日稀土ETF净流出2.4亿元,位居可比基金前列", PLANT_ZH),
    ],
    "one matter, months apart": [
        ("2025-05-05 09:00", "卢拉拍板,巴西锂走向世界", HARBOUR),
        ("2025-11-07 10:00", "巴西总统卢拉为什么要押注锂?", HARBOUR_AGAIN),
    ],
    "one matter, one article without a date": [
        ("", "卢拉拍板,巴西锂走向世界", HARBOUR),
        ("2025-11-07 10:00", "巴西总统卢拉为什么要押注锂?", HARBOUR_AGAIN),
    ],
    "two events of one war": [
        (
            "2025-11-05 09:00",
            "泽连斯基访问希腊,敲定过冬天然气",
            "乌克兰总统泽连斯基抵达雅典，与希腊签署协议，经管道进口天然气。泽连斯基说，俄罗斯的袭击毁掉了乌克兰大半的产能，"
            "普京想让乌克兰人挨冻。乌克兰还在与美国商谈液化气。",
        ),
        (
            "2025-11-07 09:00",
            "普京与泽连斯基隔空喊话,和谈陷入僵局",
            "俄罗斯总统普京表示，乌克兰拒绝谈判。泽连斯基回应说，普京并不想要和平，乌克兰不会交出土地。俄罗斯军队仍在推进，"
            "乌克兰方面称守住了防线。",
        ),
    ],
    "two deals of one firm": [
        (
            "2025-11-05 09:00",
            "宁德时代与福特谈妥电池授权",
            "宁德时代将向福特授权磷酸铁锂电池技术，福特在密歇根州的工厂由此可以投产。宁德时代不出资，只收授权费。",
        ),
        (
            "2025-11-06 09:00",
            "宁德时代电池工厂在匈牙利投产",
            "宁德时代在匈牙利德布勒森的电池工厂开始投产，供货宝马与奔驰。宁德时代称匈牙利工厂是其欧洲业务的支点。",
        ),
    ],
    "nothing but the two countries all speak of": [
        ("2025-11-05 09:00", "中美谈判进入深水区", "中国与美国将就稀土出口继续磋商，双方都想稳定供应链。" * 2),
        ("2025-11-05 10:00", "美国离不开中国稀土", "美国企业担心中国收紧稀土出口，供应链的重建需要多年。" * 2),
    ],
    "titles alone": [
        ("2025-11-05 09:00", "早间新闻", ""),
        ("2025-11-06 09:00", "早间新闻", ""),
    ],
    "a body that says nothing": [
        ("2025-11-05 09:00", "巴西锂矿罢工", "点击查看原文"),
        ("2025-11-05 09:30", "澳大利亚铁矿石价格下跌", "点击查看原文"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("articles", APART.values(), ids=APART)
def test_not_one_story(con: Connection, lexicon: Lexicon, articles: list[Article]) -> None:
    add(con, lexicon, a=page(articles))
    assert con.execute("select count(*) from articles").fetchone() == (len(articles),)
    find(con, lexicon)
    assert groups(con) == []


def state(con: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Everything that stories are told by."""
    held = {table: con.execute(f"select * from {table} order by all").fetchall() for table in TABLES}
    return held | {"articles": con.execute("select article_id, story_id from articles order by all").fetchall()}


@pytest.fixture(scope="session")
def single_pages(lexicon: Lexicon) -> dict[str, Frames]:
    """Extracted pages with one or two articles each: those of the real pages, cut apart."""
    found: dict[str, Frames] = {}
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        lines = path.read_text("utf-8").split("\n")
        metas = [place for place, line in enumerate(lines) if "· 20" in line[-40:]]
        ends = [*(meta - 1 for meta in metas[2::2]), len(lines)]
        pages = {
            f"{path.name[:3]}_{place:02}": "\n".join(["稀土", *lines[place - 1 : end]])
            for place, end in zip(metas[::2], ends, strict=True)
        }
        # Read together, which takes a tenth of the time, and taken apart again.
        rows = read(lexicon, **pages)
        for name in pages:
            articles = rows["articles"].filter(seed_file=name)["article_id"]
            found[name] = {
                table: frame.filter(seed_file=name)
                if "seed_file" in frame.columns
                else frame.filter(pl.col("article_id").is_in(articles.implode()))
                if "article_id" in frame.columns
                else frame
                for table, frame in rows.items()
            }
    return found


@pytest.mark.parametrize("texts_per_key", [3, 300])
def test_the_way_that_pages_came_does_not_show(
    con: Connection,
    lexicon: Lexicon,
    single_pages: dict[str, Frames],
    texts_per_key: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Page by page, some taken out and put back, equals all at once; also where keys fall silent on the way."""
    monkeypatch.setattr(stories_module, "TEXTS_PER_KEY", texts_per_key)
    rng = random.Random(texts_per_key)
    coming = list(single_pages)
    rng.shuffle(coming)
    load.replace_lexicon(con, lexicon.stored)
    for name in coming:
        load.add(con, single_pages[name])
        find(con, lexicon)
        if rng.random() < 0.3:
            gone = rng.sample(coming[: coming.index(name) + 1], 1)
            back = load.forget(con, gone) | set(gone)
            find(con, lexicon)
            for again in sorted(back):
                load.add(con, single_pages[again])
    find(con, lexicon)
    incremental = state(con)
    find(con, lexicon, everything=True)
    assert state(con) == incremental
    if texts_per_key == 300:
        assert sorted(map(len, groups(con))) == [2, 9]


def test_a_key_of_very_many_texts_links_none_until_some_go(
    con: Connection, lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stories_module, "TEXTS_PER_KEY", 2)
    told = [HARBOUR.replace("4,125", number).replace("campaign", f"campaign {number}") for number in ("11", "12", "13")]
    for number, body in enumerate(told):
        title = ("卢拉为锂开港", "锂从港口出海,卢拉拍板", "卢拉谈锂")[number]
        add(con, lexicon, **{f"p{number}": page([("2025-11-05 09:00", title, body)])})
    find(con, lexicon)
    assert groups(con) == []
    load.forget(con, ["p2"])
    find(con, lexicon)
    assert groups(con) == [["卢拉为锂开港", "锂从港口出海,卢拉拍板"]]


def test_an_article_that_goes_leaves_the_rest_of_its_story(con: Connection, lexicon: Lexicon) -> None:
    first, second = ONE_STORY["who does what where, told in other words"]
    add(con, lexicon, one=page([first]), two=page([second]), other=page([("2025-11-05 08:00", "大众与北伏", PLANT_EN)]))
    find(con, lexicon)
    assert len(groups(con)) == 1
    load.forget(con, ["one"])
    find(con, lexicon)
    assert groups(con) == []
    assert con.execute("select count(*) from story_links").fetchone() == (0,)
    assert con.execute("select count(*) from articles where story_id <> copy_id").fetchone() == (0,)


def test_nothing_changed_costs_nothing(con: Connection, lexicon: Lexicon) -> None:
    add(con, lexicon, one=page(ONE_STORY["who does what where, told in other words"]))
    find(con, lexicon)
    con.execute("update articles set story_id = 'untouched'")
    find(con, lexicon)
    assert con.execute("select distinct story_id from articles").fetchall() == [("untouched",)]
    # A page about something else leaves that story alone, too.
    add(con, lexicon, two=page([("2025-11-05 09:00", "德国海德将建电池厂", PLANT_ZH)]))
    find(con, lexicon)
    assert con.execute("select count(*) from articles where story_id = 'untouched'").fetchone() == (2,)
