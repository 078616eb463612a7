"""A deputy writes a proposal: kind, title, background, numbered requests, a wished unit; he looks at it and submits.

From its title on it is kept as a draft after every message, so that nothing is lost when he leaves.
"""

from collections.abc import Mapping
from typing import Any

from bot.domain.errors import Refused, Unreadable
from bot.domain.lives import Act, Kind, ProposalState
from bot.flows import cosigners, proposal_similar
from bot.flows.engine import AGAIN, END, Flow, Heard, Reader, Step, begin
from bot.flows.readers import choice, text
from bot.intake.typed import requests_in
from bot.services import life, proposals, signing
from bot.services.proposals import Written
from bot.turn import Turn
from store.places import Place
from store.tables import Proposal

# In characters, as forms of the congresses have them, with room to spare.
TITLE = 100
BACKGROUND = 10_000
REQUEST = 2_000
REQUESTS = 30
UNIT = 100
PARTS = ("title", "background", "requests", "unit")
OPENNESS = ("full", "title", "none")  # what may be published; a tap goes on to the next


def start(turn: Turn) -> None:
    """Begin with an empty sheet."""
    begin(turn, FLOW, background=[], requests=[], chosen=[])


def revise(turn: Turn, proposal: Proposal) -> None:
    """Go on with a draft, or with a case that was returned for changes, where it was left; Refused if it is neither."""
    life.may(turn, proposal, Act.SUBMIT)
    if proposal.state is ProposalState.SIGNING:
        raise Refused("not_now", life="proposal", act=Act.SUBMIT, state=proposal.state)
    requests = [request.text for request in proposal.requests]
    open_at = "background" if not proposal.background else "preview" if requests else "requests"
    answers = {
        "kind": proposal.kind.value,
        "title": proposal.title,
        "background": [proposal.background] if proposal.background else [],
        "requests": requests,
        "unit": proposal.wished_units,
        "openness": proposal.openness,
        "no_written_reply": proposal.no_written_reply,
        "chosen": [one.person_id for one in proposal.proposers if one.position > 1 and one.person_id],
        "whole": open_at == "preview",
        "again": proposal.state is ProposalState.CHANGES,
    }
    begin(turn, FLOW, proposal.id, at=open_at, **answers)


def _text_or(reads: Reader, *values: str) -> Reader:
    """A text, or a tap on one of the buttons of the question, which comes as ``(value,)``."""
    taps = choice(values)

    def read(turn: Turn, place: Place, heard: Heard) -> Any:  # noqa: ANN401 - one of the two readers'
        if heard.kind == "tap":
            return (taps(turn, place, heard),)
        return reads(turn, place, heard)

    return read


def _kept(name: str, following: str) -> Any:  # noqa: ANN401 - the shape is Step's
    def then(turn: Turn, place: Place, value: Any) -> str:  # noqa: ANN401 - what the reader gave
        place.answers[name] = value
        _save(turn, place)
        return _on(place, following)

    return then


def _title(turn: Turn, place: Place, value: str) -> str:
    place.answers["title"] = value
    _save(turn, place)
    return proposal_similar.by_way_of(turn, place, _on(place, "background"))


def _on(place: Place, following: str) -> str:
    """Once the sheet is whole, a changed part leads back to it."""
    return "preview" if place.answers.get("whole") else following


def _save(turn: Turn, place: Place) -> None:
    """Keep the draft as it is; it begins with its title."""
    if place.subject_id is None:
        if "title" not in place.answers:
            return
        place.subject_id = proposals.draft(turn, Kind(place.answers["kind"]), place.answers["title"]).id
    proposals.keep(turn, proposals.of_id(turn, place.subject_id), _written(place))


def _background(turn: Turn, place: Place, value: Any) -> str:  # noqa: ANN401 - what the reader gave
    written: list[str] = place.answers["background"]
    if value == ("clear",):
        written.clear()
    elif value == ("done",):
        if not written:
            raise Unreadable("background_wanted")
        return _on(place, "requests")
    else:
        written.append(value)
        if sum(map(len, written)) > BACKGROUND:
            raise Unreadable("too_long", at_most=BACKGROUND, length=sum(map(len, written)))
    _save(turn, place)
    return AGAIN


