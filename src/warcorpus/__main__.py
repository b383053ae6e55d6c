"""``python -m warcorpus``."""

from warcorpus.cli import main

main()
