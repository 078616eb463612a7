"""The words and their options, and how every expected trouble ends: one line on standard error, and exit code 1."""

import argparse
import html
import io
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from pkgutil import resolve_name
from zoneinfo import ZoneInfo

from bot.cli.prepared import Trouble
from bot.config import BadConfig
from bot.domain.errors import Said
from bot.domain.lives import Role
from bot.voice import Voice
from store.database import NotReady, first_line, is_passing

LONGEST_DAYS = 90
ROLES = tuple(role.value for role in Role if role is not Role.SYSTEM)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the words say: 0 done, 1 refused or not in the state for it, 2 (by argparse) wrong words."""
    asked = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # whatever the machine's language: names are Chinese
    try:
        return int(resolve_name(asked.does)(asked))
    except (BadConfig, NotReady, Trouble) as error:
        return _refuse(str(error))
    except Said as said:
        return _refuse(_sentence(said))
    except OSError as error:
        named = f"{error.filename}: " if error.filename else ""
        return _refuse(f"{named}{error.strerror or error}.")
    except KeyboardInterrupt:
        return _refuse("Stopped.")
    except Exception as error:
        if not is_passing(error):
            raise
        return _refuse(f"The database does not answer ({first_line(error)}). Check database.url.")


def _refuse(why: str) -> int:
    print(" ".join(why.split()), file=sys.stderr)
    return 1


def _sentence(said: Said) -> str:
    """What the bot would say in a chat, without its markup."""
    words = Voice(ZoneInfo("UTC")).say("en", said.message, {"reader": None, **said.facts})
    return html.unescape(re.sub(r"<[^>]+>", "", words.text))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="run_bot.py",
        description="Banli carries deputies' suggestions and proposals from registration to reply, in Telegram.",
        epilog="Settings stand in config.toml and in BANLI_<SECTION>__<KEY>; the token in BOT_TOKEN.",
    )
    words = parser.add_subparsers(metavar="word", required=True)
    _word(words, "serve", "bot.cli.serve:serve", "run the bot")
    _word(
        words, "migrate", "bot.cli.migrate:migrate", "make the database's tables, or bring them to the newest revision"
    )
    _invite(_word(words, "invite", "bot.cli.invite:invite", "make a one-time link by which somebody joins"))
    _import(
        _word(words, "import", "bot.cli.imports:take_in", "read cases, reply letters or a report, and take them in")
    )
    _units(_word(words, "units", "bot.cli.units:units", "take in the list of handling units, or write it out"))
    _forms(_word(words, "forms", "bot.cli.forms:forms", "write out the forms of documents, or check the office's own"))
    _table(_word(words, "table", "bot.cli.table:table", "print the tables of what may follow what, and of reminders"))
    _duties(
        _word(words, "import-duties", "bot.cli.duties:take_in", "take in what units are there for, or write it out")
    )
    _word(words, "reindex", "bot.cli.reindex:reindex", "make the index of like cases and of passages anew")
    _route(_word(words, "route", "bot.cli.route:route", "say which units cases on standard input are likely for"))
    _word(words, "health", "bot.cli.health:health", "say whether the office is served; exit code 1 if it is not")
    _word(
        words, "verify", "bot.cli.verify:verify", "compare every case with its journal; exit code 1 where they differ"
    )
    _reconcile(
        _word(
            words,
            "reconcile",
            "bot.cli.reconcile:reconcile",
            "compare what should have been said on a day with what was",
        )
    )
    demo = _word(words, "demo", "bot.cli.demo:demo", "run the bot with a Telegram of its own, in the browser")
    demo.add_argument("--port", type=int, default=8088, help="where the page is (default: %(default)s)")
    demo.add_argument("--no-seed", dest="seed", action="store_false", help="begin with an office without cases")
    return parser


def _word(
    words: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, does: str, told: str
) -> argparse.ArgumentParser:
    """One word; the module that does it is loaded only when it is asked for."""
    word = words.add_parser(name, help=told, description=f"{told[0].upper()}{told[1:]}.")
    word.add_argument("--config", type=Path, metavar="FILE", help="settings other than in config.toml")
    word.set_defaults(does=does)
    return word


def _invite(word: argparse.ArgumentParser) -> None:
    word.add_argument("--role", required=True, choices=ROLES, help="who the person is to the office")
    word.add_argument("--unit", default="", metavar="NAME", help="the unit of a liaison or a leader")
    word.add_argument(
        "--step", default="", metavar="NAME", help="the step of policy.approval_chain that a leader holds"
    )
    word.add_argument("--name", default="", help="the person's name, to be confirmed by a tap")
    word.add_argument(
        "--days", type=_days, metavar="N", help="how long the link works (default: policy.invitation_days)"
    )


def _days(text: str) -> int:
    days = int(text)
    if not 1 <= days <= LONGEST_DAYS:
        raise argparse.ArgumentTypeError(f"from 1 to {LONGEST_DAYS}")
    return days


def _import(word: argparse.ArgumentParser) -> None:
    word.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="a ledger, a compendium, a reply letter, a report; xlsx, docx, pdf, zip, csv or text",
    )
    word.add_argument("--dry-run", action="store_true", help="only say what would be taken in; needs no database")
    word.add_argument("--json", action="store_true", help="say it as JSON")
    word.add_argument(
        "--as",
        dest="taken_as",
        choices=("new", "history"),
        default="history",
        help="new: cases to be handled from here on; history: cases of the past (default: %(default)s)",
    )


def _units(word: argparse.ArgumentParser) -> None:
    which = word.add_mutually_exclusive_group(required=True)
    which.add_argument("file", type=Path, nargs="?", metavar="FILE", help="units.csv or units.json to take in")
    which.add_argument("--export", type=Path, metavar="FILE", help="write the units to this file instead")
    word.add_argument("--dry-run", action="store_true", help="only say what would change")


def _duties(word: argparse.ArgumentParser) -> None:
    which = word.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="duties.csv, or the text of a document that shares out tasks"
    )
    which.add_argument("--export", type=Path, metavar="FILE", help="write the list in use to this file instead")
    word.add_argument("--dry-run", action="store_true", help="only say what would be taken in")


def _route(word: argparse.ArgumentParser) -> None:
    word.add_argument("--json", action="store_true", help="answer each line as JSON")
    word.add_argument("--units", type=Path, metavar="FILE", help="units.csv or units.json, in place of a database")
    word.add_argument(
        "--duties", type=Path, nargs="+", default=[], metavar="FILE", help="duties.csv, or texts of documents"
    )
    word.add_argument(
        "--history", type=Path, nargs="+", default=[], metavar="FILE", help='lines of {"title": "…", "unit": "…"}'
    )


def _reconcile(word: argparse.ArgumentParser) -> None:
    word.add_argument("--day", type=date.fromisoformat, metavar="DAY", help="such as 2027-03-05 (default: yesterday)")


def _forms(word: argparse.ArgumentParser) -> None:
    which = word.add_mutually_exclusive_group(required=True)
    which.add_argument("--write", type=Path, metavar="DIR", help="write every form there as a Word file, to be changed")
    which.add_argument("--check", type=Path, metavar="DIR", help="try whether the Word files there can be filled in")


def _table(word: argparse.ArgumentParser) -> None:
    form = word.add_mutually_exclusive_group()
    form.add_argument("--markdown", action="store_const", dest="form", const="markdown", help="as tables (default)")
    form.add_argument("--mermaid", action="store_const", dest="form", const="mermaid", help="as diagrams")
    word.set_defaults(form="markdown")
