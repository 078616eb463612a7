"""What is done to a share of a case, act by act."""

from random import Random

from bot.domain.errors import Refused
from bot.domain.lives import Act as A
from bot.domain.lives import Role
from bot.domain.terms import Term
from bot.services import (
    acceptance,
    assigning,
    contacts,
    extensions,
    life,
    objections,
    opinions,
    precedents,
    questions,
    returned,
    rulings,
    sensitivity,
)
from bot.turn import Turn
from store import assignments, people
from store import contacts as recorded
from store.tables import Assignment
from tests.lives.deeds import deed, words


def _share(turn: Turn, share: int) -> Assignment:
    return assignments.to_write(turn.work, share)


@deed("assignment", A.ACCEPT)
def _accept(turn: Turn, share: int, _chance: Random) -> None:
    acceptance.accept(turn, acceptance.held(turn, share))


@deed("assignment", A.ACCEPT_AND_SUGGEST)
def _accept_and_suggest(turn: Turn, share: int, chance: Random) -> None:
    held = acceptance.held(turn, share)
    named = chance.sample(list(people.units(turn.work)), chance.randint(1, 2))
    acceptance.accept_and_suggest(turn, held, named, chance.choice((None, 55)))


@deed("assignment", A.RETURN, A.RETURN_AGAIN)
def _return(turn: Turn, share: int, chance: Random) -> None:
    held = acceptance.held(turn, share)
    acceptance.check_return(turn, held)
    unit = chance.choice(list(people.units(turn.work)))
    acceptance.give_back(turn, held, words(chance, held.proposal), chance.choice(("", unit.name)), None)


@deed("assignment", A.UPHOLD)
def _uphold(turn: Turn, share: int, _chance: Random) -> None:
    returned.let_go(turn, acceptance.held(turn, share))


@deed("assignment", A.INSIST)
def _insist(turn: Turn, share: int, chance: Random) -> None:
    held = acceptance.held(turn, share)
    returned.insist(turn, held, words(chance, held.proposal))


@deed("assignment", A.STATE_VIEW)
def _state_view(turn: Turn, share: int, chance: Random) -> None:
    held = rulings.find(turn, share)
    rulings.check_view(turn, held)
    rulings.state_view(turn, held, words(chance, held.proposal))


@deed("assignment", A.RULE_MOVES)
def _rule_moves(turn: Turn, share: int, chance: Random) -> None:
    held = acceptance.held(turn, share)
    rulings.rule(turn, held, words(chance, held.proposal), moves=True)


@deed("assignment", A.RULE_STAYS)
def _rule_stays(turn: Turn, share: int, chance: Random) -> None:
    held = acceptance.held(turn, share)
    rulings.rule(turn, held, words(chance, held.proposal), moves=False)


@deed("assignment", A.OBJECT)
def _object(turn: Turn, share: int, chance: Random) -> None:
    found = _share(turn, share)
    life.may(turn, found, A.OBJECT)
    if found not in objections.open_to(turn, found.proposal):
        raise Refused("old_button")
    objections.object_to(turn, share, words(chance, found.proposal))


@deed("assignment", A.DISMISS_OBJECTION)
def _dismiss(turn: Turn, share: int, chance: Random) -> None:
    objections.dismiss(turn, share, words(chance, _share(turn, share).proposal))


@deed("assignment", A.CANCEL)
def _give_to_another(turn: Turn, share: int, chance: Random) -> None:
    """The office finds another unit for a share, which takes it away from the one that has it."""
    held = _share(turn, share)
    life.may(turn, held.proposal, A.ASSIGN)
    life.may(turn, held, A.CANCEL)
    unit = chance.choice([unit.id for unit in people.units(turn.work)])
    term = chance.choice((None, Term.parse("40 workdays", "office")))
    planned = assigning.in_place_of(turn, held, unit, term)
    assigning.take_away(turn, held)
    given = assigning.assign(turn, held.proposal, [planned], key=held.proposal.key)
    precedents.note_taker(turn, held, given[0])


