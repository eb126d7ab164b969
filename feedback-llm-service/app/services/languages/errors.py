"""What can be wrong with a language's file."""


class LanguageError(ValueError):
    """The message names the file and the place in it."""
