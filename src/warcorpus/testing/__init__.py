"""What authors of readers, and warcorpus' own tests, check their work with.

    from warcorpus.testing import check_reader
    check_reader(READER, ["tests/golden/my-format/one.txt"])

No other room imports this one.
"""

from warcorpus.testing.contract import check_reader

__all__ = ["check_reader"]
