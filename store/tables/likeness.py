"""What like cases and passages of documents are found by: keys of their words, in blocks and one by one."""

from sqlalchemy import BigInteger, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base, BigId


class KeyBlock(Base):
    """Up to some thousands of items that have a key, as packed numbers of 32 bits; a later part has newer items."""

    __tablename__ = "key_blocks"

    kind: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # store.likeness.CASES or PASSAGES
    key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    part: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    held: Mapped[int]
    packed: Mapped[bytes] = mapped_column(LargeBinary)


class Key(Base):
    """One item that has a key and came since the blocks were made."""

    __tablename__ = "keys"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - the name and shape SQLAlchemy looks for

    kind: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    item: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)


class Passage(Base):
    """A passage of a government document, to be quoted with the document's number (文号)."""

    __tablename__ = "passages"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - an old button never finds another passage

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    document: Mapped[str] = mapped_column(String(200), index=True)  # the name of its file
    title: Mapped[str] = mapped_column(String(200), default="")
    number: Mapped[str] = mapped_column(String(60), default="")
    text: Mapped[str] = mapped_column(Text)
