"""Every form is filled in from its facts and opened again; the office's own file goes first, or says what is wrong."""

from dataclasses import fields, replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt

from bot.documents import facts, forms, specimen
from bot.documents.forms import BadForm
from bot.domain.rates import Rate
from tests.documents import made_up

HOSTILE = "A & B <w:p> {{ office }} {% if x %} {%p endfor %} =cmd() ]]> \"' 🛗 \x0b\x00"
SHOWN = "A & B <w:p> {{ office }} {% if x %} {%p endfor %} =cmd() ]]> \"' 🛗 "


def opened(content: bytes) -> Docx:
    return Document(BytesIO(content))


def lines(content: bytes) -> list[str]:
    """The paragraphs of the first page's head, and of the body and its tables, in order; empty ones left out."""
    document = opened(content)
    head = [paragraph.text for paragraph in document.sections[0].first_page_header.paragraphs]
    body = [_text(paragraph) for paragraph in document.element.body.iter(qn("w:p"))]
    return [line for line in (*head, *body) if line.strip()]


def rows(content: bytes, table: int = 0) -> list[list[str]]:
    """The cells of one table; a merged one once."""
    body = opened(content).tables[table]._tbl  # noqa: SLF001 - python-docx gives a merged cell for each of its columns
    return [["\n".join(_text(p) for p in cell.iter(qn("w:p"))) for cell in row.tc_lst] for row in body.tr_lst]


def _text(paragraph: BaseOxmlElement) -> str:
    return "".join(node.text or "" for node in paragraph.iter(qn("w:t")))


def test_a_letter_says_everything_in_the_order_of_the_standard() -> None:
    """发文机关, 发文字号, 标题, 主送, 正文, 附件说明, 署名, 日期, 附注, 抄送 (domain notes, 2.6)."""
    assert lines(forms.fill(made_up.LETTER)) == [
        "分类：B",
        made_up.HOUSING,
        "　　函〔2026〕　　号",
        f"关于{made_up.SITTING}第12号建议的答复",
        "王一禾、李小满代表：",
        f"你们在{made_up.SITTING}提出的《{made_up.TITLE}》（第12号）收悉，现答复如下：",
        f"一、关于“{made_up.REQUESTS[0]}”",
        *made_up.FIRST,
        f"二、关于“{made_up.REQUESTS[1]}”",
        *made_up.SECOND,
        f"三、关于“{made_up.REQUESTS[2]}”",
        f"此项不属于我单位职责范围。{made_up.THIRD[0]}",
        f"以上答复已吸收{made_up.ROADS}的协办意见。",
        "感谢你们对我们工作的关心和支持，欢迎继续提出宝贵意见。",
        "附件：1．加装计划表.pdf；2．现场照片.jpg",
        made_up.HOUSING,
        "2026年5月20日",
        "（联系人：余敏，联系电话：　　　　　　　　）",
        f"抄送：市人大常委会代表工作机构，{made_up.OFFICE}。",
    ]


def test_a_letter_of_a_second_round_to_a_body_with_one_request_and_a_number() -> None:
    one = replace(
        made_up.LETTER, points=made_up.LETTER.points[:1], round=2, document_number="青住建函〔2026〕8号",
        is_proposal=True,
        kind="提案", addressed="民盟青石市委", you="你单位", co_units=(), enclosures=(), signer="", issued_on=None,
    )  # fmt: skip
    found = lines(forms.fill(one))
    assert found[2:6] == [
        "青住建函〔2026〕8号",
        f"关于{made_up.SITTING}第12号提案的再次答复",
        "民盟青石市委：",
        f"你单位在{made_up.SITTING}提出的《{made_up.TITLE}》（第12号）收悉，现就你单位尚不满意的事项再次答复如下：",
    ]
    assert found[6:8] == list(made_up.FIRST)
    assert not any("附件" in line or "协办" in line for line in found)
    assert found[-1].startswith("抄送：市政协提案委员会")


def test_the_page_has_the_measures_of_the_standard() -> None:
    """GB/T 9704-2012: A4, 37 mm above, 28 mm beside, a body of 156 by 225 mm, size 3 FangSong, 28 points a line."""
    document = opened(forms.fill(made_up.LETTER))
    page = document.sections[0]

    def mm(length: int | None) -> float:
        return round((length or 0) / Mm(1), 1)

    assert (mm(page.page_width), mm(page.page_height)) == (210, 297)
    assert (mm(page.top_margin), mm(page.left_margin)) == (37, 28)
    assert mm(page.page_width) - mm(page.left_margin) - mm(page.right_margin) == 156
    assert mm(page.page_height) - mm(page.top_margin) - mm(page.bottom_margin) == 225
    body = next(paragraph for paragraph in document.paragraphs if paragraph.text == made_up.FIRST[0])
    assert (body.paragraph_format.line_spacing, body.runs[0].font.size) == (Pt(28), Pt(16))
    fonts = next(iter(body.runs[0]._r.iter(qn("w:rFonts"))))  # noqa: SLF001 - python-docx knows no East Asian font
    assert fonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    title = next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith("关于"))
    assert title.runs[0].font.size == Pt(22)


