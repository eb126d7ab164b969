"""What there is to learn from: the findings that teachers spoke of, with what was measured of each, and words that they wrote.

Of speakers who agreed alone; within a file they are numbers.
"""

import math
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from shared.contracts import AlignedWord, Alignment, Issue, PhoneEvidence, PhonemeMap
from shared.contracts.weights import Recalibration
from shared.errors import NotFound
from shared.gates import PHONE_ERROR
from shared.storage import ObjectMissing, ObjectStore

from ..db import classes, registry, tasks, training_consents
from ..db.session import Database
from ..db.training_consents import Label
from ..domain.model import ModelVersion
from ..domain.principal import SYSTEM, Principal
from ..domain.training import DataKey
from ..pipelines.models import ALIGNER
from ..pipelines.pronunciation.judged import JUDGING, JudgedReading
from ..pipelines.unified import stage_results
from .steps.files import TooLittle, written

SUREST = 1e-4
"""Probabilities are told in four digits."""
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class LabelledFinding:
    """A finding that a teacher spoke of, and what it rests on."""

    label: Label
    issue: Issue
    word: AlignedWord
    phone: PhoneEvidence
    alignment: Alignment
    phonemap: PhonemeMap | None
    probability: float
    """That the claim rests on: the audio's of an error, or, where that is below the gate, that of the speaker's habits."""
    by_habit: bool


@dataclass(slots=True)
class Gatherer:
    database: Database
    store: ObjectStore
    principal: Principal
    left_out: Counter[str] = field(default_factory=Counter)
    """Why verdicts are not learnt from."""

    async def judged(self, keys: tuple[DataKey, ...]) -> AsyncIterator[LabelledFinding]:
        """In a fixed order."""
        found: tuple[str, dict[str, Any]] | None = None
        for label in await self._labels(keys):
            if found is None or found[0] != str(label.task_id):
                found = (str(label.task_id), await self._results(label.task_id))
            judged = self._with_evidence(label, found[1])
            if judged is not None:
                yield judged

    async def assigned(self, keys: tuple[DataKey, ...]) -> dict[str, list[str]]:
        """Word → pronunciations that teachers wrote."""
        of = [key for key in keys if key.kind == "assignments"]
        if not of:
            return {}
        chosen = await self._classes(of)
        return await self.database.read(
            lambda s: training_consents.assigned_words(s, self.principal, classes=chosen)
        )

    async def shipped(self) -> ModelVersion:
        """What this release judges phones with. Raises TooLittle where the registry has none."""
        for each in await self.database.read(lambda s: registry.listed(s, SYSTEM, ALIGNER)):
            if each.is_shipped:
                return each
        raise TooLittle("the registry has no weights of the aligner's that a release ships")

    async def recalibrations(self, base: ModelVersion) -> dict[str, Recalibration]:
        """By version, those of what this release ships: their probabilities are told back into its own."""
        found: dict[str, Recalibration] = {}
        for each in await self.database.read(lambda s: registry.listed(s, SYSTEM, ALIGNER)):
            if each.object_key is None:
                continue
            try:
                read = Recalibration.model_validate_json(await self.store.get(each.object_key))
            except (ValidationError, ObjectMissing):
                continue  # weights of another kind
            if read.base == base.sha256:
                found[each.version] = read
        return found

    async def _labels(self, keys: tuple[DataKey, ...]) -> list[Label]:
        of = [key for key in keys if key.kind == "verdicts"]
        if not of:
            return []
        chosen = await self._classes(of)
        return await self.database.read(
            lambda s: training_consents.labels(s, self.principal, classes=chosen)
        )

    async def _classes(self, keys: list[DataKey]) -> list[UUID] | None:
        """None: of all the tenant. Raises TooLittle for a class that is no more."""
        if any(key.class_id is None for key in keys):
            return None
        chosen = [key.class_id for key in keys if key.class_id is not None]
        for class_id in chosen:
            try:
                await self.database.read(lambda s, of=class_id: classes.get(s, self.principal, of))
            except NotFound as error:
                raise TooLittle(f"there is no class {class_id}") from error
        return chosen

    async def _results(self, task_id: UUID) -> dict[str, Any]:
        try:
            state = await self.database.read(lambda s: tasks.get_state(s, self.principal, task_id))
        except NotFound:
            return {}  # erased meanwhile
        found, _ = await stage_results(state, self.store, stages=JUDGING)
        return found

    def _with_evidence(self, label: Label, results: Mapping[str, Any]) -> LabelledFinding | None:
        reading = JudgedReading.of(results)
        if reading is None:
            self.left_out["without their result"] += 1
            return None
        diff, alignment = reading.diff, reading.alignment
        issue = next((each for each in diff.issues if each.id == label.issue_id), None)
        word = None if issue is None else _word_of(issue, alignment)
        phone = None if issue is None or word is None else _phone_of(issue, word)
        if issue is None or word is None or phone is None:
            self.left_out["about no single phone"] += 1
            return None
        by_audio = phone.error_probability
        by_habit = by_audio is None or by_audio < PHONE_ERROR
        probability = issue.probability if by_habit else by_audio
        if probability is None:
            self.left_out["without a probability"] += 1
            return None
        return LabelledFinding(
            label, issue, word, phone, alignment, reading.phonemap, probability, by_habit
        )


