"""What each CSV file of the lexicon holds: its columns, what may be empty, what is unique, which words are known."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Layout:
    """One file. In `declared`, `?` marks a column that may be empty, `*` one of `|` separated texts that may be."""

    declared: str
    key: str
    """Columns whose cells together stand on one row only."""
    prose: str = ""
    """Columns that nothing is searched for, so that any character may stand in them."""
    pattern: str = ""
    """Columns that go into a pattern as they are."""
    lower: str = ""
    """Columns that are compared in lower case."""

    @property
    def columns(self) -> list[str]:
        return [column.rstrip("?*+") for column in self.declared.split()]

    @property
    def optional(self) -> list[str]:
        return [column[:-1] for column in self.declared.split() if column[-1] in "?*"]

    @property
    def lists(self) -> list[str]:
        return [column[:-1] for column in self.declared.split() if column[-1] in "*+"]


_NAMES = "name name_zh? aliases_en* aliases_zh*"
FILES = {
    "blockers": Layout("surface reason", key="surface", prose="reason"),
    "changes": Layout("surface change", key="surface", pattern="surface", lower="surface"),
    "chrome": Layout("line", key="line", prose="line"),
    "classifiers": Layout("classifier", key="classifier", pattern="classifier"),
    "comparators": Layout("surface side comparator", key="surface side", pattern="surface", lower="surface"),
    "countries": Layout("iso2 iso3 aliases_en* aliases_zh* demonyms* capital_en* capital_zh*", key="iso3"),
    "currency_symbols": Layout("symbol unit", key="symbol"),
    "date_words": Layout("kind surface value?", key="kind surface"),
    "homographs": Layout("surface entity? side words?", key="surface entity side words", prose="words"),
    "magnitudes": Layout("surface factor", key="surface"),
    "materials": Layout(f"subtype {_NAMES}", key="name"),
    "metric_cues": Layout("cue dimension metric weight", key="cue dimension", lower="cue"),
    "metrics": Layout(
        "metric dimension subject_type? object_type? tolerance description", key="metric", prose="description"
    ),
    "ministries": Layout("surface name subtype", key="surface", prose="name"),
    "name_contexts": Layout("place word", key="place word"),
    "name_forms": Layout("place word type subtype?", key="place word"),
    "number_blockers": Layout("surface", key="surface"),
    "number_words": Layout("kind word value", key="kind word", pattern="word", lower="word"),
    "office_contexts": Layout("place word", key="place word"),
    "offices": Layout("word office iso3?", key="word"),
    "operators": Layout("place organization", key="place"),
    "organizations": Layout(f"subtype {_NAMES} iso3?", key="name"),
    "pairs": Layout("surface iso3s+", key="surface"),
    "people": Layout(f"{_NAMES} role?", key="name", prose="role"),
    "places": Layout(f"subtype {_NAMES} iso3?", key="name"),
    "price_bases": Layout("unit surfaces+", key="unit"),
    "products": Layout(f"subtype {_NAMES}", key="name"),
    "qualifiers": Layout("metric aspect qualifier cue side?", key="metric aspect cue", lower="cue"),
    "short_contexts": Layout("short side text", key="short side text"),
    "short_forms": Layout("short iso3", key="short"),
    "story_weights": Layout("type subtype? name? weight", key="type subtype name", prose="name"),
    "subtypes": Layout("type subtype description", key="type subtype", prose="description"),
    "tense_words": Layout("tense word", key="tense word"),
    "topics": Layout("topic topic_en?", key="topic", prose="topic topic_en"),
    "units": Layout("unit dimension factor surfaces+", key="unit dimension factor surfaces"),
    "variants": Layout("character plain", key="character"),
}
ENTITY_TYPES = {
    "materials": "material",
    "organizations": "organization",
    "people": "person",
    "places": "place",
    "products": "product",
}
NAME_COLUMNS = "name name_zh aliases_en aliases_zh demonyms capital_en capital_zh".split()

_FORMS = (
    "legal suffix opening honorific title role title_zh weak_suffix foreign_title_zh legal_zh suffix_zh "
    "weak_suffix_zh surname_pinyin given place_suffix place_opening place_zh"
)
_CONTEXTS = (
    "generic transliteration generic_zh before_zh surname_zh compound_surname_zh after_person_zh "
    "not_in_person_zh stop generic_en generic_place_zh company_context_zh company_lead_zh verb_zh "
    "title_after_zh before_transliteration_zh after_transliteration_zh teller_zh designator "
    "employed designator_letter numbered designator_zh series_zh trial no_code exchange_code market no_short arms"
)

TYPES = ["country", *ENTITY_TYPES.values()]
WORDS = {
    ("changes", "change"): ["up", "down"],
    ("comparators", "side"): ["before", "after"],
    ("comparators", "comparator"): ["=", ">", ">=", "<", "<=", "~"],
    ("date_words", "kind"): ["year", "month", "day", "weekday", "part", "end", "name", "other"],
    ("metrics", "subject_type"): TYPES,
    ("metrics", "object_type"): [*TYPES, "party", "none"],
    ("homographs", "side"): ["before", "after", "article", "else"],
    ("name_contexts", "place"): _CONTEXTS.split(),
    ("name_forms", "place"): _FORMS.split(),
    ("name_forms", "type"): TYPES,
    ("office_contexts", "place"): ["past", "not", "investee"],
    ("number_words", "kind"): ["one", "ten", "percent", "year", "times"],
    ("qualifiers", "side"): ["after"],
    ("short_contexts", "side"): ["before", "after"],
    ("story_weights", "type"): TYPES,
    ("subtypes", "type"): TYPES,
    ("tense_words", "tense"): ["recent", "future", "past"],
}
"""Columns that hold one of a few words, each with a meaning in the rules."""
_CODES: tuple[str, str, list[str]] = ("countries", "iso3", [])
REFERENCES: dict[tuple[str, str], tuple[str, str, list[str]]] = {
    ("currency_symbols", "unit"): ("units", "unit", []),
    # Goods of several dimensions, parts of one, and none: a cue that only keeps a number from the cues beside it.
    ("metric_cues", "dimension"): (
        "units",
        "dimension",
        ["count", "amount", "share_change", "money_change", "count_change", "small_mass", "none"],
    ),
    ("metric_cues", "metric"): ("metrics", "metric", []),
    ("metrics", "dimension"): ("units", "dimension", ["count", "any"]),
    ("offices", "iso3"): _CODES,
    ("operators", "organization"): ("organizations", "name", []),
    ("operators", "place"): ("places", "name", []),
    ("organizations", "iso3"): _CODES,
    ("qualifiers", "metric"): ("metrics", "metric", []),
    ("pairs", "iso3s"): ("countries", "iso3", ["EU"]),
    ("places", "iso3"): _CODES,
    ("short_contexts", "short"): ("short_forms", "short", ["*"]),
    ("short_forms", "iso3"): _CODES,
}
"""Columns that hold what another file's column declares, and what else they may hold."""
FORMS = {
    ("countries", "iso2"): ("^[A-Z]{2}$", "two capital letters"),
    ("countries", "iso3"): ("^[A-Z]{3}$", "three capital letters"),
    ("magnitudes", "factor"): (r"^[0-9]+(?:\.[0-9]+)?(?:e[0-9]+)?$", "a number"),
    ("metric_cues", "weight"): ("^-?[0-9]+$", "a whole number"),
    ("metrics", "tolerance"): (r"^[0-9]+(?:\.[0-9]+)?$", "a number"),
    ("metrics", "description"): (r"\.$", "a sentence with a full stop"),
    ("date_words", "value"): (r"^-?[0-9]+$", "a whole number"),
    ("number_words", "value"): (r"^[0-9]+(?:\.[0-9]+)?$", "a number"),
    ("short_forms", "short"): ("^.$", "one character"),
    ("story_weights", "weight"): (r"^[0-9](?:\.[0-9]+)?$", "a number below ten"),
    ("subtypes", "description"): (r"\.$", "a sentence with a full stop"),
    ("units", "factor"): (r"^[0-9]+(?:\.[0-9]+)?(?:e-?[0-9]+)?$", "a number"),
}
