"""A compendium as plain text, in the shape that the intake reads back."""

from collections.abc import Iterator

from bot.documents import forms, reports


def as_text(of: reports.Compendium) -> str:
    """One line a paragraph; whoever takes it in gets the same titles, proposers, requests, replies and units."""
    return "".join(f"{line}\n" for line in _lines(of))


def _lines(of: reports.Compendium) -> Iterator[str]:
    words = forms.table()["compendium_text"]
    yield words["heading"].format(sitting=of.sitting, kind=of.kind)
    if of.titles:
        named = "".join(words["title"].format(title=title) for title in of.titles)
        yield words["titles"].format(count=len(of.titles), titles=named)
    for case in of.cases:
        yield ""
        yield case.title
        yield words["proposer"].format(label=case.proposer_label, names=forms.phrases().joined(case.proposers))
        yield from case.background
        if case.requests:
            yield words["requests"]
        for place, request in enumerate(case.requests, start=1):
            yield words["request"].format(place=place, text=request)
        for reply in case.replies:
            yield words["reply"]
            yield words["addressed"].format(addressed=case.addressed)
            yield from reply.paragraphs
            yield from reply.units
