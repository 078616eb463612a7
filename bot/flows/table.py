"""Every conversation there is, by name; a new one has its line here."""

from bot.flows import (
    assignment,
    broadcast,
    case_number,
    commitment,
    commitment_report,
    contact,
    correction,
    cosigners,
    export,
    extension,
    filing,
    import_file,
    insistence,
    invite,
    meeting_record,
    merging,
    objection,
    opinion,
    opinion_return,
    proposal_draft,
    publishing,
    question,
    registration,
    remark,
    reopening,
    reply_draft,
    result_change,
    return_reason,
    ruling,
    suggestion,
    survey,
    survey_window,
    withdrawal,
)
from bot.flows.engine import Flow
from bot.turn import Turn

ALL: tuple[Flow, ...] = (
    survey.FLOW,
    survey_window.FLOW,
    reopening.FLOW,
    meeting_record.FLOW,
    return_reason.FLOW,
    opinion.FLOW,
    reply_draft.FLOW,
    result_change.FLOW,
    correction.FLOW,
    publishing.FLOW,
    remark.FLOW,
    registration.FLOW,
    invite.FLOW,
    proposal_draft.FLOW,
    cosigners.FLOW,
    withdrawal.FLOW,
    import_file.FLOW,
    filing.FLOW,
    merging.FLOW,
    assignment.FLOW,
    suggestion.FLOW,
    objection.FLOW,
    objection.ANSWER_FLOW,
    ruling.FLOW,
    ruling.VIEW_FLOW,
    insistence.FLOW,
    case_number.FLOW,
    broadcast.FLOW,
    export.FLOW,
    contact.FLOW,
    question.ASKING,
    question.ANSWERING,
    extension.ASKING,
    extension.SHORTER,
    extension.REFUSING,
    opinion_return.FLOW,
    commitment.FLOW,
    commitment_report.FLOW,
)

FLOWS: dict[str, Flow] = {flow.name: flow for flow in ALL}
OF_STRANGERS: dict[str, Flow] = {registration.FLOW.name: registration.FLOW}


def open_to(turn: Turn) -> dict[str, Flow]:
    """The conversations that whoever asks may be in: somebody who has not joined may join, and nothing else."""
    return FLOWS if turn.who is not None else OF_STRANGERS
