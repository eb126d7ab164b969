"""Which pronunciation of a heteronym a sentence asks for.

Tables beside this file hold the knowledge; each has a header line:
- readings.tsv: the readings of each heteronym, the one taken without a hint first: the Penn Treebank tags that ask for it
  (`-` where no tag does) and its free variants, parted by `|`. A word with one row has a usual pronunciation only.
- cues.tsv: what around a word decides before its tag does, the first that fits: a word or words joined by `_` right
  before or after, a word anywhere in the sentence, how the word itself is written. Empty cells ask for nothing.
- classes.tsv: the usual tag of common words, `|` between two. weights.npz: softmax regression over what surrounds a word,
  as training/tagging made it.
"""

from shared.phonetics.heteronyms.choice import HeteronymReading, Heteronyms

__all__ = ["Heteronyms", "HeteronymReading"]
