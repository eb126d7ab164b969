"""`make bench-coach`: how long the rule coach takes for one feedback, by itself, in milliseconds.

Evidence is random but always the same: 1,000 recordings of up to twelve words, and 100 of 350 words by speakers with 50
earlier recordings (a text of 2,000 characters is the longest that is taken). Parsing the request is not counted. Time is the
process's own (CPU), so that a busy machine takes none of it.
"""

import gc
import platform
import time

from bench.common.engines import CoachEngine
from bench.common.timing import timing_of
from shared.phonetics.dictionary import load_dictionary
from shared.settings import CommonSettings
from shared.testing.random_evidence import RandomEvidence

RUNS = {"usual": (1000, (1, 3, 6, 12), (1, 3, 10)), "longest": (100, (350,), (50,))}


def main() -> int:
    model_dir = CommonSettings().model_dir
    started = time.perf_counter()
    coach = CoachEngine(model_dir)
    print(f"{platform.machine()}, Python {platform.python_version()}")
    print(f"ready after {time.perf_counter() - started:.2f} s")
    print(f"{'evidence':<10}{'requests':>9}{'median':>9}{'p99':>9}{'most':>9}")
    tips, dictionary = coach.tips(), load_dictionary(model_dir)
    for name, (n, n_words, n_earlier) in RUNS.items():
        drawn = [
            RandomEvidence(seed, dictionary, tips, n_words=n_words, n_earlier=n_earlier)
            for seed in range(n)
        ]
        requests = [coach.parsed(each.request()) for each in drawn]
        gc.freeze()  # as a service does once it has loaded
        taken_ms: list[float] = []
        for request in requests:
            begun = time.process_time()
            coach.give_feedback(request)
            taken_ms.append((time.process_time() - begun) * 1000)
        timing = timing_of(taken_ms)
        print(f"{name:<10}{n:>9}{timing.median:>9.2f}{timing.p99:>9.2f}{timing.most:>9.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
