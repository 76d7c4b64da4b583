"""From links between texts to stories: which links are followed, and where a story ends.

Pure Python over the texts that a change can touch; knows no database. The outcome depends on texts and links only,
not on their order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST_STORY = timedelta(days=10)
"""From its first text to its last: news that never ends must not become one story."""
TEXTS_PER_LINK = 10
"""Two groups become one where at least one in so many pairs between them is linked."""


@dataclass(frozen=True)
class Text:
    """A text, when it was published, and the article that stands for it."""

    copy_id: str
    published_at: datetime
    article_id: str


@dataclass(frozen=True)
class Link:
    """Two texts by their copy_id, and how surely they tell one story."""

    copy_id: str
    other_id: str
    evidence: float


@dataclass
class _Group:
    texts: list[str]
    first: datetime
    last: datetime
    links: dict[str, int]
    """Links to other groups, by the name of the group."""


def stories(texts: Iterable[Text], links: Iterable[Link]) -> dict[str, str]:
    """For each text that shares its story with another: the story, which is the copy_id of its earliest text.

    The surest links are followed first, so that a text between two stories joins the nearer one.
    """
    known = {text.copy_id: text for text in texts}
    ordered = sorted(links, key=lambda link: (-link.evidence, link.copy_id, link.other_id))
    of = {name: name for name in known}
    groups = {name: _Group([name], text.published_at, text.published_at, {}) for name, text in known.items()}
    for link in ordered:
        for one, other in ((link.copy_id, link.other_id), (link.other_id, link.copy_id)):
            groups[one].links[other] = groups[one].links.get(other, 0) + 1
    for link in ordered:
        one, other = of[link.copy_id], of[link.other_id]
        if one != other and _may_join(groups[one], groups[other], groups[one].links[other]):
            kept, lost = (one, other) if len(groups[one].texts) >= len(groups[other].texts) else (other, one)
            of.update(dict.fromkeys(groups[lost].texts, kept))
            _join(groups, kept, lost)
    return {
        text: min(group.texts, key=lambda name: (known[name].published_at, known[name].article_id))
        for group in groups.values()
        if len(group.texts) > 1
        for text in group.texts
    }


def _may_join(one: _Group, other: _Group, links: int) -> bool:
    span = max(one.last, other.last) - min(one.first, other.first)
    return span <= LONGEST_STORY and links * TEXTS_PER_LINK >= len(one.texts) * len(other.texts)


def _join(groups: dict[str, _Group], kept: str, lost: str) -> None:
    """Move texts and links of one group to the other."""
    into, gone = groups[kept], groups.pop(lost)
    into.texts += gone.texts
    into.first, into.last = min(into.first, gone.first), max(into.last, gone.last)
    into.links.pop(lost)
    for neighbour, count in gone.links.items():
        if neighbour != kept:
            into.links[neighbour] = into.links.get(neighbour, 0) + count
            theirs = groups[neighbour].links
            theirs[kept] = theirs.get(kept, 0) + theirs.pop(lost)
