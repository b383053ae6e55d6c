"""JSON Schemas of what commands print under ``--json``."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_INTEGER: Schema = {"type": "integer"}
_NUMBER: Schema = {"type": "number"}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}


def _object(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [{"type": "null"}, schema]}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


_SEEN: Schema = {
    "anyOf": [
        {"type": "null"},
        _object(text=_TEXT, spans=_list(_list(_INTEGER))),
    ]
}

_RECORD = _object(id=_TEXT, title=_TEXT, path=_TEXT)

_EXPLANATION = _object(
    a=_RECORD,
    b=_RECORD,
    outcome={"enum": ["SAME", "PART_OF", "RELATED", "DIFFERENT", "REVIEW"]},
    part=_TEXT_OR_NULL,
    score=_NUMBER,
    thresholds=_object(same=_INTEGER, review=_INTEGER),
    prior=_NUMBER,
    evidence=_list(
        _object(
            group=_TEXT,
            comparison=_TEXT,
            level=_TEXT,
            weight=_NUMBER,
            counted=_NUMBER,
            a=_SEEN,
            b=_SEEN,
        )
    ),
    vetoes=_list(_object(code=_TEXT, name=_TEXT, a=_TEXT, b=_TEXT)),
    reasons=_list(_TEXT),
    proposed_by=_list(_TEXT),
)

_ORIGIN = _object(
    role=_TEXT,
    path=_TEXT,
    start=_INTEGER,
    end=_INTEGER,
    line={"type": ["integer", "null"]},
    column={"type": ["integer", "null"]},
    detail=_TEXT,
)

_SCORE = _object(precision=_NUMBER, recall=_NUMBER, f1=_NUMBER)

_EVALUATION: Schema = _object(
    documents=_INTEGER,
    missing=_list(_TEXT),
    pairwise=_SCORE,
    b_cubed=_SCORE,
    adjusted_rand=_NUMBER,
    events=_INTEGER,
    exactly_right=_INTEGER,
    largest=_INTEGER,
    merged=_list(_object(id=_TEXT, events=_list(_TEXT))),
    split=_list(_TEXT),
    parts=_or_null(_object(documents=_INTEGER, merged=_list(_object(document=_TEXT, event=_TEXT)))),
)

_COUNTS: Schema = {"type": "object", "additionalProperties": _INTEGER}
_OUTCOMES = _object(
    SAME=_INTEGER, PART_OF=_INTEGER, RELATED=_INTEGER, DIFFERENT=_INTEGER, REVIEW=_INTEGER
)
_WRONG = _list(_object(truly=_TEXT, explanation=_EXPLANATION))

_MATCHING = _object(
    blocking=_object(
        records=_INTEGER,
        candidates=_INTEGER,
        true=_INTEGER,
        covered=_INTEGER,
        completeness=_NUMBER,
        reduction=_NUMBER,
        candidates_per_document=_NUMBER,
    ),
    confusion=_object(**dict.fromkeys(("same", "part-of", "related", "different"), _OUTCOMES)),
    unproposed=_object(**{"same": _INTEGER, "part-of": _INTEGER}),
    part_of=_or_null(_SCORE),
    part_of_documents=_or_null(_SCORE),
    review=_object(pairs=_INTEGER, share=_NUMBER),
    hard_negatives_merged=_COUNTS,
    errors=_object(false_same=_WRONG, missed_same=_WRONG, never_proposed=_WRONG, merged=_WRONG),
)

COMMAND_SCHEMAS: dict[str, Schema] = {
    "sniff": _object(
        files=_list(
            _object(
                path=_TEXT,
                sniffs=_list(
                    _object(
                        reader=_TEXT,
                        score=_NUMBER,
                        evidence=_list(
                            _object(
                                feature=_TEXT,
                                weight=_NUMBER,
                                start=_INTEGER,
                                end=_INTEGER,
                                line=_INTEGER,
                                column=_INTEGER,
                            )
                        ),
                    )
                ),
            )
        )
    ),
    "pairs": _object(pairs=_list(_EXPLANATION)),
    "explain": {
        "anyOf": [_EXPLANATION, _object(explanations=_list(_EXPLANATION))],
    },
    "trace": _object(
        id=_TEXT, traces=_list(_object(what=_TEXT, headline=_TEXT, origins=_list(_ORIGIN)))
    ),
    "verify": _object(
        lines=_INTEGER,
        findings=_list(
            _object(
                slug=_TEXT,
                line=_INTEGER,
                pointer=_TEXT,
                where=_TEXT,
                found=_TEXT,
                expected=_TEXT,
            )
        ),
    ),
    "evaluate": {
        **_EVALUATION,
        "properties": {
            **_EVALUATION["properties"],
            "by": {"type": "object", "additionalProperties": _EVALUATION},
            "matching": _MATCHING,
        },
    },
    "readers": _object(
        readers=_list(_object(name=_TEXT, version=_INTEGER, origin=_TEXT, looks_for=_TEXT))
    ),
    "config": _object(settings=_list(_object(key=_TEXT, value={}, origin=_TEXT))),
}
"""By command; what ``warcorpus schema COMMAND`` prints."""