def _requests(turn: Turn, place: Place, value: Any) -> str:  # noqa: ANN401 - what the reader gave
    written: list[str] = place.answers["requests"]
    if value == ("drop",):
        del written[-1:]
    elif value == ("done",):
        if not written:
            raise Unreadable("request_wanted")
        return _on(place, "unit")
    else:
        said = requests_in(value)
        if (longest := max(map(len, said), default=0)) > REQUEST:
            raise Unreadable("too_long", at_most=REQUEST, length=longest)
        written.extend(said)
        if len(written) > REQUESTS:
            raise Unreadable("too_many_requests", at_most=REQUESTS, count=len(written))
    _save(turn, place)
    return AGAIN


def _unit(turn: Turn, place: Place, value: Any) -> str:  # noqa: ANN401 - what the reader gave
    place.answers["unit"] = "" if value == ("skip",) else value
    place.answers["whole"] = True
    _save(turn, place)
    return "preview"


def _preview(turn: Turn, place: Place, value: str) -> str:
    answers = place.answers
    if value == "submit":
        return END
    if value == "open":
        answers["openness"] = OPENNESS[(OPENNESS.index(_openness(place)) + 1) % len(OPENNESS)]
    elif value == "paper":
        answers["no_written_reply"] = not answers.get("no_written_reply", False)
    elif value == proposal_similar.STEP:
        place.answers[proposal_similar.THEN] = "preview"
        return value
    else:
        return value
    _save(turn, place)
    return AGAIN


def _preview_offers(_turn: Turn, place: Place) -> tuple[str, ...]:
    return _ALWAYS if place.answers.get("again") else (*_ALWAYS, "cosigners")


_ALWAYS = ("submit", "open", "paper", proposal_similar.STEP, *PARTS)


def _openness(place: Place) -> str:
    return str(place.answers.get("openness", OPENNESS[0]))


def _cosigners(turn: Turn, place: Place, value: Any) -> str | None:  # noqa: ANN401 - what the reader gave
    following = cosigners.choosing("preview")(turn, place, value)
    signing.choose(turn, proposals.of_id(turn, place.subject_id or 0), place.answers["chosen"])
    return following


def _sheet(turn: Turn, place: Place) -> Mapping[str, Any]:
    return {
        "written": _written(place),
        "again": place.answers.get("again", False),
        "chosen": cosigners.shows(turn, place)["chosen"],
    }


def _counts(_turn: Turn, place: Place) -> Mapping[str, Any]:
    return {"pieces": len(place.answers["background"]), "length": sum(map(len, place.answers["background"]))}


def _written(place: Place) -> Written:
    answers = place.answers
    return Written(
        kind=Kind(answers["kind"]),
        title=answers["title"],
        background="\n".join(answers["background"]),
        requests=tuple(answers["requests"]),
        wished_unit=answers.get("unit", ""),
        openness=_openness(place),
        no_written_reply=answers.get("no_written_reply", False),
    )


def _submit(turn: Turn, place: Place) -> None:
    proposal = signing.find(turn, place.subject_id or 0)
    if place.answers["chosen"] and proposal.state is ProposalState.DRAFT:
        signing.invite(turn, proposal)
    else:
        proposals.hand_in(turn, proposal)


FLOW = Flow(
    "proposal_draft",
    (
        Step("kind", "proposals/ask_kind", choice([kind.value for kind in Kind]), then=_kept("kind", "title")),
        Step("title", "proposals/ask_title", text(at_least=4, at_most=TITLE), then=_title),
        proposal_similar.step(_save),
        Step(
            "background",
            "proposals/ask_background",
            _text_or(text(at_most=BACKGROUND), "done", "clear"),
            _counts,
            _background,
        ),
        Step("requests", "proposals/ask_requests", _text_or(text(at_most=BACKGROUND), "done", "drop"), then=_requests),
        Step("unit", "proposals/ask_unit", _text_or(text(at_least=2, at_most=UNIT), "skip"), then=_unit),
        Step("preview", "proposals/preview", choice(_preview_offers), _sheet, _preview),
        Step("cosigners", "proposals/ask_cosigners", cosigners.reads, cosigners.shows, _cosigners),
    ),
    _submit,
)
