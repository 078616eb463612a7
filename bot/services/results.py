"""What came of a matter (办理结果): a code of the scheme that holds for the case, kept with its wording in full."""

from bot.services import policies
from bot.turn import Turn
from store.tables import Proposal, Reply


def codes(turn: Turn, proposal: Proposal) -> tuple[str, ...]:
    """The codes that a reply of this case may have, in their order."""
    policy = policies.of(turn, proposal).policy
    return policy.result_classes or tuple(turn.voice.keys(f"result_{policy.result_scheme}"))


def offered(turn: Turn, proposal: Proposal) -> list[tuple[str, str]]:
    """Each code with its wording in the language of whoever asks."""
    group = f"result_{policies.of(turn, proposal).policy.result_scheme}"
    return [(code, turn.voice.word(turn.language, group, code)) for code in codes(turn, proposal)]


def choose(turn: Turn, reply: Reply, code: str) -> None:
    """Set the class of a reply, with the scheme and the official wording: a letter alone means nothing elsewhere."""
    scheme = policies.of(turn, reply.assignment.proposal).policy.result_scheme
    reply.result_class, reply.result_scheme = code, scheme
    reply.result_wording = turn.voice.word(turn.config.office.language, f"result_{scheme}", code)


def is_chosen(turn: Turn, reply: Reply) -> bool:
    """Whether the reply has a class of the scheme that holds for its case."""
    proposal = reply.assignment.proposal
    scheme = policies.of(turn, proposal).policy.result_scheme
    return reply.result_scheme == scheme and reply.result_class in codes(turn, proposal)
