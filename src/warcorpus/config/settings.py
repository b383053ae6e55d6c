"""Every setting: its default, its unit, its meaning, and when one would change it."""

from __future__ import annotations

from typing import Any, Literal

from attrs import field, frozen


def _key(default: Any, meaning: str, when: str, unit: str = "", least: int | None = None) -> Any:
    """A documented setting; the docs and ``warcorpus config`` are made from its metadata.

    ``least`` is the smallest number that makes sense.
    """
    facts = {"meaning": meaning, "when": when, "unit": unit, "least": least}
    return field(default=default, metadata=facts)


@frozen
class ReadConfig:
    """How files become documents."""

    reader: str | None = _key(None, "Read every file with this reader.", "sniffing guesses wrong")
    fallback_encoding: str = _key(
        "cp1252",
        "How bytes are decoded that are not UTF-8.",
        "your files come from another region",
    )
    columns: tuple[tuple[str, str], ...] = _key(
        (),
        "What the columns of a table or the keys of JSON rows are, by their names.",
        "a table of your own has headers that warcorpus does not know",
    )


@frozen
class MatchConfig:
    """When two records are one event."""

    same_bits: int = _key(
        10, "Score from which two records are one event.", "you want fewer or more merges", "bits"
    )
    review_bits: int = _key(
        0, "Score from which a pair is worth a look.", "the review list is too long", "bits"
    )
    max_block: int = _key(
        64, "Largest block whose pairs are all proposed.", "many records share names", "records", 1
    )
    max_candidates: int = _key(
        64, "Candidates kept for one record.", "many records share passages", "records", 1
    )
    model: str | None = _key(
        None,
        "File with the match weights, instead of those that come with warcorpus.",
        "you trained one on labelled pairs of your own: warcorpus train",
    )
    distinct_within: tuple[str, ...] = _key(
        (), "Paths whose records are all different events.", "a catalogue lists an event once"
    )


@frozen
class MergeConfig:
    """How witnesses become one record."""

    fill: Literal["off", "A", "B"] = _key(
        "A", "Which grade of gap fill enters the text.", "words must stay redacted: off"
    )
    additions: Literal["union", "base"] = _key(
        "union",
        "Whether whole sentences of other witnesses enter the text.",
        "the text must be one witness's own: base",
    )
    max_witnesses: int = _key(
        64, "Different texts of one event that are collated.", "clusters are very large", "texts", 1
    )


@frozen
class RunConfig:
    """Where the work is done; the corpus is the same bytes whatever stands here."""

    isolate: Literal["auto", "always", "never"] = _key(
        "auto",
        "Whether documents are read in worker processes; auto: by dedupe and the command line.",
        "read() meets hostile documents: always; you debug a reader: never",
    )
    jobs: int = _key(
        1, "Worker processes that read, compare and merge.", "there is much to read", "workers", 1
    )
    memory: int = _key(
        256,
        "What the search for candidates holds before it writes to disk.",
        "millions of documents: more, to be faster",
        "MiB",
        1,
    )


@frozen
class LimitsConfig:
    """Caps: beyond them a document is degraded or rejected, never the run."""

    document_bytes: int = _key(
        16 * 2**20, "Largest document that is read.", "you have longer books", "bytes", 1
    )
    header_bytes: int = _key(
        256 * 2**10, "Largest front matter that is parsed.", "headers hold data", "bytes", 1
    )
    yaml_depth: int = _key(64, "Deepest YAML nesting.", "headers nest deeper", "levels", 1)
    yaml_nodes: int = _key(100_000, "YAML nodes of one header.", "headers hold tables", "nodes", 1)
    yaml_alias_nodes: int = _key(
        10_000, "YAML nodes that aliases may expand to.", "headers use aliases", "nodes", 1
    )
    json_depth: int = _key(64, "Deepest JSON nesting.", "lines nest deeper", "levels", 1)
    html_depth: int = _key(256, "Deepest HTML nesting.", "pages nest deeper", "levels", 1)
    wikitext_bytes: int = _key(
        2 * 2**20, "Largest wikitext that is parsed.", "pages are longer", "bytes", 1
    )
    wikitext_call_bytes: int = _key(
        256 * 2**10, "Largest template that mwparserfromhell gets.", "never", "bytes", 1
    )
    wikitext_unclosed: int = _key(
        500, "Marks of one kind that wikitext may leave open.", "pages are damaged", "marks", 1
    )
    wikitext_depth: int = _key(40, "Deepest wikitext nesting.", "pages nest deeper", "levels", 1)
    container_depth: int = _key(
        2, "Containers within containers that are opened.", "archives nest deeper", "levels", 0
    )
    container_ratio: int = _key(
        100,
        "Bytes out of a container for each byte of it.",
        "you trust files that are packed tighter",
        "bytes",
        1,
    )
    container_free_bytes: int = _key(
        10 * 2**20, "Bytes out of a container before the ratio counts.", "never", "bytes", 0
    )
    members: int = _key(
        100_000, "Members of an archive that are read.", "archives hold more files", "members", 1
    )
    member_bytes: int = _key(
        2**30,
        "Largest zip or Parquet that is held in memory because it is no file by itself.",
        "archives stand in archives",
        "bytes",
        1,
    )
    csv_field_bytes: int = _key(
        16 * 2**20, "Largest cell of a table.", "cells hold whole books", "bytes", 1
    )
    csv_columns: int = _key(
        4_096, "Columns of a table that are told apart.", "tables are wider", "columns", 1
    )
    items: int = _key(
        100_000, "Links, gaps or sentences of one record.", "documents are lists", "items", 1
    )
    cpu_seconds: int = _key(
        10, "CPU time of one document in a worker.", "documents are huge", "seconds", 1
    )
    wall_seconds: int = _key(
        60, "Longest wait for one document from a worker.", "the disk is very slow", "seconds", 1
    )
    memory_bytes: int = _key(
        512 * 2**20,
        "Memory that one document may take in a worker.",
        "documents are huge",
        "bytes",
        2**25,
    )


@frozen
class Config:
    """All settings; frozen, nested by the verbs they belong to.

    >>> Config().match.same_bits
    10
    """

    read: ReadConfig = field(factory=ReadConfig)
    match: MatchConfig = field(factory=MatchConfig)
    merge: MergeConfig = field(factory=MergeConfig)
    run: RunConfig = field(factory=RunConfig)
    limits: LimitsConfig = field(factory=LimitsConfig)


DEFAULT = Config()