def test_a_font_that_is_not_there_has_others_that_stand_in() -> None:
    package = opened(forms.fill(made_up.LETTER)).part.package
    told = next(part.blob for part in package.iter_parts() if part.partname == "/word/fontTable.xml").decode()
    assert 'w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong' in told


def test_an_assignment_sheet_has_the_case_and_each_unit_with_its_dates() -> None:
    content = forms.fill(made_up.ORDER)
    head, units = rows(content), rows(content, 1)
    assert head[0] == ["案　　号", "第12号", "类　　别", "建议"]
    assert head[1] == ["标　　题", made_up.TITLE]
    assert head[2] == ["提 出 人", "王一禾、李小满"]
    assert head[3] == ["交办时间", "2026年3月2日", "交办单位", made_up.OFFICE]
    text = head[4][1].split("\n")
    assert text == [*made_up.BACKGROUND, *(f"{n}．{request}" for n, request in enumerate(made_up.REQUESTS, 1))]
    assert units[1:] == [
        [made_up.HOUSING, "主办", "2026年3月5日", "2026年6月2日"],
        [made_up.ROADS, "协办", "2026年3月5日", "2026年4月2日"],
    ]
    assert any("请在2026年3月9日前说明理由" in line for line in lines(content))


def test_an_assignment_sheet_says_whether_a_reply_in_writing_is_wanted() -> None:
    assert "答复应逐条回应所提要求" in "".join(lines(forms.fill(made_up.ORDER)))
    orally = "".join(lines(forms.fill(replace(made_up.ORDER, written=False))))
    assert "提出人不需要书面答复" in orally
    assert "答复应逐条回应所提要求" not in orally


def test_an_opinion_form_that_goes_with_a_draft_says_so() -> None:
    with_draft = forms.fill(replace(made_up.OPINION, draft=True, issued_on=None))
    assert any("提出的建议已有答复稿，随本表送上。请对办理情况提出意见" in line for line in lines(with_draft))
    assert any("提出的建议已经答复。请对办理情况提出意见" in line for line in lines(forms.fill(made_up.OPINION)))


def test_an_opinion_form_asks_the_questions_of_the_survey() -> None:
    content = forms.fill(made_up.OPINION)
    asked = {row[0]: row[1] for row in rows(content) if len(row) == 2}
    for question in made_up.OPINION.questions:
        assert asked[question.name] == "□满意　　□基本满意　　□不满意"
    assert ["承办单位", made_up.HOUSING, "答复时间", "2026年5月20日"] in rows(content)
    assert any("于2026年6月10日前填好" in line for line in lines(content))


def test_a_case_file_has_what_happened_and_who_was_told() -> None:
    content = forms.fill(made_up.CASEFILE)
    text = "\n".join(lines(content))
    for part in ("3个月后的对应日：2026年6月2日。", "商定先做两栋", "答复稿（", "9月底前全部开工（进行中）", "共2稿"):
        assert part in text
    assert rows(content, 1)[1:] == [
        ["2026年6月2日09:30", "欧科长", "立案"],
        ["2026年6月2日09:30", made_up.HOUSING, "签收"],
    ]
    assert rows(content, 2)[2] == ["2026年6月2日09:30", "王一禾", "答复", "发送失败：对方停用了机器人"]


def test_a_bulletin_ranks_the_units_with_both_numbers_and_hides_few_ratings() -> None:
    content = forms.fill(made_up.BULLETIN)
    assert rows(content)[1:] == [
        ["1", made_up.HOUSING, "9", "100.0%（9/9）", "0", "100.0%（8/8）"],
        ["2", made_up.ROADS, "11", "72.7%（8/11）", "2", "评价不足5份，不列"],
        ["—", "青石市教育局", "0", "—（0/0）", "0", "评价不足5份，不列"],
    ]
    text = "\n".join(lines(content))
    assert "按期答复率85.0%（17/20）" in text
    assert "第7号《关于修补滨河路的建议》" in text
    assert f"第9号，{made_up.ROADS}，期限2026年6月1日，逾期1天。" in text


def test_a_years_report_has_shares_that_add_up_and_only_the_number_of_a_sensitive_case() -> None:
    content = forms.fill(made_up.ANNUAL)
    classes = rows(content)
    assert classes[-1] == ["合　　计", "174", "100.0%"]
    assert sum(float(row[2].rstrip("%")) for row in classes[1:-1]) == pytest.approx(100)
    text = "\n".join(lines(content))
    assert "办复率97.7%（170/174）" in text
    assert "B 正在解决或列入计划逐步解决的，如：第9号。" in text


def test_a_month_and_a_year_without_anything_are_reports_too() -> None:
    nothing = Rate(0, 0)
    quiet = replace(made_up.BULLETIN, answered=nothing, open=nothing, content=nothing, ranking=(), late=())
    assert "没有逾期事项。" in lines(forms.fill(quiet))
    bare = replace(made_up.ANNUAL, classes=(), verdicts=(), key_cases=(), by_unit=(), promises=(), kinds=())
    assert rows(forms.fill(bare))[-1] == ["合　　计", "0", "—"]


