"""Names of people as they are compared, however somebody typed them."""

import unicodedata


def alike(name: str) -> str:
    """The same text for every way to type a name: without spaces, in one width of letters, capital or small."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()
