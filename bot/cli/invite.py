"""`invite`: makes a one-time link by which somebody joins; the first person of an office has no other way in."""

import argparse
import os
from difflib import get_close_matches

import httpx

from bot import config as settings
from bot.cli import prepared
from bot.cli.prepared import Trouble
from bot.config import Config
from bot.domain.lives import Role
from bot.services import chain, invitations, units
from bot.services.invitations import LONGEST_NAME, OF_UNITS
from bot.turn import Turn
from store import people
from store.tables import Unit


def invite(asked: argparse.Namespace) -> int:
    """Print the link, or what to send to the bot where its name is not known."""
    config = prepared.settings(asked)
    role, name = Role(asked.role), " ".join(asked.name.split())
    if asked.unit and role not in OF_UNITS:
        raise Trouble(f"Somebody joins as {role} without a unit; leave --unit out.")
    if asked.step:
        _check_step(config, role, asked.step)
    if len(name) > LONGEST_NAME:
        raise Trouble(f"A name has at most {LONGEST_NAME} characters.")
    with prepared.database(config):
        bot_name = _bot_name(config)
    with prepared.turn(config) as turn:
        unit = _unit(turn, asked.unit, role) if role in OF_UNITS else None
        token = invitations.invite(turn, role, unit, name, asked.days, asked.step)
    if bot_name:
        print(invitations.link(bot_name, token))
    else:
        print(f"/start {token}")
        print("BOT_TOKEN is not set, so the bot's name is not known: have the person send the line above to the bot.")
    return 0


def _check_step(config: Config, role: Role, step: str) -> None:
    if role is not Role.LEADER:
        raise Trouble(f"Somebody joins as {role} without a step; leave --step out.")
    steps = chain.configured(config)
    if step not in steps:
        named = (
            f"Is it one of these: {', '.join(steps)}?" if steps else "Name the steps in policy.approval_chain first."
        )
        raise Trouble(f"There is no step {step}. {named}")


def _unit(turn: Turn, name: str, role: Role) -> Unit:
    if not name:
        raise Trouble(f"Somebody joins as {role} for a unit; name it: --unit NAME")
    directory = units.directory(turn)
    unit = directory.named(name)
    if unit is None:
        names = [one.name for one in people.units(turn.work)]
        near = [one.name for one in directory.containing(name)][:5] or get_close_matches(name, names, 5, 0.5)
        hint = f"Is it one of these: {', '.join(near)}?" if near else "Take units in first: run_bot.py units FILE"
        raise Trouble(f"There is no unit {name}. {hint}")
    return unit


def _bot_name(config: Config) -> str:
    """What the bot is called in links, as Telegram tells it; empty without a token."""
    if not os.environ.get("BOT_TOKEN"):
        return ""
    address = f"{config.telegram.root}/bot{settings.token().get_secret_value()}/getMe"
    try:
        answer = httpx.get(address, timeout=10)
        told = answer.json()
    except (httpx.HTTPError, ValueError):
        raise Trouble(f"{config.telegram.root} does not answer; see telegram.base_url, or unset BOT_TOKEN.") from None
    if not isinstance(told, dict) or not told.get("ok"):
        raise Trouble(f"{config.telegram.root} does not know this token. Check BOT_TOKEN and telegram.base_url.")
    return str(told["result"]["username"])
