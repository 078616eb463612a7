"""What is published says nobody's telephone number; amounts, counts, numbers of documents and dates stay."""

import pytest

from bot.documents.scrub import scrubbed

GONE = "□"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("请拨打13800138000咨询。", "请拨打□咨询。"),
        ("请拨打+86 138-0013-8000咨询。", "请拨打□咨询。"),
        ("值班室0350-1234567全天有人。", "值班室□全天有人。"),
        ("值班室(0350)1234567转8全天有人。", "值班室□全天有人。"),
        ("热线400-123-4567已开通。", "热线□已开通。"),
        ("可发送至wang.fang@example.org.cn。", "可发送至□。"),
        ("加微信：qingshi_2026即可。", "加□即可。"),
        ("电话2345678可以咨询。", "□可以咨询。"),
        ("证件110101199003074514已登记。", "证件□已登记。"),
        ("现将情况答复如下。（联系人：王方，联系电话：2345678）", "现将情况答复如下。"),
        ("答复如下。（联系电话：（0350）2345678，联系人：王方）谢谢。", "答复如下。谢谢。"),
    ],
)
def test_contact_data_within_a_sentence_is_taken_out(text: str, left: str) -> None:
    assert scrubbed(text, GONE) == left


@pytest.mark.parametrize(
    "line",
    [
        "联系人：王方　联系电话：2345678",
        "联 系 人:王方",
        "（联系电话：0350-1234567）",
        "通讯地址：青石市和平路1号",
        "邮政编码：030000",
        "电子邮箱：wang@example.org",
        "承办人：王方",
    ],
)
def test_a_line_of_nothing_else_goes(line: str) -> None:
    assert scrubbed(f"我局已经办理。\n{line}\n青石市教育局", GONE) == "我局已经办理。\n青石市教育局"


@pytest.mark.parametrize(
    "text",
    [
        "今年共办理建议13800138000件。",
        "投资13812345678元，其中省级0350万元。",
        "青住建函〔2026〕1234567号",
        "国办发〔2014〕46号、晋政发[2021]0351号",
        "2026年5月20日至2026年12月31日",
        "涉及312个小区、13.8万户、人口1350000人。",
        "我们联系人大代表走访了20个村。",
        "完善电话预约和微信挂号，设立电子邮箱受理渠道。",
        "编码为K0+123至K1+456的路段",
        "邮编制度、联系方式、手机信号覆盖率达到98.5%",
        "全长12345678米，面积2026000平方米",
    ],
)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert scrubbed(text, GONE) == text
