-- Type and origin of an entity hold only the documented words.
-- severity: block
select entity_id, name, type, origin
from entities
where
    type not in ('country', 'organization', 'person', 'place', 'material', 'product')
    or origin not in ('lexicon', 'discovered')
