"""How a case comes into being: written by a deputy, handed on from above, or taken in from a file."""

from collections.abc import Sequence

from sqlalchemy import insert, select

from bot.domain.lives import Kind, Role
from bot.intake.batch import Batch, Form
from bot.intake.feed_page import FeedPage
from bot.intake.published import PublishedProposal
from bot.services import feeds, intake, signing
from bot.services import proposals as own
from bot.services.making import Purpose
from bot.turn import Turn
from store.tables import Proposal, Sitting
from tests.lives.office import NEW, OLD, Office

WRITTEN = 0.75  # of all cases


def open_sitting(office: Office) -> None:
    """The sitting with rules of its own begins; what is written from now on belongs to it."""
    office.connection.execute(insert(Sitting).values(name=NEW, last_number=0, past=False))
    office.sittings.append(NEW)


def bear(office: Office, number: int) -> Sequence[int]:
    """A case whose texts have this number in them; its id, or nothing where nobody may begin one now."""
    if office.random.random() < WRITTEN:
        cases = _write(office, f"甲{number}乙")
    else:
        purpose = office.random.choice((Purpose.NEW, Purpose.NEW, Purpose.HISTORY, None))
        cases = _take_in(office, f"甲{number}乙", purpose)
    for case in cases:
        office.titles[number] = case
    return cases


def _write(office: Office, marker: str) -> Sequence[int]:
    chance = office.random
    who = chance.choice(office.with_role(Role.DEPUTY))
    requests = tuple(f"{marker}要点{n}" for n in range(1, chance.randint(1, 4) + 1))
    others = [one.id for one in office.with_role(Role.DEPUTY) if one.id != who.id]
    cosigners = chance.sample(others, chance.choice((0, 0, 0, 1, 2)))
    made: list[int] = []

    def writes(turn: Turn) -> None:
        proposal = own.draft(turn, chance.choice(tuple(Kind)), f"关于改造{marker}小区的建议")
        own.keep(turn, proposal, own.Written(proposal.kind, proposal.title, f"{marker}背景", requests))
        signing.choose(turn, proposal, cosigners)
        made.append(proposal.id)

    office.do(who, "writes a draft", writes)
    return made


def _take_in(office: Office, marker: str, purpose: Purpose | None) -> Sequence[int]:
    chance = office.random
    names = [one.name for one in chance.sample(office.with_role(Role.DEPUTY), chance.randint(1, 2))]
    one = PublishedProposal(
        title=f"关于整治{marker}河道的建议",
        kind=chance.choice(("建议", "提案")),
        session=chance.choice((OLD, office.sittings[-1])),
        proposers=tuple(names),
        background=f"{marker}背景",
        requests=(f"{marker}清淤", f"{marker}截污"),
        reply=f"{marker}已整治。" if purpose is Purpose.HISTORY else "",
        reply_units=(),
        key=chance.random() < 0.1,
        lines=(1, 5),
        external_id=marker if purpose is None else "",
    )

    def takes(turn: Turn) -> None:
        if purpose is None:
            feeds.take_in(turn, [FeedPage((one,), ())], "")
        else:
            intake.take_in(turn, Batch(Form.COMPENDIUM, (one,)), f"{office.seed}:{marker}", "file", purpose)

    office.do(office.with_role(Role.OFFICE)[0], "takes a case in", takes)
    return office.connection.execute(select(Proposal.id).where(Proposal.title == one.title)).scalars().all()
