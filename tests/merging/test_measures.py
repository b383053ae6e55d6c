"""Dates and numbers of prose as tokens."""

from warcorpus.merging.measures import find_measures


def test_each_paragraph_is_read_by_itself():
    text = "On 8 May\n\n2013 men came.\n \nThey lost 1,600\nmen in 2014."
    found = find_measures(text)
    told = [(text[m.start : m.end], m.kind) for m in found]
    assert told == [("8 May", "date"), ("2013", "number"), ("1,600", "number"), ("2014", "date")]
