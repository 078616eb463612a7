"""A list of duties is read line by line, and starts with what every city's units answer for."""

import pytest

from bot.intake.unit_names import UnitNames
from bot.intake.units import UnitRow
from bot.routing.duties import Duty, is_table, read_duties, write_duties
from bot.routing.named import CO, LEAD, PLAIN, NamedUnits
from bot.routing.signs import marked, signs
from bot.routing.starter import duties_of, held_by, kinds, kinds_of, listed, own, usual
from bot.routing.terms import Terms
from bot.routing.wording import matter, names, scene, subject

CITY = (
    UnitRow("市教体局", "云河市教育体育局", ("市教育和体育局",)),
    UnitRow("市城市管理局", "云河市城市管理局", ("市城管局",)),
    UnitRow("市住建局", "云河市住房和城乡建设局", ("市住房和城乡建设局",)),
    UnitRow("市安委办", "云河市安全生产委员会办公室"),
    UnitRow("市应急管理局", "云河市应急管理局", ("市应急局",)),
    UnitRow("市漆器研究所", "云河市漆器研究所"),
)


@pytest.mark.parametrize(
    ("title", "about"),
    [
        ("关于加强路灯维护的建议", "加强路灯维护"),
        ("《关于在城东增设站点的提案》", "城东增设站点"),
        ("修一座桥的几点建议", "修一座桥"),
        ("建议", "建议"),
    ],
)
def test_a_title_is_about_what_stands_between_the_usual_words(title: str, about: str) -> None:
    assert subject(title) == about


def test_a_word_is_not_heard_across_the_middle_of_another() -> None:
    terms = Terms([Duty("市教体局", "护工"), Duty("市住建局", "古井"), Duty("市教体局", "村小")])
    assert [one.word for one in terms.heard("关于古井保护工作的建议")] == ["古井"]
    assert [one.word for one in terms.heard("关于柳湾村小组古井的建议")] == ["古井"]


@pytest.mark.parametrize(
    ("title", "scene_is"),
    [
        ("关于在青石桥头修建码头的建议", "青石桥头"),
        ("关于青石桥修建码头的建议", ""),
        ("关于在校园的建议", ""),
    ],
)
def test_where_something_is_to_be_made_is_told_from_what(title: str, scene_is: str) -> None:
    assert subject(title)[: scene(title)] == scene_is
    assert subject(title) == scene_is + matter(title)


@pytest.mark.parametrize(
    ("title", "about"),
    [
        ("关于疏浚青石河，切实改善群众生活的建议", "疏浚青石河"),
        ("关于疏浚青石河 让沿岸百姓安心的建议", "疏浚青石河"),
        ("关于柳湾村水渠修缮项目资金支持的建议", "柳湾村水渠修缮项目"),
        ("关于推动漆艺进校园的建议", "推动漆艺进校园"),
        ("关于开办漆艺课堂助力文化振兴的建议", "开办漆艺课堂"),
        ("关于规范城区共享助力自行车停放的建议", "规范城区共享助力自行车停放"),
        ("关于引导社会力量助力漆艺传承的建议", "引导社会力量助力漆艺传承"),
        ("关于加快漆艺产业高质量发展的建议", "加快漆艺产业"),
        ("关于漆艺健康发展的建议", "漆艺健康发展"),
    ],
)
def test_what_it_is_to_be_good_for_and_who_is_to_pay_are_not_the_matter(title: str, about: str) -> None:
    assert matter(title) == about


def test_an_aim_says_less_than_what_is_asked_for() -> None:
    terms = Terms([Duty("市城市管理局", "古井"), Duty("市教体局", "漆画课")])
    shares = {one.word: one.share for one in terms.heard("关于修复古井，助力漆画课的建议")}
    assert shares["漆画课"] < shares["古井"] / 2


@pytest.mark.parametrize(
    ("text", "called"),
    [("文化大街加装路灯", ["文化"]), ("振兴街改造", ["振兴"]), ("古镇保护", []), ("美丽乡村", []), ("盲道和铁路", [])],
)
def test_names_of_streets_and_villages_are_told_from_what_they_are_made_of(text: str, called: list[str]) -> None:
    assert [text[start:stop] for start, stop in names(text)] == called


def test_a_name_of_a_street_says_nothing_of_its_words() -> None:
    terms = Terms([Duty("市教体局", "文化"), Duty("市城市管理局", "路灯")])
    assert [one.word for one in terms.heard("关于在文化大街加装路灯的建议")] == ["路灯"]


def test_units_that_have_a_kind_in_equal_parts_say_no_more_than_one_would() -> None:
    weights = []
    for names_of in (("移动公司",), ("移动公司", "联通公司", "电信公司", "铁塔公司")):
        there = [UnitRow(name, f"云河{name}") for name in names_of]
        weights.append([duty.weight for duty in duties_of(there) if (duty.unit, duty.text) == ("移动公司", "基站")])
    assert weights[1] == [pytest.approx(weights[0][0] / 2)]


