"""What the cast does again and again around a reply."""

from tests.stage import Stage


def begin(stage: Stage, share: int, name: str = "uma") -> None:
    """Open the draft from the card of the case."""
    stage.say(name, "/tasks")
    stage.tap(name, data=f"task:{share}")
    stage.tap(name, data=f"draft:{share}")


def write_all(stage: Stage, count: int = 3, name: str = "uma") -> None:
    """Answer every request in its turn, choose the result, and come to the preview."""
    for position in range(1, count + 1):
        stage.say(name, f"第{position}项已经完成。")
        stage.tap(name, "下一条" if position < count else "选择办理结果")
    stage.tap(name, data="say:result:A")


def submit(stage: Stage, share: int, count: int = 3) -> None:
    """Uma writes the whole reply and submits it."""
    begin(stage, share)
    write_all(stage, count)
    stage.tap("uma", "提交审核")


def to_office(stage: Stage, share: int, count: int = 3) -> None:
    """The same, and Lena agrees."""
    submit(stage, share, count)
    stage.tap("lena", "同意")


def issue(stage: Stage, share: int, count: int = 3) -> None:
    """The same, and the office lets the reply out."""
    to_office(stage, share, count)
    stage.tap("olga", "发出")
