"""Quantities of infoboxes: items, what they say, what they inherit, and the laws."""

from __future__ import annotations

import pytest

from warcorpus.normalizing.quantities import parse_quantities, quantity_text

EXACT, LEAST, MOST, ABOUT = "exact", "at_least", "at_most", "about"


def items(text, role="casualties", context=None):
    return parse_quantities(text, role=role, context_date=context)


def quantities(text, role="casualties", context=None):
    return [item.quantity for item in items(text, role, context)]


def one(text, role="casualties", context=None):
    (quantity,) = quantities(text, role, context)
    return quantity


def shorts(text, role="casualties", context=None):
    return [quantity_text(quantity) for quantity in quantities(text, role, context)]


BOUNDS = [
    ("1,600 fighters", 1600, 1600, EXACT),
    ("23 killed", 23, 23, EXACT),
    ("200+ killed", 200, None, LEAST),
    ("more than 200", 200, None, LEAST),
    ("at least 200", 200, None, LEAST),
    ("over 200", 200, None, LEAST),
    ("<40", None, 40, MOST),
    ("up to 16,000", None, 16000, MOST),
    ("fewer than 40", None, 40, MOST),
    ("1,000–1,800 troops", 1000, 1800, "range"),
    ("95-117 killed", 95, 117, "range"),
    ("36 –52 killed", 36, 52, "range"),
    ("30,000—40,000 (1993–94)", 30000, 40000, "range"),
    ("431 –500+ killed", 431, None, "range"),
    ("~1,000 fighters", 1000, 1000, ABOUT),
    ("≈2,800", 2800, 2800, ABOUT),
    ("approx. 3,000 men", 3000, 3000, ABOUT),
    ("c. undefined 8,000 fighters (mid-2016)", 8000, 8000, ABOUT),
    ("Several dozen soldiers", None, None, "vague"),
    ("hundreds captured", None, None, "vague"),
    ("a few dozen", None, None, "vague"),
    ("Heavy", None, None, "vague"),
    ("many wounded", None, None, "vague"),
    ("Special Forces", None, None, "vague"),
    ("Two", 2, 2, EXACT),
    ("half a dozen", 6, 6, EXACT),
    ("1.5 million", 1_500_000, 1_500_000, EXACT),
    ("2 400 000", 2_400_000, 2_400_000, EXACT),
    ("1'600", 1600, 1600, EXACT),
    ("١٬٦٠٠", 1600, 1600, EXACT),
    ("۱۶۰۰", 1600, 1600, EXACT),
    ("1.600", None, None, "ambiguous"),
    ("1500 killed", 1500, 1500, EXACT),
    ("2000 soldiers", 2000, 2000, EXACT),
]


@pytest.mark.parametrize(("text", "low", "high", "qualifier"), BOUNDS)
def test_bounds(text, low, high, qualifier):
    quantity = one(text)
    assert (quantity.min, quantity.max, quantity.qualifier) == (low, high, qualifier)
    assert quantity.best == (low if qualifier == EXACT else None)
    assert quantity.text == text


def test_subject_outcome_and_dates_of_the_table():
    assert one("1,600 fighters").subject == "fighter"
    assert one("23 killed").outcomes == ("killed",)
    assert one("30,000—40,000 (1993–94)").as_of == "1993/1994"
    assert one("c. undefined 8,000 fighters (mid-2016)").as_of == "2016~"
    assert items("1.600")[0].problems == ("number-ambiguous",)


def test_lists_of_two():
    assert shorts("68 killed, 200 wounded") == ["68 killed", "200 wounded"]
    first, second = items("47 civilians killed and 500 wounded")
    assert (first.quantity.subject, second.quantity.subject) == ("civilian", "civilian")
    assert (first.basis, second.basis) == ("explicit", "context")
    assert (first.parameter, second.parameter) == (None, "subject=civilian")
    assert second.quantity.category == "civilians"


