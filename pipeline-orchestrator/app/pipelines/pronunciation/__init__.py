"""The pronunciation pipeline: a recording, and what was read, in; what to work on, and how it should sound, out."""
