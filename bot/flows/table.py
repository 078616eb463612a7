"""Every conversation there is, by name; a new one has its line here."""

from bot.flows import opinion, remark, reopening, reply_draft, return_reason, survey
from bot.flows.engine import Flow

ALL: tuple[Flow, ...] = (
    survey.FLOW,
    reopening.FLOW,
    return_reason.FLOW,
    opinion.FLOW,
    reply_draft.FLOW,
    remark.FLOW,
)

FLOWS: dict[str, Flow] = {flow.name: flow for flow in ALL}
