"""The table of units is read as people keep it, refused line by line where it is wrong, and written as it was read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import Unreadable
from bot.intake.unit_names import UnitNames
from bot.intake.units import RowError, UnitRow, from_json, read_units, write_units

EDUCATION = UnitRow("市教育局", "云河市教育局", ("市教委",), "政府部门", "city")
WATER = UnitRow("市水利局", "云河市水利局", ("市水务局", "市水利水务局"), "政府部门", "city", active=False)


def test_a_table_is_read_again_as_it_was_written() -> None:
    assert read_units(write_units([EDUCATION, WATER])).rows == (EDUCATION, WATER)


names = (
    st.text(alphabet='市教育局水利委，,"\n|（） a1', min_size=1)
    .map(str.strip)
    .filter(lambda name: name and "|" not in name)
)


@given(names, st.text(alphabet='说明,"；\n', max_size=6).map(str.strip), st.booleans())
def test_whatever_a_name_holds_survives_the_file(name: str, kind: str, active: bool) -> None:  # noqa: FBT001 - drawn
    row = UnitRow(name, kind=kind, active=active)
    assert read_units(write_units([row])).rows == (row,)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("comma", [",", ";", "\t"])
def test_chinese_headings_and_other_separators_are_understood(encoding: str, comma: str) -> None:
    rows = [
        ["单位名称", "全称", "别名", "类别", "级别", "是否启用"],
        ["市教育局", "云河市教育局", "市教委、教委", "政府部门", "市级", "是"],
    ]
    table = read_units("\r\n".join(comma.join(row) for row in rows).encode(encoding))
    assert table.rows == (UnitRow("市教育局", "云河市教育局", ("市教委", "教委"), "政府部门", "市级"),)
    assert table.errors == ()


@pytest.mark.parametrize("mark", ["|", "、", ";", "；", "｜"])
def test_aliases_are_parted_by_any_of_these(mark: str) -> None:
    table = read_units(f"name,aliases\n市教育局,市教委{mark}教委{mark}市教育局{mark}教委\n".encode())
    assert table.rows[0].aliases == ("市教委", "教委")


def test_columns_may_be_missing_and_in_any_order() -> None:
    table = read_units("\n备注,Level,NAME\n无,市级, 市教育局 \n\n只有一格\n".encode())
    assert table.rows == (UnitRow("市教育局", level="市级"),)
    assert table.errors == (RowError(5, "no_name"),)


def test_what_is_wrong_is_told_with_its_line() -> None:
    lines = ["name,aliases,active", "市教育局,教委,yes", ",无名,", "市水利局,,也许", "市水务局,教 委,", "市教育局,,"]
    assert read_units("\n".join(lines).encode()).errors == (
        RowError(3, "no_name"),
        RowError(4, "bad_active", "也许"),
        RowError(5, "name_taken", "教 委", 2),
        RowError(6, "name_taken", "市教育局", 2),
    )


@pytest.mark.parametrize(
    ("blob", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        ("电话,地址\n1,2".encode(), "no_name_column"),
        (b"\x00\x01\x02\x03", "not_text"),
    ],
)
def test_a_file_that_is_no_table_of_units_is_refused(blob: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_units(blob)
    assert refusal.value.reason == reason


def test_units_come_from_json_without_saying_a_name_twice() -> None:
    document = {
        "units": [
            {
                "canonical": "市教育局",
                "full_name": "云河市教育局",
                "aliases": ["云河市教育局", "市教委"],
                "type": "部门",
                "level": "city",
            },
            {"canonical": "团市委"},
        ]
    }
    assert from_json(document) == (UnitRow("市教育局", "云河市教育局", ("市教委",), "部门", "city"), UnitRow("团市委"))


def test_units_in_json_may_be_names_alone_or_objects_with_the_names_of_the_columns() -> None:
    document = [
        "市教育局",
        {"单位名称": " 市水利局 ", "别名": "市水务局|水务局"},
        {"name": "市教育局"},
        {"name": "市财政局", "aliases": None},
    ]
    assert from_json(document) == (
        UnitRow("市教育局"),
        UnitRow("市水利局", aliases=("市水务局", "水务局")),
        UnitRow("市财政局"),
    )


@pytest.mark.parametrize("document", [{}, {"units": {"a": 1}}, 3, "市教育局", [7], [{"full_name": "云河市渡口"}]])
def test_json_without_a_list_of_names_is_refused(document: object) -> None:
    with pytest.raises(TypeError):
        from_json(document)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("市教育局", "市教育局"),
        ("云河市教育局", "市教育局"),
        ("教育局", "市教育局"),
        ("市 教 委", "市教育局"),
        ("云河市水利水务局", "市水利局"),
        ("市工信局(国资委)", "市工信局"),
        ("中共云河市委宣传部", "市委宣传部"),
        ("云河市委宣传部", "市委宣传部"),
        ("邻城市教育局", None),
        ("县教育局", None),
        ("市", None),
        ("", None),
    ],
)
def test_a_unit_is_known_by_any_of_its_names(name: str, meant: str | None) -> None:
    bureau = UnitRow("市工信局", "云河市工信局", ("市工信局（国资委）",))
    press = UnitRow("市委宣传部", "中共云河市委宣传部")
    assert UnitNames([EDUCATION, WATER, bureau, press]).resolve(name) == meant


def test_a_name_that_fits_two_units_means_neither() -> None:
    names_known = UnitNames(
        [UnitRow("市体育中心", aliases=("中心",)), UnitRow("体育中心"), UnitRow("市少年宫", aliases=("中心",))]
    )
    assert names_known.resolve("中心") is None
    assert names_known.resolve("市体育中心") == "市体育中心"
    assert names_known.resolve("体育中心") == "体育中心"
