"""Merging: one record from several witnesses, every reading kept.

The result is a function of the set of witnesses, derived from them anew each time: merging is
commutative, associative and idempotent by construction, and no witness is ever changed.
"""

from __future__ import annotations

from warcorpus.merging.events import Corpus, merge_clusters
from warcorpus.merging.merge import merge_records
from warcorpus.merging.passages import SharedPassage, shared_passage
from warcorpus.merging.relating import relate
from warcorpus.merging.witnesses import unfolded

__all__ = [
    "Corpus",
    "SharedPassage",
    "merge_clusters",
    "merge_records",
    "relate",
    "shared_passage",
    "unfolded",
]
