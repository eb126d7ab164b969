"""The model store: which files the engines need, where they come from, and whether they are intact.

`python -m shared.models fetch | verify | list | doctor`. No model is fetched during a request.
"""
