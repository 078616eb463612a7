"""Whole publications: what surrounds the proposals, the session, the totals, and several kinds in one."""

import pytest

from bot.intake.compendium import read

PROPOSAL = (
    "关于{0}的{1}\n{1}者：白露\n{0}很有必要。\n为此建议：\n一是立项。\n二是施工。\n答复\n已经立项。\n云河市水利局\n"
)


def proposal(topic: str = "疏浚北渠", kind: str = "建议") -> str:
    return PROPOSAL.format(topic, kind)


@pytest.mark.parametrize(
    ("preface", "totals"),
    [
        ("市政府共承办代表建议一百二十八件，已全部办复，现予以刊登。", {"handled": 128, "answered": 128}),
        ("市六届人大二次会议以来，共收到代表建议128件，办结126件。", {"received": 128, "answered": 126}),
        ("大会共收到人大代表建议、批评和意见 9 6 件，交由43个承办单位办理。", {"received": 96, "units": 43}),
        (
            "市政协五届四次会议共收到提案312件，经审查，立案287件，并案处理12件，确定重点提案10件。",
            {"received": 312, "filed": 287, "merged": 12, "key": 10},
        ),
        (
            "共征集提案312件，其中287件予以立案，分别交由七十一个部门办理。",
            {"received": 312, "filed": 287, "units": 71},
        ),
        ("市政府系统办理代表建议128件、政协提案201件，现选登部分建议。", {"handled": 128}),
    ],
)
def test_totals_are_read_however_they_are_worded(preface: str, totals: dict[str, int]) -> None:
    kind = "提案" if "filed" in totals else "建议"
    assert read(f"前言\n{preface}\n{proposal(kind=kind)}").totals == totals


def test_totals_are_found_without_a_preface_too() -> None:
    compendium = read(f"{proposal()}据统计，全市收到建议128件。\n")
    assert compendium.totals == {"received": 128}
    assert compendium.quarantine == () or compendium.preface == ()


@pytest.mark.parametrize(
    ("heading", "session"),
    [
        ("云河市第六届人民代表大会第二次会议代表建议选登", "云河市第六届人民代表大会第二次会议"),
        ("市六届人大二次会议建议办理情况", "市六届人大二次会议"),
        ("政协云河市第五届委员会第四次会议提案选编", "政协云河市第五届委员会第四次会议"),
        (
            "中国人民政治协商会议第五届云河市委员会第四次会议提案汇编",
            "中国人民政治协商会议第五届云河市委员会第四次会议",
        ),
        ("市政协五届四次会议优秀提案专辑", "市政协五届四次会议"),
        ("自云河市六届人大二次会议以来代表建议选登", "云河市六届人大二次会议"),
        ("编者按　市六届人大二次会议期间共收到代表建议128件，现选登部分建议。", "市六届人大二次会议"),
        ("代表建议选登", ""),
    ],
)
def test_the_session_is_read_from_a_heading(heading: str, session: str) -> None:
    compendium = read(f"{heading}\n{proposal()}")
    assert compendium.proposals[0].session in {session, session.removeprefix("中国人民")}
    assert compendium.preface == (1,)


def test_a_session_is_read_from_a_reply_when_nothing_else_names_it() -> None:
    text = proposal().replace("已经立项。", "您在市六届人大二次会议上提出的建议收悉。")
    assert read(text).proposals[0].session == "市六届人大二次会议"


def test_two_kinds_in_one_publication_keep_their_own_sessions() -> None:
    preface = "前言\n市六届人大二次会议和市政协五届四次会议以来，市政府承办建议128件，现将部分建议、提案予以刊登。\n"
    compendium = read(preface + proposal() + proposal(kind="提案"))
    assert [(one.kind, one.session) for one in compendium.proposals] == [
        ("建议", "市六届人大二次会议"),
        ("提案", "市政协五届四次会议"),
    ]


@pytest.mark.parametrize(
    ("before", "key"),
    [
        ("市六届人大二次会议重点建议及办理情况\n", True),
        ("前言\n市政府承办建议128件。现将重点督办的代表建议刊登如下。\n", True),
        ("前言\n市政府承办建议128件，其中重点建议10件。现选登部分建议。\n", False),
        ("", False),
    ],
)
def test_key_proposals_are_those_published_as_such(before: str, key: bool) -> None:  # noqa: FBT001 - a table's column
    assert read(before + proposal()).proposals[0].key is key


def test_one_proposal_may_be_called_a_key_one_by_its_label() -> None:
    first = proposal().replace("建议者：白露", "建议者：白露\n性质：重点建议")
    compendium = read(first + proposal("整修南渠"))
    assert [one.key for one in compendium.proposals] == [True, False]
    assert [entry.text for entry in compendium.quarantine] == ["性质：重点建议"]


