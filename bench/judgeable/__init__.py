"""Which recordings are judged and which are refused: measured on learners, synthetic speech, noise and music."""
