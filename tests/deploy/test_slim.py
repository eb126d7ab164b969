"""What images are relieved of: tests of packages, and of libraries what no segment has."""

import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

SLIM: dict[str, Any] = runpy.run_path(str(Path(__file__).parents[2] / "deploy" / "image" / "slim.py"))  # fmt: skip
without_sections, slim = SLIM["without_sections"], SLIM["slim"]

PAGE = 0x1000
PARSE = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("yaml._yaml", sys.argv[1])
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
print(module.get_version_string())
"""


def elf(*, second_at: int) -> bytes:
    """A library of two segments: the first 0x200 bytes with its head, and 16 bytes of `2`; between and behind is what debuggers read."""
    head = SLIM["HEAD"].pack(b"\x7fELF\x02\x01\x01" + bytes(9), 3, 62, 1, 0, 64, 0x4000, 0, 64, 56, 2, 64, 9, 8)  # fmt: skip
    first = SLIM["SEGMENT"].pack(1, 5, 0, 0, 0, 0x200, 0x200, PAGE)
    second = SLIM["SEGMENT"].pack(1, 6, second_at, 0x10_000 + second_at, 0, 16, 16, PAGE)
    loaded = (head + first + second).ljust(0x200, b"1")
    return loaded.ljust(second_at, b"-") + b"2" * 16 + b"-" * 0x800


def second_of(content: bytes) -> int:
    """Where the second segment is."""
    return SLIM["SEGMENT"].unpack_from(content, 64 + 56)[2]


def test_what_lies_behind_the_last_segment_goes():
    kept = without_sections(elf(second_at=0x210))
    assert len(kept) == 0x220
    assert second_of(kept) == 0x210
    assert kept[0x210:] == b"2" * 16


def test_a_segment_behind_the_sections_moves_up_by_whole_pages():
    kept = without_sections(elf(second_at=0x3010))
    assert second_of(kept) == 0x1010  # 0x2E10 lie between, two whole pages of which go
    assert len(kept) == 0x1020
    assert kept[0x1010:] == b"2" * 16
    assert kept[176:0x200] == b"1" * (0x200 - 176)


def test_the_head_names_no_sections():
    head = SLIM["HEAD"].unpack_from(without_sections(elf(second_at=0x210)))
    assert (head[6], head[12], head[13]) == (0, 0, 0)


@pytest.mark.parametrize("content", [b"", b"INPUT(libm.so.6)", b"\x7fELF\x01\x01" + bytes(90)])
def test_what_is_no_library_of_this_machine_stays(content):
    assert without_sections(content) == content


def test_a_real_library_is_smaller_and_works(tmp_path: Path):
    [library] = Path(yaml.__file__).parent.glob("_yaml.*.so")
    kept = tmp_path / library.name
    kept.write_bytes(without_sections(library.read_bytes()))
    assert kept.stat().st_size < library.stat().st_size / 1.5
    told = [subprocess.run([sys.executable, "-c", PARSE, path], check=True, capture_output=True, text=True).stdout for path in (library, kept)]  # fmt: skip
    assert told[0] == told[1] != ""


def test_tests_of_some_packages_go_and_libraries_for_gpus_stay(tmp_path: Path):
    written = {
        "numpy/_core/tests/test_ufunc.py": b"t" * 100,
        "numpy/_core/numeric.py": b"kept",
        "another/tests/needed.py": b"kept",
        "another/it.so": elf(second_at=0x3010),
        "torch/lib/libtorch.so.2": elf(second_at=0x3010),
    }
    for name, content in written.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    assert slim(tmp_path) == 100 + len(elf(second_at=0x3010)) - 0x1020
    left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert left == written.keys() - {"numpy/_core/tests/test_ufunc.py"}
    assert (tmp_path / "torch/lib/libtorch.so.2").read_bytes() == elf(second_at=0x3010)