def _word_of(issue: Issue, alignment: Alignment) -> AlignedWord | None:
    for word in alignment.words:
        if word.index == issue.word_index and word.text == issue.word:
            return word
    return None


def _phone_of(issue: Issue, word: AlignedWord) -> PhoneEvidence | None:
    """The phone that was changed or dropped: not one that was put in, no stress, no detail of a right one."""
    if issue.phone_index is None or issue.target is None or issue.heard == issue.target:
        return None
    if issue.category == "stress":
        return None
    for phone in word.phones:
        if phone.index == issue.phone_index and phone.target == issue.target:
            return phone
    return None


async def findings_judged(gatherer: Gatherer, keys: tuple[DataKey, ...]) -> bytes:
    """Of each finding the speaker's number, whether a habit decided it, its log-odds by the shipped weights, and whether it
    stands."""
    base = await gatherer.shipped()
    fitted = await gatherer.recalibrations(base)
    speakers: dict[str, int] = {}
    teachers: set[str] = set()
    rows: list[list[float]] = []
    async for each in gatherer.judged(keys):
        odds = _odds_by_shipped(each, base, fitted)
        if odds is None:
            gatherer.left_out["by other weights"] += 1
            continue
        speaker = speakers.setdefault(each.label.speaker_id, len(speakers))
        teachers.add(each.label.teacher)
        stands = each.label.verdict == "accepted"
        rows.append([speaker, int(each.by_habit), round(odds, _DIGITS), int(stands)])
    return written(
        {
            "base": base.sha256,
            "rows": rows,
            "n_teachers": len(teachers),
            "left_out": dict(gatherer.left_out),
        }
    )


def _odds_by_shipped(
    judged: LabelledFinding, base: ModelVersion, fitted: Mapping[str, Recalibration]
) -> float | None:
    """None where other weights judged it."""
    probability = min(1 - SUREST, max(SUREST, judged.probability))
    odds = math.log(probability / (1 - probability))
    version = judged.alignment.model_version
    if version == base.version:
        return odds
    line = fitted.get(version)
    if line is None:
        return None
    return odds - line.evidence_offset if judged.by_habit else (odds - line.offset) / line.slope


async def words_corrected(gatherer: Gatherer, keys: tuple[DataKey, ...]) -> bytes:
    """Of each finding its word, the pronunciation that it was held against, the change, and whether it stands; and the words that
    teachers wrote."""
    speakers: dict[str, int] = {}
    verdicts: list[dict[str, Any]] = []
    async for each in gatherer.judged(keys):
        pronunciations = _pronunciations(each)
        if pronunciations is None:
            gatherer.left_out["without the word's pronunciations"] += 1
            continue
        verdicts.append(
            {
                "speaker": speakers.setdefault(each.label.speaker_id, len(speakers)),
                "word": each.word.text.lower(),
                "phones": [_with_stress(phone) for phone in each.word.phones],
                "pronunciations": pronunciations,
                "index": each.word.phones.index(each.phone),
                "heard": each.issue.heard,
                "stands": each.label.verdict == "accepted",
            }
        )
    return written(
        {
            "assigned": await gatherer.assigned(keys),
            "verdicts": verdicts,
            "left_out": dict(gatherer.left_out),
        }
    )


def _pronunciations(judged: LabelledFinding) -> list[list[str]] | None:
    if judged.phonemap is None:
        return None
    for word in judged.phonemap.words:
        if word.index == judged.word.index and word.text == judged.word.text:
            return [list(each.phones) for each in word.pronunciations]
    return None


def _with_stress(phone: PhoneEvidence) -> str:
    return phone.target if phone.stress is None else f"{phone.target}{phone.stress}"
