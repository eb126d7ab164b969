"""No statement without evidence: thousands of random recordings, every sentence of the coach held to what was measured."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.contracts import Finding, Issue, Priority
from shared.engines import EngineContext
from shared.phonetics.arpabet import PHONES, to_ipa
from shared.phonetics.dictionary import load_dictionary
from shared.settings import CommonSettings
from shared.testing.random_evidence import RandomEvidence

from ..app.core import config
from ..app.schemas import request_response as requests
from ..app.services import logic
from ..app.services.engines import rules

MODELS = CommonSettings().model_dir
COACH = rules.load(EngineContext(config.Settings(), MODELS, threads=1))
TIPS = COACH.language("en").tips
DICTIONARY = load_dictionary(MODELS)
DETAILS = {
    "said without its puff of air": "ASPIR",
    "said with the tongue curled back": "T_RET",
}
UNCERTAIN = "What was said in its place is not certain."


@dataclass
class CoachedCase:
    """A request, what the coach says of it, and the evidence in the shape the checks want."""

    request: Any
    said: Any

    def __post_init__(self) -> None:
        self.diff = self.request.diff
        self.issues: dict[str, Issue] = {issue.id: issue for issue in self.diff.issues}
        self.words = {word.index: word for word in self.diff.target_words}

    def cited(self, ids: Iterable[str]) -> list[Issue]:
        return [self.issues[each] for each in ids]


def case_of(seed: int) -> CoachedCase:
    evidence = RandomEvidence(seed, DICTIONARY, sorted(TIPS.rules)).request()
    request = requests.FeedbackRequest.model_validate(evidence)
    return CoachedCase(request, logic.give_feedback(request, coach=COACH))


def quoted(text: str) -> set[str]:
    return set(re.findall(r"“([^”]+)”", text))


def named(phone: str) -> str:
    return f"{TIPS.name(phone)} /{to_ipa(phone)}/".lower()


def is_unclear(issue: Issue) -> bool:
    return issue.rule == "SUB_UNCLEAR"


def check_description(text: str, cited: list[Issue]) -> None:
    """Each sentence `X was heard as Y in …` and its kin names a change that its issues show, in their words."""
    for sentence in re.split(r"(?<=\.)\s+", text.replace(UNCERTAIN, "")):
        body = sentence.strip().rstrip(".").lower()
        if not body:
            continue
        if found := re.fullmatch(r"(.+/) was heard as (.+/) in (.+)", body):
            shown = [
                each for each in cited
                if each.target and each.heard and not is_unclear(each) and each.target != each.heard
                and (named(each.target), named(each.heard)) == found.group(1, 2)
            ]  # fmt: skip
        elif found := re.fullmatch(r"an extra sound, (.+/), was heard in (.+)", body):
            shown = [
                each
                for each in cited
                if not each.target and each.heard and named(each.heard) == found[1]
            ]
        elif found := re.fullmatch(r"the weak vowel was heard in full, as (.+/), in (.+)", body):
            shown = [
                each for each in cited
                if each.category == "schwa" and each.target and each.heard and named(each.heard) == found[1]
                and not is_unclear(each) and each.target != each.heard
            ]  # fmt: skip
        elif found := re.fullmatch(r"(.+/) was not heard in (.+)", body):
            shown = [
                each for each in cited
                if each.target and each.heard is None and each.category != "stress" and named(each.target) == found[1]
            ]  # fmt: skip
        elif found := re.fullmatch(r"(.+/) was off the american target in (.+)", body):
            shown = [
                each for each in cited
                if each.target and named(each.target) == found[1]
                and is_unclear(each)
            ]  # fmt: skip
        elif found := re.fullmatch(r"(.+/) was (said .+?) in (.+)", body):
            rule = DETAILS[found[2]]
            shown = [
                each
                for each in cited
                if each.rule == rule and each.target and named(each.target) == found[1]
            ]
        else:
            found = re.fullmatch(r"the stress was on another syllable .+? has it in (.+)", body)
            assert found, sentence
            shown = [each for each in cited if each.category == "stress"]
        assert shown, sentence
        assert quoted(body) <= {each.word.lower() for each in shown}, sentence
        times = set(re.findall(r"\((\d+\.\d\d) s\)", body))
        assert times <= {f"{each.start_s:.2f}" for each in shown if each.start_s is not None}, (
            sentence
        )
        n_words = len({each.word_index for each in shown})
        if counted := re.search(r"in (\d+) (?:of (\d+) )?words?:", body):
            # weak vowels of two kinds may both be heard as the same one: a sentence each
            assert int(counted[1]) == n_words or (
                "weak vowel" in body and int(counted[1]) < n_words
            )
            assert counted[2] is None or int(counted[2]) >= n_words


def check_finding(finding: Finding, case: CoachedCase) -> None:
    if finding.issue_ids:
        cited = case.cited(finding.issue_ids)
        assert {each.category for each in cited} == {finding.category}
        assert finding.severity in {each.severity for each in cited}
        spans = {(each.start_s, each.end_s) for each in cited}
        assert {(each.start_s, each.end_s) for each in finding.times} <= spans
        check_description(finding.text, cited)
        return
    assert case.request.alignment is not None
    assert case.diff.text_source == "reference"
    if finding.measured == ["timing.pauses"]:
        inside = [p for p in case.request.alignment.timing.pauses if p.inside_phrase]
        assert {(p.start_s, p.end_s) for p in inside} == {
            (t.start_s, t.end_s) for t in finding.times
        }
        assert f"paused {len(inside)} times" in finding.text
        after = {case.words[p.after_word].text for p in inside if p.after_word is not None}
        assert quoted(finding.text) <= after
    else:
        assert finding.measured == ["intonation.final"]
        final, ends = case.request.alignment.intonation.final, case.request.alignment.text[-1]
        rose = "pitch rose" in finding.text
        assert final.kind == ("rise" if rose else "fall")
        assert ends in ({".", "!"} if rose else {"?"})


def check_turned(text: str, cited: list[Issue], case: CoachedCase) -> str:
    """Words said to have become others did; the text without those sentences."""
    for word, other in re.findall(r"Said this way, “([^”]+)” is another word: “([^”]+)”\.", text):
        spellings = [
            [*targets[: issue.phone_index], *([issue.heard] if issue.heard else []), *targets[issue.phone_index + 1 :]]
            for issue in cited
            if issue.word == word and issue.phone_index is not None and not is_unclear(issue)
            for targets in [[phone.target for phone in case.words[issue.word_index].phones]]
            if all(p.state == "fine" for p in case.words[issue.word_index].phones if p.index != issue.phone_index)
        ]  # fmt: skip
        said = [[phone.rstrip("012") for phone in each] for each in DICTIONARY.variants(other)]
        assert any(each in said for each in spellings), (word, other)
    return re.sub(r"Said this way, [^.]+\. ?", "", text)


def check_priority(priority: Priority, case: CoachedCase) -> None:
    cited = case.cited(priority.issue_ids)
    assert {each.id for each in cited} == {
        each.id for each in case.diff.issues if each.priority == priority.rank
    }
    tip = TIPS.rules.get(cited[0].tip)
    why = check_turned(priority.why, cited, case)
    sound = cited[0].target or cited[0].heard
    if tip is None:
        assert sound is not None
        assert priority.title == f"Work on {TIPS.name(sound)}"
        assert priority.how == TIPS.sounds[sound].how
        described, _, rest = why.rpartition("The American target has ")
        assert rest.startswith(TIPS.name(sound))
    else:
        assert (priority.title, priority.how.startswith(tip.how)) == (tip.title, True)
        meaning = tip.why[0].upper() + tip.why[1:] if len(tip.why.split(" ")[0]) > 2 else tip.why
        described, _, rest = why.rpartition(meaning)
        assert quoted(rest) <= {word for pair in tip.pairs for word in pair}
    check_description(described, cited)
    for slip in priority.slips:
        heard = slip.heard.phone if slip.heard else None
        target = slip.target.phone if slip.target else None
        shown = [
            each for each in cited
            if (each.target == target and (each.heard == heard or (heard is None and is_unclear(each))))
            or (target is None and heard is None and each.category == "stress")
        ]  # fmt: skip
        assert {each.word for each in shown} >= set(slip.words)
        assert slip.n_chances is None or slip.n_chances >= len({each.word_index for each in shown})


def is_pair(word: str, other: str, changes: set[tuple[str, str | None]]) -> bool:
    others = [[p.rstrip("012") for p in each] for each in DICTIONARY.variants(other)]
    for variant in DICTIONARY.variants(word):
        phones = [p.rstrip("012") for p in variant]
        for place, phone in enumerate(phones):
            for target, heard in changes:
                said = [heard] if heard else []
                if phone == target and [*phones[:place], *said, *phones[place + 1 :]] in others:
                    return True
    return False


def check_drills(case: CoachedCase) -> None:
    voiced = {"P": "B", "T": "D", "K": "G"}
    assert [each.priority_rank for each in case.said.drills] == [
        p.rank for p in case.said.priorities
    ]
    for drill in case.said.drills:
        cited = [each for each in case.diff.issues if each.priority == drill.priority_rank]
        tip = TIPS.rules.get(cited[0].tip)
        changes = {
            (each.target, voiced.get(each.target) if each.heard == each.target else each.heard)
            for each in cited
            if each.target and not is_unclear(each)
        }
        reviewed = {frozenset(pair) for pair in (tip.pairs if tip else [])}
        for word, other in drill.minimal_pairs:
            assert frozenset((word, other)) in reviewed or is_pair(word, other, changes)
        earlier = case.request.history.recordings if case.request.history else []
        here = {(each.target, None if is_unclear(each) else each.heard) for each in cited}
        before = {s.word for each in earlier for s in each.slips if (s.target, s.heard) in here}
        assert set(drill.own_words) <= {each.word.lower() for each in cited} | before
        assert quoted(drill.next_recording) <= {each.word for each in cited} | set(drill.own_words)


def check_whole(case: CoachedCase) -> None:
    """Summary, strength and next step."""
    diff, said = case.diff, case.said
    scores = [each for each in diff.scores.model_dump().values() if each is not None]
    scores += [each.accuracy for each in diff.words if each.accuracy is not None]
    measured = {f"{each:.0f}" for each in scores}
    for text in (said.summary, said.strength or "", said.next_step):
        assert set(re.findall(r"(\d+) of 100", text)) <= measured
    if found := re.search(r"(\d+) slips? in (\d+) words?\.", said.summary):
        assert int(found[1]) == len(diff.issues)
        assert int(found[2]) == len({each.word_index for each in diff.issues})
    else:
        assert not diff.issues
    read = {w.text for w in diff.words if w.error_type in {"omission", "insertion"}}
    read |= {w.read_as for w in diff.words if w.read_as}
    assert quoted(said.summary) <= read
    uncertain = sum(p.state == "uncertain" for w in diff.words for p in w.phones)
    assert ("could not be judged" in said.summary) is (uncertain > 0)
    if "Nothing to correct" in said.summary:
        assert not diff.issues
    if said.strength and " was on target in " in said.strength:
        name = said.strength.split(" was on target")[0].casefold()
        praised = [p for p in PHONES if TIPS.name(p).casefold() == name]
        shown = [p for w in diff.words for p in w.phones if p.target in praised]
        assert {p.state for p in shown} == {"fine"}
        assert not any(issue.target in praised for issue in diff.issues)
        with_it = {w.text for w in diff.words if any(p.target in praised for p in w.phones)}
        assert quoted(said.strength) <= with_it
    if said.strength == "You said every word of the text.":
        assert diff.scores.completeness == 100.0


def check_progress(case: CoachedCase) -> None:
    given, history = case.said.progress, case.request.history
    if given is None:
        return
    assert given.n_recordings == len(history.recordings)
    slipped = {s.word for r in history.recordings for s in r.slips} | {
        issue.word.lower() for issue in case.diff.issues
    }
    for error in given.own_errors:
        assert set(error.words) <= slipped
        heard = error.heard.phone if error.heard else None
        for word, other in error.minimal_pairs:
            assert is_pair(word, other, {(error.target.phone, heard)})
    if "keep on with" in case.said.next_step:
        assert quoted(case.said.next_step) <= slipped
    assert given.since == history.recordings[0].recorded_at
    counted: dict[str, tuple[int, int]] = {}
    for recording in history.recordings:
        for phone, tally in recording.phones.items():
            n, right = counted.get(phone, (0, 0))
            counted[phone] = (n + tally.n, right + tally.right)
    masteries = {each.sound.phone: each for each in given.phones}
    for statement in given.statements:
        text = statement.text
        if found := re.search(r"(\d+) of (\d+) here, (\d+) of (\d+) in earlier", text):
            (phone,) = statement.phones
            now = masteries[phone].timeline[-1]
            assert (now.n, now.right) == (int(found[2]), int(found[1]))
            assert counted[phone] == (int(found[4]), int(found[3]))
            more = now.right / now.n > counted[phone][1] / counted[phone][0]
            assert ("more often" in text) is more
        elif found := re.search(r"on target (\d+) of the last (\d+) times, over (\d+)", text):
            (phone,) = statement.phones
            recent = masteries[phone].timeline[-int(found[3]) :]
            assert sum(each.n for each in recent) == int(found[2])
            assert sum(each.right for each in recent) == int(found[1])
        else:
            assert given.same_text is not None
    if (same := given.same_text) is not None:
        before = {(i.word_index, i.target) for i in history.same_text.diff.issues}
        now = {(i.word_index, i.target) for i in case.diff.issues}
        texts = {index: word.text.lower() for index, word in case.words.items()}
        for slips, was, is_now in (
            (same.solved, True, False),
            (same.again, True, True),
            (same.fresh, False, True),
        ):
            for slip in slips:
                places = [index for index, text in texts.items() if text == slip.word.lower()]
                assert not was or any((index, slip.target) in before for index in places)
                assert not is_now or any((index, slip.target) in now for index in places)


def check(case: CoachedCase) -> None:
    diff, said = case.diff, case.said
    if not diff.assessable:
        assert (said.priorities, said.findings, said.drills) == ([], [], [])
        assert (said.strength, said.progress) == (None, None)
        return
    ranks = sorted({i.priority for i in diff.issues if i.priority is not None})
    assert [each.rank for each in said.priorities] == ranks
    for priority in said.priorities:
        check_priority(priority, case)
    for finding in said.findings:
        check_finding(finding, case)
    assert sorted(i for each in said.findings for i in each.issue_ids) == sorted(case.issues)
    check_drills(case)
    check_whole(case)
    check_progress(case)


@settings(deadline=None, max_examples=3000, derandomize=True)
@given(st.integers(0, 2**32))
def test_every_statement_rests_on_what_was_measured(seed):
    check(case_of(seed))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda said: setattr(said.findings[0], "text", "v /v/ was heard as z /z/ in “ghost”."),
        lambda said: said.findings[0].times.append(said.findings[0].times[0].model_copy(update={"start_s": 99.0})),
        lambda said: said.drills[0].minimal_pairs.append(["cat", "house"]),
        lambda said: said.drills[0].own_words.append("ghost"),
        lambda said: setattr(said.priorities[0], "why", "Said this way, “very” is another word: “ghost”. " + said.priorities[0].why),
    ],
)  # fmt: skip
def test_the_check_itself_sees_what_is_made_up(spoil):
    request = requests.FeedbackRequest.model_validate(requests.EXAMPLE)
    case = CoachedCase(request, logic.give_feedback(request, coach=COACH))
    check(case)
    spoil(case.said)
    with pytest.raises(AssertionError):
        check(case)
