"""What Alembic runs for every command: on the connection of store.migrate, whose transaction it is."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import DateTime, Enum, String

from store.tables import Base
from store.tables.base import Moment


def _rendered(kind: str, thing: Any, _context: AutogenContext) -> str | Literal[False]:  # noqa: ANN401 - Alembic's own
    """Revisions stand by themselves: they name plain types, not the classes of store/tables that go on changing."""
    if kind == "type" and isinstance(thing, Moment):
        return repr(DateTime(timezone=True)).replace("DateTime", "sa.DateTime")
    if kind == "type" and isinstance(thing, Enum):
        return repr(String(thing.length)).replace("String", "sa.String")
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=_rendered,
    transactional_ddl=True,
)
context.run_migrations()
