"""Two names for one office or one firm."""

from datetime import datetime, timedelta

import pytest

from tests.world import World, insert

OCTOBER = datetime(2025, 10, 20)
FINANCE = "finance minister"


@pytest.fixture
def people(world: World) -> World:
    """The lexicon knows two who hold or held the office; Becerra is none of them."""
    world.page("p1")
    world.entity("United States")
    for name in ("Bessent", "Mnuchin", "Becerra", "Nobody"):
        world.entity(name, "person")
    for name in ("Bessent", "Mnuchin"):
        insert(world.con, "office_holders", entity_id=name, office=FINANCE, body_id="United States")
    return world


def names(world: World, article_id: str, *people: str, days: int = 0, title_lang: str = "en") -> None:
    """An article that names people and gives them no title."""
    world.article(article_id, published_at=OCTOBER + timedelta(days=days), title_lang=title_lang)
    for person in people:
        world.claim(article_id, f"{person} spoke", person)


def states(
    world: World, article_id: str, person: str, *, days: int = 0, title_lang: str = "en", **values: bool
) -> None:
    """An article that gives a person the office."""
    names(world, article_id, days=days, title_lang=title_lang)
    world.office(article_id, person, FINANCE, "United States", **values)


def conflicts(world: World) -> list[tuple[str, ...]]:
    return world.ask("select kind, article_id, name, other_name from name_conflicts order by all")


def test_the_odd_one_out_in_the_same_weeks(people: World) -> None:
    states(people, "odd", "Mnuchin")
    names(people, "one", "Bessent", days=3)
    names(people, "two", "Bessent", days=27)
    assert conflicts(people) == [("same_weeks", "odd", "Mnuchin", "Bessent")]
    assert people.ask("select role, other_stories, surface, other_surface, text from name_conflicts") == [
        (FINANCE, 2, "Mnuchin", "Bessent", "finance minister Mnuchin")
    ]


def test_copies_of_a_story_do_not_outvote(people: World) -> None:
    names(people, "one", "Bessent", days=3)
    names(people, "two", "Bessent", days=4)
    for copy in ("odd", "odder", "oddest"):
        states(people, copy, "Mnuchin")
        people.con.execute("update articles set story_id = 'odd' where article_id = ?", [copy])
    assert [article for _, article, *_ in conflicts(people)] == ["odd", "odder", "oddest"]


def test_who_is_only_named_need_not_hold_the_office(people: World) -> None:
    names(people, "past", "Mnuchin")
    names(people, "one", "Bessent", days=3)
    names(people, "two", "Bessent", days=4)
    assert conflicts(people) == []


def test_a_text_may_know_a_holder_that_the_lexicon_does_not(people: World) -> None:
    states(people, "odd", "Mnuchin")
    states(people, "one", "Nobody", days=1)
    states(people, "two", "Nobody", days=2)
    assert conflicts(people) == [("same_weeks", "odd", "Mnuchin", "Nobody")]


def test_one_against_one_whom_the_lexicon_knows_is_right(people: World) -> None:
    states(people, "odd", "Becerra")
    names(people, "one", "Bessent", days=3)
    assert conflicts(people) == [("same_weeks", "odd", "Becerra", "Bessent")]


def test_who_is_called_a_former_holder_is_none(people: World) -> None:
    states(people, "past", "Mnuchin", is_former=True)
    names(people, "one", "Bessent", days=3)
    names(people, "two", "Bessent", days=4)
    assert conflicts(people) == []


def test_a_statement_of_an_earlier_year_speaks_of_its_time(people: World) -> None:
    states(people, "past", "Mnuchin")
    people.con.execute(
        "insert into dates select claim_id, article_id, 'body', '2019', 0, 4, '2019', true, null from offices"
    )
    names(people, "one", "Bessent", days=3)
    names(people, "two", "Bessent", days=4)
    assert conflicts(people) == []


