"""What can be done in the union tree; one function, one transaction."""

from competition.organisations import queries
from competition.organisations.facts import OrganisationAdded, OrganisationChanged
from competition.organisations.models import Organisation
from competition.store import Refused, happened, new_id, transaction


def add_organisation(
    actor: str, *, name: str, level: str, short: str = "", badge: str = "", parent_id: str | None = None
) -> str:
    """Add a unit; returns its id. An empty short name is the name, an empty badge the short name's first character.

    Refused: organisation_exists, organisation_not_there (the parent).
    """
    organisation_id = new_id()
    short = short or name[:24]
    with transaction() as s:
        found = queries.find_or_none(s, name)
        if found is not None and found.name == name:
            raise Refused("organisation_exists", name=name)
        if parent_id and queries.organisation(s, parent_id) is None:
            raise Refused("organisation_not_there", 404)
        s.add(
            Organisation(
                id=organisation_id, name=name, short=short, badge=badge or short[0], level=level, parent_id=parent_id
            )
        )
        s.flush()
        happened(
            OrganisationAdded(actor=actor, organisation_id=organisation_id, name=name, level=level, parent_id=parent_id)
        )
    return organisation_id


def edit_organisation(
    actor: str, organisation_id: str, *, name: str, level: str, short: str, badge: str, parent_id: str | None
) -> None:
    """Rename a unit or move it in the tree; entries already made keep the name they were made with.

    Refused: organisation_not_there (the unit or its parent), organisation_exists, organisation_below_itself.
    """
    with transaction() as s:
        one = queries.organisation(s, organisation_id)
        if one is None or (parent_id and queries.organisation(s, parent_id) is None):
            raise Refused("organisation_not_there", 404)
        found = queries.find_or_none(s, name)
        if found is not None and found.name == name and found.id != one.id:
            raise Refused("organisation_exists", name=name)
        if parent_id and parent_id in queries.below(s, organisation_id):
            raise Refused("organisation_below_itself", name=one.name)
        short = short or name[:24]
        after = {"name": name, "short": short, "badge": badge or short[0], "level": level, "parent_id": parent_id}
        before = {key: getattr(one, key) for key in after}
        if before == after:
            return
        for key, value in after.items():
            setattr(one, key, value)
        happened(OrganisationChanged(actor=actor, organisation_id=organisation_id, before=before, after=after))
