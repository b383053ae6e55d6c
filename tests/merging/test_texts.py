from warcorpus.merging.texts import gather
from warcorpus.merging.tokenizing import tokenize
from warcorpus.merging.witnesses import numbered
from warcorpus.model.evolving import evolve

PROSE = "Men came.\n\nThe town fell on 8 May."
GAPPED = "The @@@@ town fell on 8 May 2013."


def gathered(make, *raws):
    """Texts of witnesses with ids of their own, and their records."""
    records = [evolve(make(raw, path=f"{i}.txt"), id=str(i)) for i, raw in enumerate(raws)]
    return gather(numbered(records)[1], 8), records


def test_copies_share_their_tokens_which_are_those_of_each(make):
    texts, records = gathered(make, *[PROSE] * 5)
    assert len({id(tokens) for tokens in texts.tokens}) == 1
    assert texts.tokens[0].forms == tokenize(records[3]).forms
    assert texts.tokens[0].frames == tokenize(records[3]).frames
    assert len(texts.texts) == 1


def test_one_text_in_other_paragraphs_has_tokens_of_its_own(make):
    texts, records = gathered(make, PROSE, PROSE.replace("\n\n", "\n"), PROSE)
    for tokens, record in zip(texts.tokens, records, strict=True):
        assert tokens.frames == tokenize(record).frames
        assert tokens.borders == tokenize(record).borders


def test_gaps_name_their_own_record(make):
    texts, records = gathered(make, GAPPED, GAPPED)
    forms = [tokens.forms for tokens in texts.tokens]
    assert forms == [tokenize(record).forms for record in records]
    assert forms[0] != forms[1]
