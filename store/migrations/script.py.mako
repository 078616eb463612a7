<%!
    import re

    def plain(lines):
        """The lines without Alembic's remarks on where they come from."""
        return re.sub(r"# ### .* ###\s*", "", lines or "").strip() or "pass"
%>\
"""${message}."""

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${plain(upgrades)}


def downgrade() -> None:
    ${plain(downgrades)}
