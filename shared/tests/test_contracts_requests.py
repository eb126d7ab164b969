"""What a request's contract takes."""

from typing import Annotated, Any, Literal

import pytest
from pydantic import Field, ValidationError

from shared.contracts.base import RequestPart


class NumbersOfAll(RequestPart):
    plain: float = 0
    bounded: Annotated[int, Field(ge=0)] = 0
    perhaps: Annotated[float, Field(ge=0)] | None = None
    also_perhaps: Annotated[int | None, Field(ge=0)] = None
    truth: bool = False
    either: str | bool = ""
    one_of: Literal[1, 2] = 1


@pytest.mark.parametrize("name", ["plain", "bounded", "perhaps", "also_perhaps"])
@pytest.mark.parametrize("truth", [True, False])
def test_true_and_false_are_no_numbers(name: str, truth: bool):
    with pytest.raises(ValidationError, match="unable to parse") as refused:
        NumbersOfAll.model_validate({name: truth})
    assert refused.value.errors()[0]["loc"] == (name,)


@pytest.mark.parametrize(
    "sent",
    [{"plain": 1}, {"perhaps": None}, {"bounded": 3}, {"truth": True}, {"either": True}, {"one_of": 2}],
)  # fmt: skip
def test_what_belongs_there_is_taken(sent: dict[str, Any]):
    assert NumbersOfAll.model_validate(sent).model_dump(exclude_unset=True) == sent
