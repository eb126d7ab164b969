"""What was done well: the most telling of what was measured and good."""

from shared.contracts import Diff, JudgedWord

from .phrasing import Phrasing, capital, number

_GOOD_SCORE = 80.0
"""From this score on, something is worth praise."""
_PRAISED = ("TH", "DH", "V", "W", "Z", "R", "AE", "EY", "OW", "IH", "IY", "P", "T", "K", "NG", "L")
"""Sounds that take learners work, hardest first; two words with one, all right, are a strength."""
_LEAST_WORDS_PRAISED = 2


def find_strength(diff: Diff, phrasing: Phrasing) -> str | None:
    """None when nothing was measured and good."""
    say = phrasing.say
    if praised := mastered_sound(diff):
        phone, words = praised
        n = say("phrase.both") if len(words) == 2 else say("phrase.all", n=len(words))
        sound = capital(phrasing.tips.name(phone))
        return say("strength.sound", sound=sound, n=n, words=phrasing.quoted(words))
    scores = {"fluency": diff.scores.fluency, "prosody": diff.scores.prosody}
    good = {name: score for name, score in scores.items() if score and score >= _GOOD_SCORE}
    if good:
        best = max(good, key=lambda name: good[name])
        return say(f"strength.{best}", score=number(good[best]))
    if diff.scores.completeness == 100.0 and len(diff.spoken_words) > 1:
        return say("strength.completeness")
    words = [
        (word.accuracy, word)
        for word in diff.spoken_words
        if word.error_type == "none" and word.accuracy and word.accuracy >= _GOOD_SCORE
    ]
    if not words:
        return None
    accuracy, word = max(words, key=lambda each: (each[0], -each[1].index))
    return say("strength.word", word=phrasing.word(word.text), score=number(accuracy))


def mastered_sound(diff: Diff) -> tuple[str, list[str]] | None:
    """A sound that was fine in every word that has it, in the most words; the words.

    A right sound that was said with a habit of its own (no puff of air) is none.
    """
    best: tuple[str, list[str]] | None = None
    remarked = {issue.target for issue in diff.issues}
    for phone in _PRAISED:
        if phone in remarked:
            continue
        words = [w for w in diff.spoken_words if any(p.target == phone for p in w.phones)]
        if not all(_all_right(word, phone) for word in words):
            continue
        texts = list(dict.fromkeys(word.text for word in words))
        if len(texts) >= _LEAST_WORDS_PRAISED and (best is None or len(texts) > len(best[1])):
            best = (phone, texts)
    return best


def _all_right(word: JudgedWord, phone: str) -> bool:
    return all(
        each.state == "fine"
        and each.heard == phone
        and (each.score is None or each.score >= _GOOD_SCORE)
        for each in word.phones
        if each.target == phone
    )
