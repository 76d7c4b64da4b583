"""Makes pages that were never saved: a seeded grammar of titles, names, dates and numbers in both languages.

A page has ten articles, as the site's have. One article in twelve stands on a second page, of another topic; one in
eight tells the story of an earlier one again, with its names and numbers under other words, title and outlet.
"""

import csv
import random
import sys
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent
LEXICON = HERE.parent / "pipelines" / "lexicon"
PER_PAGE = 10
_SHOWN_AGAIN, _TOLD_AGAIN = 1 / 12, 1 / 8
_PLAIN = 0.8
"""Sentences without a number: with these, a KB holds as many numbers as in the pages saved first."""
_REMEMBERED = 500
"""Articles and stories that can come back."""
_START = datetime(2014, 1, 1)
_A_DAY = 250
"""Articles published in a day, however many are asked for: an archive grows along time."""
_OUTLETS = ("Sou Hu Cai Jing", "Zhi Tong Cai Jing", "Wall Street News", "Xin Lang Cai Jing", "Zheng Quan Shi Bao Wang")
_MONTHS = ("January February March April May June July August September October November December").split()
_SYLLABLES = ("kes trel mon vara tol gran or el dun ly nor bec sal tin ra mi ven zar qua li por sten").split()
_FIRST_ZH, _SECOND_ZH = "南北东西华中金银远宏安泰盛瑞", "岭川原海峰源达科恒通信和兴丰"

Names = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Words:
    """Names as pairs of English and Chinese by slot, sentences by language and part."""

    names: Mapping[str, Names]
    sentences: Mapping[tuple[str, str], Sequence[str]]
    topics: Sequence[str]


@dataclass(frozen=True)
class Story:
    """What an article tells: when, and what stands in each slot, in English and in Chinese."""

    at: datetime
    en: Mapping[str, str]
    zh: Mapping[str, str]


