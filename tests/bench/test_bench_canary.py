"""What is counted of a trial, and when its floors are not reached."""

from bench.canary.figures import TrialCount, problems, rows


def result(version: str | None, status: str = "succeeded") -> dict:
    stages = [{"name": "asr", "model_version": "1"}]
    stages += [] if version is None else [{"name": "align", "model_version": version}]
    return {"status": status, "stages": stages}


def counted() -> TrialCount:
    count = TrialCount("new")
    for version in ("new", "old", "old", "old", None):
        count.add(result(version))
    return count


SIDE = {"n": 100, "score": {"mean": 81.25}}


def test_a_share_is_of_the_results_that_name_their_model():
    count = counted()
    assert (count.n, count.share, count.n_unnamed) == (5, 0.25, 1)
    [row] = rows("alike", count, {"canary": SIDE, "live": SIDE | {"score": None}, "why": None}, 9.6)
    assert row == (
        "| alike | 5 | 0.250 | new 1, old 3 | 1 | succeeded 5 | 81.2 / – | goes on after 100 of 200 | 10 |"
    )


def test_floors_that_are_not_reached_are_named():
    assert problems(counted(), {"why": None}, low=0.17, high=0.23) == [
        "the share is 0.250, not 0.17–0.23",
        "1 results don't name their model",
        "the worse canary was not rolled back",
    ]
    alike = TrialCount("new")
    for version in ("new", "old", "old", "old", "old"):
        alike.add(result(version))
    assert problems(alike, {"why": "scores"}, low=0.17, high=0.23) == []
