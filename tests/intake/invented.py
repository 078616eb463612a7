"""Writes compendia of a city that does not exist, in many layouts, and remembers what stands in them."""

from dataclasses import dataclass

from hypothesis import strategies as st

CITY = "云河市"
PEOPLE = ("宋一鸣", "白露", "欧阳清秋", "方园", "石磊", "江小舟", "钟声远", "水生", "田野", "林中路")
GROUPS = ("民革云河市委", "民盟云河市委", "致公党云河市委会", "市工商联", "云河市政协农业农村委员会", "特邀界")
OFFICES = (
    "云河市教育局",
    "云河市水利局",
    "云河市住房和城乡建设局",
    "云河市交通运输局",
    "市卫生健康委员会",
    "中共云河市委宣传部",
    "云河市城市管理综合行政执法支队",
    "云河市供销合作社联合社",
    "国网云河供电公司",
    "云河市行政审批服务管理局",
)
TOPICS = (
    "修缮古渡口石阶",
    "增设夜间公交班次",
    "推进山塘水库清淤",
    "办好社区老年食堂",
    "规范共享单车停放",
    "保护云河两岸古树名木",
    "在乡镇卫生院配备“互联网+”会诊设备",
    "解决城东片区中小学生午餐难",
    "落实《云河市河道管理条例》",
)
WORRIES = (
    "近年来，城东片区人口增长很快，公共服务却没有跟上。",
    "据走访了解，全市仍有 37 个行政村没有稳定的水源，群众意见较大。",
    "一些设施建成于上世纪八十年代，年久失修，存在安全隐患。",
    "虽然市教育局、市财政局等单位做了大量工作，但投入仍显不足。",
    "群众多次通过热线提出建议，有关答复也已公开，问题却没有根本解决。",
    "以“煤改电”为例，2019 年至 2021 年补贴标准三次调整，基层反映不一。",
    "特别是汛期来临时，低洼路段积水最深处达 1.2 米，车辆无法通行。",
)
HEADS = ("摸清底数", "加大投入", "完善制度", "强化监管", "建好队伍", "做好宣传", "分类施策", "试点先行")
DEEDS = (
    "由市政府牵头，对全市情况开展一次普查，建立台账，逐一销号。",
    "每年从土地出让收益中安排不低于 500 万元，专款专用。",
    "参照外地做法，尽快出台实施细则，明确各方责任。",
    "充分发挥街道、社区作用，引导居民积极参与。",
    "一要立规矩，二要建机制，三要抓落实。",
    "把办理情况纳入年度考核，定期向社会公布。",
    "对老年人、残疾人等群体给予照顾，费用由财政（市、区两级）分担。",
)
ANSWERS = (
    "接到任务后，我局高度重视，成立专班，制定方案，明确了时间表、路线图。",
    "目前已完成投资 3400 万元，占总任务的 68%。",
    "建议中提到的问题，我们逐条进行了研究，大部分已经解决。",
    "一是开展排查，共发现问题 126 处；二是组织整改，已完成 98 处；三是建立长效机制。",
    "关于您提到的经费问题，市财政局已列入明年预算。",
    "我们还结合《关于加强公共设施管护的建议》等提案的办理，同步推进有关工作。",
    "下一步，我们将继续加强与云河市水利局的沟通，确保年底前完工。",
    "办理结果将通过“云河发布”及时公开，请您继续监督。",
    "建议今后继续关注此项工作，多提宝贵意见，我们将认真答复。",
    "云河市实验小学、云河市第二中学已率先试点。",
)
CN = "一二三四五六七八九十"
NUMBERINGS = ("一是", "一、", "(一)", "（一）", "1.", "1、", "第一，", "①")
PROPOSER_MARKS = {
    "建议": ("建议者", "建议人", "领衔代表", "代 表", "提出人"),
    "提案": ("提案者", "提案人", "提 案 者", "第一提案人", "提案单位", "委员"),
}
REPLY_MARKS = (
    "答复",
    "答 复",
    "办理情况",
    "办理情况：",
    "答复意见",
    "【答复】",
    "办理结果",
    "办理答复：",
    "承办单位答复",
)
REQUEST_MARKS = (
    "建议：",
    "建议:",
    "为此建议：",
    "具体建议",
    "为此，建议：",
    "建议如下：",
    "对策建议",
    "【建议】",
    "二、建议",
)
LEAD_INS = ("为此建议：", "为此，提出如下建议：", "对此，建议：", "建议如下:", "针对以上问题，特提出以下几点建议：")
HARD_TO_BEGIN = "，。、；：！？”’）》】"


@dataclass(frozen=True)
class Truth:
    """What one proposal of an invented compendium says."""

    title: str
    kind: str
    proposers: tuple[str, ...]
    background: tuple[str, ...]
    requests: tuple[str, ...]
    reply: tuple[str, ...]
    units: tuple[str, ...]


