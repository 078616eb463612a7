"""The forms that leave the office: filled in from facts, with the office's own Word file where it has one.

forms.toml ─► layout ─► letter.docx ─┐
the office's folder ───► letter.docx ─┴► fill(facts) ─► bytes
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from bot.documents import facts, layout, reports, specimen
from bot.documents.phrases import Phrases

_TABLE = Path(__file__).with_name("forms.toml")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ud800-\udfff\ufffe\uffff]")

# What each form shows; its words and its look stand in forms.toml under the same name.
FORMS: Mapping[str, type[facts.Facts]] = {
    "letter": facts.Letter,
    "order": facts.Order,
    "opinion": facts.Opinion,
    "casefile": facts.CaseFile,
    "bulletin": reports.Bulletin,
    "annual": reports.Annual,
    "compendium": reports.Compendium,
}


class BadForm(Exception):
    """The office's own file cannot be filled in; ``form`` is its name, ``why`` says in one line what is wrong."""

    def __init__(self, form: str, why: str) -> None:
        super().__init__(f"{form}.docx: {why}")
        self.form = form
        self.why = why


@cache
def table() -> Mapping[str, Any]:
    """forms.toml as it was read."""
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))


@cache
def phrases() -> Phrases:
    """How dates, shares and lists are said in documents."""
    return Phrases(table())


def title_of(form: str) -> str:
    """What a form is called in the office."""
    return str(table()["forms"][form]["name"])


@cache
def built_in(form: str) -> bytes:
    """The form as it comes with the bot: a Word file with the places to fill in; KeyError for another name."""
    row = table()["forms"][form]
    return layout.build(layout.Book.of(table()), row["lines"], letter=row.get("letter", ()))


def fill(of: facts.Facts, folder: str = "") -> bytes:
    """The form of these facts, filled in; ``folder`` is the office's, whose file of the form's name goes first.

    Raises:
        BadForm: the office's file is no Word file, or names what there is not.
    """
    form = form_of(of)
    own = Path(folder) / f"{form}.docx" if folder else None
    content = own.read_bytes() if own is not None and own.is_file() else built_in(form)
    return _filled(form, content, _context(of))


def form_of(of: facts.Facts) -> str:
    """The name of the form that shows these facts."""
    return next(name for name, kind in FORMS.items() if type(of) is kind)


def check(folder: Path) -> list[str]:
    """What is wrong with the office's files, one line each; nothing where each can be filled in."""
    faults = []
    for path in sorted(folder.glob("*.docx")):
        if path.stem not in FORMS:
            faults.append(f"{path.name}: there is no such form; the forms are {', '.join(FORMS)}.")
            continue
        try:
            _check_fields(path.stem, path.read_bytes())
        except BadForm as error:
            faults.append(str(error))
    return faults


def places(form: str) -> list[str]:
    """The names a form may show."""
    return [field.name for field in fields(FORMS[form])]


def _check_fields(form: str, content: bytes) -> None:
    text = _text_of(form, content)
    known, asked = set(places(form)), _names(form, text)
    if unknown := sorted(asked - known):
        raise BadForm(form, f"there is no {_listed(unknown)}; there is {_listed(sorted(known))}.")
    if missing := [name for name in table()["forms"][form]["must"] if name not in asked]:
        raise BadForm(form, f"it does not show {_listed(missing)}.")
    _filled(form, content, _context(specimen.of(FORMS[form])))


def _names(form: str, template: DocxTemplate) -> set[str]:
    try:
        return set(template.get_undeclared_template_variables(jinja_env=_environment()))
    except TemplateError as error:
        raise BadForm(form, f"{error.message}.") from None


def _text_of(form: str, content: bytes) -> DocxTemplate:
    template = DocxTemplate(BytesIO(content))
    try:
        template.init_docx()
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError):
        raise BadForm(form, "it is not a Word file (.docx).") from None
    return template


def _filled(form: str, content: bytes, context: Mapping[str, Any]) -> bytes:
    template = _text_of(form, content)
    try:
        template.render(dict(context), jinja_env=_environment(), autoescape=True)
    except (TemplateError, SecurityError, TypeError) as error:
        raise BadForm(form, f"{error}.") from None
    out = BytesIO()
    template.save(out)
    return out.getvalue()


@cache
def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    said = phrases()
    environment.filters.update(day=said.day, moment=said.moment, share=said.share)
    return environment


def _context(of: facts.Facts) -> dict[str, Any]:
    return {field.name: _clean(getattr(of, field.name)) for field in fields(of)}


def _clean(value: Any) -> Any:  # noqa: ANN401 - whatever the facts hold
    """The same without signs that no Word file may hold; a long text keeps its lines."""
    if isinstance(value, str):
        return _UNPRINTABLE.sub("", value)
    if isinstance(value, tuple):
        return tuple(_clean(each) for each in value)
    if isinstance(value, facts.Part):
        return type(value)(**{field.name: _clean(getattr(value, field.name)) for field in fields(value)})
    return value


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
