"""``python -m warcorpus.cli``."""

from warcorpus.cli import main

main()