@pytest.mark.parametrize(("iso3", "is_conflict"), [("FRA", False), ("CHN", True)])
def test_a_foreigner_no_list_holds_may_be_anyone_in_chinese(people: World, iso3: str, is_conflict: bool) -> None:
    people.entity("Airbus", "organization", iso3=iso3)
    people.entity("傅里", "person", origin="discovered")
    insert(people.con, "office_holders", entity_id="Nobody", office="chief executive", body_id="Airbus")
    names(people, "odd")
    people.office("odd", "傅里", "chief executive", "Airbus")
    names(people, "one", "Nobody", days=3)
    names(people, "two", "Nobody", days=4)
    assert conflicts(people) == ([("same_weeks", "odd", "傅里", "Nobody")] if is_conflict else [])


def test_of_several_others_the_one_named_most_is_shown(people: World) -> None:
    states(people, "odd", "Becerra")
    for article, person in (("one", "Bessent"), ("two", "Bessent"), ("three", "Bessent"), ("four", "Mnuchin")):
        names(people, article, person, days=3)
    assert conflicts(people) == [("same_weeks", "odd", "Becerra", "Bessent")]


def test_months_apart_is_a_change_of_office(people: World) -> None:
    states(people, "then", "Mnuchin")
    names(people, "now", "Bessent", days=60)
    assert conflicts(people) == []


def test_an_article_that_names_both_may_speak_of_a_predecessor(people: World) -> None:
    states(people, "both", "Mnuchin")
    people.claim("both", "Bessent followed", "Bessent")
    names(people, "one", "Bessent", days=1)
    names(people, "two", "Bessent", days=1)
    assert conflicts(people) == []


def test_the_same_office_of_another_country_does_not_matter(people: World) -> None:
    people.entity("Japan")
    names(people, "odd")
    people.office("odd", "Nobody", FINANCE, "Japan")
    names(people, "one", "Bessent")
    names(people, "two", "Bessent")
    assert conflicts(people) == []


def test_a_chinese_title_that_names_another_than_the_body(people: World) -> None:
    states(people, "split", "Becerra", title_lang="zh")
    people.mention("split", "split#0", "Bessent", field="title")
    assert conflicts(people) == [("title_and_body", "split", "Becerra", "Bessent")]


@pytest.fixture
def firms(world: World) -> World:
    world.page("p1")
    for name in ("MP Materials", "Mountain Pass Materials", "Mountain Pine Materials", "MP Metals"):
        world.entity(name, "organization", subtype="company")
    world.entity("Mountain Pass mine", "place")
    insert(world.con, "operators", place_id="Mountain Pass mine", organization_id="MP Materials")
    return world


def test_a_firm_beside_one_that_begins_with_its_initials(firms: World) -> None:
    names(firms, "odd", "Mountain Pass Materials")
    names(firms, "one", "MP Materials", days=3)
    names(firms, "two", "MP Materials", days=-40)
    names(firms, "other", "MP Metals")
    assert conflicts(firms) == [("initials", "odd", "Mountain Pass Materials", "MP Materials")]


def test_money_that_goes_into_a_mine_where_others_name_its_firm(firms: World) -> None:
    names(firms, "odd")
    firms.office("odd", "Mountain Pass mine", "investee", None)
    names(firms, "one", "MP Materials", days=20)
    assert conflicts(firms) == [("operator", "odd", "Mountain Pass mine", "MP Materials")]


@pytest.mark.parametrize("days", [0, 40])
def test_a_mine_is_right_where_its_firm_stands_beside_it_or_is_named_months_later(firms: World, days: int) -> None:
    names(firms, "odd")
    firms.office("odd", "Mountain Pass mine", "investee", None)
    if days:
        names(firms, "one", "MP Materials", days=days)
    else:
        firms.claim("odd", "MP Materials works it", "MP Materials")
        names(firms, "one", "MP Materials")
    assert conflicts(firms) == []
