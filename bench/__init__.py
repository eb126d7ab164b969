"""What is measured of the whole: a package a question, run as `make bench-<question>` or `python -m bench.<question>`."""
