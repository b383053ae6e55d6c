"""warcorpus."""
