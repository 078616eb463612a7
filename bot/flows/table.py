"""Every conversation there is, by name; a new one has its line here."""

from bot.flows import reopening, survey
from bot.flows.engine import Flow

ALL: tuple[Flow, ...] = (
    survey.FLOW,
    reopening.FLOW,
)

FLOWS: dict[str, Flow] = {flow.name: flow for flow in ALL}
