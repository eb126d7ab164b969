"""A language model behind any OpenAI-compatible endpoint, held to what was measured.

The rule coach writes first: it is what a caller gets when the model is away, over its budget, or says what the grounds
don't. Of a recording only the words, the measures and the stated first language leave the machine, and only to the
address in the settings.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import structlog
from pydantic import ValidationError

from shared.contracts import Finding, NotAssessable
from shared.contracts.moments import MomentToWord, WordedMoment
from shared.engines import EngineContext
from shared.llm.budget import TaskTokens, TokenBudget
from shared.llm.conversation import NoReply, complete, without_fence
from shared.llm.endpoint import ModelEndpoint, run_within
from shared.llm.numbered_texts import ask_about_texts
from shared.llm.providers import endpoint_of

from ...core.config import Settings
from ...schemas.reply import Reply, WrittenFinding
from ...schemas.request_response import FeedbackRequest
from ..citations import complaints
from ..claims import ClaimLexicon, load_lexicons
from ..findings import severest, times_of
from ..grounds import Grounds
from ..languages import Language
from ..moments.asking import MOMENTS_FORMAT, MOMENTS_SYSTEM, RepliedMoments, worded
from ..moments.given import as_given
from ..prompts import SYSTEM, USER, PromptLibrary, load_prompts, prompt_context
from ..ranking import ranked
from . import rules
from .base import CoachNotes

if TYPE_CHECKING:
    from openai import AsyncOpenAI

log = structlog.get_logger(__name__)

_MOST_COMPLAINTS = 12
_LOCAL_KEYWORDS = frozenset({"minLength", "maxLength", "minItems", "maxItems", "title"})
"""Of the schema, what strict modes of providers refuse; the reply is held to them here."""


class ReplyRefused(Exception):
    """What the model wrote is not used; `reason` is a key of the coach's warnings."""

    def __init__(self, reason: str, *, problems: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.problems = problems


class LlmCoach:
    name = "llm"

    def __init__(
        self,
        model: ModelEndpoint,
        *,
        rule_coach: rules.RuleCoach,
        prompts: PromptLibrary,
        lexicons: Mapping[str, ClaimLexicon],
        budget: TokenBudget,
    ) -> None:
        self._model, self._rules = model, rule_coach
        self._prompts, self._lexicons, self._budget = prompts, lexicons, budget
        self.model_version = model.name

    def warm_up(self) -> None:
        self._rules.warm_up()  # the model itself costs money and may be away

    @property
    def languages(self) -> Sequence[str]:
        return self._rules.languages

    def language(self, code: str) -> Language:
        """Raises InvalidInput for one that it doesn't speak."""
        return self._rules.language(code)

    def coach(self, request: FeedbackRequest) -> CoachNotes:
        """The model's words where they hold, else the rule coach's with a warning. Never raises for the model's sake."""
        request = request.model_copy(update={"diff": ranked(request.diff)})
        ruled = self._rules.coach(request)
        if not request.diff.assessable:
            return ruled  # there is nothing to word: what to do is known by the reason
        language = self._rules.language(request.language)
        try:
            lexicon = self._lexicons.get(language.code)
            if lexicon is None:
                raise ReplyRefused("unfounded")  # what a model says in it could be held to nothing
            grounds = Grounds(request, ruled, language.tips, lexicon)
            reply = self._ask(request, grounds)
        except ReplyRefused as refusal:
            log.warning("llm_reply_refused", reason=refusal.reason, problems=refusal.problems)
            warning = language.phrasebook.say(f"warning.llm_{refusal.reason}")
            return replace(ruled, warnings=[*ruled.warnings, warning])
        return _as_notes(reply, grounds, self._prompts.version)

    def word_moments(self, moments: Sequence[MomentToWord]) -> list[WordedMoment]:
        """The model's words for those for which they hold."""
        ours = as_given(moments)
        lexicon = self._lexicons.get(rules.NATIVE)
        if lexicon is None:
            return ours
        try:
            read = ask_about_texts(
                self._model,
                self._budget,
                system=MOMENTS_SYSTEM,
                texts=[each.model_dump_json() for each in moments],
                called="moments",
                reply=RepliedMoments,
                response_format=MOMENTS_FORMAT,
            )
        except NoReply as none:
            log.warning("llm_worded_no_moment", reason=none.reason)
            return ours
        by_id = {each.id: each for each in read.moments}
        return [
            worded(ours[n - 1], by_id.get(n), moments[n - 1], lexicon)
            for n in range(1, len(moments) + 1)
        ]

    def explain(self, reason: NotAssessable, *, language: str) -> CoachNotes:
        return self._rules.explain(reason, language=language)  # there is nothing to word

    def _ask(self, request: FeedbackRequest, grounds: Grounds) -> Reply:
        """One question, and one chance to mend the answer, within the deadline of both. Raises ReplyRefused."""
        context = prompt_context(request, pairs=[d.minimal_pairs for d in grounds.rules.drills])
        messages = [
            {"role": "system", "content": self._render(SYSTEM, context)},
            {"role": "user", "content": self._render(USER, context)},
        ]

        async def converse() -> Reply:
            async with self._model.open() as client:
                return await self._converse(client, messages, grounds)

        try:
            return run_within(self._model.deadline_s, converse)
        except TimeoutError as error:
            log.warning("llm_past_deadline", deadline_s=self._model.deadline_s)
            raise ReplyRefused("away") from error

    async def _converse(
        self, client: "AsyncOpenAI", messages: list[dict[str, str]], grounds: Grounds
    ) -> Reply:
        task = TaskTokens(self._budget)
        written = await self._complete(client, messages, task)
        reply, problems = _read(written, grounds)
        if reply is not None:
            return reply
        messages += [
            {"role": "assistant", "content": written},
            {"role": "user", "content": _mend(problems)},
        ]
        reply, problems = _read(await self._complete(client, messages, task), grounds)
        if reply is None:
            raise ReplyRefused("unfounded", problems=len(problems))
        return reply

    def _render(self, names: tuple[str, ...], context: Mapping[str, Any]) -> str:
        parts = (self._prompts.render(name, context) for name in names)
        return "\n\n".join(part for part in parts if part)

    async def _complete(
        self, client: "AsyncOpenAI", messages: list[dict[str, str]], task: TaskTokens
    ) -> str:
        """Raises ReplyRefused where the model gives no answer, or may not be asked."""
        try:
            return await complete(
                client, self._model, messages, task, response_format=reply_format()
            )
        except NoReply as none:
            reason = "unfounded" if none.reason == "unreadable" else none.reason
            raise ReplyRefused(reason) from none


@cache
def reply_format() -> dict[str, Any]:
    """The reply's JSON schema as `response_format` wants it."""
    schema = _without(Reply.model_json_schema(), _LOCAL_KEYWORDS)
    return {
        "type": "json_schema",
        "json_schema": {"name": "feedback", "strict": True, "schema": schema},
    }


def _without(part: Any, keywords: frozenset[str]) -> Any:
    if isinstance(part, dict):
        return {
            key: {name: _without(each, keywords) for name, each in value.items()}
            if key in {"properties", "$defs"}
            else _without(value, keywords)
            for key, value in part.items()
            if key not in keywords
        }
    return [_without(each, keywords) for each in part] if isinstance(part, list) else part


def _read(written: str, grounds: Grounds) -> tuple[Reply | None, list[str]]:
    """The reply if it fits the schema and the evidence, else what is wrong with it."""
    try:
        reply = Reply.model_validate_json(without_fence(written))
    except ValidationError as error:
        mistakes = error.errors(include_url=False, include_input=False)
        return None, [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in mistakes]
    problems = complaints(reply, grounds)
    return (None, problems) if problems else (reply, [])


def _mend(problems: list[str]) -> str:
    listed = json.dumps(problems[:_MOST_COMPLAINTS], ensure_ascii=False)
    return f"That can't be used. Problems, as JSON strings: {listed}\nWrite the whole JSON object again without them."


def _as_notes(reply: Reply, grounds: Grounds, prompt_version: str) -> CoachNotes:
    """The model's sentences in our structure: ranks, ids, severities and measures stay the diff's."""
    ruled = grounds.rules
    return replace(
        ruled,
        summary=reply.summary.text,
        next_step=reply.next_step.text,
        priorities=[
            ours.model_copy(update=theirs.model_dump(include={"title", "how", "why"}))
            for ours, theirs in zip(ruled.priorities, reply.priorities, strict=True)
        ],
        findings=[_as_finding(each, grounds) for each in reply.findings]
        + [finding for finding in ruled.findings if not finding.issue_ids],
        drills=[
            ours.model_copy(update=theirs.model_dump(exclude={"priority_rank"}))
            for ours, theirs in zip(ruled.drills, reply.drills, strict=True)
        ],
        strength=reply.strength,
        source="llm",
        prompt_version=prompt_version,
    )


def _as_finding(written: WrittenFinding, grounds: Grounds) -> Finding:
    """With severity and times of the issues that it cites."""
    issues = [grounds.issues[each] for each in written.issue_ids]
    return Finding(
        category=written.category,
        severity=severest(issues),
        issue_ids=written.issue_ids,
        text=written.text,
        times=times_of(issues),
    )


def load(context: EngineContext) -> LlmCoach:
    """Raises EngineUnavailable for a provider that isn't set up, PromptError and LexiconError for a broken file."""
    import openai.resources.chat.completions  # noqa: F401, read now, not within a deadline

    settings: Settings = context.settings
    return LlmCoach(
        endpoint_of(settings),
        rule_coach=rules.load(context),
        prompts=load_prompts(settings.prompts_dir),
        lexicons=load_lexicons(),
        budget=TokenBudget(
            per_task=settings.llm_tokens_per_task, per_day=settings.llm_tokens_per_day
        ),
    )
