"""What is no running text."""

from __future__ import annotations

import pytest

from warcorpus.text.html_parts import part_of
from warcorpus.text.html_tree import build


@pytest.mark.parametrize(
    ("tag", "part"),
    [
        ("<p>", None),
        ("<sup class='mw-ref reference'>", "reference"),
        ("<span class=x style='Display : NONE'>", "hidden"),
        ("<div id=toc>", "navigation"),
        ("<div role=note>", "hatnote"),
        ("<sup typeof='mw:Transclusion mw:Extension/ref'>", "reference"),
        ("<figure typeof='mw:File/Thumb'><img>", "image"),
        ("<span typeof='mw:File'><IMG>", "image"),
        ("<div class=thumb>a quotation", None),
        ("<a class=image><img>", "image"),
        ("<img src=x>", "image"),
        ("<img src=x width=20>", "icon"),
        ("<img src=x width='20 px'>", "image"),
        ("<a href=x>", None),
        ("<div class='pcs-collapse-table-content' style='display: none;'>", None),
        ("<ul class='NavContent' style='display:none'>", None),
        ("<div class=legend>", "navigation"),
    ],
)
def test_parts_of_a_page(tag: str, part: str | None) -> None:
    assert part_of(next(build(tag).root.elements)) == part
