"""docs/people.md out of judged clips."""

from collections.abc import Mapping, Sequence

from bench.common.setting import setting
from training.stats import ratio

from . import measures, tables
from .clips import CHOSEN_ON, ISO_OF_L1, LEARNERS
from .measures import Measure, Readings, detected
from .reading import ClipReading

HINDI = "Hindi"
OTHERS = "the five speakers of other first languages"
ALL = "all learners"
_SLIPS_WITH_FLOORS = (("DH", "D"), ("Z", "S"), ("W", "V"), ("TH", "T"))


def groups_of(readings: Readings) -> dict[str, list[ClipReading]]:
    """The learners' groups: one a first language, those but Hindi, and all."""
    learners = [each for each in readings if each.clip.group == LEARNERS]
    groups = {
        l1.capitalize(): [each for each in learners if each.clip.l1 == l1] for l1 in ISO_OF_L1
    }
    groups[OTHERS] = [each for each in learners if each.clip.l1 != HINDI.casefold()]
    groups[ALL] = learners
    return {name: group for name, group in groups.items() if group}


def natives_of(readings: Readings) -> dict[str, list[ClipReading]]:
    natives = [each for each in readings if each.clip.group != LEARNERS]
    corpora = {
        "Speech Accent Archive": [each for each in natives if each.clip.group == "saa_us"],
        "CMU ARCTIC": [each for each in natives if each.clip.group == "arctic_us"],
    }
    return {name: group for name, group in (corpora | {"all natives": natives}).items() if group}


def floors(readings: Readings) -> list[tuple[str, float, bool, Measure, Readings]]:
    """(figure, floor, whether less is better, measure, clips) of everything that has a floor."""
    learners = groups_of(readings)
    natives = natives_of(readings).get("all natives", [])
    hindi, others, everyone = (learners.get(name, []) for name in (HINDI, OTHERS, ALL))
    precision, recall, f1 = (
        detected(lambda counts: counts.precision),
        detected(lambda counts: counts.recall),
        detected(lambda counts: counts.f1),
    )
    wanted: list[tuple[str, float, bool, Measure, Readings]] = [
        ("Hindi, errors shown: F1", 0.45, False, f1, hindi),
        ("Hindi, errors shown: precision", 0.40, False, precision, hindi),
        ("Hindi, errors shown: recall", 0.40, False, recall, hindi),
        ("other first languages, errors shown: F1", 0.45, False, f1, others),
        (
            "all learners: named right, of errors found", 0.85, False,
            detected(lambda counts: counts.named_of_found), everyone,
        ),
        ("natives: issues per 100 phones", 0.5, True, measures.issues_per_100, natives),
        ("natives: clips without any", 0.85, False, measures.clean_share, natives),
        ("all learners: phone starts within 20 ms", 0.70, False, measures.share_within, everyone),
        ("all learners: phone starts off by, mean, ms", 17, True, measures.mean_start_error_ms, everyone),
        (
            "Hindi: accuracy against error rate, Pearson", -0.45, True,
            measures.accuracy_correlation, hindi,
        ),
        (
            "all learners: accuracy against error rate, Pearson", -0.45, True,
            measures.accuracy_correlation, everyone,
        ),
    ]  # fmt: skip
    for target, said in _SLIPS_WITH_FLOORS:
        name = f"Hindi, {target}>{said.lower()}"
        wanted.append((f"{name}: recall", 0.50, False, _recall_of(target, said), hindi))
        wanted.append((f"{name}: precision on {target}", 0.60, False, _precision_on(target), hindi))
    return [each for each in wanted if each[-1]]


def _recall_of(target: str, said: str) -> Measure:
    return lambda readings: measures.substitution_row(readings, target, said).recall


def _precision_on(target: str) -> Measure:
    def precision(readings: Readings) -> float:
        sites = [site for each in readings for site in each.sites if site.target == target]
        counts = measures.detection(sites)
        return ratio([(counts.found, counts.found + counts.false)])

    return precision


