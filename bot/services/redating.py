"""Something is due on another day than it was, and the journal tells of it."""

from datetime import date

from bot.services import life, noted
from bot.turn import Turn


def redate(turn: Turn, subject: life.Subject, column: str, becomes: date) -> None:
    """Give something another date than it had; the journal keeps both."""
    was = getattr(subject, column).isoformat()
    if was == becomes.isoformat():
        return
    setattr(subject, column, becomes)
    case, name = life.proposal_of(subject).id, life.life_of(subject).name
    sets = noted.columns({column: becomes})
    turn.note("redate", life=name, subject_id=subject.id, proposal_id=case, sets=sets, was=was)
