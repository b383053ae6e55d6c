"""Two invented accounts of two battles of one war, told in like words, as tests compare them."""

from __future__ import annotations

PROSE = (
    "The battle began when rebel forces attacked the town of {0} on {1} June. Government troops "
    "held the military base south of the town and shelled the road with artillery, killing {2} "
    "fighters. A convoy of reinforcements left the provincial capital on {3} June but was halted "
    "near the village of {4}, where {5} soldiers were captured. After two weeks of a war of "
    "attrition the army broke the siege, secured the land route to the airport and searched the "
    "houses of {0} for weapons. According to opposition activists {6} civilians had fled to the "
    "border by {7} June, and the local council asked for tents, bread and medicine for {8} people."
)
SAFIRA = PROSE.format("Safira", 6, 112, 9, "Tell Aran", 31, "4,000", 19, "2,500")
HAFFAH = PROSE.format("Haffah", 5, 23, 7, "Babna", 22, "9,100", 13, "1,250")
