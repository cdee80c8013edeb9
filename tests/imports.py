"""Who imports whom, read from the sources without running them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Import:
    """One imported name: `mysteryshop.store.rows` imports `mysteryshop.journey.Record` at line 7."""

    module: str
    target: str
    file: Path
    line: int
    relative: bool
    typing: bool = False  # under TYPE_CHECKING: nothing is imported by it

    def of(self, *packages: str) -> bool:
        """Whether it comes from one of these packages, or is one."""
        return any(self.target == package or self.target.startswith(package + ".") for package in packages)

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.line} imports {self.target}"


def imports(package: str, root: Path = ROOT) -> list[Import]:
    """Every import in the package, those inside functions included."""
    return [found for file in sorted((root / package).rglob("*.py")) for found in imports_of(file, root)]


def imports_of(file: Path, root: Path = ROOT) -> Iterator[Import]:
    """Every import in one file, relative ones made absolute."""
    parts = file.relative_to(root).with_suffix("").parts
    is_package = parts[-1] == "__init__"
    module = ".".join(parts[:-1] if is_package else parts)
    package = module.split(".") if is_package else module.split(".")[:-1]
    tree = ast.parse(file.read_text(encoding="utf-8"), str(file))
    typed = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and isinstance(block.test, ast.Name) and block.test.id == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(module, alias.name, file, node.lineno, relative=False, typing=id(node) in typed)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else []
            prefix = [*base, *([node.module] if node.module else [])]
            for alias in node.names:
                target, relative = ".".join([*prefix, alias.name]), bool(node.level)
                yield Import(module, target, file, node.lineno, relative, typing=id(node) in typed)