def test_a_compendium_has_cases_in_full_and_others_by_title_only() -> None:
    found = lines(forms.fill(made_up.COMPENDIUM))
    assert "建议人：王一禾、李小满" in found
    assert found[-2:] == ["只公开标题的建议", "关于规范共享单车停放的建议"]


@pytest.mark.parametrize("form", list(forms.FORMS))
def test_what_people_wrote_is_never_markup_nor_a_place_to_fill_in(form: str) -> None:
    made = specimen.of(forms.FORMS[form])
    hostile = _with(made, HOSTILE)
    text = "\n".join(lines(forms.fill(hostile)))
    assert SHOWN in text
    assert "\x0b" not in text


@pytest.mark.parametrize("form", list(forms.FORMS))
def test_twenty_thousand_characters_are_all_there(form: str) -> None:
    long = "很长的一段话。" * 2860
    text = "".join(lines(forms.fill(_with(specimen.of(forms.FORMS[form]), long))))
    assert long in text


def test_lines_within_a_text_stay_lines() -> None:
    told = replace(made_up.CASEFILE.shares[0], opinion="第一行\n第二行")
    body = opened(forms.fill(replace(made_up.CASEFILE, shares=(told,))))
    assert any(paragraph.text.endswith("第一行\n第二行") for paragraph in body.paragraphs)


@pytest.mark.parametrize("form", list(forms.FORMS))
def test_each_form_shows_what_it_must_and_can_be_filled_in(form: str, tmp_path: Path) -> None:
    (tmp_path / f"{form}.docx").write_bytes(forms.built_in(form))
    assert forms.check(tmp_path) == []


def test_the_offices_own_file_goes_first(tmp_path: Path) -> None:
    own(
        tmp_path,
        "{{ unit }} {{ title }} {{ addressed }} {{ issued_on|day }} {% for p in points %}{{ p.request }}{% endfor %}",
    )
    assert forms.check(tmp_path) == []
    assert lines(forms.fill(made_up.LETTER, str(tmp_path)))[0].startswith(f"{made_up.HOUSING} {made_up.TITLE}")
    assert lines(forms.fill(made_up.ORDER, str(tmp_path)))[0] == "建议办理交办单"


REST = "{{ title }}{{ addressed }}{{ issued_on }}"
WRONG = {
    "{{ unit }} {{ seal }}": "there is no seal; there is addressed, co_signers",
    "{{ unit }}": "it does not show title, addressed, points, issued_on.",
    "{{ unit }": "unexpected '}'",
    "{% for p in points %}{{ p.colour }}{% endfor %}{{ unit }}" + REST: "has no attribute 'colour'",
    "{{ unit.__class__ }}{{ points }}" + REST: "unsafe",
    "{{ unit|upside }}{{ points }}" + REST: "No filter named 'upside'.",
}


@pytest.mark.parametrize("text", list(WRONG))
def test_a_file_of_the_offices_that_cannot_be_filled_in_says_why_in_one_line(tmp_path: Path, text: str) -> None:
    own(tmp_path, text)
    (fault,) = forms.check(tmp_path)
    assert fault.startswith("letter.docx: ")
    assert WRONG[text] in fault
    assert "\n" not in fault


def test_a_file_that_is_none_and_a_form_that_there_is_not_are_said(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(b"not a zip")
    (tmp_path / "poster.docx").write_bytes(forms.built_in("letter"))
    not_word, unknown = forms.check(tmp_path)
    assert not_word == "letter.docx: it is not a Word file (.docx)."
    assert unknown.startswith("poster.docx: there is no such form; the forms are letter, order")
    with pytest.raises(BadForm, match="not a Word file"):
        forms.fill(made_up.LETTER, str(tmp_path))


def test_a_place_the_form_names_in_vain_is_told_when_it_is_filled_in(tmp_path: Path) -> None:
    own(tmp_path, "{{ seal }}")
    with pytest.raises(BadForm, match="'seal' is undefined"):
        forms.fill(made_up.LETTER, str(tmp_path))


def test_made_up_facts_are_of_every_form() -> None:
    """A form without an example is one that nobody looked at."""
    assert {type(of) for of in made_up.EVERY} == set(forms.FORMS.values())


def own(folder: Path, text: str) -> None:
    document = Document()
    document.add_paragraph(text)
    document.save(str(folder / "letter.docx"))


def _with(of: facts.Facts, text: str) -> facts.Facts:
    """The facts with this text in the place of every text that they have, but the codes of a result."""
    changed = {field.name: _changed(getattr(of, field.name), text) for field in fields(of)}
    return type(of)(**changed)


def _changed(value: object, text: str) -> object:
    if isinstance(value, str):
        return text
    if isinstance(value, tuple):
        return tuple(_changed(one, text) for one in value[:1])
    if isinstance(value, facts.Part):
        return type(value)(**{field.name: _changed(getattr(value, field.name), text) for field in fields(value)})
    return value
