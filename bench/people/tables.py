"""The tables of docs/people.md."""

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median

from bench.common.figures import Figure, number

from . import measures
from .measures import Measure, Readings, SubstitutionRow, detected, resampled
from .reading import ADDED, ClipReading

MOST_SUBSTITUTIONS = 25
MOST_ACCUSATIONS = 20
LEARNER_MEASURES: Mapping[str, Measure] = {
    "errors shown: precision": detected(lambda counts: counts.precision),
    "errors shown: recall": detected(lambda counts: counts.recall),
    "errors shown: F1": detected(lambda counts: counts.f1),
    "served error evidence: area under the curve": measures.evidence_auc,
    "named right, of errors found": detected(lambda counts: counts.named_of_found),
    "named right, of errors found that got a name": detected(lambda counts: counts.named_of_named),
    "named right, of all errors shown": detected(lambda counts: counts.named_of_shown),
    "error or uncertain: precision": detected(lambda counts: counts.suspected_precision),
    "error or uncertain: recall": detected(lambda counts: counts.suspected_recall),
    "phone starts within 20 ms": measures.share_within,
    "phone starts off by, mean, ms": measures.mean_start_error_ms,
    "accuracy against linguists' error rate, Pearson": measures.accuracy_correlation,
    "issues per 100 phones, aspiration left out": measures.issues_per_100,
    "aspiration issues per 100 phones": measures.aspiration_per_100,
    "words called left out, per clip": measures.omitted_per_clip,
}
NATIVE_MEASURES: Mapping[str, Measure] = {
    "issues per 100 phones, aspiration left out": measures.issues_per_100,
    "clips without any, aspiration left out": measures.clean_share,
    "aspiration issues per 100 phones": measures.aspiration_per_100,
    "words called left out, per clip": measures.omitted_per_clip,
}


def chosen(readings: Readings, *, on: bool) -> list[ClipReading]:
    return [each for each in readings if each.clip.is_chosen_on is on]


def measure_table(
    wanted: Mapping[str, Measure], readings: Readings, others: Mapping[str, Readings]
) -> str:
    """`others`: the same clips judged otherwise, a column each by its heading."""
    head = "| figure | value | 95 % interval | resampled | chosen on | the rest |"
    rule = "|---|---|---|---|---|---|"
    for heading in others:
        head, rule = f"{head} {heading} |", f"{rule}---|"
    rows = [head, rule]
    for name, measure in wanted.items():
        (value, low, high), over = resampled(readings, measure)
        cells = [name, number(value), _between(low, high), over, *_parts(readings, measure)]
        cells += [number(measure(each)) for each in others.values()]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def _between(low: float | None, high: float | None) -> str:
    return "–" if low is None else f"{number(low)} to {number(high)}"


def _parts(readings: Readings, measure: Measure) -> list[str]:
    parts = [chosen(readings, on=on) for on in (True, False)]
    return [number(measure(part)) if part else "–" for part in parts]


def sites_line(readings: Readings) -> str:
    """How much was measured."""
    sites = [site for each in readings for site in each.sites]
    truths = Counter(site.truth for site in sites if site.target != ADDED)
    put_in = sum(site.target == ADDED and site.truth == "wrong" for site in sites)
    refused = sum(not each.is_assessable for each in readings)
    speakers = len({each.clip.speaker for each in readings})
    return (
        f"{speakers} {'speaker' if speakers == 1 else 'speakers'}, {len(readings)} clips ({refused} not assessable). Target phones: {truths['right']} right, "
        f"{truths['wrong']} wrong, {truths['unknown']} left out because the linguists expected another phone there or "
        f"none; {put_in} phones put in."
    )


def substitution_table(readings: Readings) -> str:
    rows = [
        _substitution(row) for row in measures.commonest_substitutions(readings, MOST_SUBSTITUTIONS)
    ]
    return (
        "| marked | times | found | found or uncertain | named right | errors shown on this target | precision of these "
        "| falsely accused |\n|---|---|---|---|---|---|---|---|\n" + "\n".join(rows)
    )


def _substitution(row: SubstitutionRow) -> str:
    said = "dropped" if row.said is None else row.said.lower()
    return (
        f"| {row.target}>{said} | {row.marked} | {row.found} | {row.suspected} | {row.named} | {row.shown_on_target} "
        f"| {number(row.precision)} | {row.falsely_accused} |"
    )


def accusation_table(readings: Readings) -> str:
    accused = measures.false_accusations(readings)
    rows = [f"| {' | '.join(key)} | {n} |" for key, n in accused.most_common(MOST_ACCUSATIONS)]
    return (
        f"{accused.total()} in all.\n\n| target | heard | rule | times |\n|---|---|---|---|\n"
        + "\n".join(rows)
    )


def manner_table(groups: Mapping[str, Readings]) -> str:
    """Median by which phones of each manner start later than the linguists have it, ms."""
    shifts = {name: measures.start_shifts_by_manner(some) for name, some in groups.items()}
    manners = sorted({manner for each in shifts.values() for manner in each})
    rows = [f"| group | {' | '.join(manners)} |", "|---|" + "---|" * len(manners)]
    for name, each in shifts.items():
        cells = [
            f"{median(each[manner]):+.0f} ({len(each[manner])})" if manner in each else "–"
            for manner in manners
        ]
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(rows)


def native_issue_table(readings: Readings) -> str:
    counted = Counter(
        (issue.rule, issue.target or ADDED, issue.heard or "dropped", issue.word.casefold())
        for each in readings
        for issue in each.issues
    )
    rows = [f"| {' | '.join(key)} | {n} |" for key, n in counted.most_common()]
    return "| rule | target | heard | word | times |\n|---|---|---|---|---|\n" + "\n".join(rows)


def floor_table(floors: Sequence[tuple[str, float, bool, Measure, Readings]]) -> str:
    """Of (name, floor, whether less is better, figure, clips)."""
    rows = [
        "| figure | value | 95 % interval | floor | reached | chosen on | the rest |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, floor, less_is_better, measure, readings in floors:
        (value, low, high), over = resampled(readings, measure)
        figure = Figure(name, value, low, high, floor, None, over, less_is_better)
        bound = f"{'≤' if less_is_better else '≥'} {number(floor)}"
        cells = [name, number(value), _between(low, high), bound]
        cells += ["yes" if figure.reaches(floor) else "no", *_parts(readings, measure)]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)
