"""The nouns. Frozen, typed, without behaviour that needs anything but themselves."""
