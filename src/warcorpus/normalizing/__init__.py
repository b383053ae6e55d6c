"""From what a reader found to typed values: names, dates, places, sides, quantities.

Everything is derived from the first source's fields, the text, its map and the sections; so
normalizing twice gives the same record, and a record can be made again from its wire line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from warcorpus.config import DEFAULT, Config
from warcorpus.model.evolving import evolve
from warcorpus.model.record import Kind, Provenance, Record
from warcorpus.model.values import Problem
from warcorpus.normalizing.columns import kind_told
from warcorpus.normalizing.facts import place_of, result_of
from warcorpus.normalizing.kinds import kind_of
from warcorpus.normalizing.languages import declared_language, language_of
from warcorpus.normalizing.media import categories_of, images_of, links_of
from warcorpus.normalizing.names import name_problems
from warcorpus.normalizing.parts import parts_of
from warcorpus.normalizing.problems import problem, quantity_problems
from warcorpus.normalizing.replay import replay
from warcorpus.normalizing.short import short_text
from warcorpus.normalizing.sides import sides_of
from warcorpus.normalizing.sites import language_of_site
from warcorpus.normalizing.titles import naming_of
from warcorpus.normalizing.view import View
from warcorpus.normalizing.when import date_of

__all__ = ["normalize", "normalize_record", "replay", "short_text"]


def normalize(records: Iterable[Record], config: Config = DEFAULT) -> Iterator[Record]:
    """The records with their typed values, one by one.

    Args:
        records: as a reader gives them, or normalized before.
        config: no setting changes normalizing yet; it is part of every verb's signature.
    """
    for record in records:
        yield normalize_record(record, config)


def normalize_record(record: Record, config: Config = DEFAULT) -> Record:
    """One record with its typed values, its provenance and its problems.

    Args:
        record: its first source's fields, its text, text map and sections are read; typed values
            that it has already are made again.
        config: see :func:`normalize`.
    """
    if not record.sources:
        return record
    view = View(record)
    language = _language(view)
    naming = naming_of(view, language)
    categories, category_entries = categories_of(view)
    kind = _kind(view, naming.title, categories)
    dated = date_of(view, kind)
    located, ended, parted = place_of(view), result_of(view), parts_of(view)
    sided = sides_of(view, dated.date)
    images, image_entries = images_of(view)
    links, link_entries = links_of(view)
    provenance = Provenance(
        title=naming.title_entries,
        names=naming.name_entries,
        date=dated.entries,
        place=located.entries,
        part_of=parted.entries,
        result=ended.entries,
        sides=sided.side_entries,
        civilians=sided.civilian_entries,
        categories=category_entries,
        links=link_entries,
        images=image_entries,
    )
    found = [problem(record, slug, dated.entries) for slug in dated.problems]
    found += [problem(record, slug, sided.side_entries) for slug in sided.problems]
    found += [problem(record, slug) for slug in quantity_problems(sided.sides, sided.civilians)]
    for name in naming.names:
        found += [problem(record, slug, naming.name_entries) for slug in name_problems(name.text)]
    return evolve(
        record,
        url=_url(view),
        title=naming.title,
        language=language,
        kind=kind,
        names=naming.names,
        date=dated.date,
        place=located.place,
        part_of=parted.parts,
        result=ended.result,
        sides=sided.sides,
        civilians=sided.civilians,
        categories=categories,
        links=links,
        images=images,
        provenance=provenance,
        problems=_with_new(record.problems, found),
    )


def _language(view: View) -> str:
    """The language of the text; where it does not tell, that of the header, or of the site."""
    language = language_of(view.record.text)
    if language != "und":
        return language
    declared = [declared_language(view.text(own)) for own in view.fields("language")]
    sites = [view.record.source.publisher, _url(view)]
    return next((name for name in [*declared, *map(language_of_site, sites)] if name), language)


def _kind(view: View, title: str, categories: tuple[str, ...]) -> Kind:
    kind = kind_of(title, view.names.get(view.box or 0, ()), categories)
    return kind if kind != "unknown" else kind_told(view, categories) or kind


def _url(view: View) -> str | None:
    return next((text for own in view.fields("url") if (text := view.text(own))), None)


def _with_new(known: tuple[Problem, ...], found: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems with those that are not among them yet."""
    return tuple(dict.fromkeys([*known, *found]))
