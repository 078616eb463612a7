"""Brings the tables of a database to the newest revision, and writes new revisions.

A change of the tables is made in three steps:

    1. change the classes in store/tables
    2. python -m store.migrate "Units have a telephone"      writes store/migrations/versions/000N_units_have_….py
    3. read that file, and let tests/store say that it leads where the classes are

Step 2 compares the classes with an SQLite file brought to the newest revision. As long as the first revision has not
been released, delete it before step 2 and it is written anew from the classes.
"""

import re
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError

from store.database import Database, NotReady, first_line

_FOLDER = Path(__file__).parent / "migrations"


def newest() -> str:
    """The revision that the tables of this version of the program have."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None  # noqa: S101 - the project has at least one revision
    return head


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the tables up to a revision, all or nothing, or raise NotReady; rows that are there already stay."""
    try:
        with database.migrating() as connection:
            command.upgrade(_config(connection=connection), revision)
    except DBAPIError as error:
        raise NotReady(f"The tables cannot be made ({first_line(error)}). Check database.url.") from error
    except CommandError as error:
        raise NotReady(
            f"The database is not one of this version ({error}). Update the code, or name another one: database.url"
        ) from error


def downgrade(database: Database, revision: str) -> None:
    """Bring the tables down to a revision, ``base`` for none at all, all or nothing."""
    with database.migrating() as connection:
        command.downgrade(_config(connection=connection), revision)


def write_revision(message: str, folder: Path = _FOLDER) -> Path:
    """Write the revision that leads from the newest one to the classes of store/tables; where it stands."""
    config = _config(folder)
    known = len(list(ScriptDirectory.from_config(config).walk_revisions()))
    slug = re.sub(r"[^a-z0-9]+", "_", message.lower()).strip("_")
    with tempfile.TemporaryDirectory() as empty:
        database = Database(f"sqlite:///{Path(empty) / 'compared.db'}")
        try:
            with database.migrating() as connection:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                command.revision(config, message, autogenerate=True, rev_id=f"{known + 1:04d}")
        finally:
            database.close()
    return folder / "versions" / f"{known + 1:04d}_{slug[:40]}.py"


def _config(folder: Path = _FOLDER, **attributes: object) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.set_main_option("path_separator", "os")
    config.set_section_option("post_write_hooks", "hooks", "form")
    config.set_section_option("post_write_hooks", "form.type", "module")
    config.set_section_option("post_write_hooks", "form.module", "ruff")
    config.set_section_option("post_write_hooks", "form.options", "format --quiet REVISION_SCRIPT_FILENAME")
    config.attributes.update(attributes)
    return config


if __name__ == "__main__":
    write_revision(" ".join(sys.argv[1:]))