def test_a_kind_is_told_by_the_salutation_or_the_publication_when_no_label_tells() -> None:
    bare = proposal().replace("建议者", "提出人")
    assert read(bare.replace("答复\n", "答复\n白露委员：\n")).proposals[0].kind == "提案"
    assert read(bare.replace("答复\n", "答复\n白露代表：\n")).proposals[0].kind == "建议"
    assert read(f"市政协五届四次会议提案选登\n{bare}").proposals[0].kind == "提案"
    assert read(bare).proposals[0].kind == "建议"


def test_contents_and_running_heads_are_no_proposals() -> None:
    contents = "目录\n关于疏浚北渠的建议……1\n关于整修南渠的建议\n关于疏浚北渠的建议\n"
    pages = [proposal(topic) for topic in ("疏浚北渠", "整修南渠", "修复东闸", "加固西堤")]
    text = contents + "".join(f"{page}- {number} -\n云河建言\n" for number, page in enumerate(pages, start=1))
    compendium = read(text)
    assert [one.title for one in compendium.proposals] == [
        f"关于{topic}的建议" for topic in ("疏浚北渠", "整修南渠", "修复东闸", "加固西堤")
    ]
    quarantined = [entry.text for entry in compendium.quarantine]
    assert quarantined.count("云河建言") == 4
    assert quarantined[:2] == ["目录", "关于疏浚北渠的建议……1"]


def test_a_heading_on_each_page_is_a_heading_once() -> None:
    heading = "市六届人大二次会议代表建议选登\n"
    compendium = read(f"{heading}{proposal()}{heading}{proposal('整修南渠')}")
    assert compendium.preface == (1,)
    assert [entry.text for entry in compendium.quarantine] == [heading.strip()]


def test_a_sentence_goes_on_over_the_turn_of_a_page() -> None:
    text = proposal().replace("二是施工。", "二是\n第3页\n\f云河市建言 3\n尽快施工。")
    assert read(text).proposals[0].requests[1].endswith("尽快施工。")


def test_proposals_without_labels_are_found_by_title_and_reply() -> None:
    bare = [proposal(topic).replace("建议者：白露\n", "") for topic in ("疏浚北渠", "整修南渠")]
    addressed = "".join(bare).replace("答复\n", "答复\n白露代表：\n关于护岸的建议\n已经采纳。\n")
    compendium = read(addressed)
    assert [(one.title, one.proposers) for one in compendium.proposals] == [
        ("关于疏浚北渠的建议", ("白露",)),
        ("关于整修南渠的建议", ("白露",)),
    ]
    assert compendium.proposals[0].reply == "关于护岸的建议\n已经采纳。\n已经立项。"


def test_a_letter_of_reply_opens_with_its_own_title() -> None:
    text = proposal().replace("答复\n", "关于市六届人大二次会议第12号\n建议的答复\n白露代表：\n")
    (one,) = read(text).proposals
    assert one.reply == "已经立项。"
    assert one.requests == ("一是立项。", "二是施工。")


def test_a_reply_without_a_mark_begins_with_its_salutation() -> None:
    text = proposal().replace("答复\n", "白露代表：\n")
    (one,) = read(text).proposals
    assert (one.reply, one.requests) == ("已经立项。", ("一是立项。", "二是施工。"))


def test_a_reply_may_begin_behind_its_mark() -> None:
    (one,) = read(proposal().replace("答复\n", "办理情况：")).proposals
    assert one.reply == "已经立项。"


def test_a_proposal_without_a_reply_is_one_all_the_same() -> None:
    text = "关于疏浚北渠的建议\n建议者：白露\n承办单位：市水利局\n建议：\n疏浚北渠。\n"
    (one,) = read(text).proposals
    assert (one.background, one.requests, one.reply, one.reply_units) == ("", ("疏浚北渠。",), "", ("市水利局",))
    assert one.lines == (1, 5)


def test_a_preface_in_the_midst_of_a_column_interrupts_no_reply() -> None:
    column = [
        "关于疏浚北渠的提案",
        "提案者：白露",
        "北渠多年没有疏浚，淤塞日益严重，两岸居",
        "民出行不便，希望尽快疏浚。",
        "建议：",
        "一是疏浚北渠。",
        "答复",
        "收到提案以后，我局立即组织力量，对北渠",
        "市政协五届四次会议提案选登",
        "编者按：",
        "市政协五届四次会议以来，共收到提案312",
        "件，现选登如下。",
        "全线进行了测量，编制了疏浚方案，年内即",
        "可开工。",
        "云河市水利局",
    ]
    compendium = read("\n".join(column))
    assert (
        compendium.proposals[0].reply
        == "收到提案以后，我局立即组织力量，对北渠全线进行了测量，编制了疏浚方案，年内即可开工。"
    )
    assert compendium.preface == (9, 10, 11, 12)
    assert compendium.totals == {"received": 312}


def test_words_of_the_press_are_put_aside() -> None:
    printed = [
        "□ 本报记者 白露",
        "责任编辑：石磊",
        "2021年8月5日 星期四",
        "https://example.org/a",
        "上一篇：无",
        "——————",
        "第3版",
    ]
    compendium = read(proposal() + "\n".join(printed) + "\n")
    assert [entry.text for entry in compendium.quarantine] == printed
