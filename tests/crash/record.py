"""What is left of a play: cases, journal and letters without what differs from run to run; and what people saw."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from bot.delivery.wire import AGAIN
from bot.sandbox.errors import Json
from bot.sandbox.people import People
from bot.sandbox.text import formatted
from store.database import Database, Work
from store.tables import Answer, Assignment, InboxRow, JournalRow, Letter, Person, Place, Proposal, Reply, Survey
from store.tables.traffic import LetterState
from tests.stage import CAST, who

NAMES = {chat: name for name, (chat, _, _) in CAST.items()}
SETTINGS = "general/commands"  # Telegram's own list of commands, which shows nothing


@dataclass(frozen=True)
class Record:
    """Everything that a play should leave the same, however often it was disturbed."""

    cases: list[Any]
    places: list[Any]
    journal: list[Any]
    letters: dict[str, list[Any]]
    updates: dict[str, int]


def record(database: Database) -> Record:
    """Read it from the database."""
    with database.reading() as work:
        return Record(_cases(work), _places(work), _journal(work), _letters(work), _updates(work))


def _cases(work: Work) -> list[Any]:
    found: list[Any] = []
    for case in work.session.scalars(select(Proposal).order_by(Proposal.id)):
        requests = [(request.position, request.text, request.open_round) for request in case.requests]
        proposers = [(proposer.name, proposer.person_id) for proposer in case.proposers]
        found.append((case.number, case.state, case.round, case.title, case.background, requests, proposers))
        found.extend(_share(work, share) for share in case.assignments)
    return found


def _share(work: Work, share: Assignment) -> Any:  # noqa: ANN401 - a row of many kinds
    about = (share.unit.name, share.part, share.round, share.state, share.due, share.opinion, share.done_in_time)
    reply = work.session.scalars(select(Reply).where(Reply.assignment_id == share.id)).first()
    if reply is None:
        return about
    answers = work.session.scalars(select(Answer).where(Answer.reply_id == reply.id).order_by(Answer.request_id))
    surveys = work.session.scalars(select(Survey).where(Survey.reply_id == reply.id).order_by(Survey.person_id))
    return (
        *about,
        (reply.state, reply.version, reply.result_class),
        [(answer.request.position, answer.text, answer.ours) for answer in answers],
        [[answer["text"] for answer in version.content["answers"]] for version in reply.versions],
        [(file.name, file.kind) for file in reply.attachments],
        [(survey.person_id, survey.state, survey.verdict, survey.answers, survey.reason) for survey in surveys],
    )


def _places(work: Work) -> list[Any]:
    found = work.session.scalars(select(Place).order_by(Place.chat_id))
    return [(place.chat_id, place.flow, place.step, place.trail) for place in found]


def _journal(work: Work) -> list[Any]:
    names = {person.id: person.name for person in work.session.scalars(select(Person))}
    found = work.session.scalars(select(JournalRow).order_by(JournalRow.id))
    return [(names.get(row.person_id or 0), row.act, row.life, row.from_state, row.to_state) for row in found]


def _letters(work: Work) -> dict[str, list[Any]]:
    """By person, in order: which message, what it says without figures, and what became of it."""
    found: dict[str, list[Any]] = {}
    for row in work.session.scalars(select(Letter).order_by(Letter.id)):
        text = re.sub(r"\d", "", json.loads(row.body).get("text", ""))
        found.setdefault(NAMES[row.chat_id], []).append((row.message, text, row.state))
    return found


def _updates(work: Work) -> dict[str, int]:
    rows = work.session.execute(select(InboxRow.state, func.count()).group_by(InboxRow.state))
    return {state.value: count for state, count in rows}


def check_what_people_saw(database: Database, people: People) -> int:
    """Every letter was seen by whom it was for, and what was seen more often bears the mark; how many were marked."""
    with database.reading() as work:
        letters = list(work.session.scalars(select(Letter).where(Letter.message != SETTINGS).order_by(Letter.id)))
    marked = 0
    for chat, name in NAMES.items():
        sent = [json.loads(letter.body) for letter in letters if letter.chat_id == chat]
        assert {letter.state for letter in letters if letter.chat_id == chat} <= {LetterState.SENT}
        marked += _check(name, sent, people.letters(who(name)))
    return marked


def _check(name: str, sent: list[Json], seen: list[Json]) -> int:
    said = Counter(_plain(body) for body in sent if "edits" not in body)
    first = [_faces(entry)[0] for entry in seen]
    anyhow = Counter(text.removeprefix(AGAIN).removeprefix(AGAIN.strip()) for text in first)
    unmarked = Counter(text for text in first if text and not text.startswith(AGAIN.strip()))
    missed, doubled = said - anyhow, unmarked - said
    assert not missed, f"{name} never saw {missed}"
    assert not doubled, f"{name} saw twice, without a mark, {doubled}"
    files = Counter(file[0] for body in sent for file in body.get("files", []))
    shown = [entry for entry in seen if entry["file"] is not None]
    assert not files - Counter(entry["file"]["kind"] for entry in shown), f"{name} never saw a file"
    plain = Counter(entry["file"]["kind"] for entry in shown if not entry["text"].startswith(AGAIN.strip()))
    assert not plain - files, f"{name} saw a file twice, without a mark"
    later = {text for entry in seen for text in _faces(entry)}
    unseen = [text for body in sent if "edits" in body and (text := _plain(body)) not in later]
    assert not unseen, f"{name} never saw {unseen}"
    return sum(text.startswith(AGAIN.strip()) for text in first)


def _plain(body: Json) -> str:
    return formatted(body["text"], "HTML", [])[0]


def _faces(entry: Json) -> list[str]:
    """What a message said, from the first version to the last."""
    return [face["text"] for face in [*entry["versions"], entry]]


def texts(people: People) -> Iterator[str]:
    """Every text of the bot's that stands with anybody."""
    for name in CAST:
        yield from (entry["text"] for entry in people.letters(who(name)))
