-- Whom a number is taken to be about: an office of a state speaks for its country, everyone else for
--    themselves.
-- grain: entity_id.
-- entity_id: The entity a number names as its subject.
-- subject_id: The entity the number counts for.
with countries as (
    select iso3, min(entity_id) as entity_id
    from entities
    where type = 'country'
    group by iso3
)

select
    entities.entity_id as entity_id,
    case
        when entities.subtype in ('agency', 'ministry', 'parliament', 'central_bank', 'military')
            then coalesce(countries.entity_id, entities.entity_id)
        else entities.entity_id
    end as subject_id
from entities
left join countries on countries.iso3 = entities.iso3
