"""What authors of readers, and warcorpus' own tests, check their work with.

    from warcorpus.testing import check_reader
    check_reader(READER, ["samples/one.txt"], golden="samples")

`warcorpus.testing.events` invents events, `warcorpus.testing.exporting` writes them as documents
of four formats, and `warcorpus.testing.strategies` draws nouns for hypothesis, the only module
here that needs it. No other room imports this one.
"""

from warcorpus.testing.contract import check_reader, golden_lines

__all__ = ["check_reader", "golden_lines"]