@dataclass(frozen=True)
class Print:
    """How an invented compendium is printed; ``width`` 0 is a line for each paragraph."""

    width: int = 0
    spaced: bool = False
    indented: bool = False
    gaps: bool = True
    half: bool = False
    proposer_mark: int = 0
    reply_mark: str = "办理情况"
    request_mark: str = "建议："
    lead_in: str = ""
    numbering: str = "一是"
    sign: str = "lines"
    dated: bool = False
    greeting: bool = True
    pages: str = ""
    title: str = "plain"
    between_names: str = "、"
    preface: str = "before"
    story: bool = False
    units_label: bool = False
    newline: str = "\n"


def numbered(place: int, style: str, text: str) -> str:
    """A request with its number in this style."""
    marks = {"1.": f"{place + 1}.", "1、": f"{place + 1}、", "①": "①②③④⑤⑥⑦⑧"[place]}
    return marks.get(style, style.replace("一", CN[place])) + text


def truths(kind: str, numbering: str) -> st.SearchStrategy[Truth]:
    """Any proposal, with requests numbered in this style (or not at all, when it is empty)."""
    request = st.tuples(st.sampled_from(HEADS), st.lists(st.sampled_from(DEEDS), min_size=1, max_size=2, unique=True))
    requests = st.lists(request, min_size=2, max_size=5, unique_by=lambda pair: pair[0]).map(
        lambda pairs: tuple(
            numbered(place, numbering, f"{head}。{''.join(deeds)}") if numbering else f"{head}，{''.join(deeds)}"
            for place, (head, deeds) in enumerate(pairs)
        )
    )
    people = st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True)
    proposers = people if kind == "建议" else st.one_of(people, st.sampled_from(GROUPS).map(lambda name: [name]))
    paragraphs = st.lists(st.sampled_from(ANSWERS), min_size=1, max_size=7, unique=True)
    return st.builds(
        Truth,
        title=st.tuples(
            st.sampled_from(TOPICS), st.sampled_from(("建议", "提案") if kind == "提案" else ("建议",))
        ).map(lambda pair: f"关于{pair[0]}的{pair[1]}"),
        kind=st.just(kind),
        proposers=proposers.map(tuple),
        background=st.lists(st.sampled_from(WORRIES), min_size=1, max_size=3, unique=True).map(
            lambda some: ("".join(some),)
        ),
        requests=requests,
        reply=paragraphs.map(tuple),
        units=st.lists(st.sampled_from(OFFICES), min_size=1, max_size=2, unique=True).map(tuple),
    )


def prints() -> st.SearchStrategy[Print]:
    """Any layout."""
    return st.builds(
        Print,
        width=st.sampled_from((0, 0, 18, 21, 28, 36)),
        spaced=st.booleans(),
        indented=st.booleans(),
        gaps=st.booleans(),
        half=st.booleans(),
        proposer_mark=st.integers(0, 5),
        reply_mark=st.sampled_from(REPLY_MARKS),
        request_mark=st.sampled_from((*REQUEST_MARKS, "", "")),
        lead_in=st.sampled_from(("", *LEAD_INS)),
        numbering=st.sampled_from(NUMBERINGS),
        sign=st.sampled_from(("lines", "spaces", "comma", "glued", "glued tight", "brackets", "label")),
        dated=st.booleans(),
        greeting=st.booleans(),
        pages=st.sampled_from(("", "- {} -", "·{}·", "第{}页", "{}", "— {} —", "\f", "{}\n云河建言 2021")),
        title=st.sampled_from(("plain", "cn", "arabic", "case", "quoted", "bold")),
        between_names=st.sampled_from(("、", " ", "　", "，")),
        preface=st.sampled_from(("before", "after", "heading", "none")),
        story=st.booleans(),
        units_label=st.booleans(),
        newline=st.sampled_from(("\n", "\r\n")),
    )


def wrapped(text: str, how: Print) -> list[str]:
    """The lines of a paragraph: one, or as many as the column makes of it."""
    lead = "　　" if how.indented else ""
    if not how.width:
        return [lead + text]
    return folded(lead + text.replace(" ", ""), how.width)


def folded(text: str, width: int) -> list[str]:
    """The lines of a column; no line begins with a sign that closes."""
    lines = [""]
    for sign in text:
        if len(lines[-1]) >= width and sign not in HARD_TO_BEGIN:
            lines.append("")
        lines[-1] += sign
    return lines


def greeting(truth: Truth) -> str:
    """To whom a reply is."""
    if truth.proposers[0] in GROUPS:
        return f"{truth.proposers[0]}："
    return "、".join(truth.proposers) + ("代表：" if truth.kind == "建议" else "委员：")


