"""Of two changes of one rating at the same moment one is taken, on a database where both really run at once."""

import threading

from bot.domain.errors import Refused
from store.tables import JournalRow
from tests.rating.scene import CONTENT, Scene


def test_of_two_changes_at_the_same_moment_one_is_taken(scene: Scene) -> None:
    case = scene.case(1)
    scene.rate("dana", case, CONTENT)
    began, refused = threading.Barrier(2), []

    def change(contact: str) -> None:
        began.wait()
        try:
            scene.rate("dana", case, CONTENT | {"contact": contact})
        except Refused as reason:
            refused.append(reason.reason)

    both = [threading.Thread(target=change, args=(contact,)) for contact in ("basically", "unsatisfied")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert refused == ["not_changed_before"]
    with scene.turn() as turn:
        assert turn.work.session.query(JournalRow).filter_by(life="survey", act="change").count() == 1
