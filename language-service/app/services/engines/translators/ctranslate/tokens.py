"""Texts to the tokens that a family's models take, and back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ....translation.units import Direction
from .description import ModelDescription

END = "</s>"
Split = Callable[[str], list[str]]
Join = Callable[[Sequence[str]], str]


@dataclass(frozen=True, slots=True)
class Tokeniser:
    description: ModelDescription
    split: Split
    join: Join

    def source(self, text: str, direction: Direction) -> list[str]:
        tags, tokens = self.description.tags, self.split(text)
        match self.description.family:
            case "m2m100":
                return [tags[direction.source], *tokens, END]
            case "indictrans2":
                # The tags are tokens of their own, before what SentencePiece makes of the text.
                return [tags[direction.source], tags[direction.target], *tokens, END]
            case "marian":
                tag = tags.get(direction.target)
                return [*([tag] if tag else []), *tokens, END]

    def prefix(self, direction: Direction) -> list[str] | None:
        """What the translation has to begin with."""
        if self.description.family == "m2m100":
            return [self.description.tags[direction.target]]
        return None

    def text(self, tokens: Sequence[str], direction: Direction) -> str:
        prefix = self.prefix(direction) or []
        own = tokens[len(prefix) :] if list(tokens[: len(prefix)]) == prefix else tokens
        return self.join([each for each in own if each not in {END, "<pad>", "<s>"}])


def load_tokeniser(folder: Path, description: ModelDescription) -> Tokeniser:
    """Raises OSError for a file that is missing or none of its kind."""
    if description.sentencepiece is not None:
        import sentencepiece

        source = sentencepiece.SentencePieceProcessor(model_file=_file(folder, description.sentencepiece.source))  # fmt: skip
        target = sentencepiece.SentencePieceProcessor(model_file=_file(folder, description.sentencepiece.target))  # fmt: skip
        return Tokeniser(
            description,
            lambda text: source.encode(text, out_type=str),
            lambda tokens: target.decode(list(tokens)),
        )
    import tokenizers

    assert description.tokenizer is not None
    whole = tokenizers.Tokenizer.from_file(_file(folder, description.tokenizer))

    def join(tokens: Sequence[str]) -> str:
        ids = [whole.token_to_id(each) for each in tokens]
        return whole.decode([each for each in ids if each is not None])

    return Tokeniser(
        description, lambda text: whole.encode(text, add_special_tokens=False).tokens, join
    )


def _file(folder: Path, name: str) -> str:
    file = folder / name
    if not file.is_file():
        raise FileNotFoundError(f"{folder} has no {name}")
    return str(file)
