"""Tokens to points: one end of a date expression in all its notations."""

from __future__ import annotations

from warcorpus.normalizing.dates.numerals import Choice, short_year, year_first, year_last
from warcorpus.normalizing.dates.points import Point
from warcorpus.normalizing.dates.tokens import Token, scan

_PROSE_YEARS = range(1000, 2200)
_END = Token("end", 0, 0)


class PointReader:
    """Reads single dates at a place in the tokens of one text.

    Every method takes the index of a token and gives what it read with the index behind it, or
    None; nothing is changed, so that a reader can try.

    Args:
        text: the text to read.
        prose: whether the text is running prose, where a number is more often a count than a
            date; a field value is read more freely.
        start: first character to read.
        end: one past the last.
    """

    def __init__(self, text: str, prose: bool, start: int = 0, end: int | None = None) -> None:
        self.text = text
        self.prose = prose
        self.tokens = _without_single_breaks(scan(text, start, end))
        self._count = len(self.tokens)

    def kind(self, i: int) -> str:
        """The kind of token ``i``; ``end`` outside."""
        return self.tokens[i].kind if 0 <= i < self._count else "end"

    def token(self, i: int) -> Token:
        """Token ``i``, or an ``end`` token outside."""
        return self.tokens[i] if 0 <= i < self._count else _END

    def choices(self, i: int) -> tuple[tuple[Choice, ...], int] | None:
        """A point, or several where the order of its digits is not told."""
        token = self.token(i)
        content = self.text[token.start : token.end]
        if token.kind == "ymd":
            return (year_first(content),), i + 1
        if token.kind == "numeric":
            if self.prose and len(content) < 8:  # 6/7/2012 is the shortest with a full year
                return None
            return year_last(content), i + 1
        found = self.point(i)
        if found is None:
            return None
        point, j = found
        if not self.prose and self._is_short_year(point, j):
            return short_year(point, self.token(j).value), j + 1
        return (("", point),), j

    def _is_short_year(self, point: Point, j: int) -> bool:
        """``8 May 45``, ``8-May-45``: two digits behind a day that has no year."""
        number = self.token(j)
        if point.day is None or point.month is None or point.year is not None:
            return False
        return (
            number.kind == "num"
            and number.width == 2
            and not number.mark
            and self.kind(j + 1) in {"end", "newline", "dash", "close_bracket", "comma", "to"}
        )

    def point(self, i: int) -> tuple[Point, int] | None:
        """A date in words and numbers, with its era and its marks of doubt."""
        start = self._skip_circa(i)
        found = self._plain(self._skip_weekday(start))
        if found is None:
            return None
        point, j = found
        if start > i:
            point = point._replace(approximate=True)
        if not self.prose and self.kind(j) == "question":
            return point._replace(uncertain=True), j + 1
        if not self.prose and self._is_bracketed_question(j):
            return point._replace(uncertain=True), j + 3
        return point, j

    def _is_bracketed_question(self, j: int) -> bool:
        opens = self.kind(j) == "open_bracket"
        return opens and self.kind(j + 1) == "question" and self.kind(j + 2) == "close_bracket"

    def bare_number(self, i: int) -> tuple[Point, int] | None:
        """A number that a right end can complete: ``6`` of ``6–19 February``, of ``6–4 BC``."""
        start = i + 1 if self.kind(i) == "the" and not self.prose else i
        start = self._skip_weekday(self._skip_circa(start))
        token = self.token(start)
        if token.kind != "num" or token.mark == "s" or token.width > 4:
            return None
        return Point(day=token.value, approximate=self.kind(i) == "circa"), start + 1

    def year(self, i: int) -> tuple[Point, int] | None:
        """A year behind a month or a season, with its comma or ``of``."""
        j = i + 1 if self.kind(i) in {"comma", "of"} else i
        if self.kind(j) == "the":
            j += 1
        found = self._year_number(j)
        if found is None or (self.prose and not found[0].bc and self.token(j).width != 4):
            return None
        return found

    def _skip_circa(self, i: int) -> int:
        if self.kind(i) == "circa" or (self.kind(i) == "about" and not self.prose):
            return i + 2 if self.kind(i + 1) == "dot" else i + 1
        return i

    def _skip_weekday(self, i: int) -> int:
        j = i
        if self.kind(j) == "weekday":
            j += 1
            while self.kind(j) in {"comma", "dot", "the"}:
                j += 1
        elif self.kind(j) == "the" and not self.prose:
            j += 1
        return j

    def _plain(self, i: int) -> tuple[Point, int] | None:
        part, j = self._part(i)
        kind = self.kind(j)
        if kind == "month":
            return self._from_month(j, part)
        if kind == "season":
            return self._from_season(j, part)
        if kind not in {"num", "era"}:
            return None
        found = None if part else self._from_day(j)
        return found or self._from_number(j, part)

    def _part(self, i: int) -> tuple[tuple[int, int] | None, int]:
        """``early``, ``mid-``, ``mid to late``, ``the end of``."""
        token = self.token(i)
        if token.kind == "edge" and not self.prose:
            j = i + 1 if self.kind(i + 1) == "of" else i
            j = j + 2 if self.kind(j + 1) == "the" else j + 1
            return ((token.value, token.value), j) if self.kind(i + 1) == "of" else (None, i)
        if token.kind != "part":
            return None, i
        j = self._skip_joint(i + 1)
        if self.kind(j) == "part":
            return (token.value, max(token.value, self.token(j).value)), self._skip_joint(j + 1)
        return (token.value, token.value), j

    def _skip_joint(self, i: int) -> int:
        return i + 1 if self.kind(i) in {"dash", "to", "of"} else i

    def _from_day(self, i: int) -> tuple[Point, int] | None:
        """``8 March 1963``, ``8th of February 2013``, ``8 Feb.``"""
        day = self.token(i)
        if not self._can_be_day(day):
            return None
        j = i + 2 if self._is_hyphenated(i) else i + 1
        while self.kind(j) in {"of", "the"}:
            j += 1
        month = self.token(j)
        if month.kind != "month":
            return None
        if self._is_hyphenated(i):
            found = self.year(j + 2)
            return self._with_year(Point(month=month.value, day=day.value), found, j + 1)
        found = self.year(self._skip_dot(j + 1))
        if self.prose and not month.upper and month.mark != "full" and found is None:
            return None  # "8 may follow"
        return self._with_year(Point(month=month.value, day=day.value), found, j)

    def _is_hyphenated(self, i: int) -> bool:
        """``8-May-1945``: hyphens that join, where elsewhere they make a range."""
        joints = (self.token(i + 1), self.token(i + 3))
        return (
            self.kind(i + 2) == "month"
            and self.kind(i + 4) == "num"
            and all(joint.mark == "hyphen" for joint in joints)
            and self.kind(i + 5) not in {"month", "of"}
        )

    def _from_month(self, i: int, part: tuple[int, int] | None) -> tuple[Point, int] | None:
        """``May 8, 1992``, ``March 1920``, ``late April``, and a month alone."""
        month, j = self.token(i), self._skip_dot(i + 1)
        if self.prose and not month.upper and month.mark != "full":
            return None
        day = self.token(j)
        counts = self.kind(j + 1) in {"unit", "era"}  # "In March 20 soldiers were killed"
        if part is None and self._can_be_day(day) and not counts:
            point = Point(month=month.value, day=day.value)
            return self._with_year(point, self.year(j + 1), j)
        return self._with_year(Point(month=month.value, part=part), self.year(j), i)

    def _from_season(self, i: int, part: tuple[int, int] | None) -> tuple[Point, int] | None:
        """``summer 2012``, ``winter of 1991``; without a year only before a second season."""
        found = self.year(i + 1)
        if found is None and (self.prose or self.kind(i + 1) not in {"dash", "to", "slash"}):
            return None
        return self._with_year(Point(season=self.token(i).value, part=part), found, i)

    def _from_number(self, i: int, part: tuple[int, int] | None) -> tuple[Point, int] | None:
        """Years, decades, centuries."""
        number = self.token(i)
        if number.kind == "num" and number.mark == "s":
            return self._decade(i, part)
        if number.mark == "th" and self.kind(i + 1) == "century":
            point = Point(year=number.value, scale="century", part=part)
            return self._with_era(point, i + 2)
        if number.width == 8 and not self.prose and number.mark == "":  # 20130206
            value = number.value
            return Point(value // 10_000, value // 100 % 100, value % 100), i + 1
        found = self._year_number(i)
        return None if found is None else (found[0]._replace(part=part), found[1])

    def _decade(self, i: int, part: tuple[int, int] | None) -> tuple[Point, int] | None:
        number = self.token(i)
        if number.value % 10 or not 3 <= number.width <= 4:
            return None
        # "the 1800s" are a century, "the 2000s" are the ten years before the 2010s.
        if number.value % 100 == 0 and number.value < 2000:
            return self._with_era(Point(year=number.value, scale="hundred", part=part), i + 1)
        return self._with_era(Point(year=number.value, scale="decade", part=part), i + 1)

    def _year_number(self, i: int) -> tuple[Point, int] | None:
        """A year with or without its era; a number before a unit is none (``0600 hours``)."""
        j = i + 1 if self.kind(i) == "era" and self.token(i).value == 0 else i
        number = self.token(j)
        if number.kind != "num" or number.mark or number.width > 4:
            return None
        point = Point(year=number.value)
        if j > i:
            return point._replace(bc=False), j + 1
        if self.kind(j + 1) == "era":
            return self._with_era(point, j + 1)
        return (point, j + 1) if self._stands_as_year(j) else None

    def _stands_as_year(self, i: int) -> bool:
        number = self.token(i)
        if self.kind(i + 1) == "unit":
            return False
        if self.prose:
            return number.width == 4 and number.value in _PROSE_YEARS
        if number.width == 4:
            return True
        before, after = self.kind(i - 1), self.kind(i + 1)
        return number.width == 3 and before not in {"num", "other", "word"} and after != "word"

    def _with_era(self, point: Point, i: int) -> tuple[Point, int]:
        if self.kind(i) == "era":
            return point._replace(bc=bool(self.token(i).value)), i + 1
        return point, i

    def _with_year(
        self, point: Point, found: tuple[Point, int] | None, last: int
    ) -> tuple[Point, int]:
        if found is None:
            return point, self._skip_dot_of_short(last)
        year, j = found
        return Point(year.year, point.month, point.day, point.season, point.part, bc=year.bc), j

    def _skip_dot(self, i: int) -> int:
        return i + 1 if self.kind(i) == "dot" and self.token(i - 1).mark == "short" else i

    def _skip_dot_of_short(self, last: int) -> int:
        """Behind ``8 Feb.`` in a field; in prose the dot may end the sentence."""
        return last + 1 if self.prose else self._skip_dot(last + 1)

    def _can_be_day(self, token: Token) -> bool:
        if token.kind != "num" or token.mark == "s" or token.width > 2:
            return False
        # A field may hold a wrong day, which is then reported; in prose it is some other number.
        return not self.prose or 1 <= token.value <= 31


def _without_single_breaks(tokens: list[Token]) -> list[Token]:
    """One line break is a blank; an empty line parts paragraphs, a break before a mark items."""
    if not any(token.kind == "newline" for token in tokens):
        return tokens
    kept: list[Token] = []
    for i, token in enumerate(tokens):
        if token.kind == "newline":
            beside = {tokens[i + 1].kind, tokens[i - 1].kind if i else "end"}
            if not beside & {"newline", "dash", "sign"}:
                continue
        kept.append(token)
    return kept
