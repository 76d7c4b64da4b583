"""Claims to what they state: names, numbers, and which belong together. Pages and single texts both come through here.
"""

from dataclasses import dataclass, replace

import polars as pl

from pipelines.extract.discovery import discovered_in
from pipelines.extract.linking import link
from pipelines.extract.measures import measures_of
from pipelines.extract.names import beside_numbers, mentions_of
from pipelines.extract.subjects import claim_subjects, main_entities
from pipelines.lexicon import Lexicon


@dataclass(frozen=True)
class Facts:
    """Frames about claims; rows belong to a claim by `claim`, offsets are in the claim's text."""

    discovered: pl.DataFrame
    """Entities the lexicon does not hold, in the declared columns."""
    mentions: pl.DataFrame
    """`claim, entity_id, surface, start, end`."""
    measures: pl.DataFrame
    """`claim, quote, start, end, comparator, low, high, unit, change, metric, subject_id, object_id, as_of` …"""
    subjects: pl.DataFrame
    """`claim, subject_id`: whom the claim as a whole is about."""


def facts_of(claims: pl.DataFrame, lexicon: Lexicon) -> Facts:
    """`claim, article_id, ordinal, section, text` to what the texts state.

    The claims of one `article_id` stand in their order; what an article is about is taken from all of them.
    """
    measures = measures_of(claims, lexicon)
    mentions = beside_numbers(mentions_of(claims, lexicon), measures)
    discovered, mentions = discovered_in(claims, mentions, lexicon)
    lexicon = replace(lexicon, entities=pl.concat([lexicon.entities, discovered]))
    main = main_entities(claims, mentions, lexicon)
    measures = link(claims, mentions, measures, main, lexicon)
    return Facts(discovered, mentions, measures, claim_subjects(claims, mentions, main, lexicon))
