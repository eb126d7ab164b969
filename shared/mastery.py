"""What is kept of a recording to follow a speaker's progress: how often each sound was right, and where it was not."""

from shared.contracts import UNCLEAR_RULE, Diff, Issue, Practised, SoundSlip, SoundTally


def practised(diff: Diff) -> Practised:
    return Practised(phones=tally_phones(diff), slips=slips_of(diff), accents=diff.accents)


def tally_phones(diff: Diff) -> dict[str, SoundTally]:
    """ARPAbet → how often the sound was judged with certainty, and how often it was right.

    A right sound that an issue finds fault with (a t without its puff of air) counts as not right.
    """
    remarked = {(issue.word_index, issue.phone_index) for issue in sound_issues(diff)}
    counts: dict[str, list[int]] = {}
    for word in diff.spoken_words:
        for phone in word.phones:
            if phone.state == "uncertain":
                continue
            count = counts.setdefault(phone.target, [0, 0])
            count[0] += 1
            count[1] += phone.state == "fine" and (word.index, phone.index) not in remarked
    return {phone: SoundTally(n=n, right=right) for phone, (n, right) in sorted(counts.items())}


def slips_of(diff: Diff) -> list[SoundSlip]:
    """Every slip of a sound, in the order of speech; moved stress is none."""
    return [
        SoundSlip(word=issue.word, target=issue.target, heard=certainly_heard(issue))
        for issue in sound_issues(diff)
    ]


def certainly_heard(issue: Issue) -> str | None:
    """None for a dropped sound, and where what was heard is not certain enough to be named."""
    return None if issue.rule == UNCLEAR_RULE else issue.heard


def sound_issues(diff: Diff) -> list[Issue]:
    return [issue for issue in diff.issues if issue.category != "stress"]
