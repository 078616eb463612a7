"""The evidence pack (案卷): everything about one case as a zip, of which the contents sheet is a document itself."""

import html
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from bot.documents import facts, forms, pack
from bot.domain.explanation import Due
from bot.domain.lives import ReplyState, SurveyState
from bot.services import cards, letters, life
from bot.services.letters import LANGUAGE, full_name, number, paragraphs, result, word
from bot.turn import Turn
from store import cards as rows
from store import papers
from store import replies as kept
from store.papers import Told
from store.tables import Assignment, Contact, Proposal, Reply, Survey

_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Content:
    """What goes into a pack, gathered; documents are made from it without the database."""

    folder: str
    file: facts.CaseFile
    order: facts.Order
    letters: tuple[tuple[str, facts.Letter], ...]
    versions: tuple[tuple[str, tuple[pack.Version, ...]], ...]
    journal: str


def gather(turn: Turn, case: Proposal) -> Content:
    """Everything about a case, as the office sees it."""
    replies = [reply for reply in rows.replies(turn.work, case.id) if reply.state is not ReplyState.DROPPED]
    issued = [reply for reply in replies if reply.state is ReplyState.ISSUED]
    return Content(
        folder=turn.config.documents.forms,
        file=casefile(turn, case, replies),
        order=letters.order(turn, case),
        letters=tuple((_of(turn, reply), letters.letter(turn, reply)) for reply in issued if not case.answered_orally),
        versions=tuple((_of(turn, reply), _versions(turn, reply)) for reply in replies if reply.versions),
        journal=_journal(turn, case),
    )


def make(names: Callable[[str], str], content: Content) -> bytes:
    """The zip; ``names`` gives a kind of file its name in the pack."""

    def files() -> Iterator[tuple[str, bytes]]:
        filled = partial(forms.fill, folder=content.folder)
        yield f"{names('casefile')}.docx", filled(content.file)
        yield f"{names('order')}.docx", filled(content.order)
        for of, letter in content.letters:
            yield f"{names('letter')}-{pack.fit(of)}.docx", filled(letter)
        for of, versions in content.versions:
            yield f"{names('versions')}-{pack.fit(of)}.txt", pack.versions(versions).encode()
        yield f"{names('journal')}.json", content.journal.encode()

    return pack.zipped(list(files()), content.file.made_at)


def casefile(turn: Turn, case: Proposal, replies: Sequence[Reply]) -> facts.CaseFile:
    """案卷目录."""
    zone = turn.config.zone
    return facts.CaseFile(
        office=turn.config.office.name,
        sitting=case.sitting.name,
        kind=word(turn, "kinds", case.kind),
        number=number(case),
        title=case.title,
        proposers=tuple(proposer.name for proposer in case.proposers),
        state=word(turn, "proposal_states", case.state),
        round=case.round,
        filed_on=case.filed_at.astimezone(zone).date() if case.filed_at else None,
        closed_on=case.closed_at.astimezone(zone).date() if case.closed_at else None,
        background=paragraphs(case.background),
        requests=tuple(request.text for request in case.requests),
        shares=tuple(_share(turn, share) for share in case.assignments),
        contacts=tuple(_met(turn, contact) for contact in papers.contacts(turn.work, case.id)),
        replies=tuple(_reply(turn, reply) for reply in replies),
        ratings=tuple(_ratings(turn, case)),
        promises=tuple(
            facts.Promise(promise.text, promise.due, word(turn, "commitment_states", promise.state))
            for promise in papers.promises(turn.work, case.id)
        ),
        timeline=tuple(_timeline(turn, case)),
        told=tuple(_told(turn, letter) for letter in papers.told(turn.work, case.id)),
        made_at=turn.now.astimezone(zone),
    )


def _of(turn: Turn, reply: Reply) -> str:
    share = reply.assignment
    return word(turn, "pack_files", "of").format(unit=share.unit.name, round=share.round)


def _share(turn: Turn, share: Assignment) -> facts.FileShare:
    zone = turn.config.zone
    return facts.FileShare(
        round=share.round,
        unit=full_name(share.unit),
        part=word(turn, "parts", share.part),
        state=word(turn, "assignment_states", share.state),
        assigned_on=share.assigned_at.astimezone(zone).date(),
        due=share.due,
        original_due=share.original_due,
        done_on=share.done_at.astimezone(zone).date() if share.done_at else None,
        in_time=share.done_in_time,
        why=_why(turn, share),
        opinion=share.opinion,
    )


