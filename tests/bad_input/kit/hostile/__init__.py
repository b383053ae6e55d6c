"""Bad inputs: every row of the table of what may come, as bytes and what must become of them."""
