"""Who proposed: people, party groups and committees from the words behind a label."""

import re

from bot.intake.lines import flattened

ORGANISATION = re.compile(
    r"(?:民革|民盟|民建|民进|农工党|农工民主党|致公党|九三学社|九三|台盟|中国|中共|共青团|无党派|市工商|省工商|县工商|区工商|工商联|总工会"
    r"|(?:[^\s,]{0,6}[市县区省州盟旗])?(?:政协|人大|工商业联合会|工商联|总工会|妇联|团委|科协|侨联|台联|残联|文联|社科联|委))"
)
ORGANISATION_END = re.compile(
    r"(?:委员会|委|(?<!社)会|联|社|团|组|界别?|支部|总支|党|盟|局|办公室|办|部|院|校|学|中心|公司|处|站|小组|专委|人士|工商联|联络处|委员联络组)(?:\([^()]*\))?$"
)
TRAILING = re.compile(
    r"(?:\s*(?:等)\s*(?:[\d一二三四五六七八九十]+\s*[名位个人]+)?\s*(?:(?:人大)?代表|(?:政协)?委员|同志|人)?|\s*(?:(?:市|省|县|区)?(?:人大)?代表|(?:政协)?委员|同志|先生|女士))\s*$"
)
COUNT = re.compile(
    r"\s*\(?\s*(?:共|等)?\s*[\d一二三四五六七八九十]+\s*[名位人件]+\s*(?:代表|委员|联名|附议)?\s*\)?\s*$"
)
REMARK = re.compile(r"\s*\([^()]*\)")
TITLE_OF_PERSON = re.compile(r"^(?:(?:市|省|县|区)?(?:人大代表|政协委员)|第一提案人|领衔)\s*[:\s]?\s*(?=\S{2,})")
BETWEEN = re.compile(r"[、,;/|]|\s+(?:和|与|及)\s+")
PERSON = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,12}[·•・][\u3400-\u9fff]{1,14}")
BARE_PARTY = re.compile(
    r"(?:民革|民盟|民建|民进|农工党|农工民主党|致公党|九三学社|九三|台盟|中共|共青团|政协|[市县区]政协|.{1,5}[市县区省州])$"
)
# 复姓 that are no whole name by themselves.
DOUBLE_SURNAME = re.compile(
    r"欧阳|上官|司马|司徒|诸葛|皇甫|尉迟|公孙|令狐|慕容|夏侯|端木|宇文|长孙|轩辕|呼延|申屠|赫连|澹台|濮阳|淳于|公冶|闾丘|鲜于"
)
LONE = 1
PAIR_OF_NAMES = 4


def proposers_in(text: str) -> tuple[str, ...]:
    """The proposers named in a text, in order: without titles of address, numbers of co-signers and remarks."""
    names: list[str] = []
    pending = ""
    for piece in BETWEEN.split(flattened(text).strip(" 。.;:")):
        whole = f"{pending}{piece}"
        pending = ""
        bare = _bare(whole)
        if _is_cut_organisation(bare):
            pending = f"{whole}、"
            continue
        names.extend(_apart(bare))
    names.extend(_apart(_bare(pending.rstrip("、"))))
    return tuple(dict.fromkeys(name for name in names if name))


def is_organisation(name: str) -> bool:
    """Whether a name is that of a party group, a committee or a body rather than a person."""
    tight = "".join(flattened(name).split())
    return len(tight) > PAIR_OF_NAMES - 1 and bool(ORGANISATION.match(tight) or ORGANISATION_END.search(tight))


def is_person(name: str) -> bool:
    """Whether a text could be the name of one person."""
    return bool(PERSON.fullmatch("".join(flattened(name).split())))


def _bare(piece: str) -> str:
    text = TITLE_OF_PERSON.sub("", piece.strip())
    if not is_organisation(text):
        text = REMARK.sub("", text)
    return TRAILING.sub("", COUNT.sub("", text)).strip()


def _is_cut_organisation(text: str) -> bool:
    *body, last = text.split() or [""]
    tight = "".join([*body, last])
    if len(tight) <= PAIR_OF_NAMES or not ORGANISATION.match(tight) or ORGANISATION_END.search(tight):
        return False
    return not (is_person(last) and ORGANISATION_END.search("".join(body)))  # a whole one, and a person behind it


def _apart(text: str) -> list[str]:
    tokens = _with_their_party(text.split())
    whole = "".join(tokens)
    letters = [len(token) == LONE for token in tokens]
    if len(tokens) <= 1 or (all(letters) and (len(tokens) > PAIR_OF_NAMES or len(tokens) == PAIR_OF_NAMES - 1)):
        return [whole]
    if is_organisation(whole) and not all(is_organisation(token) or is_person(token) for token in tokens):
        return [whole]
    return _paired(tokens)


def _with_their_party(tokens: list[str]) -> list[str]:
    merged: list[str] = []
    for token in tokens:
        if merged and BARE_PARTY.match(merged[-1]):
            merged[-1] += token
        else:
            merged.append(token)
    return merged


def _paired(tokens: list[str]) -> list[str]:
    """Names of two signs are often printed with a space between them, and a double surname with one behind it."""
    names: list[str] = []
    half = ""
    for token in tokens:
        if not half and names and DOUBLE_SURNAME.fullmatch(names[-1]):
            names[-1] += token
        elif len(token) == LONE:
            names.extend([half + token] if half else [])
            half = "" if half else token
        else:
            names.append(half + token)
            half = ""
    return [*names, half] if half else names