def signatures(truth: Truth, how: Print, last: list[str]) -> list[str]:
    """The last lines of a reply with its signatures, and a date if there is one."""
    date = ["2021年8月5日"] if how.dated else []
    ways = {
        "lines": [*last, *truth.units],
        "spaces": [*last, "  ".join(truth.units)],
        "comma": [*last, "、".join(truth.units)],
        "glued": [*last[:-1], f"{last[-1]} {'  '.join(truth.units)}"],
        "glued tight": [*last[:-1], f"{last[-1]}{'、'.join(truth.units)}"],
        "brackets": [*last, f"（{'、'.join(truth.units)}）"],
        "label": [*last, f"承办单位：{'、'.join(truth.units)}"],
    }
    return [*ways[how.sign], *date]


def title_lines(truth: Truth, how: Print, place: int) -> list[str]:
    """The title as it is printed, over as many lines as the column makes of it."""
    forms = {
        "plain": truth.title,
        "cn": f"{CN[place]}、{truth.title}",
        "arabic": f"{place + 1}.{truth.title}",
        "case": f"第{place + 12}号 {truth.title}",
        "quoted": f"《{truth.title}》",
        "bold": f"**{truth.title}**",
    }
    return folded(forms[how.title], how.width - 4) if how.width else [forms[how.title]]


def proposal_lines(truth: Truth, how: Print, place: int) -> list[str]:
    """One proposal, as lines."""
    marks = PROPOSER_MARKS[truth.kind]
    names = how.between_names.join(truth.proposers)
    lines = [*title_lines(truth, how, place), f"{marks[how.proposer_mark % len(marks)]}：{names}"]
    if how.units_label:
        lines.append(f"承办单位：{'、'.join(truth.units)}")
    background = list(truth.background)
    if not how.request_mark and how.lead_in:
        background[-1] += how.lead_in
    for paragraph in background:
        lines.extend(wrapped(paragraph, how))
    if how.request_mark:
        lines.append(how.request_mark)
    for request in truth.requests:
        lines.extend(wrapped(request, how))
    lines.append(how.reply_mark)
    if how.greeting:
        lines.append(greeting(truth))
    body = [line for paragraph in truth.reply for line in wrapped(paragraph, how)]
    return [*lines, *signatures(truth, how, body)]


SESSIONS = {"建议": "市六届人大二次会议", "提案": "政协第五届云河市委员会第四次会议"}
STORY = (
    "清晨的云河渡口，雾气还没有散尽，摆渡人老郑已经解开了缆绳。",
    "“撑了四十年船，头一回看见白鹭在桥墩上做窝。”老郑笑着说。",
    "对岸的茶馆里，几位老人正围着火炉下棋，壶里的水咕嘟作响。",
)
HEADINGS = {"建议": "云河市六届人大二次会议代表建议选登", "提案": "政协第五届云河市委员会第四次会议提案及答复选登"}
PREFACES = {
    "建议": "市六届人大二次会议以来，市政府共承办代表建议128件，现将部分建议及办理情况予以刊登。",
    "提案": "政协第五届云河市委员会第四次会议以来，共收到提案312件，立案287件。现选登部分提案及答复，以飨读者。",
}
TOTALS = {"建议": {"handled": 128}, "提案": {"received": 312, "filed": 287}}


def preface_lines(kind: str, how: Print) -> list[str]:
    """The heading and, if the layout has one, the preface."""
    if how.preface == "none":
        return []
    if how.preface == "heading":
        return [HEADINGS[kind]]
    return [HEADINGS[kind], "编者按：", *wrapped(PREFACES[kind], how)]


def compendium_text(truths_told: list[Truth], how: Print) -> str:
    """The whole compendium as a text."""
    kind = truths_told[0].kind
    lines = [] if how.preface == "after" else preface_lines(kind, how)
    for place, truth in enumerate(truths_told):
        lines.extend(proposal_lines(truth, how, place))
    lines.extend(preface_lines(kind, how) if how.preface == "after" else [])
    if how.story and how.sign != "glued tight":
        lines.extend(line for paragraph in STORY for line in wrapped(paragraph, how))
    lines = with_pages(lines, how)
    gap = "\n\n" if how.spaced or (how.gaps and not how.width) else "\n"
    text = gap.join(lines) + "\n"
    if how.half:
        text = text.replace("，", ",").replace("：", ":").replace("（", "(").replace("）", ")")
    return text.replace("\n", how.newline)


def with_pages(lines: list[str], how: Print) -> list[str]:
    """A page number, or a form feed, after every 23 lines."""
    if not how.pages or ("云河建言" in how.pages and len(lines) <= 3 * 23):
        return lines
    paged: list[str] = []
    for place, line in enumerate(lines):
        turn = place and place % 23 == 0
        if turn and how.pages == "\f":
            paged.append(f"\f{line}")
            continue
        paged.extend(how.pages.format(place // 23).split("\n") if turn else [])
        paged.append(line)
    return paged
