"""A reply that a unit has written elsewhere: its file is read into the answers to the requests."""

from dataclasses import dataclass

from bot.domain.errors import Refused
from bot.intake.answers import Answers, answers_in
from bot.intake.formats import text_in
from bot.services import drafts, files, other_cases, replies, results
from bot.turn import Turn
from store import replies as rows
from store.tables import Attachment, Reply

READABLE = (".docx", ".txt", ".pdf")


@dataclass(frozen=True, slots=True)
class Written:
    """What a file says: its answers by the position of their request, none where they cannot be told apart.

    ``other`` is the number of the case that the file seems to be about, if that is another one.
    """

    file: Attachment
    said: Answers
    parts: tuple[tuple[int, str], ...]
    other: int | None = None


def is_readable(file: Attachment) -> bool:
    """Whether a file that was attached may hold a reply."""
    return file.kind == "document" and file.name.lower().endswith(READABLE)


def read(turn: Turn, reply: Reply, file_id: int) -> Written:
    """What a file of the reply says; Unreadable with the reason, Refused("old_button") where it is there no more."""
    file = next((one for one in reply.attachments if one.id == file_id), None)
    if file is None or not is_readable(file):
        raise Refused("old_button")
    files.check_size(turn, file.size)
    positions = [request.position for request in rows.to_answer(turn.work, reply.assignment)]
    said = answers_in(text_in(turn.read_file(file.file_id)), len(positions))
    parts = tuple(zip(positions, said.parts, strict=True)) if said.parts else ()
    return Written(file, said, parts, _other(turn, reply, said))


def _other(turn: Turn, reply: Reply, said: Answers) -> int | None:
    """The number at its head, or of the case that its words are rather about."""
    own = reply.assignment.proposal.number
    if said.number is not None:
        return said.number if said.number != own else None
    share_id = other_cases.meant(turn, reply, said.text, [])
    share = other_cases.share_of(turn, share_id) if share_id is not None else None
    return share.proposal.number if share is not None else None


def fill(turn: Turn, reply_id: int, file_id: int, *, at: int | None = None) -> None:
    """Write what the file says behind what stands at each request, or all of it at one; it is attached no more."""
    reply = replies.find(turn, reply_id)
    found = read(turn, reply, file_id)
    for position, text in found.parts if at is None else ((at, found.said.text),):
        drafts.write(turn, reply_id, position, text)
    codes = results.codes(turn, reply.assignment.proposal)
    if found.said.code in codes and not results.is_chosen(turn, reply):
        drafts.choose_result(turn, reply_id, found.said.code)
    drafts.detach(turn, reply_id, file_id)
