"""What the office does with what comes in: imports, files, assigns, decides on returns; and why a date is as it is."""

from bot.domain.lives import Act, Role
from bot.flows import assignment, filing, import_file, insistence
from bot.flows.engine import Heard
from bot.handlers.routes import Command, Tap, number
from bot.services import acceptance, assigning, cards, proposals, returned
from bot.services import filing as deciding
from bot.turn import Turn


def import_(turn: Turn, _text: str) -> None:
    """A file is asked for."""
    import_file.start(turn)


def takes(turn: Turn, heard: Heard) -> bool:
    """Whether what nobody asked for is a file of the office, which may always send one: its import then begins."""
    is_import = heard.file is not None and turn.who is not None and turn.who.role is Role.OFFICE
    if is_import:
        import_file.take(turn, heard)
    return is_import


def assign(turn: Turn, text: str) -> None:
    """The case of a number is assigned; without a number, those that wait for it are listed."""
    if text:
        assignment.start(turn, cards.of_number(turn, text)[0])
    else:
        assigning.show_waiting(turn)


def turn_page(turn: Turn, words: list[str]) -> None:
    """Another page of the cases that wait to be assigned."""
    assigning.show_waiting(turn, number(words), edit=True)


def assign_this(turn: Turn, words: list[str]) -> None:
    """The case of a button is assigned."""
    assignment.start(turn, proposals.of_id(turn, number(words)))


def file(turn: Turn, words: list[str]) -> None:
    """A case is filed."""
    proposal = proposals.of_id(turn, number(words))
    deciding.file(turn, proposal)
    turn.answer("filing/filed", edit=True, proposal=proposal)


def reject(turn: Turn, words: list[str]) -> None:
    """A case is not filed, for a reason that is asked for."""
    filing.start(turn, proposals.of_id(turn, number(words)), Act.REJECT)


def return_for_changes(turn: Turn, words: list[str]) -> None:
    """A case goes back to its proposer, with a remark that is asked for."""
    filing.start(turn, proposals.of_id(turn, number(words)), Act.RETURN_FOR_CHANGES)


def transfer(turn: Turn, words: list[str]) -> None:
    """A case is passed on as public opinion, with a remark that is asked for."""
    filing.start(turn, proposals.of_id(turn, number(words)), Act.TRANSFER)


def let_go(turn: Turn, words: list[str]) -> None:
    """A unit is free of a case, and another is looked for."""
    share = acceptance.find(turn, number(words))
    returned.let_go(turn, share)
    assignment.replace(turn, share)


def insist(turn: Turn, words: list[str]) -> None:
    """A unit keeps a case, for a reason that is asked for."""
    insistence.start(turn, acceptance.find(turn, number(words)))


def why(turn: Turn, words: list[str]) -> None:
    """How the date of a share came about."""
    assigning.explain(turn, acceptance.find(turn, number(words)))


COMMANDS = (Command("import", import_), Command("assign", assign))
TAPS = (
    Tap("assign", assign_this),
    Tap("unassigned", turn_page),
    Tap("file", file),
    Tap("reject", reject),
    Tap("changes", return_for_changes),
    Tap("transfer", transfer),
    Tap("uphold", let_go),
    Tap("insist", insist),
    Tap("why", why),
)
