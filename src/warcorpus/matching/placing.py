"""Places as matching sees them: settlement, unit and country by skeleton, coordinates."""

from __future__ import annotations

from attrs import frozen

from warcorpus.matching.tables import administrative_words, countries
from warcorpus.model.facts import Place
from warcorpus.text.folding import articles, skeleton_of, words

_MIN_SKELETON = 3
_NEAR_KM = 10
_METRES_A_DEGREE = 111_195


@frozen
class Level:
    """One level of a place: its folded words without articles, and their skeleton."""

    folded: str
    skeleton: str

    @property
    def key(self) -> str:
        """The skeleton, or nothing if it is under three letters."""
        return self.skeleton if len(self.skeleton.replace(" ", "")) >= _MIN_SKELETON else ""

    def agrees(self, other: Level) -> bool | None:
        """Whether two names are one place; None if short skeletons leave it open."""
        if self.folded == other.folded:
            return True
        if self.skeleton != other.skeleton:
            return False
        return True if self.key else None


@frozen
class PlaceView:
    """Where it happened.

    Args:
        settlement: narrowest part that is neither unit nor country.
        unit: administrative unit.
        country: the country.
        point: latitude and longitude in millionths of a degree, if they can be trusted.
    """

    settlement: Level | None = None
    unit: Level | None = None
    country: Level | None = None
    point: tuple[int, int] | None = None

    @property
    def key(self) -> str:
        """Skeleton of the most specific level that has one."""
        for level in (self.settlement, self.unit, self.country):
            if level is not None:
                return level.key
        return ""


def read_place(place: Place) -> PlaceView | None:
    """The view of a place; None if the record names none.

    >>> from warcorpus.model.facts import PlacePart
    >>> parts = tuple(map(PlacePart, ("As-Safira", "Aleppo Governorate", "Syria")))
    >>> read_place(Place("given", parts=parts)).settlement.skeleton
    'sfr'
    """
    point = _point(place)
    if place.state != "given" or not (place.parts or point):
        return None
    levels: dict[str, Level] = {}
    for part in place.parts:
        tokens = words(part.name)
        if tokens:
            levels.setdefault(_level_name(tokens, bool(levels)), _level(tokens))
    return PlaceView(levels.get("settlement"), levels.get("unit"), levels.get("country"), point)


def near(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two points are less than 10 km apart, in whole numbers alone.

    >>> near((36_070_000, 37_370_000), (36_100_000, 37_400_000))
    True
    """
    north = abs(a[0] - b[0]) * _METRES_A_DEGREE
    across = abs(a[1] - b[1])
    east = min(across, 360_000_000 - across) * _METRES_A_DEGREE
    # Cosine of the latitude after Bhaskara I: no libm, whose last digit differs by machine.
    square = (a[0] + b[0]) // 2_000_000
    square *= square
    east = east * (32_400 - 4 * square) // (32_400 + square)
    return north * north + east * east < (_NEAR_KM * 1_000 * 1_000_000) ** 2


def _point(place: Place) -> tuple[int, int] | None:
    if place.trusted is False or place.latitude is None or place.longitude is None:
        return None
    return round(place.latitude * 1_000_000), round(place.longitude * 1_000_000)


def _level_name(tokens: list[str], inner_seen: bool) -> str:
    if tuple(tokens) in countries():
        return "country"
    if administrative_words().intersection(tokens) or inner_seen:
        return "unit"
    return "settlement"


def _level(tokens: list[str]) -> Level:
    bare = [token for token in tokens if token not in articles()] or tokens
    core = [token for token in bare if token not in administrative_words()] or bare
    return Level(" ".join(core), skeleton_of(core))
