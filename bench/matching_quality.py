"""How right matching is: on real sets where at hand, and on generated corpora with the truth."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from matching_sets import RealSet, clusters_of_peer, clusters_of_table, for_peers, real_sets
from matching_speed import Setting, matched, peer, score_of, told
from measuring import Run, measured, warcorpus_command
from peers import NOT_INSTALLED

from warcorpus.evaluation.clusters import Evaluation, evaluate
from warcorpus.evaluation.truth import Truth
from warcorpus.testing.corpora import write_corpus
from warcorpus.testing.styles import STYLES

DRIFT = (0.0, 0.02, 0.05, 0.1)
STRONG = (0.2,)
HELD_OUT = "carpathian"
"""The style that no weight should be set on; another one can be named."""

_SEED = 1863
_A_DOCUMENT = 0.42  # events for a document of a generated corpus, a little more than there are
_LEAST_F1 = {
    "conflict-articles": 0.995,
    "wikipedia-markdown": 0.99,
    "civil-war-battles": 0.97,
}


def quality(setting: Setting, documents: int, held_out: str, families: Sequence[str]) -> None:
    """Real sets, then generated ones.

    Args:
        setting: table, folder, peers.
        documents: about how many a generated corpus has.
        held_out: the style that promises are made for.
        families: the styles that are generated.
    """
    found = list(real_sets())
    if not found:
        setting.table.title("real sets")
        setting.table.note("none: WARCORPUS_DATA names no folder of them", "")
    for one in found:
        _real(setting, one)
    for family in families:
        promised = family == held_out
        _generated(setting, family, documents, DRIFT, promised)
        _generated(setting, family, documents // 5, STRONG, promised=False)


def _real(setting: Setting, one: RealSet) -> None:
    table = setting.table
    table.title(f"{one.name}: {len(one.truth.clusters)} labelled documents")
    clusters = setting.folder / "real.tsv"
    run = matched([one.documents], clusters, *one.options)
    table.note("matching", f"{run.cpu:.1f} CPU s, {run.peak / 10**6:.0f} MB")
    # Exit 1 tells of problems in documents; the table is written all the same.
    judged = _judged(clusters, one.truth) if clusters.exists() else None
    if judged is None:
        table.note("", run.failed())
    _real_figures(setting, one, judged, clusters)
    _peers(setting, one)


def _judged(clusters: Path, truth: Truth) -> Evaluation:
    return evaluate(clusters_of_table(clusters, truth.by_id), truth)


def _real_figures(
    setting: Setting, one: RealSet, judged: Evaluation | None, clusters: Path
) -> None:
    table = setting.table
    if one.name == "wikipedia-markdown":
        _pages_and_leads(setting, one.truth, clusters if judged else None)
    else:
        f1 = None if judged is None else judged.pairs.f1
        table.add("pairwise F1", f1, ">=", _LEAST_F1[one.name], digits=4)
    if judged is None:
        return
    table.note("pairwise, all documents", told(judged.pairs))
    table.add("B-cubed F1", judged.cubed[2], digits=4)
    table.note("events exactly right", f"{judged.exact} of {judged.events}")
    sign, most = ("=", 0) if one.name == "conflict-articles" else ("", None)
    table.add("clusters that hold several events", len(judged.merged), sign, most, digits=0)
    table.add("labelled documents that were lost", len(judged.missing), digits=0)
    if judged.parts is not None:
        parts = judged.parts
        told_parts = f"{len(parts.merged)} of {parts.documents}"
        table.note("rows that tell a part, merged with the whole", told_parts)


def _pages_and_leads(setting: Setting, truth: Truth, clusters: Path | None) -> None:
    """Pages and their earlier conversions; then lead sections with their pages."""
    kinds = {key: columns["kind"] for key, columns in truth.columns.items()}
    pages = {key: event for key, event in truth.clusters.items() if kinds[key] != "abstract"}
    found = {} if clusters is None else clusters_of_table(clusters, by_id=False)
    score = None if clusters is None else score_of(found, pages)
    least = _LEAST_F1["wikipedia-markdown"]
    setting.table.add("pages, earlier conversions: F1", score and score.f1, ">=", least, digits=4)
    homes: dict[str, set[str]] = {}
    for key, event in pages.items():
        homes.setdefault(event, set()).add(found.get(key, ""))
    leads = [key for key in truth.clusters if kinds[key] == "abstract"]
    landed = sum(found.get(key, "lost") in homes.get(truth.clusters[key], ()) for key in leads)
    share = landed / len(leads) if leads and clusters is not None else None
    setting.table.add("lead sections that stand with their page", share, ">=", 0.98)


def _peers(setting: Setting, one: RealSet) -> None:
    """The same pairs by other tools, from the raw text."""
    file, out = setting.folder / "real.jsonl", setting.folder / "peer.tsv"
    for_peers(one, file)
    for name in setting.peers:
        if name == "splink" and one.name != "civil-war-battles":
            continue  # files without columns for it
        run = peer(setting, name, file, out)
        if run.code:
            said = "not installed" if run.code == NOT_INSTALLED else run.failed()
        else:
            said = f"{told(score_of(clusters_of_peer(out), one.truth.clusters))}"
            said += f"  {run.cpu:8.1f} CPU s"
        setting.table.note(f"  {name}", said)


def _generated(
    setting: Setting, family: str, documents: int, drift: Sequence[float], promised: bool
) -> None:
    """One style, judged step by step by ``evaluate --matching``."""
    folder = setting.folder / f"{family}-{max(drift)}"
    events = max(10, round(documents * _A_DOCUMENT))
    truth = write_corpus(folder, (family,), events, _SEED, drift)
    words = ", held out" if promised else ""
    edits = " ".join(f"{rate:g}" for rate in drift)
    setting.table.title(f"{family}{words}: {len(truth.clusters)} documents, drift {edits}")
    asked = ("evaluate", "--matching", folder / "docs", "--truth", folder / "truth.jsonl")
    run = measured(warcorpus_command(*asked, "--json", "--worst", 0, "-q", "--by", "own_drift"))
    figures = _figures(run)
    if figures is None:
        setting.table.note("evaluate --matching", run.failed())
        setting.table.add("ended well", 0, "=", 1)
        return
    setting.table.note("", f"{run.cpu:.1f} CPU s, {run.peak / 10**6:.0f} MB")
    _generated_figures(setting, figures, promised)


def _figures(run: Run) -> dict[str, Any] | None:
    """The JSON object that was printed, below what may have been said before it."""
    start = run.said.find("{")
    try:
        found: dict[str, Any] = json.JSONDecoder().raw_decode(run.said, max(start, 0))[0]
    except ValueError:
        return None
    return found


def _generated_figures(setting: Setting, figures: Mapping[str, Any], promised: bool) -> None:
    table = setting.table
    steps = figures["matching"]
    blocking = steps["blocking"]
    part = steps["part_of"] or {"f1": None}
    promises: list[tuple[str, float | None, str, float]] = [
        ("pairwise F1", figures["pairwise"]["f1"], ">=", 0.99),
        ("PART_OF F1 of events", part["f1"], ">=", 0.95),
        ("candidates: completeness", blocking["completeness"], ">=", 0.999),
        ("candidates for a document", blocking["candidates_per_document"], "<=", 5),
        ("REVIEW among candidates, share", steps["review"]["share"], "<=", 0.01),
    ]
    for kind, count in sorted(steps["hard_negatives_merged"].items()):
        promises.append((f"hard negatives merged: {kind}", count, "=", 0))
    for name, value, sign, least in promises:
        table.add(name, value, sign if promised else "", least if promised else None, digits=4)
    table.add("B-cubed F1", figures["b_cubed"]["f1"], digits=4)
    table.add("pairwise precision", figures["pairwise"]["precision"], digits=4)
    table.add("pairwise recall", figures["pairwise"]["recall"], digits=4)
    table.add("clusters that hold several events", len(figures["merged"]), digits=0)
    for rate, part in figures.get("by", {}).items():
        score = part["b_cubed"]
        words = f"P {score['precision']:.4f} R {score['recall']:.4f} F1 {score['f1']:.4f}"
        table.note(f"  among witnesses with drift {rate}, B-cubed", words)


def known_families(named: str) -> tuple[str, ...]:
    """Names of styles, parted by commas; empty for all.

    Raises:
        SystemExit: one is not known.
    """
    names = tuple(name for name in named.split(",") if name) or STYLES
    for name in names:
        if name not in STYLES:
            raise SystemExit(f"found the family {name!r}, expected one of: {', '.join(STYLES)}")
    return names