def test_the_usual_parts_of_all_cases_make_one_and_big_bureaus_have_more() -> None:
    parts = usual(CITY)
    assert sum(parts.values()) == pytest.approx(1)
    assert parts["市住建局"] > parts["市应急管理局"] > parts["市漆器研究所"] > 0


def test_a_row_holds_many_duties_and_a_weight() -> None:
    duties, errors = read_duties("单位,权重,职责\n市教体局,2,漆画课、漆艺进校园\n\n市住建局,,危墙\n")
    assert [(duty.unit, duty.text, duty.weight) for duty in duties] == [
        ("市教体局", "漆画课", 2.0),
        ("市教体局", "漆艺进校园", 2.0),
        ("市住建局", "危墙", 3.0),
    ]
    assert errors == ()


def test_a_line_without_unit_duty_or_weight_is_named_and_the_others_stand() -> None:
    duties, errors = read_duties("unit,weight,duties\n,3,灯\n甲局,3,、\n乙局,重,灯\n丙局,1,灯\n")
    assert [(error.line, error.reason) for error in errors] == [(2, "no_unit"), (3, "no_duty"), (4, "bad_weight")]
    assert str(errors[2]) == "a weight is a number from 0 to 9, not 重"
    assert [duty.unit for duty in duties] == ["丙局"]


def test_a_text_without_such_columns_is_no_table() -> None:
    assert not is_table("关于印发方案的通知\n各单位：")
    assert not is_table("")
    assert is_table("职责,单位\n灯,甲局")


def test_what_was_written_can_be_read_again() -> None:
    duties = (Duty("甲局", "灯", 2.0), Duty("甲局", "路", 2.0), Duty("乙局", "桥", 0.5))
    assert read_duties(write_duties(duties))[0] == duties


def test_every_kind_falls_to_kinds_that_are_there_and_every_list_belongs_to_a_kind() -> None:
    known = set(kinds())
    assert {heir for kind in kinds().values() for heir in kind.heirs} <= known
    assert set(listed()) <= known
    assert {kind for sign in signs() for kind in sign.kinds} <= known
    assert len([kind for kind in listed() if len(listed()[kind]) >= 5]) >= 80


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("市教体局", {"教育", "体育"}),
        ("某县住房保障和城乡建设管理局", {"住房城乡建设"}),
        ("县人民政府", {"县区政府"}),
        ("市科学技术协会", {"科协"}),
        ("市漆器研究所", set()),
    ],
)
def test_a_name_tells_the_kinds_of_a_unit_by_its_longest_words(name: str, told: set[str]) -> None:
    assert set(kinds_of([name])) == told


def test_a_kind_that_a_place_lacks_falls_to_its_heir() -> None:
    held = held_by(CITY)
    assert set(held["园林绿化"]) == {"市城市管理局"}
    assert held["海关"] == {}


def test_of_two_units_of_a_kind_the_one_named_after_it_has_more() -> None:
    shares = held_by(CITY)["应急管理"]
    assert shares["市应急管理局"] > shares["市安委办"] > 0


def test_a_unit_of_no_known_kind_answers_for_what_its_name_says() -> None:
    assert Duty("市漆器研究所", "漆器研究", 3.0, "starter") in list(duties_of(CITY))


def test_a_list_may_name_units_or_kinds_and_names_of_neither_are_told() -> None:
    listed_duties = [Duty("市城管局", "灯笼"), Duty("住房城乡建设", "斜塔"), Duty("月球局", "环形山")]
    found, unknown = own(listed_duties, CITY, UnitNames(CITY))
    assert [(duty.unit, duty.text) for duty in found] == [("市城市管理局", "灯笼"), ("市住建局", "斜塔")]
    assert unknown == ["月球局"]


def test_a_sign_is_what_two_words_say_together() -> None:
    assert "村组道路建设" in dict(marked("柳湾村至石桥村的道路硬化"))
    assert "学校建设项目" in dict(marked("青石中学新建风雨操场"))
    assert "学校建设项目" not in dict(marked("青石中学操场噪音扰民"))
    assert "道路拥堵" in dict(marked("解决青石大桥堵车"))
    assert not {"道路拥堵"} & {*dict(marked("滨河路排水管道堵塞")), *dict(marked("公交线路拥挤"))}
    assert dict(marked("增加图书")) == {}


@pytest.mark.parametrize(
    ("text", "unit", "weight"),
    [
        ("建议由市住建局牵头推进", "市住建局", LEAD),
        ("市住建局、市城管局等部门配合", "市住建局", CO),
        ("请教育局研究", "市教体局", PLAIN),
        ("请城市管理综合执法局处理", "市城市管理局", PLAIN),
    ],
)
def test_a_unit_named_in_a_text_is_heard_with_its_part(text: str, unit: str, weight: float) -> None:
    mentions = {mention.unit: mention.weight for mention in NamedUnits(CITY).mentions(text)}
    assert mentions[unit] == weight


def test_a_name_of_no_unit_here_is_not_heard() -> None:
    assert NamedUnits(CITY).mentions("请海关总署办公室和财政局研究") == []
