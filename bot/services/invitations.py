"""Inviting: a token that is given away once and kept as a hash, and the link that carries it."""

import hashlib
import secrets
from datetime import timedelta
from urllib.parse import quote

from bot.domain.errors import Refused
from bot.domain.lives import Role
from bot.turn import Turn
from store import invitations
from store.tables import Invitation, Unit

ROLES = tuple(role for role in Role if role is not Role.SYSTEM)
OF_UNITS = frozenset({Role.LIAISON, Role.LEADER})  # the roles that somebody has for a unit
LONGEST_NAME = 60


def invite(
    turn: Turn, role: Role, unit: Unit | None = None, name: str = "", days: int | None = None, step: str = ""
) -> str:
    """Make an invitation and return its token, which nobody can find out later; ``step`` is one that a leader holds.

    Raises:
        Refused: ``unit_wanted`` for a role of a unit without one.
    """
    if role in OF_UNITS and unit is None:
        raise Refused("unit_wanted", role=role)
    token = secrets.token_urlsafe(24)
    expires_at = turn.now + timedelta(days=days or turn.config.policy.invitation_days)
    invitation = Invitation(
        token_hash=hash_of(token),
        role=role,
        unit_id=unit.id if unit is not None and role in OF_UNITS else None,
        name=name,
        step=step if role is Role.LEADER else "",
        expires_at=expires_at,
        created_by=turn.who.id if turn.who else None,
    )
    invitations.add(turn.work, invitation)
    turn.note("invite", role=role.value)
    return token


def hash_of(token: str) -> str:
    """What is kept of a token: its SHA-256 in hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()


def link(bot_name: str, token: str) -> str:
    """The address that opens the bot with this token."""
    return f"https://t.me/{bot_name}?start={token}"


def share(address: str) -> str:
    """The address that lets Telegram pass another one on."""
    return f"https://t.me/share/url?url={quote(address, safe='')}"
