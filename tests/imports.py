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
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"), str(file))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(module, alias.name, file, node.lineno, relative=False)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else []
            prefix = [*base, *([node.module] if node.module else [])]
            for alias in node.names:
                yield Import(module, ".".join([*prefix, alias.name]), file, node.lineno, relative=bool(node.level))
