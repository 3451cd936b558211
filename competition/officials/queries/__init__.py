"""What other rooms may know of officials: the register, judges and panels, officers, letters, and who must not judge whom."""

from competition.officials.queries.conflicts import Conflict, conflicts, conflicts_of
from competition.officials.queries.offices import (
    Sat,
    Serving,
    enterprise_warnings,
    former_seats,
    letter_of,
    letters,
    officer,
    officers,
    refuse_cipher_beside_scoring,
)
from competition.officials.queries.panels import (
    Judge,
    Seated,
    judge,
    judges,
    judges_of_event,
    last_number,
    modules,
    panel,
    panels,
    seats_of,
    unseated,
    withdrawn,
)
from competition.officials.queries.registry import (
    OLDEST,
    Listed,
    Official,
    Service,
    Wanted,
    count_found,
    fitting,
    found,
    found_ids,
    holds,
    listed,
    namesakes,
    official,
    officials,
    open_phone,
    phone_of,
    qualifications_of,
    recusals_of,
    search,
    services,
    standing,
    standing_pairs,
    trade_names,
    trades_of,
)

__all__ = [
    "OLDEST", "Conflict", "Judge", "Listed", "Official", "Sat", "Seated", "Service", "Serving", "Wanted", "conflicts",
    "conflicts_of", "count_found", "enterprise_warnings", "fitting", "former_seats", "found", "found_ids", "holds", "judge",
    "judges", "judges_of_event", "last_number", "letter_of", "letters", "listed", "modules", "namesakes", "officer",
    "officers", "official", "officials", "open_phone", "panel", "panels", "phone_of", "qualifications_of", "recusals_of",
    "refuse_cipher_beside_scoring", "search", "seats_of", "services", "standing", "standing_pairs", "trade_names", "trades_of", "unseated",
    "withdrawn",
]  # fmt: skip
