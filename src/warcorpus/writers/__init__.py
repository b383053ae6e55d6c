"""The corpus and its side files on disk: whole or not at all."""