def test_a_bracket_on_its_own_line_speaks_of_the_line_above():
    text = "190 killed, 19 captured \n(by 12 October)\nTwo Su-22 jet shot down"
    killed, captured, jets = quantities(text, context="2012")
    assert [q.min for q in (killed, captured, jets)] == [190, 19, 2]
    assert {q.qualifier for q in (killed, captured, jets)} == {EXACT}
    assert (killed.as_of, captured.as_of, jets.as_of) == ("2012-10-12", "2012-10-12", None)
    assert (jets.subject, jets.category, jets.outcomes) == ("Su-22 jet", "materiel", ("shot_down",))
    assert [q.as_of for q in quantities(text)] == ["XXXX-10-12", "XXXX-10-12", None]


@pytest.mark.parametrize(
    ("text", "outcomes"),
    [
        ("1,200 killed or captured", ("captured", "killed")),
        ("370 killed and wounded (ISIL claim)", ("killed", "wounded")),
        ("35 captured, all executed", ("captured", "executed")),
        ("71 captured (all executed)", ("captured", "executed")),
        ("30 killed/wounded", ("killed", "wounded")),
        ("1,000 killed, captured or deserted", ("captured", "deserted", "killed")),
        ("5 KIA", ("killed",)),
        ("5 taken prisoner", ("captured",)),
        ("2 jets shot down", ("shot_down",)),
    ],
)
def test_joint_outcomes_are_one_item(text, outcomes):
    assert one(text).outcomes == outcomes


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("370 killed and wounded (ISIL claim)", "ISIL"),
        ("200 killed (pro-government claim; by 10 November)", "pro-government"),
        ("100–2,000 (per ISIL & SAA)", "ISIL & SAA"),
        ("400 according to the State Commission", "the State Commission"),
        ("100 killed (U.S. claim)", "U.S."),
        ("25,000 (Western and Russian estimates)", "Western and Russian"),
        ("38 killed overall (8 civilians; SOHR)", "SOHR"),
        ("60,000 \nRebel claim", "Rebel"),
    ],
)
def test_who_says_so(text, who):
    assert one(text).according_to == who


def test_claim_and_date_in_one_bracket():
    quantity = one("200 killed (pro-government claim; by 10 November)", context="2013-11")
    assert (quantity.as_of, quantity.scope) == ("2013-11-10", None)


def test_notes_and_parts():
    assert one("9 killed, including a commander").note == "including a commander"
    assert one("9 killed, including a commander").min == 9
    guards = one("60,000 (6,000 mobilized guards)")
    assert (guards.min, guards.includes, guards.note) == (60000, "6,000 mobilized guards", None)
    assert one("1,479 killed, including at least 13 commanders").includes == (
        "at least 13 commanders"
    )
    assert one("4,000 troops (5,100 involved)").includes is None


def test_scope_is_a_part_of_the_event():
    assert one("16 killed (1st day)").scope == "1st day"
    rebels = one("112 rebels were killed in the previous 72 hours")
    assert (rebels.min, rebels.scope) == (112, "in the previous 72 hours")
    assert one("82 killed (19–24 March)", context="2018").scope == "19–24 March"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10,000 soldiers 400 tanks", ["10000 soldier", "400 tank"]),
        ("150 fighters 1 BMP-1", ["150 fighter", "1 BMP-1"]),
        (
            "130 killed* 3,000 opposition supporters arrested",
            ["130 killed", "3000 opposition supporter arrested"],
        ),
        ("68 killed 200 wounded", ["68 killed", "200 wounded"]),
    ],
)
def test_a_lost_line_break_is_inferred(text, expected):
    assert shorts(text) == expected
    assert {item.basis for item in items(text)} == {"inferred"}


