"""Numbers of articles in a sheet, and what a person writes to cut one article in two or to join two."""

import re
from dataclasses import dataclass, field

_PLAIN = re.compile(r"\d{1,6}")
_NEW = re.compile(r"\+(\d{0,6})")
_JOIN = re.compile(r"(\d{1,6})=(\d{1,6})")

Wrong = tuple[str, str]


@dataclass(slots=True)
class Numbers:
    """Which article each number stands for, at the row that is being read."""

    _article_of: dict[int, int] = field(default_factory=dict)
    _count: int = 0

    def current(self, number: int) -> int:
        """The article that ``number`` stands for here; a number that is new makes an article."""
        if number not in self._article_of:
            self._article_of[number] = self._fresh()
        return self._article_of[number]

    def read(self, word: str, *, counts: bool) -> tuple[int | None, Wrong | None]:
        """Article of a row that says ``word``, or what is wrong with it.

        ``counts`` is False for a role that belongs to no article: its number is dropped, a ``+`` or ``=``
        still holds for the rows below.
        """
        article: int | None = None
        if word in {"-", "."}:
            return None, None
        if _PLAIN.fullmatch(word):
            article = self.current(int(word)) if counts else None
        elif match := _NEW.fullmatch(word):
            article = self._fresh()
            self._article_of[int(match.group(1) or 0)] = article
        elif match := _JOIN.fullmatch(word):
            joined, to = int(match.group(1)), int(match.group(2))
            if to not in self._article_of:
                return None, (
                    f"{word!r} joins to article {to}, which has no row above",
                    "the article that it goes on with comes first",
                )
            article = self._article_of[joined] = self._article_of[to]
        else:
            return None, (f"{word!r} is not the number of an article", "write 1, +1, 2=1, or - for none")
        return (article if counts else None), None

    def _fresh(self) -> int:
        self._count += 1
        return self._count