def pages(articles: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Name and text of each page, until so many different articles have been told."""
    chance, words = random.Random(seed), _words()
    shown: deque[str] = deque(maxlen=_REMEMBERED)
    stories: deque[Story] = deque(maxlen=_REMEMBERED)
    told, number = 0, 0
    while told < articles:
        lines = [chance.choice(words.topics), "Search documents"]
        for _ in range(PER_PAGE):
            if shown and chance.random() < _SHOWN_AGAIN:
                lines.append(chance.choice(shown))
            elif told < articles:
                again = bool(stories) and chance.random() < _TOLD_AGAIN
                at = _START + timedelta(days=told / _A_DAY + chance.random())
                story = chance.choice(stories) if again else _story(chance, words, at)
                stories.append(story)
                shown.append(_article(chance, words, story))
                lines.append(shown[-1])
                told += 1
        yield f"{number // 1000:04}/{number:07}.txt", "\n".join(lines) + "\n"
        number += 1


def write(folder: Path, articles: int, seed: int = 1) -> int:
    """Write the pages below the folder; the bytes written."""
    written = 0
    for name, text in pages(articles, seed):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        written += path.write_bytes(text.encode())
    return written


def _article(chance: random.Random, words: Words, story: Story) -> str:
    """Title, meta line and body: an English summary, a Chinese one, or Chinese prose that breaks off."""
    at = story.at + timedelta(minutes=chance.randrange(60 * 24 * 2))
    title = ",".join(chance.choice(words.sentences["zh", part]) for part in ("title", "title_end")).format_map(story.zh)
    meta = f"{chance.choice(_OUTLETS)}· {at:%Y-%m-%d %H:%M}"
    form = chance.random()
    if form < 0.6:
        body = _summary(chance, words, story)
    elif form < 0.7:
        body = "市场表现 - " + " - ".join(_sentences(chance, words, story, ("zh", "sentence"), 10))
    else:
        body = " ".join(_sentences(chance, words, story, ("zh", "sentence"), 26)) + " ..."
    return f"{title}\n{meta}\n{body}"


def _summary(chance: random.Random, words: Words, story: Story) -> str:
    """Headings and bullets with citation marks, on one line."""
    parts, cited = [], 1
    for heading in chance.sample(words.sentences["en", "heading"], 3):
        parts.append(heading.format_map(story.en))
        for bullet in _sentences(chance, words, story, ("en", "bullet"), chance.randint(4, 7)):
            parts.append(f"- {bullet} [{cited}][{cited + 2}]")
            cited += 1
    return " ".join(parts)


def _sentences(
    chance: random.Random, words: Words, story: Story, kind: tuple[str, str], count: int
) -> Iterator[str]:
    """Different sentences of a language and part, most of them plain; some give numbers of their own."""
    lang, _ = kind
    plain = sum(chance.random() < _PLAIN for _ in range(count))
    found = chance.sample(words.sentences[lang, "plain"], min(plain, len(words.sentences[lang, "plain"])))
    found += chance.sample(words.sentences[kind], min(count - plain, len(words.sentences[kind])))
    chance.shuffle(found)
    for text in found:
        told = story if chance.random() < 1 / 2 else _story(chance, words, story.at, of=story)
        yield text.format_map(told.en if lang == "en" else told.zh)


def _story(chance: random.Random, words: Words, at: datetime, of: Story | None = None) -> Story:
    """A story of a day; `of` another, the same names with other numbers."""
    en, zh = (dict(of.en), dict(of.zh)) if of else _names(chance, words)
    pct, pct2 = sorted((round(chance.uniform(1, 95), chance.randrange(2)), chance.randint(5, 98)))
    tonnes, money, small = chance.randint(2, 900), chance.randint(2, 990), chance.randint(11, 990)
    years, is_up = chance.randint(1, 9), chance.random() < 0.6
    both = {
        "pct": f"{pct:g}%", "pct2": f"{pct2:g}%", "years": str(years), "years2": str(years + chance.randint(2, 9)),
        "months": str(chance.randint(2, 18)), "year": str(chance.randint(2018, 2035)), "day": str(at.day),
        "month": str(at.month), "monthname": _MONTHS[at.month - 1], "count": f"{chance.randint(2, 9000):,}",
    }  # fmt: skip
    en |= both | {
        "mass": f"{tonnes},000 tonnes", "usd": f"${money / 10:g} billion", "usdsmall": f"${small * 100:,}",
        "yuanen": f"{money} million yuan", "changed": "up" if is_up else "down",
    }  # fmt: skip
    zh |= both | {
        "mass": f"{tonnes}万吨", "usd": f"{money}亿美元", "yuan": f"{money / 10:g}亿元",
        "yuansmall": f"{small / 10:g}万元", "change": "上涨" if is_up else "下降",
    }  # fmt: skip
    return Story(at, en, zh)


def _names(chance: random.Random, words: Words) -> tuple[dict[str, str], dict[str, str]]:
    """Who and what a story is about: names of the lexicon, and a firm that no lexicon knows."""
    chosen = {slot: chance.choice(names) for slot, names in words.names.items()}
    stem = "".join(chance.choice(_SYLLABLES) for _ in range(3)).capitalize()
    stem_zh = chance.choice(_FIRST_ZH) + chance.choice(_SECOND_ZH) + chance.choice(_SECOND_ZH)
    chosen["firm"] = (f"{stem} {chance.choice(('Mining', 'Metals', 'Energy'))} Corp", f"{stem_zh}矿业有限公司")
    return {slot: en for slot, (en, _) in chosen.items()}, {slot: zh for slot, (_, zh) in chosen.items()}


def _words() -> Words:
    files = {
        "country": "countries", "other": "countries", "org": "organizations", "person": "people",
        "material": "materials", "place": "places", "product": "products",
    }  # fmt: skip
    countries = [
        ("China", "中国"), ("the United States", "美国"), ("Russia", "俄罗斯"), ("Australia", "澳大利亚"),
        ("Japan", "日本"), ("India", "印度"), ("Brazil", "巴西"), ("Myanmar", "缅甸"), ("Chile", "智利"),
    ]  # fmt: skip
    names: dict[str, Names] = {}
    for slot, file in files.items():
        rows = [] if file == "countries" else _rows(LEXICON / f"{file}.csv")
        names[slot] = [(row["name"], row["name_zh"]) for row in rows if row["name_zh"]] or countries
    sentences: dict[tuple[str, str], list[str]] = {}
    for row in _rows(HERE / "sentences.csv"):
        sentences.setdefault((row["lang"], row["part"]), []).append(row["text"])
    return Words(names, sentences, [row["topic"] for row in _rows(LEXICON / "topics.csv")])


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    print(f"{write(Path(sys.argv[1]), int(sys.argv[2])):,} bytes")
