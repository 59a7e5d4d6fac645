"""A family of 2007 and one of 2026, from the flag to court: by school, officer, manager and legal officer, in turn.

What each of them reads has the amounts, days and words of its own law, and nothing of the other's.
"""

from datetime import date

from tests.browser.regimes import STORY_2007, STORY_2026, settle
from tests.browser.walked import (
    OFFICER,
    asked_for,
    failed,
    flagged_and_referred,
    issued,
    on_the_fast_track,
    prosecuted,
    served,
    taken_up,
    told_to_the_school,
    tried,
    warned,
)
from tests.browser.walking import Walk, at, holds

# Words and amounts of one law that nobody reads under the other.
ONLY_2007 = ("penalty warning letter", "£50", "£100 ", "28 days from then, not", "42 days")
ONLY_2026 = (
    "notice to improve",
    "£80",
    "£160",
    "in three years",
    "attendance contract",
    "national threshold",
)


def test_a_family_of_2007_from_the_flag_to_court(visit, authority):
    story, walk = STORY_2007, Walk("2007", visit)
    visit.faults.expected.add(403)
    family = settle(authority, story)
    flagged_and_referred(walk, story, family)
    case = taken_up(walk, story, family)
    row = warned(walk, story, case, family)
    row.refresh_from_db()
    assert (row.regime, row.weeks) == ("2004", None)
    holds(
        walk.papers["warning"], "Warning of a penalty notice", "section 444A of the Education Act 1996", "£50", "£100",
        "15 school days", none_of=ONLY_2026,
    )  # fmt: skip
    failed(walk, story, case, row)
    asked = asked_for(walk, story, family)
    notice = issued(walk, story, case, family)
    assert (notice.regime, notice.lower_amount, notice.full_amount) == ("2004", 5_000, 10_000)
    served(walk, story, notice)
    # Posted on Monday 5 March, received on Wednesday 7 March, which is not counted.
    assert (notice.received_on, notice.lower_until, notice.full_until) == (
        date(2007, 3, 7), date(2007, 4, 4), date(2007, 4, 18),
    )  # fmt: skip
    holds(
        walk.papers["notice"], "£50", "4 April 2007", "£100", "18 April 2007", "28 or 42 days", "not counting that day",
        none_of=ONLY_2026,
    )  # fmt: skip
    with walk.of(OFFICER, story.unpaid) as page:
        at(page, "case-ladder", case.ref)
        holds(walk.look(page, "ladder-unpaid"), "SI 2004/181", "Parenting contract", none_of=ONLY_2026)
        at(page, "notice", notice.ref)
        holds(
            walk.look(page, "notice-unpaid"),
            "£50",
            "£100",
            "The days to pay are over",
            none_of=(*ONLY_2026, "Send a reminder"),
        )
    on_the_fast_track(walk, story, case, family)
    charge = prosecuted(walk, story, case, family)
    holds(
        walk.papers["certificate"],
        "section 566",
        "15 January 2007",
        "27 February 2007",
        "14 were unauthorised",
    )
    holds(walk.papers["statement"], "section 9", "I visited the home")
    holds(walk.papers["charges"], "Sessions charged: 14", "£1,000")
    tried(walk, story, case, charge, unknown=(*ONLY_2026, "Act 2010", "2015", "2017", "2024"), fine="100.00")
    told_to_the_school(walk, story, case, asked)
    for name, said in walk.papers.items():
        holds(said, "Bretherton", none_of=("notice to improve", "£80", "three years"))
        assert "2026" not in said, name


def test_a_family_of_2026_from_the_flag_to_court(visit, authority):
    story, walk = STORY_2026, Walk("2026", visit)
    visit.faults.expected.add(403)
    family = settle(authority, story)
    flagged_and_referred(walk, story, family)
    case = taken_up(walk, story, family)
    row = warned(walk, story, case, family, weeks="3")
    row.refresh_from_db()
    assert (row.regime, row.weeks) == ("2024", 3)
    holds(
        walk.papers["warning"], "Notice to improve", "last chance", "£80", "£160", "section 7 of the",
        "not have to wait until the end", none_of=ONLY_2007,
    )  # fmt: skip
    failed(walk, story, case, row)
    asked = asked_for(walk, story, family)
    notice = issued(walk, story, case, family)
    assert (notice.regime, notice.occasion) == ("2024", "first")
    assert (notice.lower_amount, notice.full_amount) == (8_000, 16_000)
    served(walk, story, notice)
    # Posted on Monday 23 February, received on Wednesday 25 February, which is day 1.
    assert (notice.received_on, notice.lower_until, notice.full_until) == (
        date(2026, 2, 25), date(2026, 3, 17), date(2026, 3, 24),
    )  # fmt: skip
    holds(
        walk.papers["notice"], "£80", "17 March 2026", "£160", "24 March 2026", "21 or 28 days",
        "counting that day as day 1", "your first notice for Callum", "no third within three years", none_of=ONLY_2007,
    )  # fmt: skip
    with walk.of(OFFICER, story.unpaid) as page:
        at(page, "case-ladder", case.ref)
        holds(walk.look(page, "ladder-unpaid"), "SI 2024/210", "Attendance contract", none_of=ONLY_2007)
        at(page, "notice", notice.ref)
        holds(
            walk.look(page, "notice-unpaid"),
            "£80",
            "£160",
            "The days to pay are over",
            none_of=(*ONLY_2007, "Send a reminder"),
        )
    charge = prosecuted(walk, story, case, family, single_justice=True)
    holds(
        walk.papers["certificate"],
        "section 566",
        "12 January 2026",
        "10 February 2026",
        "14 were unauthorised",
    )
    holds(walk.papers["charges"], "Sessions charged: 14", "£1,000")
    tried(walk, story, case, charge, fine="220.00")
    told_to_the_school(walk, story, case, asked)
    for name, said in walk.papers.items():
        holds(said, "Hargreaves", none_of=("penalty warning letter", "£50"))
        assert "Regulations 2004" not in said, name
