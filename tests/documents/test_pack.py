"""The evidence pack opens on every system, and its versions show what changed."""

from datetime import datetime
from io import BytesIO
from zipfile import ZipFile
from zoneinfo import ZoneInfo

from bot.documents.pack import LONGEST, Said, Version, fit, versions, zipped

AT = datetime(2026, 6, 2, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_files_have_their_names_their_content_and_the_moment() -> None:
    content = zipped([("案卷目录.docx", b"one"), ("答复函-市教育局.docx", b"two")], AT)
    with ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["案卷目录.docx", "答复函-市教育局.docx"]
        assert archive.read("答复函-市教育局.docx") == b"two"
        assert archive.infolist()[0].date_time == (2026, 6, 2, 9, 30, 0)


def test_two_files_of_one_name_are_both_there() -> None:
    content = zipped([("a.txt", b"1"), ("a.txt", b"2"), ("a.txt", b"3")], AT)
    with ZipFile(BytesIO(content)) as archive:
        assert archive.namelist() == ["a.txt", "a-2.txt", "a-3.txt"]


def test_a_name_leads_nowhere_else() -> None:
    assert fit("../../etc/passwd") == "etc_passwd"
    assert fit('a/b\\c:d*e?"<f>|\x00\n g') == "a_b_c_d_e_f_g"
    assert fit("...") == "_"
    assert len(fit("长" * 200)) == LONGEST


def test_each_version_is_whole_and_says_what_changed_since_the_one_before() -> None:
    first = Version(1, AT, "余敏", "B", (Said(1, "年内完成。", ours=True), Said(2, "归交通局。", ours=False)))
    second = Version(2, AT, "余敏", "A", (Said(1, "9月底前完成。", ours=True), Said(2, "归交通局。", ours=False)))
    text = versions([first, second])
    assert text.splitlines() == [
        "第1稿　2026年6月2日09:30　余敏　B",
        "1．年内完成。",
        "2．（不属于本单位职责）归交通局。",
        "",
        "第2稿　2026年6月2日09:30　余敏　A",
        "1．9月底前完成。",
        "2．（不属于本单位职责）归交通局。",
        "",
        "与第1稿相比：",
        "－1．年内完成。",
        "＋1．9月底前完成。",
        "　2．（不属于本单位职责）归交通局。",
    ]
