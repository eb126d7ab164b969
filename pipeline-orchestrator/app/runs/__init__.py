"""Runs of tasks: who works on them, how a run goes on, what it writes down, and what is looked after."""
