"""`reindex` makes anew by what like cases and passages are found, and says how many there are."""

from tests.cli.conftest import Run


def test_of_an_office_without_cases_the_index_is_empty(ready: Run) -> None:
    told = ready("reindex")
    assert (told.code, told.out) == (0, "Cases in the index: 0, passages: 0.\n")
