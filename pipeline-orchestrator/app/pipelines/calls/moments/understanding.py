"""Rules about being understood: asked to repeat, a slip in a word that must be right, less clear than before, too fast."""

from collections.abc import Iterator

from ....schemas.calls import AGENT, CUSTOMER
from .call import ToldCall
from .found import FoundMoment, measured, quoted
from .rules import CallRule, plain, rules


def asked_to_repeat(call: ToldCall, rule: CallRule) -> Iterator[FoundMoment]:
    """Right behind a turn of the agent's; a long turn says more than that."""
    for turn in call.of(CUSTOMER):
        said = call.before(turn, AGENT)
        if said is None or not asks_again(turn.text):
            continue
        yield FoundMoment(
            rule, [said, turn], [quoted(turn), quoted(said)], said, is_about_sound=True
        )


def asks_again(text: str) -> bool:
    """Whether a customer's turn asks to have something repeated."""
    rule = rules()["asked_to_repeat"]
    if rule.is_whole(text):
        return True
    is_short = len(text.split()) <= rule.limit("most_words")
    return is_short and rule.finds(text) and not _is_telling_own(text)


def _is_telling_own(text: str) -> bool:
    """*I can repeat it*, *let me repeat*: the customer offers, and does not ask."""
    return plain(text).startswith(
        ("i can repeat", "i will repeat", "i'll repeat", "let me repeat", "i said")
    )


def hidden_key_word(call: ToldCall, rule: CallRule) -> Iterator[FoundMoment]:
    """The surest slip of each turn."""
    if call.accent is None:
        return
    of_turn: dict[int, list[tuple[float, int]]] = {}
    issues = call.accent.issues
    for place, issue in enumerate(issues):
        is_heavy = issue.severity in rule.limits["severities"]
        is_sure = (issue.probability or 0.0) >= rule.limit("least_probability")
        if issue.is_key_word and is_heavy and is_sure:
            of_turn.setdefault(issue.turn, []).append((issue.probability or 0.0, -place))
    for index, found in of_turn.items():
        probability, place = max(found)
        issue, turn = issues[-place], call.turns[index]
        evidence = measured(turn, "error_probability", probability).model_copy(
            update={
                "quote": issue.word,
                "start_s": turn.start_s if issue.start_s is None else issue.start_s,
                "end_s": turn.end_s if issue.end_s is None else issue.end_s,
            }
        )
        told = {"word": issue.word, "message": issue.message.rstrip(".")}
        heavy = issue.severity == "high"
        yield FoundMoment(
            rule, [turn], [evidence, quoted(turn)], turn, is_about_sound=True, told=told,
            strength=(1.0 if heavy else 0.8) * (1.0 + 0.1 * (len(found) - 1)),
        )  # fmt: skip


def clarity_fall(call: ToldCall, rule: CallRule) -> Iterator[FoundMoment]:
    """A turn whose share of clear words is far below that of the agent's other turns."""
    if call.accent is None:
        return
    for turn in call.of(AGENT):
        here = call.clear(turn)
        n_else = call.accent.n_words - (here.n_words if here else 0)
        if here is None or here.n_words < rule.limit("least_words") or n_else < here.n_words:
            continue
        share = here.n_clear_words / here.n_words
        usual = (call.accent.n_clear_words - here.n_clear_words) / n_else
        n_slips = here.n_words - here.n_clear_words
        if usual - share < rule.limit("least_fall") or n_slips < rule.limit("least_slips"):
            continue
        evidence = [measured(turn, "clear_share", share, usual), quoted(turn)]
        yield FoundMoment(
            rule,
            [turn],
            evidence,
            turn,
            is_about_sound=True,
            strength=min(1.5, 0.75 + usual - share),
        )


def too_fast(call: ToldCall, rule: CallRule) -> Iterator[FoundMoment]:
    most = rule.limit("most_words_per_min")
    for turn in call.of(AGENT):
        pace = call.pace(turn)
        if pace is None or pace < most or len(turn.words) < rule.limit("least_words"):
            continue
        evidence = [measured(turn, "words_per_min", pace, most), quoted(turn)]
        yield FoundMoment(rule, [turn], evidence, turn, is_about_sound=True, strength=min(1.5, pace / most))  # fmt: skip
