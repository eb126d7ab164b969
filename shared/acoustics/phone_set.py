"""Classes of the frame classifier: silence, then the 39 phones in alphabetical order."""

import numpy as np

from shared.phonetics.arpabet import PHONES, is_vowel

SILENCE = 0
CLASSES = ("SIL", *PHONES)
N_CLASSES = len(CLASSES)
CLASS_OF = {name: index for index, name in enumerate(CLASSES)}
IS_VOWEL = np.array([False, *(is_vowel(phone) for phone in PHONES)])
INSERTABLE = IS_VOWEL | np.isin(CLASSES, ["Y", "W", "G"])
"""What speakers put in: vowels into clusters and after final consonants, onglides, G after NG."""
