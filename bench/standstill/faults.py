"""What is done to the pair in a round, by name."""

import random
import time
from collections.abc import Sequence

from .orchestrators import OrchestratorProcess, faketime

HOURS = (-24, -2, 0, 2, 24)


def pause(pair: Sequence[OrchestratorProcess], seconds: float) -> None:
    for each in pair:
        each.stop()
    time.sleep(seconds)
    for each in pair:
        each.go_on()


class Faults:
    def __init__(self, pair: Sequence[OrchestratorProcess], drawn: random.Random) -> None:
        self.pair, self.drawn = pair, drawn
        self.all = {
            "one stands still": self.one_stands_still,
            "both stand still": lambda s: pause(self.pair, s),
            "killed": self.killed,
            "one stands still, one is killed": self.still_and_killed,
        }
        if faketime() is not None:
            self.all |= {
                "clock set": self.clock_set,
                "clocks apart": self.clocks_apart,
                "one stands still, clock set": self.still_and_set,
                "both stand still, clock set": self.both_still_and_set,
            }

    def one_stands_still(self, seconds: float) -> None:
        pause([self.drawn.choice(self.pair)], seconds)

    def killed(self, seconds: float) -> None:
        del seconds
        one = self.drawn.choice(self.pair)
        one.kill()
        one.start()

    def still_and_killed(self, seconds: float) -> None:
        one, other = self.drawn.sample(self.pair, 2)
        one.stop()
        other.kill()
        time.sleep(seconds)
        one.go_on()
        other.start()

    def clock_set(self, seconds: float) -> None:
        del seconds
        hours = self.drawn.choice(HOURS)
        for each in self.pair:
            each.set_clock(hours)

    def clocks_apart(self, seconds: float) -> None:
        del seconds
        for each in self.pair:
            each.set_clock(self.drawn.choice(HOURS))

    def still_and_set(self, seconds: float) -> None:
        one = self.drawn.choice(self.pair)
        one.stop()
        self.clock_set(0)
        time.sleep(seconds)
        one.go_on()

    def both_still_and_set(self, seconds: float) -> None:
        for each in self.pair:
            each.stop()
        self.clock_set(0)
        time.sleep(seconds)
        for each in self.pair:
            each.go_on()