@pytest.mark.parametrize(
    ("text", "low", "high", "subject"),
    [
        ("8-10 Leopard 2 tanks destroyed", 8, 10, "Leopard 2 tank"),
        ("2 mirage 2000", 2, 2, "mirage 2000"),
        ("2 Mil Mi-24 helicopters", 2, 2, "Mil Mi-24 helicopter"),
        ("2 Dassault Mirage 2000 fighter jets", 2, 2, "Dassault Mirage 2000 fighter jet"),
        ("14 T-72s destroyed", 14, 14, "T-72"),
        ("15 D-1, D-20, and D-30 howitzers lost", 15, 15, "D-1, D-20, and D-30 howitzer"),
    ],
)
def test_a_number_of_a_name_belongs_to_the_name(text, low, high, subject):
    quantity = one(text)
    assert (quantity.min, quantity.max, quantity.subject) == (low, high, subject)
    assert quantity.category == "materiel"


def test_labels():
    assert shorts("Dead: 5,856 –6,000\n\nWounded: 20,000\n\nMissing: 196") == [
        "5856..6000 killed",
        "20000 wounded",
        "196 missing",
    ]
    text = "Per SOHR: \n 355 killed\n🇹🇷 11 killed\n\nPer Turkey:\n 251 killed, 760 wounded"
    found = quantities(text)
    assert [q.according_to for q in found] == ["SOHR", "SOHR", "Turkey", "Turkey"]
    assert [q.of for q in found] == [None, "TR", None, None]
    (servicemen,) = items("2018: 65,000 (active servicemen)", "strength")
    assert (servicemen.quantity.as_of, servicemen.quantity.min) == ("2018", 65000)
    assert one("🇹🇷 59 killed").of == "TR"


def test_labels_without_line_breaks():
    found = quantities("2019: 66,950 (active) 1993–1994: 42,000–56,000", "strength")
    assert [(q.as_of, q.min) for q in found] == [("2019", 66950), ("1993/1994", 42000)]
    found = quantities("First phase: Unknown Second phase: 180 killed 20 wounded")
    assert [q.scope for q in found] == ["First phase", "Second phase", "Second phase"]
    assert [q.state for q in found] == ["unknown", "given", "given"]


def test_labels_of_outcomes_go_on_until_a_blank_line():
    found = quantities("Dead: 11,557 \n25,000–30,000 (estimates)\n\n50 tanks")
    assert [q.outcomes for q in found] == [("killed",), ("killed",), ()]


def test_civilians_by_label():
    found = quantities("Civilians displaced:\n* 724,000 Azerbaijanis from Armenia\n* 400")
    assert [q.category for q in found] == ["civilians", "civilians"]
    assert [q.outcomes for q in found] == [("displaced",), ("displaced",)]


def test_a_total_label_does_not_reach_over_a_blank_line():
    found = quantities("Total:\n1,000 killed\n\n🇹🇩 104 killed")
    assert [q.note for q in found] == ["Total", None]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Unknown", ["unknown"]),
        ("?", ["unknown"]),
        ("N/A", ["unknown"]),
        ("—", ["unknown"]),
        ("None", ["none"]),
        ("nil", ["none"]),
        ("No losses", ["none"]),
        ("0 killed", ["given"]),
        ("Unknown overall\n*30 Fatah al-Islam fighters", ["unknown", "given"]),
        ("1,000+ (Sanamayn) unknown (rest of province)", ["given", "unknown"]),
        ("Unknown number of FSA fighters\n\n750–1,000 al-Nusra fighters", ["unknown", "given"]),
        ("", []),
        ("()", []),
        (" \n* \n", []),
    ],
)
def test_states(text, states):
    assert [q.state for q in quantities(text)] == states


def test_none_is_zero_and_unknown_is_open():
    assert (one("None").min, one("None").max) == (0, 0)
    assert (one("0 killed").min, one("0 killed").max) == (0, 0)
    assert (one("Unknown").min, one("Unknown").max) == (None, None)


