"""Recordings of several clips, and the page of what was told of them."""

from pathlib import Path

from bench.delivery.page import ReaderHeard, write_page
from bench.delivery.recordings import in_groups
from bench.people.clips import PersonClip
from shared.contracts import DeliveryFinding, UsualBand


def clip(speaker: str, number: int) -> PersonClip:
    name = f"{speaker}_{number:02}"
    return PersonClip(name, speaker, "l2arctic", "hindi", "A text.", Path(name), None)


def test_clips_are_joined_with_those_of_their_speaker_and_their_part():
    # Of l2_rrbi gates are chosen on odd numbers, of l2_new on none.
    clips = [*(clip("l2_rrbi", number) for number in range(5)), clip("l2_new", 1)]
    assert [[each.id[-5:] for each in group] for group in in_groups(clips, 2)] == [
        ["ew_01"], ["bi_00", "bi_02"], ["bi_04"], ["bi_01", "bi_03"],
    ]  # fmt: skip


def full_forms(value: int, of: int, *, is_habit: bool) -> DeliveryFinding:
    return DeliveryFinding(
        kind="weak_forms",
        value=value,
        unit="words",
        of=of,
        usual=UsualBand(low=None, high=1.0, source="x"),
        state="habit" if is_habit else "usual",
    )


def test_the_page_counts_habits_and_places_by_group():
    heard = [
        ReaderHeard("hindi", False, (full_forms(3, 6, is_habit=True),)),
        ReaderHeard("hindi", False, (full_forms(1, 4, is_habit=False),)),
        ReaderHeard("english (USA)", False, ()),
    ]
    page = write_page({4: heard})
    rows = [line for line in page.splitlines() if line.startswith("| Hindi")]
    assert "| Hindi, reporting | 2 |" in rows[0]
    assert "| 1 of 2 |" in rows[0]
    assert "| 0.400 |" in rows[1]  # 4 of 10 places
    assert page.index("| American") < page.index("| Hindi")
