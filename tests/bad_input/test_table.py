"""The table of bad inputs, row by row, and where each row is tested.

A row, a slug or a cap without a test fails here, so that none is forgotten.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest
from attrs import fields, frozen
from hostile import CATALOGUE

from warcorpus.config import LimitsConfig


@frozen
class Row:
    """One row.

    Args:
        name: as the inputs of the catalogue give it.
        inputs: what comes.
        slugs: that must be told.
        tests: ``module::function``, beside those of the catalogue.
    """

    name: str
    inputs: str
    slugs: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()


def row(name: str, inputs: str, slugs: str = "", tests: str = "") -> Row:
    return Row(name, inputs, tuple(slugs.split()), tuple(tests.split()))


TABLE = (
    row(
        "empty", "empty file; only white space; only a BOM", "empty-file",
        "encodings::test_nothing_is_a_reject_of_level_info "
        "encodings::test_empty_files_are_never_copies_of_each_other",
    ),
    row(
        "bom", "UTF-8 BOM; UTF-16/32 with BOM; UTF-16 without", "utf16-without-bom",
        "encodings::test_byte_order_mark_is_removed_and_offsets_begin_after_it "
        "encodings::test_utf16_without_a_mark_is_known_by_its_zeros",
    ),
    row(
        "latin", "cp1252 or Latin-1 bytes", "encoding-fallback",
        "encodings::test_cp1252_is_the_fallback_and_the_first_bad_byte_is_named "
        "encodings::test_bytes_that_cp1252_does_not_have",
    ),
    row(
        "broken utf-8", "UTF-8 with few bad bytes, or cut inside a character", "undecodable-bytes",
        "encodings::test_few_bad_bytes_are_holes_in_utf8 "
        "encodings::test_text_cut_inside_a_character",
    ),
    row(
        "zeros", "NUL bytes, few; more than 1 %", "binary-file control-characters",
        "encodings::test_few_zero_bytes_are_dropped_and_told "
        "encodings::test_more_than_one_zero_byte_in_a_hundred_is_binary",
    ),
    row(
        "controls", "C0/C1 controls; half a surrogate pair", "control-characters lone-surrogate",
        "encodings::test_controls_are_read_or_dropped "
        "encodings::test_half_a_surrogate_pair_becomes_a_replacement",
    ),
    row(
        "lines", "CRLF, CR, mixed, other breaks; no final newline; very many lines", "",
        "lines_and_scripts::test_mixed_line_ends "
        "lines_and_scripts::test_very_many_lines_take_linear_time",
    ),
    row(
        "scripts", "NFD; bidi controls; soft hyphen; look-alikes", "bidi-controls mixed-script",
        "lines_and_scripts::test_invisible_signs_stay_in_the_raw_and_out_of_the_keys "
        "lines_and_scripts::test_mixed_scripts_are_flagged_and_merge_nothing_by_themselves",
    ),
    row(
        "header", "header unterminated; empty; a list or scalar; ends with dots",
        "header-unterminated header-not-a-mapping",
        "headers::test_header_that_is_no_mapping_is_body_from_line_1",
    ),
    row(
        "dashes", "blanks behind dashes; four dashes; dashes in a value; a rule; two headers", "",
        "headers::test_four_dashes_are_no_delimiter headers::test_second_header_is_body",
    ),
    row("yaml keys", "duplicate keys; tags", "yaml-duplicate-key yaml-tag"),
    row(
        "yaml bombs", "alias bomb; recursive alias; 100,000 brackets; 100,000 nodes",
        "yaml-alias-limit yaml-too-deep yaml-too-many-nodes",
        "headers::test_hostile_header_is_refused_at_once",
    ),
    row(
        "yaml values", "2026-02-30, 5,000 digits, 12:30:45, 0o14, 1_000, NO, ~", "",
        "headers::test_values_of_yaml_1_1_stay_text headers::test_null_is_unknown",
    ),
    row("yaml invalid", "invalid YAML; complex keys", "header-salvaged yaml-complex-key"),
    row(
        "too large", "header too large; document too large", "header-too-large too-large",
        "headers::test_document_that_is_too_large_is_a_reject_in_constant_memory",
    ),
    row("headings", "heading without blank, surplus signs, residue; two infoboxes, none"),
    row("files", "[[File: over blank lines; brackets in captions; not closed", "unclosed-markup"),
    row("no event", "redirect, disambiguation; a list", "not-an-event"),
    row(
        "redactions", "run not 10; at start or end; two adjacent; @ in an address", "stray-at-sign",
        "bodies::test_redaction_has_its_own_length bodies::test_touching_redactions_are_one_gap",
    ),
    row(
        "many", "10,000 @@ lines; one id twice; byte-identical copies", "duplicate-id",
        "many::test_ten_thousand_documents_have_their_byte_ranges "
        "many::test_byte_identical_copies_are_one_record_with_all_sources",
    ),
    row(
        "links", "symlink loop, broken link, folder named x.txt", "unreadable-file",
        "files::test_symlink_loop_is_walked_once files::test_broken_link_is_a_reject "
        "files::test_folder_with_the_name_of_a_file_is_walked",
    ),
    row(
        "changes", "no permission; vanished; changed while read", "unreadable-file source-changed",
        "files::test_no_permission_is_a_reject files::test_file_that_vanished_is_a_reject "
        "files::test_file_that_changes_while_it_is_read_is_a_reject",
    ),
    row(
        "special", "fifo, socket, device; - is standard input", "special-file",
        "files::test_special_files_are_never_opened files::test_dash_is_standard_input",
    ),
    row(
        "names", "file name not UTF-8, with line feed or escape codes", "",
        "files::test_odd_file_names_are_kept_losslessly "
        "files::test_odd_file_names_are_escaped_in_every_print",
    ),
    row(
        "json values", "JSON too deep; NaN; duplicate keys; huge integers",
        "json-too-deep json-value json-duplicate-key",
    ),
    row("json line", "one bad JSONL line", "bad-line"),
    row(
        "no text", "PNG or ELF as .txt; PDF, DOCX, ODT, EPUB, 7z",
        "binary-file unsupported-format", "files::test_what_is_no_text_is_named",
    ),
    row(
        "arabic", "a document in Arabic only", "",
        "lines_and_scripts::test_a_document_in_arabic_alone",
    ),
    row(
        "values", "reversed range, 31 February, year 0; 08/10/2012; 1.600",
        "date-invalid date-ambiguous number-ambiguous", "bodies::test_year_zero_is_no_date",
    ),
    row(
        "inert", "prompt-like or terminal-escape text; another environment", "",
        "lines_and_scripts::test_the_terminal_is_never_spoken_to "
        "lines_and_scripts::test_environment_changes_no_byte",
    ),
    row(
        "wikitext marks", "5,000 {{; 5,000 <b>; 3,000 [http; a table of 20,000 rows",
        "wikitext-unbalanced",
    ),
    row("wikitext unclosed", "<ref>, <!--, <nowiki>, {{Infobox not closed", "unclosed-markup"),
    row(
        "bomb", "gz, zip bomb; nested zip", "bomb container-too-deep",
        "containers::test_bombs_are_stopped_in_bounded_time_and_memory",
    ),
    row("truncated", "truncated gz, bz2, zst", "truncated-stream"),
    row("trailing", "trailing garbage", "trailing-garbage"),
    row(
        "members", "../x, absolute, symlink, device; encrypted; duplicate names",
        "unsafe-member encrypted-member",
        "containers::test_two_members_of_one_name_are_two_documents",
    ),
    row("doctype", "XML entity bomb, external entity", "doctype-refused"),
    row("ragged row", "ragged CSV row", "ragged-row"),
    # Beyond the table: what libraries, formats and caps bring along.
    row(
        "libraries", "what YAML, JSON, mojibake and pattern libraries freeze on",
        "yaml-alias-limit header-too-large", "bodies::test_hostile_body_is_read_in_time",
    ),
    row("document cap", "one document of many beyond the cap, in every format", "too-large"),
    row("items", "more links, images, values, sentences or gaps than the cap", "too-many-items"),
    row("caps", "every other cap"),
    row("wikitext size", "wikitext beyond its cap, in all and in one call", "wikitext-too-large"),
    row("html depth", "HTML deeper than 256", "html-flattened"),
    row("html size", "HTML with very many of one thing"),
    row("html unclosed", "HTML that is cut or not closed", "unclosed-markup"),
    row("xml page", "a page of a dump that is no XML", "bad-xml"),
    row("stray text", "text between the documents of a file of many", "stray-text"),
    row("extract", "documents that are not closed, or empty", "unclosed-document empty-document"),
    row("csv quote", "quotes that are not closed, or hold line feeds", "unclosed-quote"),
    row("csv columns", "columns that nobody knows, rows of nothing", "unexpected-columns"),
    row(
        "isolation", "a parser that crashes, freezes or eats memory",
        "worker-died too-slow too-much-memory reader-failed",
        "isolation::test_one_bad_file_among_good_ones",
    ),
)  # fmt: skip
"""Every row of the table of bad inputs and of the caps, in its order."""

CAPS_ELSEWHERE = {
    "container_ratio": "containers::test_bombs_are_stopped_in_bounded_time_and_memory",
    "container_free_bytes": "containers::test_bombs_are_stopped_in_bounded_time_and_memory",
    "cpu_seconds": "isolation::test_one_bad_file_among_good_ones",
    "memory_bytes": "isolation::test_one_bad_file_among_good_ones",
    "wall_seconds": "../engines/test_process.py",
}
"""Caps that no input of the catalogue sets low."""


@cache
def module(name: str) -> ast.Module:
    return ast.parse((Path(__file__).parent / f"test_{name}.py").read_text("utf-8"))


@cache
def definitions(name: str) -> dict[str, ast.AST]:
    """The functions and constants of a module."""
    found: dict[str, ast.AST] = {}
    for node in module(name).body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found.update({t.id: node for t in targets if isinstance(t, ast.Name)})
    return found


def said(name: str, function: str) -> set[str]:
    """Every string of a test and of the constants that it uses."""
    known, waiting, seen = definitions(name), [function], set()
    strings: set[str] = set()
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        for node in ast.walk(known[one]):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                strings.add(node.value)
            elif isinstance(node, ast.Name) and node.id in known:
                waiting.append(node.id)
    return strings


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_row_has_its_tests(row: Row) -> None:
    inputs = [bad for bad in CATALOGUE if bad.row == row.name]
    assert inputs or row.tests
    told = {slug for bad in inputs for slug in (*bad.problems, *bad.rejects)}
    for test in row.tests:
        name, function = test.split("::")
        assert function in definitions(name), test
        told |= said(name, function)
    assert set(row.slugs) <= told


def test_inputs_belong_to_rows() -> None:
    assert {bad.row for bad in CATALOGUE} <= {row.name for row in TABLE}
    assert len({row.name for row in TABLE}) == len(TABLE)


@pytest.mark.parametrize("cap", [one.name for one in fields(LimitsConfig)])
def test_every_cap_is_reached(cap: str) -> None:
    reached = [bad for bad in CATALOGUE if cap in bad.settings.get("limits", {})]
    assert bool(reached) != (cap in CAPS_ELSEWHERE)
    if not reached:
        place = CAPS_ELSEWHERE[cap]
        name, _, function = place.partition("::")
        assert (
            function in definitions(name) if function else (Path(__file__).parent / name).is_file()
        )
    for bad in reached:
        if bad.problems or bad.rejects:
            assert f"limits.{cap}" in bad.told
