"""What happens while a case is in hand: contacts with the proposers, questions to them, more time, opinions again."""

from bot.flows import contact, extension, opinion_return, question
from bot.handlers.routes import Command, Tap, number
from bot.services import acceptance, contacts, extensions, opinions, questions
from bot.turn import Turn


def record(turn: Turn, words: list[str]) -> None:
    """The unit records that it spoke with the proposers."""
    contact.open_for(turn, acceptance.find(turn, number(words)))


def show_contacts(turn: Turn, words: list[str]) -> None:
    """The contacts that are recorded for a share."""
    contacts.show(turn, number(words))


def confirm(turn: Turn, words: list[str]) -> None:
    """A proposer confirms a contact."""
    contacts.answer(turn, number(words), confirmed=True)


def deny(turn: Turn, words: list[str]) -> None:
    """A proposer says that there was no such contact."""
    contacts.answer(turn, number(words), confirmed=False)


def waive(turn: Turn, words: list[str]) -> None:
    """A proposer wants no contact."""
    contacts.waive(turn, number(words))


def ask(turn: Turn, words: list[str]) -> None:
    """The unit asks the proposers something."""
    question.open_for(turn, acceptance.find(turn, number(words)))


def answer(turn: Turn, words: list[str]) -> None:
    """A proposer answers."""
    question.answer_for(turn, acceptance.find(turn, number(words)))


def go_on(turn: Turn, words: list[str]) -> None:
    """The unit goes on without an answer."""
    questions.resume(turn, number(words))


def ask_time(turn: Turn, words: list[str]) -> None:
    """The unit asks for more time."""
    extension.open_for(turn, acceptance.find(turn, number(words)))


def show_request(turn: Turn, words: list[str]) -> None:
    """The office looks at a request for more time."""
    extensions.show(turn, number(words))


def grant(turn: Turn, words: list[str]) -> None:
    """``moretime:<share>:<day>``: the office gives the time that was asked for."""
    share = extensions.asked(turn, number(words), words[-1])
    assert share.extension_until is not None  # noqa: S101 - the day was compared by ``asked``
    extensions.grant(turn, share, share.extension_until)


def grant_less(turn: Turn, words: list[str]) -> None:
    """``lesstime:<share>:<day>``: the office gives less time."""
    extension.shorten(turn, extensions.asked(turn, number(words), words[-1]), words[-1])


def refuse(turn: Turn, words: list[str]) -> None:
    """``notime:<share>:<day>``: the office gives no more time."""
    extension.refuse(turn, extensions.asked(turn, number(words), words[-1]), words[-1])


def return_opinion(turn: Turn, words: list[str]) -> None:
    """The unit that answers sends an opinion back."""
    opinion_return.open_for(turn, opinions.of_id(turn, number(words)))


COMMANDS: tuple[Command, ...] = ()
TAPS = (
    Tap("contact", record),
    Tap("contacts", show_contacts),
    Tap("spoken", confirm),
    Tap("unspoken", deny),
    Tap("waive", waive),
    Tap("ask", ask),
    Tap("answer", answer),
    Tap("goon", go_on),
    Tap("extend", ask_time),
    Tap("extension", show_request),
    Tap("moretime", grant),
    Tap("lesstime", grant_less),
    Tap("notime", refuse),
    Tap("opback", return_opinion),
)
