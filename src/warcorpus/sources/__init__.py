"""Where documents come from: folders and files are walked, opened once, and decoded."""

from warcorpus.sources.decoding import Decoded, decode, decode_again
from warcorpus.sources.opening import Opened, check_kind, check_text, open_input, too_large
from warcorpus.sources.refusing import Refusal
from warcorpus.sources.unpacking import unpacked
from warcorpus.sources.walking import Input, located, recorded, walk

__all__ = [
    "Decoded",
    "Input",
    "Opened",
    "Refusal",
    "check_kind",
    "check_text",
    "decode",
    "decode_again",
    "located",
    "open_input",
    "recorded",
    "too_large",
    "unpacked",
    "walk",
]
