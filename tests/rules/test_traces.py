"""Nothing in the project depends on the machine it was written on, and nothing is waved through without a reason."""

import re
from collections.abc import Iterator

from tests.rules.source import files, named, read

LOCKS = {"requirements.txt", "requirements-dev.txt", "requirements-meaning.txt"}

# Put together here, so that this file does not hold what it looks for.
REGISTRY = re.compile(r"index" + r"-url|find" + r"-links(?!\s*\\?$)|https?://[^\s\"']+/sim" + r"ple\b", re.MULTILINE)
MACHINE = re.compile(r"(?<![\w.:/])/(?:home|Users|root|work|mnt|opt/" + r"pypi)/[\w.-]+")
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b|NotImplemented" + r"Error")

WAIVER = re.compile(r"#\s*(?:noqa|type:\s*ignore|ruff:\s*noqa|pragma:\s*no)\b.*")
REASONED = re.compile(
    r"#\s*(?:"
    r"noqa:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*"
    r"|type:\s*ignore\[[a-z-]+(?:,\s*[a-z-]+)*\]"
    r"|pragma:\s*no (?:cover|branch)"
    r")\s*(?:#|-+|:)\s*\w.{2,}"
)


def _hits(pattern: re.Pattern[str], *patterns: str) -> Iterator[str]:
    for path in files(*patterns):
        for line, text in enumerate(read(path).splitlines(), start=1):
            if pattern.search(text):
                yield f"{named(path, line)} {text.strip()[:100]}"


def test_no_package_registry_is_named() -> None:
    """Which registry is used is the machine's affair; the lock files hold versions and hashes only."""
    assert [hit for hit in _hits(REGISTRY) if not hit.startswith("Makefile:")] == []
    assert {path.name for path in files("requirements*.txt")} == LOCKS


def test_no_folder_of_somebodys_machine_is_named() -> None:
    assert list(_hits(MACHINE)) == []


def test_nothing_is_left_unfinished() -> None:
    assert list(_hits(UNFINISHED, "*.py", "*.toml", "Makefile")) == []


def test_every_waiver_names_its_code_and_its_reason() -> None:
    """`# noqa: BLE001 - a broken letter must not stop the others`, and no less."""
    found = [
        f"{named(path, line)} {waiver[0]}"
        for path in files("*.py")
        for line, text in enumerate(read(path).splitlines(), start=1)
        if (waiver := WAIVER.search(text)) and path.name != "test_traces.py" and not REASONED.search(waiver[0])
    ]
    assert found == []
