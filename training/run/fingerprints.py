"""What a step is made from: its own source, that of every module it reaches, and what it reads.

A module counts as its syntax tree without comments and docstrings: a constant that changes makes a step
anew, a sentence about it doesn't. Only modules that decide what comes out are followed (`FOLLOWED`): not
what serves, stores or logs. Modules are read, not imported, so that this needs none of their libraries.
"""

import ast
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FOLLOWED = (
    "training",
    "shared.acoustics",
    "shared.phonetics",
    "shared.gates",
    "shared.audio.loudness",
    "shared.audio.pitch",
    "shared.audio.resampling",
)
_PLUMBING = ("training.run",)
"""How steps are run and where their arrays lie changes nothing in them."""


@dataclass(frozen=True, slots=True)
class Sources:
    """A tree of the repository's modules."""

    root: Path
    _modules: dict[str, tuple[str, list[str]]] = field(
        default_factory=dict, init=False, compare=False
    )
    _trees: dict[Path, ast.Module] = field(default_factory=dict, init=False, compare=False)

    def code_of(self, module: str, function: str) -> dict[str, str]:
        """`module:function` and all modules that it reaches by imports, with the digest of each."""
        tree = self._tree(module)
        body = next(
            node
            for node in tree.body
            if isinstance(node, ast.FunctionDef) and node.name == function
        )
        digests = {f"{module}:{function}": _digest(body)}
        waiting = list(self._imports(body, module))
        while waiting:
            name = waiting.pop()
            if name in digests:
                continue
            digests[name], imports = self._module(name)
            waiting += imports
        return digests

    def file(self, name: str) -> str:
        """Digest of a file by its path in the repository; a module's is that of its tree."""
        path = self.root / name
        if path.suffix == ".py":
            return _digest(self._parsed(path))
        return hashlib.sha256(path.read_bytes()).hexdigest()

    def _imports(self, tree: ast.AST, module: str) -> Iterator[str]:
        package = module if self._is_package(module) else module.rpartition(".")[0]
        for node in ast.walk(tree):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                base = node.module or ""
                if node.level:
                    above = package.split(".")[: len(package.split(".")) - node.level + 1]
                    base = ".".join([*above, *([node.module] if node.module else [])])
                names = [base, *(f"{base}.{alias.name}" for alias in node.names)]
            for name in names:
                if _is_followed(name) and self._path(name) is not None:
                    yield name

    def _path(self, module: str) -> Path | None:
        stem = self.root.joinpath(*module.split("."))
        for path in (stem.with_suffix(".py"), stem / "__init__.py"):
            if path.is_file():
                return path
        return None

    def _is_package(self, module: str) -> bool:
        path = self._path(module)
        return path is not None and path.name == "__init__.py"

    def _tree(self, module: str) -> ast.Module:
        path = self._path(module)
        if path is None:
            raise FileNotFoundError(f"there is no module {module} below {self.root}")
        return self._parsed(path)

    def _module(self, name: str) -> tuple[str, list[str]]:
        """Its digest, and what it imports."""
        if name not in self._modules:
            tree = self._tree(name)
            self._modules[name] = _digest(tree), list(self._imports(tree, name))
        return self._modules[name]

    def _parsed(self, path: Path) -> ast.Module:
        if path not in self._trees:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            self._trees[path] = _WithoutProse().visit(tree)
        return self._trees[path]


def _is_followed(module: str) -> bool:
    def inside(package: str) -> bool:
        return module == package or module.startswith(f"{package}.")

    return any(map(inside, FOLLOWED)) and not any(map(inside, _PLUMBING))


def _digest(tree: ast.AST) -> str:
    return hashlib.sha256(ast.dump(tree).encode()).hexdigest()


class _WithoutProse(ast.NodeTransformer):
    """Docstrings, of attributes and constants too, are expressions that nothing uses."""

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        is_prose = isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        return None if is_prose else node
