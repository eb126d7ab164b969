"""`make bench-coach`: how long the rule coach takes for one feedback, by itself, in milliseconds.

Evidence is random but always the same: 1,000 recordings of up to twelve words, and 100 of 350 words by speakers with 50
earlier recordings (a text of 2,000 characters is the longest that is taken). Parsing the request is not counted.
"""

import gc
import importlib
import platform
import statistics
import time

from shared.engines import EngineContext
from shared.phonetics.dictionary import load_dictionary
from shared.settings import CommonSettings

APP = "feedback-llm-service.app"
RUNS = {"usual": (1000, (1, 3, 6, 12), (1, 3, 10)), "longest": (100, (350,), (50,))}


def main() -> int:
    evidence = importlib.import_module("feedback-llm-service.tests.random_evidence")
    logic = importlib.import_module(f"{APP}.services.logic")
    rules = importlib.import_module(f"{APP}.services.engines.rules")
    requests = importlib.import_module(f"{APP}.schemas.request_response")
    settings = importlib.import_module(f"{APP}.core.config").Settings()
    model_dir = CommonSettings().model_dir
    started = time.perf_counter()
    coach = rules.load(EngineContext(settings, model_dir, threads=1))
    coach.warm_up()
    print(f"{platform.machine()}, Python {platform.python_version()}")
    print(f"ready after {time.perf_counter() - started:.2f} s")
    print(f"{'evidence':<10}{'requests':>9}{'median':>9}{'p99':>9}{'most':>9}")
    tips, dictionary = sorted(coach.language("en").tips.rules), load_dictionary(model_dir)
    for name, (n, n_words, n_earlier) in RUNS.items():
        drawn = [
            evidence.RandomEvidence(seed, dictionary, tips, n_words=n_words, n_earlier=n_earlier)
            for seed in range(n)
        ]
        parsed = [requests.FeedbackRequest.model_validate(each.request()) for each in drawn]
        gc.freeze()  # as a service does once it has loaded
        taken = []
        for request in parsed:
            begun = time.perf_counter()
            logic.give_feedback(request, coach=coach)
            taken.append((time.perf_counter() - begun) * 1000)
        taken.sort()
        p99 = taken[round(0.99 * (len(taken) - 1))]
        print(f"{name:<10}{n:>9}{statistics.median(taken):>9.2f}{p99:>9.2f}{taken[-1]:>9.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
