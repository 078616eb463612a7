"""Invented facts for every form, such as a small town would have."""

from datetime import UTC, date, datetime
from decimal import Decimal

from bot.documents import facts, reports
from bot.domain.rates import Rate

NOW = datetime(2026, 6, 2, 9, 30, tzinfo=UTC)
SITTING = "青石市第十届人民代表大会第一次会议"
OFFICE = "青石市人民政府办公室"
HOUSING, ROADS = "青石市住房和城乡建设局", "青石市道路管理处"
TITLE = "关于为老旧小区加装电梯的建议"
FIRST = (
    "今年计划加装电梯86部，小区名单和进度已经公布，每月更新一次。目前已开工52部，交付使用31部，其余的9月底前开工。",
    "对意见一时不能统一的楼栋，由街道牵头协商，我局派人到场说明技术方案和费用分担办法。",
)
SECOND = ("管线迁改和道路开挖并联审批，受理后5个工作日内办结，施工单位只需报一次材料。",)
THIRD = ("低层住户的补偿标准由业主自行协商，市级财政不另设补贴。",)
BACKGROUND = (
    "全市2000年以前建成的小区有312个，多数没有电梯，老年住户上下楼很不方便。",
    "加装工作启动三年来，因低层住户意见、管线迁改等原因，签约的只有四成开工。",
)
REQUESTS = ("逐个小区公布今年的加装计划", "简化道路开挖和管线迁改的审批", "对低层住户给予适当补偿")

