"""Words of a sheet: letters for roles, which roles are the page's, which fields an article has."""

import difflib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from copydesk.roles import Role

LETTERS: Final[Mapping[str, Role]] = MappingProxyType(
    {
        "t": Role.TITLE,
        "s": Role.STANDFIRST,
        "y": Role.BYLINE,
        "p": Role.PUBLISHER,
        "d": Role.TIME,
        "b": Role.BODY,
        "h": Role.SUBHEADING,
        "c": Role.CAPTION,
        "r": Role.CREDIT,
        "q": Role.PULL_QUOTE,
        "x": Role.BOILERPLATE,
        "a": Role.AD,
        "n": Role.NAVIGATION,
        "l": Role.LINK_LIST,
        "e": Role.TEASER,
    }
)
"""One letter for each role that a person needs often; the others are written out, or their beginning is."""

ARTICLE_ROLES: Final = frozenset({
    Role.TITLE, Role.STANDFIRST, Role.BYLINE, Role.PUBLISHER, Role.TIME, Role.BODY, Role.SUBHEADING,
    Role.CAPTION, Role.CREDIT, Role.PULL_QUOTE,
})  # fmt: skip
"""Roles that an article's blocks have. Blocks of every other role belong to no article."""

NEED_AN_ARTICLE: Final = frozenset({Role.BODY, Role.SUBHEADING})
"""Roles that make no sense outside an article."""

FIELDS: Final = ("title", "publisher", "byline", "published_raw", "dateline")
"""Fields of an article that are read off its blocks, and that a ``value`` line can set."""

BODY: Final = "body"
ARTICLES: Final = "articles"
ROLES: Final = "roles"
GAPS_OF_AN_ARTICLE: Final = (*FIELDS, BODY)
GAPS_OF_A_FILE: Final = (ARTICLES, ROLES)

_WORDS: Final[Mapping[str, Role]] = {role.value: role for role in Role if role is not Role.BLANK}


def role_named(word: str) -> Role | None:
    """Role for a letter, a name, or a beginning that only one name has; None if there is none.

    >>> role_named("b"), role_named("Body"), role_named("subh"), role_named("bo")
    (<Role.BODY: 'body'>, <Role.BODY: 'body'>, <Role.SUBHEADING: 'subheading'>, None)
    """
    word = word.lower().replace("-", "_")
    found = LETTERS.get(word) or _WORDS.get(word)
    if found is not None:
        return found
    begun = [role for name, role in _WORDS.items() if name.startswith(word)]
    return begun[0] if len(begun) == 1 else None


def near_role(word: str) -> str:
    """What to do about a role that is not known: the nearest name, or the list of all."""
    return _near(word, list(_WORDS), "roles")


def near_field(word: str, fields: tuple[str, ...]) -> str:
    """The same for a field."""
    return _near(word, list(fields), "fields")


def _near(word: str, names: list[str], kind: str) -> str:
    word = word.lower()
    begun = [name for name in names if name.startswith(word)]
    if len(begun) > 1:
        return f"that is the beginning of {' and of '.join(repr(name) for name in begun)}"
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.5)
    return f"did you mean {near[0]!r}?" if near else f"{kind}: {', '.join(names)}"