@deed("assignment", A.RECORD_CONTACT)
def _record_contact(turn: Turn, share: int, chance: Random) -> None:
    said = words(chance, _share(turn, share).proposal)
    mode = chance.choice(("visit", "phone", "meeting"))
    contacts.record(turn, share, contacts.Said(mode, turn.today, place=said, with_whom=said, note=said))


@deed("assignment", A.CONFIRM_CONTACT)
def _confirm_contact(turn: Turn, share: int, chance: Random) -> None:
    _answer_contact(turn, share, chance, confirmed=True)


@deed("assignment", A.DENY_CONTACT)
def _deny_contact(turn: Turn, share: int, chance: Random) -> None:
    _answer_contact(turn, share, chance, confirmed=False)


def _answer_contact(turn: Turn, share: int, chance: Random, *, confirmed: bool) -> None:
    found = recorded.of_share(turn.work, share)
    contacts.answer(turn, chance.choice(found).id if found else 0, confirmed=confirmed)


@deed("assignment", A.WAIVE_CONTACT)
def _waive_contact(turn: Turn, share: int, _chance: Random) -> None:
    contacts.waive(turn, share)


@deed("assignment", A.ASK_PROPOSER)
def _ask_proposer(turn: Turn, share: int, chance: Random) -> None:
    held = acceptance.held(turn, share)
    questions.check(turn, held)
    questions.ask(turn, share, words(chance, held.proposal))


@deed("assignment", A.RESUME)
def _resume(turn: Turn, share: int, chance: Random) -> None:
    held = acceptance.held(turn, share)
    is_deputy = turn.who is not None and turn.who.role is Role.DEPUTY
    questions.resume(turn, share, words(chance, held.proposal) if is_deputy or chance.random() < 0.1 else "")


@deed("assignment", A.ASK_EXTENSION)
def _ask_extension(turn: Turn, share: int, chance: Random) -> None:
    held = acceptance.held(turn, share)
    extensions.check(turn, held)
    offered = [one.until for one in extensions.choices(turn, held)]
    typed = extensions.in_bounds(turn, held, Term.parse(chance.choice(("20 workdays", "30 days", "7 months"))))
    extensions.ask(turn, share, chance.choice([*offered, typed]), words(chance, held.proposal))


@deed("assignment", A.GRANT_EXTENSION)
def _grant_extension(turn: Turn, share: int, chance: Random) -> None:
    held = acceptance.held(turn, share)
    found = extensions.asked(turn, share, f"{held.extension_until:%Y%m%d}" if held.extension_until else "")
    until = found.extension_until or turn.today
    if chance.random() < 0.4:
        until = extensions.in_bounds(turn, found, Term.parse(chance.choice(("5 days", "15 days"))), before=until)
    extensions.grant(turn, found, until)


@deed("assignment", A.REFUSE_EXTENSION)
def _refuse_extension(turn: Turn, share: int, chance: Random) -> None:
    held = acceptance.held(turn, share)
    found = extensions.asked(turn, share, f"{held.extension_until:%Y%m%d}" if held.extension_until else "")
    extensions.refuse(turn, found, words(chance, held.proposal))


@deed("assignment", A.DELIVER_OPINION)
def _deliver_opinion(turn: Turn, share: int, chance: Random) -> None:
    held = acceptance.held(turn, share)
    opinions.check(turn, held)
    if chance.random() < 0.1:
        opinions.clear(turn, share)
    if chance.random() < 0.95:
        opinions.write(turn, share, words(chance, held.proposal))
    opinions.deliver(turn, share)


@deed("assignment", A.SEND_BACK_OPINION)
def _send_back_opinion(turn: Turn, share: int, chance: Random) -> None:
    found = opinions.of_id(turn, share)
    opinions.check_return(turn, found)
    opinions.send_back(turn, share, words(chance, found.proposal))


@deed("assignment", A.ANSWER)
def _answered_on_paper(turn: Turn, share: int, _chance: Random) -> None:
    sensitivity.record_answer(turn, acceptance.held(turn, share))