# fmt: off
LETTER = facts.Letter(
    office=OFFICE, unit=HOUSING, sitting=SITTING, kind="建议", is_proposal=False, number="12", title=TITLE, year=2026,
    document_number="", addressed="王一禾、李小满代表", you="你们", round=1, result_code="B",
    result="B 正在解决或列入计划逐步解决",
    points=(
        facts.Point("一", REQUESTS[0], FIRST, ours=True),
        facts.Point("二", REQUESTS[1], SECOND, ours=True),
        facts.Point("三", REQUESTS[2], THIRD, ours=False),
    ),
    co_units=(ROADS,), co_signers=(), enclosures=("加装计划表.pdf", "现场照片.jpg"), drafter="余敏", signer="李木子",
    issued_on=date(2026, 5, 20),
)
ORDER = facts.Order(
    office=OFFICE, sitting=SITTING, kind="建议", number="12", title=TITLE, key=True, proposers=("王一禾", "李小满"),
    background=BACKGROUND, requests=REQUESTS, written=True,
    shares=(
        facts.OrderShare(HOUSING, "主办", date(2026, 3, 5), date(2026, 6, 2)),
        facts.OrderShare(ROADS, "协办", date(2026, 3, 5), date(2026, 4, 2)),
    ),
    assigned_on=date(2026, 3, 2), return_until=date(2026, 3, 9),
)
OPINION = facts.Opinion(
    office=OFFICE, sitting=SITTING, kind="建议", number="12", title=TITLE, addressed="王一禾、李小满代表", you="你们",
    units=(HOUSING,), result="B 正在解决或列入计划逐步解决", draft=False, issued_on=date(2026, 5, 20),
    due=date(2026, 6, 10),
    questions=tuple(
        facts.Question(name, ("满意", "基本满意", "不满意")) for name in ("办理态度", "办理结果", "沟通情况")
    ),
)
CASEFILE = facts.CaseFile(
    office=OFFICE, sitting=SITTING, kind="建议", number="12", title=TITLE, proposers=("王一禾", "李小满"),
    state="已办结",
    round=1, filed_on=date(2026, 3, 1), closed_on=date(2026, 6, 1), background=BACKGROUND, requests=REQUESTS,
    shares=(facts.FileShare(1, HOUSING, "主办", "已办结", date(2026, 3, 2), date(2026, 6, 2), date(2026, 6, 2),
                            date(2026, 5, 20), in_time=True, opinion="",
                            why=("从2026年3月2日交办起算，当日不计。", "3个月后的对应日：2026年6月2日。")),),
    contacts=(facts.Met(date(2026, 4, 8), HOUSING, "走访", "梧桐苑三号院", "看了现场，商定先做两栋。"),),
    replies=(facts.FileReply(1, HOUSING, "已发出", "B 正在解决", 2, NOW, ("加装计划表.pdf",)),),
    ratings=(facts.Rating(NOW, "王一禾", HOUSING, 1, "满意", ("办理态度满意", "办理结果满意"), "", of_draft=True),),
    promises=(facts.Promise("9月底前全部开工", date(2026, 9, 30), "进行中"),),
    timeline=(facts.Event(NOW, "欧科长", "立案"), facts.Event(NOW, HOUSING, "签收")),
    told=(facts.Told(NOW, "余敏", "交办通知", "已送达"),
          facts.Told(NOW, "王一禾", "答复", "发送失败：对方停用了机器人")),
    made_at=NOW,
)
VERDICTS = (
    reports.Slice("满意", 12, Decimal("66.7")), reports.Slice("基本满意", 5, Decimal("27.8")),
    reports.Slice("不满意", 1, Decimal("5.5")),
)
BULLETIN = reports.Bulletin(
    office=OFFICE, year=2026, month=5, first=date(2026, 5, 1), last=date(2026, 5, 31), as_of=date(2026, 6, 2),
    filed=9, assigned=14, closed=11, returned=2, answered=Rate(17, 20), open=Rate(3, 41), rated=18, verdicts=VERDICTS,
    content=Rate(17, 18),
    ranking=(
        reports.Ranked(1, HOUSING, Rate(9, 9), 0, Rate(8, 8)), reports.Ranked(2, ROADS, Rate(8, 11), 2, None),
        reports.Ranked(None, "青石市教育局", Rate(0, 0), 0, None),
    ),
    least=5,
    late=(
        reports.Late("7", "关于修补滨河路的建议", ROADS, date(2026, 5, 20), 13),
        reports.Late("9", "", ROADS, date(2026, 6, 1), 1),
    ),
)
ANNUAL = reports.Annual(
    office=OFFICE, year=2026, as_of=date(2026, 12, 31), filed=174,
    kinds=(reports.Slice("建议", 118, Decimal("67.8")), reports.Slice("提案", 56, Decimal("32.2"))), units=31, key=12,
    answered=Rate(170, 174), in_time=Rate(181, 190), met=Rate(150, 190), content=Rate(168, 171), rated=Rate(171, 180),
    again=3,
    classes=(
        reports.Slice("A 已经解决或基本解决", 118, Decimal("67.8"), (reports.Example("12", TITLE, HOUSING),)),
        reports.Slice("B 正在解决或列入计划逐步解决", 52, Decimal("29.9"), (reports.Example("9", "", ""),)),
        reports.Slice("C 因条件限制暂不能解决，已作说明", 4, Decimal("2.3")),
    ),
    verdicts=VERDICTS, unsatisfied=1,
    key_cases=(reports.KeyCase("12", TITLE, HOUSING, "已办结", "B 正在解决或列入计划逐步解决"),),
    by_unit=(reports.UnitYear(HOUSING, 40, 38, 1, Rate(37, 38)), reports.UnitYear(ROADS, 20, 20, 3, Rate(18, 20))),
    late=4, returned=4, promises=(reports.Slice("进行中", 20, Decimal("100.0")),),
)
COMPENDIUM = reports.Compendium(
    sitting=SITTING, kind="建议",
    cases=(
        reports.PrintedCase(TITLE, ("王一禾", "李小满"), "建议人", "王一禾、李小满代表", BACKGROUND, REQUESTS,
                          (reports.PrintedReply((*FIRST, *SECOND), (HOUSING,)),)),
        reports.PrintedCase("关于修补滨河路的建议", ("江小舟",), "建议人", "江小舟代表", (BACKGROUND[0],), (), ()),
    ),
    titles=("关于规范共享单车停放的建议",),
)
# fmt: on
EVERY: tuple[facts.Facts, ...] = (LETTER, ORDER, OPINION, CASEFILE, BULLETIN, ANNUAL, COMPENDIUM)
