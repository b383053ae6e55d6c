"""Invented events as wiki pages: the same facts in the many ways that editors write them.

Every parameter says what the other writers say of the event, but wrapped in links, lists,
templates inside of templates, references and comments, so that a reader must see through them.
Further parameters mean nothing and nest what can be nested.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

from warcorpus.testing.events import Event, generate
from warcorpus.testing.infoboxes import parameters as infobox_parameters

_NATIVE = ("معركة", "حصار", "فرنوق", "تل", "وادي", "القلعة")
_DEEPEST = 4
_BOXES = ("Infobox military conflict", "infobox military conflict", "Infobox_military conflict")
_PLAIN = ("conflict", "date", "place")  # what a list would part


def wiki_page(seed: int) -> str:
    """The page of the event of a seed.

    >>> wiki_page(1) == wiki_page(1), "{{" in wiki_page(1)
    (True, True)
    """
    return wikitext(generate(seed), seed)


def wikitext(event: Event, seed: int = 0) -> str:
    """An event as a wiki page.

    Args:
        event: what is told.
        seed: of the dice that choose how it is written.
    """
    return _Writer(event, random.Random(seed)).page()  # noqa: S311 - the seed makes it repeatable


class _Writer:
    """Writes one page; every choice comes from the same dice."""

    def __init__(self, event: Event, dice: random.Random) -> None:
        self._event = event
        self._dice = dice

    def page(self) -> str:
        """All of it."""
        parts = [*self._top(), self._infobox(), *self._body(), *self._end()]
        return "\n".join(parts) + "\n"

    def _top(self) -> Iterator[str]:
        if self._dice.random() < 0.5:
            yield f"{{{{Short description|{self._dice.choice(('Battle', 'Siege'))} of a war}}}}"
        if self._dice.random() < 0.5:
            yield "{{Use dmy dates|date=May 2020}}"

    def _infobox(self) -> str:
        lines = [f"{{{{{self._dice.choice(_BOXES)}"]
        for key, items, links in infobox_parameters(self._event):
            lines.append(self._parameter(key, self._value(key, items, links)))
            if self._dice.random() < 0.25:
                lines.append(self._parameter(f"misc{len(lines)}", self._nested(0)))
        lines.append(self._parameter("notes", self._nested(0)))
        lines.append(self._parameter("campaignbox", "{{Campaignbox Lenov War}}"))
        return "\n".join([*lines, "}}"])

    def _parameter(self, key: str, value: str) -> str:
        blank = self._dice.choice(("", " ", "    "))
        return f"|{self._dice.choice(('', ' '))}{key}{blank}= {value}{self._remark()}"

    def _remark(self) -> str:
        return self._dice.choice(("", "", "", "<!-- as {{told}} | there -->", " <!-- a=b -->"))

    def _value(self, key: str, items: list[str], links: tuple[str, ...]) -> str:
        if key == "date" and self._dice.random() < 0.5:
            return self._date()
        written = [self._item(key, item, links) for item in items]
        written[-1] += self._note()
        if key == "result":
            return "\n".join(written)
        if key in _PLAIN or len(written) == 1:
            return written[0]
        return self._list(written)

    def _list(self, items: list[str]) -> str:
        way = self._dice.randrange(4)
        if way == 0:
            return "{{plainlist|\n" + "\n".join(f"* {item}" for item in items) + "\n}}"
        if way == 1:
            return "{{unbulleted list|" + " | ".join(items) + "}}"
        return self._dice.choice(("<br />", "<br>", "<br/>\n")).join(items)

    def _item(self, key: str, item: str, links: tuple[str, ...]) -> str:
        for page in links:
            item = item.replace(page, self._link(key, page), 1)
        if key.startswith(("commander", "units", "casualties", "strength")):
            return self._wrapped(item)
        return item

    def _link(self, key: str, page: str) -> str:
        ways = [f"[[{page}]]", f"[[{page}|{page}]]", f"[[{page.replace(' ', '_')}|{page}]]"]
        if key.startswith("combatant"):
            ways += [f"{{{{flag|{page}}}}}", f"{{{{flagicon|{page}}}}} [[{page}]]"]
        return self._dice.choice(ways)

    def _wrapped(self, item: str) -> str:
        return self._dice.choice(
            (
                item,
                f"'''{item}'''",
                f"{{{{nowrap|{item}}}}}",
                f"{{{{small|{{{{nowrap|1={item}}}}}}}}}",
                f"<small>{item}</small>",
                f"{{{{flagicon|X|1={{{{nowrap|a}}}}}}}} {item}",
                item.replace(" ", "&nbsp;", 1),
            )
        )

    def _date(self) -> str:
        first, last = date.fromisoformat(self._event.first), date.fromisoformat(self._event.last)
        start = f"{{{{start date|{first.year}|{first.month}|{first.day:02}|df=yes}}}}"
        if first == last:
            return start
        end = f"{{{{end date|{last.year}|{last.month:02}|{last.day}}}}}"
        return f"{start}{self._dice.choice((' – ', '&nbsp;– '))}{end}{self._note()}"

    def _note(self) -> str:
        return self._dice.choice(
            (
                "",
                "",
                '<ref name="a|b">{{cite web |url=http://example.org/?a=b |title=A [[link]]}}</ref>',
                "<ref name=c />",
                "{{efn|One {{nowrap|of {{lang|ar|قلعة}}}} two.}}",
            )
        )

    def _nested(self, depth: int) -> str:
        """A value that means nothing, brackets inside of brackets."""
        if depth >= _DEEPEST:
            return self._dice.choice(("x", "[[a|b]]", self._dice.choice(_NATIVE)))
        inner = self._nested(depth + 1)
        other = self._nested(depth + 2)
        ways = (
            f"{{{{deep|{inner}|k={other}|{{{{{{1|{other}}}}}}}}}}}",
            f"[[Page {depth}|{inner}]]" if "[" not in inner else inner,
            f"{inner} {other}<ref>{{{{cite|a=[[x|y]]}}}}</ref>",
            f"<nowiki>}}}} | ]]</nowiki> {inner}",
            f"<!-- }}}} | [[ -->{inner}",
            f"{{{{ubl|{inner}|2={other}}}}}",
            f"[http://example.org/{depth} {self._dice.choice(_NATIVE)}] {inner}",
            f"{{{{#if:x|{other}|{inner}}}}}",
            f"''{inner}'' '''{other}'''",
            f"{{{{deep\n | a = {inner}\n | b = {other}\n}}}}",
        )
        return self._dice.choice(ways)

    def _body(self) -> Iterator[str]:
        lead = " ".join(self._event.lead)
        yield lead.replace(self._event.title, f"'''{self._event.title}'''", 1) + self._note()
        image = self._event.image
        for chapter in self._event.chapters:
            yield ""
            yield self._dice.choice((f"== {chapter.heading} ==", f"=={chapter.heading}== "))
            if image:
                yield f"[[File:{image}|thumb|left|The [[field]].<ref name=d/>\n\n]]"
                image = None
            for number, paragraph in enumerate(chapter.paragraphs):
                yield from ([""] if number else [])
                yield " ".join(self._sentence(sentence) for sentence in paragraph)

    def _sentence(self, sentence: str) -> str:
        town = self._event.place[0]
        if self._dice.random() < 0.3:
            sentence = sentence.replace(town, f"[[{town}]]", 1)
        return sentence + self._note()

    def _end(self) -> Iterator[str]:
        if self._event.see_also:
            yield "\n== See also =="
            yield from (f"* [[{page}]]" for page in self._event.see_also)
        yield "\n== References ==\n{{reflist}}\n"
        for category in self._event.categories:
            yield f"[[Category:{category}{self._dice.choice(('', '|*'))}]]"
