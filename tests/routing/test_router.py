"""Sources are weighed into the likeliest units; what is learned changes them; without any sign nobody is likelier."""

import random
import time

import pytest

from bot.intake.units import UnitRow
from bot.routing.duties import Duty
from bot.routing.likeness import Past
from bot.routing.router import Router

CITY = tuple(
    UnitRow(name, f"云河{name}")
    for name in (
        "市教育局",
        "市公安局",
        "市水利局",
        "市交通运输局",
        "市城市管理局",
        "市住房和城乡建设局",
        "市财政局",
        "市民政局",
    )
)


def first(router: Router, title: str, text: str = "") -> str:
    return router.route(title, text)[0].name


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("关于给柳湾小学添置校车的建议", "市教育局"),
        ("关于疏浚青石河的建议", "市水利局"),
        ("关于石桥镇通往柳湾村道路硬化的建议", "市交通运输局"),
        ("关于整治城区占道经营的提案", "市城市管理局"),
    ],
)
def test_on_day_one_the_starter_list_finds_the_unit(title: str, unit: str) -> None:
    assert first(Router(CITY), title) == unit


def test_three_units_are_told_with_chances_that_make_no_more_than_one() -> None:
    found = Router(CITY).route("关于学校门口交通拥堵的建议")
    assert len(found) == 3
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert 0 < sum(one.score for one in found) <= 1.0001
    assert found[0].part == "lead"


def test_without_any_sign_those_that_have_most_cases_are_a_little_likelier_and_nobody_has_a_part() -> None:
    found = Router(CITY).route("☆☆☆")
    assert found[0].name == "市住房和城乡建设局"
    assert all(one.score < 2 / len(CITY) for one in found)
    assert {one.part for one in found} == {""}
    assert all(one.reasons == () for one in found)


def test_no_units_at_all_have_no_suggestions() -> None:
    assert Router(()).route("关于路灯的建议") == []


def test_a_reason_names_the_duties() -> None:
    reasons = Router(CITY).route("关于疏浚青石河的建议")[0].reasons
    assert ("duty", True) in [(reason.why, "疏浚" in reason.detail) for reason in reasons]


def test_what_the_office_says_of_a_duty_counts_instead_of_the_starter_list() -> None:
    duties = [Duty("市城市管理局", "路灯", 0.0), Duty("市财政局", "灯塔", 3.0)]
    assert "路灯" not in str(Router(CITY, [Duty("市城市管理局", "路灯", 0.0)]).route("路灯")[0].reasons)
    assert first(Router(CITY, duties), "关于修灯塔的建议") == "市财政局"


def test_a_unit_that_is_asked_to_lead_comes_first_and_one_that_is_to_assist_has_a_part() -> None:
    found = Router(CITY).route("关于加强协作的建议", "由市民政局牵头，市财政局配合。")
    parts = {one.name: one.part for one in found}
    assert (found[0].name, parts["市财政局"]) == ("市民政局", "co")


def test_the_same_case_as_before_goes_where_it_went_and_its_number_is_the_reason() -> None:
    router = Router(CITY, past=[Past("关于整理柳湾渡口石碑的建议", "市水利局", "12")])
    best = router.route("关于整理柳湾渡口石碑的提案")[0]
    assert best.name == "市水利局"
    assert ("similar", "12") in [(reason.why, reason.detail) for reason in best.reasons]


def test_a_case_without_a_number_is_named_by_its_title() -> None:
    router = Router(CITY, past=[Past("关于整理柳湾渡口石碑的建议", "市水利局")])
    assert "alike" in [reason.why for reason in router.route("关于整理柳湾渡口石碑的提案")[0].reasons]


def test_the_past_says_more_the_more_there_is_of_it() -> None:
    few = Router(CITY, past=[Past(f"关于{n}号院供暖的建议", "市住房和城乡建设局") for n in range(2)])
    many = Router(CITY, past=[Past(f"关于{n}号院供暖的建议", "市住房和城乡建设局") for n in range(80)])
    chance = [
        next(one.score for one in router.route("关于南街供暖的建议") if one.name == "市住房和城乡建设局")
        for router in (few, many)
    ]
    assert chance[1] > chance[0]


def test_the_past_says_less_where_the_lists_are_sure() -> None:
    """A list that knows the matter is not outvoted by what a few cases happen to share with the title."""
    past = [Past(f"关于第{n}处设施老化的建议", "市民政局") for n in range(20)]
    assert first(Router(CITY, past=past), "关于灌区渠道设施老化的建议") == "市水利局"


def test_what_was_seen_once_is_no_habit_unless_the_case_is_the_same() -> None:
    router = Router(CITY, past=[Past("关于更换石桥镇牌坊彩绘的建议", "市财政局")])
    why = {reason.why for one in router.route("关于柳湾牌坊修缮的建议") for reason in one.reasons}
    assert why.isdisjoint({"past", "similar", "alike"})
    assert first(router, "关于更换石桥镇牌坊彩绘的提案") == "市财政局"


def test_a_place_tells_less_than_what_is_to_be_made_there() -> None:
    assert first(Router(CITY), "关于在高速公路出口处修建公厕的建议") == "市城市管理局"


def test_no_title_makes_a_unit_surer_than_titles_have_proved_to_be() -> None:
    """Of real cases found with the greatest confidence about one in ten went elsewhere."""
    titles = ("关于疏浚青石河河道、加固河堤的建议", "关于增加中小学教师和幼儿园的建议")
    assert max(Router(CITY).route(title)[0].score for title in titles) < 0.97


def test_what_was_learned_can_be_forgotten() -> None:
    router = Router(CITY)
    before = router.route("关于整理石碑的建议")
    router.learn([Past("关于整理石碑的建议", "市水利局")])
    assert router.route("关于整理石碑的建议") != before
    router.forget()
    assert router.route("关于整理石碑的建议") == before


def test_tasks_of_documents_speak_for_who_has_them() -> None:
    task = Duty("市民政局", "开展拱券测绘与拱券档案登记工作", 1.0, "document")
    assert first(Router(CITY, [task]), "关于做好拱券测绘和拱券登记的建议") == "市民政局"


def test_only_sources_that_are_asked_for_speak() -> None:
    assert Router(CITY, sources=frozenset({"named"})).route("关于疏浚青石河的建议")[0].part == ""


def test_ten_thousand_cases_are_searched_in_a_twentieth_of_a_second() -> None:
    chance = random.Random(7)
    words = "路桥灯校河坝树园厅站站点巷楼梯墙窗渠库湖井田林医药牌照票车船棚圃"
    titles = [f"关于{''.join(chance.choices(words, k=12))}的建议" for _ in range(10_000)]
    router = Router(CITY, past=[Past(title, chance.choice(CITY).name, str(n)) for n, title in enumerate(titles)])
    text = "柳湾村的道路年久失修。" * 60
    router.route(titles[0], text)
    begun = time.perf_counter()
    for title in titles[:20]:
        router.route(title, text)
    assert (time.perf_counter() - begun) / 20 < 0.05
