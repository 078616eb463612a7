"""What the office exports, and the papers of a case."""

from bot.demo.samples import written
from bot.demo.samples.cast import HOUSING, NOW, OLGA, PROPOSAL, ROADS, TODAY
from bot.documents.reports import Annual, Bulletin, Compendium
from bot.documents.specimen import of
from bot.domain.lives import Kind
from bot.services.ledgers import COLUMNS, EVERY_KIND, FILTERS, SETS
from store.tables import Sitting

_SITTING = Sitting(id=1, name=written.SITTING, last_number=12)

SAMPLES: dict[str, dict[str, object]] = {
    "documents/ask_what": {"reader": OLGA},
    "documents/ask_columns": {"chosen": set(SETS["master"]), "columns": list(COLUMNS), "sets": list(SETS)},
    "documents/ask_filters": {
        "answers": {"which": "late", "kind": Kind.SUGGESTION.value},
        "which": list(FILTERS),
        "kinds": [EVERY_KIND, *Kind],
        "unit": HOUSING,
        "columns": 12,
    },
    "documents/ask_unit": {"units": [HOUSING, ROADS], "page": 1, "pages": 3},
    "documents/ask_month": {"months": [(TODAY.year, TODAY.month), (TODAY.year, TODAY.month - 1)]},
    "documents/ask_year": {"years": [TODAY.year, TODAY.year - 1]},
    "documents/ask_sitting": {"sittings": [_SITTING], "kinds": list(Kind)},
    "documents/under_way": {},
    "documents/paper": {"proposal": PROPOSAL, "paper": "letter"},
    "documents/ledger": {"count": 174, "columns": 12},
    "documents/bulletin": {"of": of(Bulletin)},
    "documents/annual": {"of": of(Annual)},
    "documents/compendium": {"of": of(Compendium)},
    "documents/compendium_text": {},
    "refusals/sensitive_paper": {"number": 12},
    "refusals/nothing_to_export": {},
    "refusals/broken_form": {"form": "letter", "why": f"{NOW.year}: {written.LINE}"},
}
