"""What is said around joining and inviting, and the menu of each role."""

from bot.demo.samples import written
from bot.demo.samples.cast import DANA, HOUSING, NOW, OLGA, ROADS
from bot.domain.lives import Role
from bot.services import menus
from bot.services.invitations import ROLES, link, share

_ADDRESS = link("banli_bot", "b7Kp2Qx9Zt4Lw1Rv6Ys3Nc8Md5Jf0Hg-")

SAMPLES: dict[str, dict[str, object]] = {
    "general/menu": {
        "reader": OLGA,
        "role": Role.OFFICE,
        "open": {"to_file": 3, "to_review": 1},
        "buttons": menus.front(Role.OFFICE)[0],
        "shelves": menus.front(Role.OFFICE)[1],
    },
    "general/shelf": {"shelf": menus.Shelf.RECORDS, "buttons": menus.on_shelf(Role.OFFICE, menus.Shelf.RECORDS)},
    "joining/ask_language": {"answers": {"offered": written.STRANGER}},
    "joining/ask_name": {"answers": {"offered": written.STRANGER}},
    "joining/ask_role": {"roles": ROLES},
    "joining/ask_unit": {"units": [HOUSING, ROADS]},
    "joining/ask_whom": {"role": Role.LIAISON, "unit": HOUSING},
    "joining/invited": {"role": Role.LIAISON, "unit": HOUSING, "answers": {"offered": written.STRANGER}},
    "joining/joined": {"person": DANA, "unit": None, "cases": 2},
    "joining/link": {
        "role": Role.LEADER,
        "unit": HOUSING,
        "name": written.STRANGER,
        "days": 7,
        "address": _ADDRESS,
        "share": share(_ADDRESS),
    },
    "joining/welcome": {"role": Role.DEPUTY, "unit": None, "name": written.STRANGER, "cases": 2},
    "refusals/invitation_expired": {"expired_at": NOW},
    "refusals/invitation_unknown": {},
    "refusals/invitation_used": {},
    "refusals/joined_already": {"role": Role.LIAISON},
    "refusals/unit_wanted": {"role": Role.LEADER},
    "unreadable/no_such_unit": {"typed": written.WORDS},
    "unreadable/too_many_units": {"typed": written.WORDS, "count": 12},
}