def _why(turn: Turn, share: Assignment) -> tuple[str, ...]:
    """The explanation of the date, as the button in the chat gives it."""
    if not share.due_explained:
        return ()
    due = Due.from_json(share.due_explained)
    said = turn.voice.say(LANGUAGE, "assignments/why", {"reader": turn.who, "due": due, **life.around(share)})
    lines = paragraphs(html.unescape(_TAG.sub("", said.text)))
    return tuple(line for line in lines if _says_more(line, share))


def _says_more(line: str, share: Assignment) -> bool:
    """Whether a line says more than which case it is, which the sheet has above."""
    return share.proposal.title not in line


def _met(turn: Turn, contact: Contact) -> facts.Met:
    mode = word(turn, "contact_modes", contact.mode)
    return facts.Met(contact.day, full_name(contact.assignment.unit), mode, contact.place, contact.note)


def _reply(turn: Turn, reply: Reply) -> facts.FileReply:
    return facts.FileReply(
        round=reply.assignment.round,
        unit=full_name(reply.assignment.unit),
        state=word(turn, "reply_states", reply.state),
        result=result(reply),
        versions=reply.version,
        issued_at=reply.issued_at.astimezone(turn.config.zone) if reply.issued_at else None,
        enclosures=tuple(file.name for file in kept.files(turn.work, reply)),
    )


def _ratings(turn: Turn, case: Proposal) -> Iterator[facts.Rating]:
    for survey in rows.surveys(turn.work, case.id):
        if survey.state not in (SurveyState.RATED, SurveyState.LAPSED):
            continue
        rated = survey.state is SurveyState.RATED and survey.verdict
        said, issued = survey.changed_at or survey.rated_at, survey.reply.issued_at
        yield facts.Rating(
            at=said.astimezone(turn.config.zone) if said else None,
            person=survey.person.name,
            unit=full_name(survey.reply.assignment.unit),
            round=survey.reply.assignment.round,
            verdict=word(turn, "survey_options", survey.verdict)
            if rated
            else word(turn, "survey_states", survey.state),
            answers=tuple(_answers(turn, survey)),
            reason=survey.reason,
            of_draft=issued is None or (said is not None and said < issued),
        )


def _answers(turn: Turn, survey: Survey) -> Iterator[str]:
    for question, option in survey.answers.items():
        key, _, place = question.partition(".")
        name = word(turn, "survey_questions", key)
        yield f"{name}{place and f'（{place}）'}{word(turn, 'survey_options', option)}"


def _timeline(turn: Turn, case: Proposal) -> Iterator[facts.Event]:
    replies, asked = rows.replies(turn.work, case.id), rows.surveys(turn.work, case.id)
    for event in cards.history(turn, case, replies, asked):
        by = event.name or word(turn, "roles", event.role)
        who = f"{by}（{event.unit}）" if event.unit and event.name else event.unit or by
        about = f"：{event.about}" if event.about else ""
        yield facts.Event(event.at.astimezone(turn.config.zone), who, f"{word(turn, 'acts', event.act)}{about}")


def _told(turn: Turn, letter: Told) -> facts.Told:
    fate = word(turn, "letter_states", letter.state)
    subject = letter.message.partition("/")[0]
    known = turn.voice.keys("letter_subjects", LANGUAGE)
    what = word(turn, "letter_subjects", subject if subject in known else "other")
    return facts.Told(letter.at.astimezone(turn.config.zone), letter.name or "", f"{what}（{letter.message}）", fate)


def _versions(turn: Turn, reply: Reply) -> tuple[pack.Version, ...]:
    by = papers.names(turn.work, (version.by for version in reply.versions))
    places = {request.id: request.position for request in reply.assignment.proposal.requests}

    def version(content: dict[str, object]) -> tuple[pack.Said, ...]:
        answers = content.get("answers")
        assert isinstance(answers, list)  # noqa: S101 - as ReplyVersion keeps it
        return tuple(pack.Said(places.get(one["request"], 0), one["text"], one["ours"]) for one in answers)

    return tuple(
        pack.Version(
            one.version,
            one.at.astimezone(turn.config.zone),
            by.get(one.by or 0, ""),
            str(one.content.get("class", "")),
            version(one.content),
        )
        for one in reply.versions
    )


def _journal(turn: Turn, case: Proposal) -> str:
    """Every line of the journal, for machines."""
    lines = [
        {"at": event.at.isoformat(), "life": event.life, "id": event.subject_id, "act": event.act, "by": event.name}
        for event in rows.events(turn.work, case.id)
    ]
    return json.dumps(lines, ensure_ascii=False, indent=1)
