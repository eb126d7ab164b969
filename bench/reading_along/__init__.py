"""Whether words that are read along are told as clear or unclear as the judgement of the whole recording tells them, and how soon."""
