"""Places as matching sees them: settlement, unit and country by skeleton, coordinates."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from warcorpus.matching.tables import administrative_words, countries, place_prefixes, regions
from warcorpus.model.facts import Place
from warcorpus.text.folding import articles, skeleton_of, words

_MIN_SKELETON = 3
_NEAR_KM = 10
_METRES_A_DEGREE = 111_195
_OF_REGIONS = frozenset({"state", "territory", "territories"})

PlaceLevel = Literal["settlement", "unit", "open", "differ", "elsewhere"]


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
        settlement: narrowest part that is neither unit, region nor country.
        unit: administrative unit.
        region: first-level region of a country, by its full name.
        country: the country.
        point: latitude and longitude in millionths of a degree, if they can be trusted.
        inner: every part under the region; lists of counties and towns have several.
    """

    settlement: Level | None = None
    unit: Level | None = None
    country: Level | None = None
    point: tuple[int, int] | None = None
    region: Level | None = None
    inner: tuple[Level, ...] = ()

    @property
    def wide(self) -> bool:
        """Whether it names nothing under a region or country."""
        return self.settlement is None and self.unit is None

    @property
    def key(self) -> str:
        """Skeleton of the most specific level; regions and countries have one spelling each."""
        inner = self.settlement or self.unit
        if inner is not None:
            return inner.key
        outer = self.region or self.country
        return "" if outer is None else outer.folded


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
    inner: list[Level] = []
    parts = [(part.name, _bare(words(part.name))) for part in place.parts]
    parts = [(written, tokens) for written, tokens in parts if tokens]
    last = max(
        (i for i, (_, tokens) in enumerate(parts) if tuple(tokens) not in countries()), default=0
    )
    for number, (written, tokens) in enumerate(parts):
        # "Washington, Boonsborough" begins with a county: the widest part comes last.
        name, level = _read_part(written, tokens, bool(levels), number >= last)
        levels.setdefault(name, level)
        if name in ("settlement", "unit"):
            inner += (level, *_listed(tokens))
    return PlaceView(point=point, inner=tuple(inner), **levels)


def compare_places(a: PlaceView, b: PlaceView) -> PlaceLevel:
    """How two places stand to each other.

    The deepest level that both have decides. A county and the state around it have no level in
    common and say nothing; regions of a closed list that differ say more than two spellings do.

    Args:
        a: one place.
        b: the other.
    """
    if a.point and b.point and near(a.point, b.point):
        return "settlement"
    region = _regions_agree(a, b)
    if region is False:
        return "elsewhere"
    settlement = _agree(a.settlement, b.settlement)
    if settlement:
        return "settlement"
    agreed = [(x, y) for x in a.inner for y in b.inner if x.agrees(y)]
    if agreed:
        # Two towns of one county are two places; a town and a county may have one name.
        towns = (a.settlement, b.settlement)
        apart = settlement is False and all(x not in towns and y not in towns for x, y in agreed)
        return "open" if apart else "unit"
    if settlement is False or _agree(a.unit, b.unit) is False:
        return "differ"
    if region:
        return "unit"
    return "differ" if _agree(a.country, b.country) is False else "open"


def _agree(a: Level | None, b: Level | None) -> bool | None:
    return None if a is None or b is None else a.agrees(b)


def _regions_agree(a: PlaceView, b: PlaceView) -> bool | None:
    """Whether the regions are one; a country of the same name may be the region (Georgia)."""
    if a.region and b.region:
        return a.region.folded == b.region.folded
    for x, y in ((a, b), (b, a)):
        if x.region and y.country and x.region.folded == y.country.folded:
            return True
    return None


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


def _read_part(
    written: str, tokens: list[str], inner_seen: bool, is_last: bool
) -> tuple[str, Level]:
    """The level of a part, and what it says."""
    region = None
    if is_last:
        region = regions().get(tuple(token for token in tokens if token not in _OF_REGIONS))
    if tuple(tokens) in countries():
        return "country", _level(tokens)
    # "Al" and "La" are words of names; two letters name a region in capitals alone.
    if region is not None and (len("".join(tokens)) > 2 or written.strip(" .").isupper()):
        return "region", _level(list(region))
    if administrative_words().intersection(tokens) or inner_seen:
        return "unit", _level(tokens)
    return "settlement", _level(tokens)


def _bare(tokens: list[str]) -> list[str]:
    """The words of a part without what only says where about it: ``City of``, ``near``."""
    for prefix in place_prefixes():
        if tuple(tokens[: len(prefix)]) == prefix:
            return tokens[len(prefix) :]
    return tokens


def _listed(tokens: list[str]) -> list[Level]:
    """The places of a list: ``Prince William and Fairfax Counties``."""
    if "and" not in tokens:
        return []
    place = tokens.index("and")
    return [_level(side) for side in (tokens[:place], tokens[place + 1 :]) if side]


def _level(tokens: list[str]) -> Level:
    bare = [token for token in tokens if token not in articles()] or tokens
    core = [token for token in bare if token not in administrative_words()] or bare
    return Level(" ".join(core), skeleton_of(core))