def write_page(
    readings: Readings,
    others: Mapping[str, Readings],
    failed: Sequence[str],
    *,
    command: str,
) -> str:
    """`others`: the same clips judged otherwise, by what is said of it; `failed`: clips that no answer came of."""
    learners, natives = groups_of(readings), natives_of(readings)
    learners_else = {name: groups_of(each) for name, each in others.items()}
    natives_else = {name: natives_of(each) for name, each in others.items()}
    return PAGE_TEXT.format(
        setting=setting(command),
        l1=WITH_L1 if others else WITHOUT_L1,
        failed=f" Not answered, and left out: {', '.join(failed)}." if failed else "",
        chosen=", ".join(
            f"{speaker}{' (clips of odd number)' if part == 'odd' else ''}"
            for speaker, part in CHOSEN_ON.items()
        ),
        floors=tables.floor_table(floors(readings)),
        learners="\n\n".join(
            _learner_section(name, group, _of(name, learners_else))
            for name, group in learners.items()
        ),
        manners=tables.manner_table(learners),
        natives="\n\n".join(
            _native_section(name, group, _of(name, natives_else)) for name, group in natives.items()
        ),
        native_issues=tables.native_issue_table(natives.get("all natives", [])),
    )


def _of(name: str, others: Mapping[str, Mapping[str, Readings]]) -> dict[str, Readings]:
    return {heading: groups[name] for heading, groups in others.items() if name in groups}


def _learner_section(name: str, group: Readings, others: Mapping[str, Readings]) -> str:
    return (
        f"### {name[0].upper()}{name[1:]}\n{tables.sites_line(group)}\n\n"
        f"{tables.measure_table(tables.LEARNER_MEASURES, group, others)}\n\n"
        f"The commonest of what linguists marked:\n\n{tables.substitution_table(group)}\n\n"
        f"Shown as errors where linguists marked nothing: {tables.accusation_table(group)}"
    )


def _native_section(name: str, group: Readings, others: Mapping[str, Readings]) -> str:
    n_phones = sum(each.n_phones for each in group)
    refused = sum(not each.is_assessable for each in group)
    speakers = len({each.clip.speaker for each in group})
    return (
        f"### {name[0].upper()}{name[1:]}\n{speakers} speakers, {len(group)} clips ({refused} not assessable), {n_phones} phones.\n\n"
        f"{tables.measure_table(tables.NATIVE_MEASURES, group, others)}"
    )


WITH_L1 = (
    "Each request names the speaker's first language, natives' none. The last columns leave it out: once for every clip by itself, "
    "once with what the speaker's earlier clips told, as the orchestrator gives it for a named speaker."
)
WITHOUT_L1 = "No request names the speaker's first language."
PAGE_TEXT = """# How real people are heard

Written by `make bench-people`; every number below comes out of that command.

{setting}
Data: L2-ARCTIC (learners, phones annotated by linguists), Speech Accent Archive and CMU ARCTIC (natives). None of it trained anything here,
and none of it is part of the project.

Recogniser, phoneme map, alignment and diff answer as they are served. {l1}{failed}

Constants of phone times are set on {chosen}, and on nobody else. Gates and levels of habits were set by hand with the figures of all clips in view, so that
the rest is no unseen part for them: speakers of these corpora that are not among these clips are. Every clip is reported: `chosen on` and `the rest` are the two parts.

A target phone is matched to the linguists' by edit distance. It is wrong where they heard another phone than they and we expected, right
where they heard ours, and left out where they expected another. A phone put in counts as found at its gap or the neighbouring one. The
corpus writes AA and AO alike, SH and ZH alike, and they are one here. The interval is the bootstrap over speakers; of a single speaker, over clips, as the
column says.

## Floors

{floors}

## Learners

{learners}

### When phones start
Median by which right phones start later by the alignment than by the linguists, ms (how many), by the manner of the phone that starts.

{manners}

## Natives
An issue is a false alarm, or a real slip of the tongue. Issues of aspiration (rule ASPIR) are counted apart.

{natives}

### Issues of natives

{native_issues}
"""
