"""The terms and the policy of a case: those of its sitting, kept with the case as they stood when it was assigned."""

from bot.config import Policy, Rules, Section, Terms
from bot.turn import Turn
from store.tables import Proposal


def of(turn: Turn, proposal: Proposal) -> Rules:
    """What holds for this case; before it is assigned, what its sitting has now."""
    if not proposal.policy:
        return turn.config.rules_of(proposal.sitting.name)
    return Rules(
        terms=Terms(**_known(Terms, proposal.policy["terms"])),
        policy=Policy(**_known(Policy, proposal.policy["policy"])),
    )


def keep(turn: Turn, proposal: Proposal) -> None:
    """Write the rules down with the case, the first time that it is assigned."""
    if not proposal.policy:
        proposal.policy = of(turn, proposal).model_dump(mode="json")


def _known(section: type[Section], kept: dict[str, object]) -> dict[str, object]:
    """Without the settings that a later version no longer has."""
    return {name: value for name, value in kept.items() if name in section.model_fields}