def test_what_neighbours_share():
    assert shorts("5 soldiers and 6 tanks captured") == ["5 soldier captured", "6 tank captured"]
    assert shorts("5 soldiers and 6 tanks", "strength") == ["5 soldier", "6 tank"]
    assert shorts("26 tanks, 4 IFVs, 1 MRL destroyed")[1] == "4 IFV destroyed"
    assert shorts("100 Azerbaijani and 85 Armenian civilians killed") == [
        "100 Azerbaijani civilian killed",
        "85 Armenian civilian killed",
    ]
    assert shorts("1 interpreter killed, 8 wounded")[1] == "8 wounded"
    assert shorts("6 tanks destroyed, 30 wounded")[1] == "30 wounded"
    found = quantities("431 killed, 1,000 wounded (opposition claim) 1,257 killed (Army claim)")
    assert [q.according_to for q in found] == ["opposition", "opposition", "Army"]
    assert [q.of for q in quantities("🇳🇪 35 personnel, 5 vehicles\n20 men")] == ["NE", "NE", None]


@pytest.mark.parametrize(
    "text", ["Killed 20 Wounded 30", "killed: 20 wounded: 30", "Killed: 20\nWounded: 30"]
)
def test_outcomes_before_their_numbers(text):
    assert shorts(text) == ["20 killed", "30 wounded"]


def test_numbers_of_a_number():
    officers = one("20 killed, 13 of them officers")
    assert (officers.min, officers.includes) == (20, "13 of them officers")
    tanks = one("13 of 20 tanks destroyed")
    assert (tanks.min, tanks.subject, tanks.note) == (13, "tank", "of 20")


def test_a_range_broken_over_lines_and_over_notes():
    assert shorts("🇲🇱 6,000–\n7,000 \n(pre-war: ~12,150)") == ["6000..7000"]
    quantity = one("3,770 (opposition sources) –3,857 (Ba'athist sources) soldiers killed")
    assert (quantity.min, quantity.max) == (3770, 3857)
    assert quantity.according_to == "opposition; Ba'athist"


def test_parts_may_not_exceed_their_whole():
    text = "1,000 fighters\n* 2,500 al-Nusra fighters"
    assert items(text, "strength")[0].problems == ("parts-exceed-total",)
    assert not items("1,000 fighters\n* 500 al-Nusra fighters", "strength")[0].problems
    assert items("19–6 killed")[0].problems == ("range-reversed",)


@pytest.mark.parametrize(
    "text",
    [
        "Su-22",
        "T-72",
        "BMP-1",
        "TB2",
        "M5",
        "9th",
        "56th",
        "12 October",
        "72 hours",
        "11:40",
        "17 km",
        "5-kilometer",
        "90%",
        "resolutions 822",
        "[1]",
        "1st Armoured Division",
    ],
)
def test_never_numbers(text):
    for quantity in quantities(text):
        assert (quantity.min, quantity.max, quantity.qualifier) == (None, None, "vague")


GOLDEN = [
    ("strength", "1,600 fighters", ["1600 fighter"]),
    ("casualties", "200+ killed", ["200.. killed"]),
    ("strength", "1,200 soldiers", ["1200 soldier"]),
    ("casualties", "7+ killed", ["7.. killed"]),
    ("casualties", "108 killed", ["108 killed"]),
    ("casualties", "60 civilians killed", ["60 killed"]),
    ("strength", "300+ fighters", ["300.. fighter"]),
    ("strength", "780 soldiers", ["780 soldier"]),
    ("casualties", "23 killed", ["23 killed"]),
    ("casualties", "68 killed 200 wounded", ["68 killed", "200 wounded"]),
    ("casualties", "29 civilians killed", ["29 killed"]),
    ("casualties", "150–190 wounded", ["150..190 wounded"]),
    ("strength", "~1,000 fighters", ["~1000 fighter"]),
]


@pytest.mark.parametrize(("role", "text", "expected"), GOLDEN)
def test_short_texts_of_the_seeds(role, text, expected):
    assert shorts(text, role) == expected
