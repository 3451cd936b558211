"""Joining a page's ES modules and style sheets into one inline script and one inline style, without a bundler.

On a plain-HTTP address there is no service worker. A page whose script and style stand in its own HTML is opened from
the browser's cache while the server is down; one with separate files is not (design: "Plain HTTP"). The texts come with
the hashes that a strict Content-Security-Policy needs.

Only the forms of `import` and `export` that this house and its vendored files use are understood; any other is refused
with the file and the line, so that nothing is ever joined wrongly in silence.
"""

from __future__ import annotations

import base64
import hashlib
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_NAME = r"[A-Za-z_$][\w$]*"
_SPECIFIERS = r"\{([^{}]*)\}"
_IMPORT = re.compile(
    rf"""import\s*(?:(?P<default>{_NAME})\s*,?\s*)?(?:\*\s*as\s+(?P<star>{_NAME})\s*|{_SPECIFIERS}\s*)?(?:from\s*)?["'](?P<path>[^"']+)["'];?"""
)
_EXPORT_LIST = re.compile(rf"""export\s*{_SPECIFIERS}\s*(?:from\s*["'](?P<path>[^"']+)["'])?;?""")
_DECLARES = r"(?:const|let|var|class|async\s+function\s*\*?|function\s*\*?)\s+"
_EXPORT_NAMED = re.compile(rf"export\s+(?P<words>{_DECLARES})(?P<name>{_NAME})")
_EXPORT_DEFAULT = re.compile(r"export\s+default\s+")
_STATEMENT = re.compile(r"(?:(?<=[;}\n*/])|^)[ \t]*(?P<word>import|export)(?=[\s{*\"'])")
_SPECIFIER = re.compile(rf"(?P<one>{_NAME})(?:\s+as\s+(?P<other>{_NAME}))?")
_VENDORED_END = re.compile(r"\s*(?://[^\n]*\s*)*")
_VENDORED_NO = re.compile(r"""\bimport\s*(?:[({*"']|\.\s*meta\b|[\w$]+\s*(?:,|from\b))|\bexport\s+\w|\bexport\s*\*""")
_CSS_IMPORT = re.compile(r"""@import\s+(?:url\(\s*)?["']?(?P<path>[^"')\s;]+)["']?\s*\)?\s*(?P<rest>[^;]*);""")
_CSS_URL = re.compile(r"""url\(\s*(?P<quote>["']?)(?P<path>[^"')]+)(?P=quote)\s*\)""")
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ABSOLUTE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|/|#)", re.IGNORECASE)
_BEFORE_REGEX = frozenset("(,=:[!&|?{};+-*%~^<>")
_WORDS_BEFORE_REGEX = "return|typeof|case|in|of|delete|void|throw|new|else|do|await|yield"


class CannotJoin(ValueError):
    """A file uses a form that the joiner does not understand; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class Joined:
    """One inline script and one inline style, each with its CSP source, such as `'sha256-…'`; no style is "" twice."""

    script: str
    script_hash: str
    style: str = ""
    style_hash: str = ""


def join(static_dir: Path, entry: str, *, style: str | None = None, base: str = "/static") -> Joined:
    """The module `entry` and everything it imports, and the sheet `style` with its imports, as inline texts.

    Paths are relative to `static_dir`, written with `/`. `base` is the address of `static_dir`, which files named by
    `url()` are fetched from. Raises CannotJoin, and FileNotFoundError for an import of a file that is not there.
    """
    script = _inline_script(static_dir, entry)
    sheet = "" if style is None else _inline_style(static_dir, style, base.rstrip("/"), ())
    return Joined(script, _csp_hash(script), sheet, _csp_hash(sheet) if style is not None else "")


def _csp_hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _inline_script(static_dir: Path, entry: str) -> str:
    order: list[str] = []
    modules: dict[str, str] = {}
    _collect(static_dir, entry, (), order, modules)
    parts = [f"  // {path}\n  (exports, modules) => {{\n{modules[path]}\n}}" for path in order]
    numbers = ", ".join(f'"{path}": {number}' for number, path in enumerate(order))
    script = (
        '"use strict";\n(() => {\n'
        f"const numbers = {{{numbers}}};\nconst exported = [];\n"
        "const modules = (path) => exported[numbers[path]];\n"
        "[\n" + ",\n".join(parts) + "\n].forEach((module, number) => module(exported[number] = {}, modules));\n})();\n"
    )
    script = re.sub(r"</(?=script)", r"<\\/", script, flags=re.IGNORECASE)
    if "<!--" in script:
        raise CannotJoin(f"{entry}: <!-- cannot stand in an inline script")
    return script


def _collect(static_dir: Path, path: str, trail: tuple[str, ...], order: list[str], modules: dict[str, str]) -> None:
    if path in trail:
        raise CannotJoin(f"{path}: modules import one another in a circle: {' > '.join((*trail, path))}")
    if path in modules:
        return
    source = (static_dir / path).read_text(encoding="utf-8").replace("\r\n", "\n")
    text, needed = _Vendored(path, source).joined() if path.startswith("vendor/") else _Module(path, source).joined()
    for other in needed:
        _collect(static_dir, other, (*trail, path), order, modules)
    modules[path] = text
    order.append(path)


class _Module:
    """One module's source being turned into the body of a function (exports, modules)."""

    def __init__(self, path: str, source: str) -> None:
        self.path = path
        self.source = source
        self.code = self._code()
        self.needed: list[str] = []
        self.heads: list[str] = []
        self.tails: list[str] = []

    def _code(self) -> str:
        return _blanked(self.source)

    def joined(self) -> tuple[str, list[str]]:
        """The function body, and the modules it needs in the order of its imports."""
        pieces: list[str] = []
        at = 0
        for found in _STATEMENT.finditer(self.code):
            start = found.start("word")
            if start < at:
                continue
            text, end = self._import(start) if found["word"] == "import" else self._export(start)
            pieces += [self.source[at:start], text]
            at = end
        pieces.append(self.source[at:])
        self._refuse()
        body = "\n".join([*self.heads, "".join(pieces), *self.tails])
        return re.sub(r"\n//# sourceMappingURL=\S*", "", body), self.needed

    def _refuse(self) -> None:
        for form in (r"\bimport\s*\(", r"\bimport\s*\.\s*meta\b"):
            found = re.search(form, self.code)
            if found:
                raise self._fault(found.start(), "import() and import.meta cannot be joined")

    def _fault(self, at: int, words: str) -> CannotJoin:
        line = self.source.count("\n", 0, at) + 1
        shown = self.source[at : at + 60].split("\n")[0]
        return CannotJoin(f"{self.path}:{line}: {words}: {shown}")

    def _other(self, at: int, path: str) -> str:
        if not path.startswith(("./", "../")):
            raise self._fault(at, "only relative modules can be joined")
        other = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), path))
        if other.startswith(".."):
            raise self._fault(at, "the module lies outside the static folder")
        if other not in self.needed:
            self.needed.append(other)
        return other

    def _import(self, start: int) -> tuple[str, int]:
        found = _IMPORT.match(self.source, start)
        if not found:
            raise self._fault(start, "this form of import cannot be joined")
        other = f'modules("{self._other(start, found["path"])}")'
        lines = []
        if found["default"]:
            lines.append(f"const {found['default']} = {other}.default;")
        if found["star"]:
            lines.append(f"const {found['star']} = {other};")
        if found[3]:
            names = [f"{one}: {local}" if one != local else one for one, local in self._specifiers(start, found[3])]
            lines.append(f"const {{ {', '.join(names)} }} = {other};")
        return " ".join(lines) + "\n" * found[0].count("\n"), found.end()

    def _export(self, start: int) -> tuple[str, int]:
        listed = _EXPORT_LIST.match(self.source, start)
        if listed:
            pairs = self._specifiers(start, listed[1])
            if listed["path"]:
                other = f'modules("{self._other(start, listed["path"])}")'
                self.tails += [self._offer(name, f"{other}.{one}") for one, name in pairs]
            else:
                self.heads += [self._offer(name, one) for one, name in pairs]
            return "", listed.end()
        named = _EXPORT_NAMED.match(self.source, start)
        if named:
            self.heads.append(self._offer(named["name"], named["name"]))
            self._one_binding(named)
            return named["words"] + named["name"], named.end()
        default = _EXPORT_DEFAULT.match(self.source, start)
        if default:
            return "exports.default = ", default.end()
        raise self._fault(start, "this form of export cannot be joined")

    def _one_binding(self, named: re.Match[str]) -> None:
        if named["words"].split()[0] in ("const", "let", "var") and re.match(r"\s*,", self.code[named.end() :]):
            raise self._fault(named.start(), "export one name at a time")

    def _specifiers(self, at: int, listed: str) -> Iterator[tuple[str, str]]:
        for piece in filter(None, (piece.strip() for piece in listed.split(","))):
            found = _SPECIFIER.fullmatch(piece)
            if not found:
                raise self._fault(at, f"cannot read {piece!r}")
            yield found["one"], found["other"] or found["one"]

    @staticmethod
    def _offer(name: str, expression: str) -> str:
        """A getter, as an export is live: a `let` exported early shows its later value."""
        return f'Object.defineProperty(exports, "{name}", {{ enumerable: true, get: () => {expression} }});'


class _Vendored(_Module):
    """A minified file: nothing of it is read but the one list of exports at its very end."""

    def _code(self) -> str:
        end = list(_EXPORT_LIST.finditer(self.source))
        if len(end) != 1 or not _VENDORED_END.fullmatch(self.source, end[0].end()) or _VENDORED_NO.search(self.source):
            raise self._fault(0, "a vendored module must stand alone and end in one export list")
        return re.sub(r"[^\n]", " ", self.source[: end[0].start() - 1]) + ";" + self.source[end[0].start() :]


def _blanked(source: str) -> str:
    """The source with the insides of strings, templates, regular expressions and comments as spaces, same length.

    A word found in what is left is code. `${…}` inside a template is blanked with it: no statement can begin there.
    """
    out = list(source)
    at = 0
    while at < len(source):
        end = _skipped(source, at, out, at)
        if end is None:
            at += 1
            continue
        for place in range(at + 1, end - 1):
            if source[place] != "\n":
                out[place] = " "
        at = end
    return "".join(out)


def _skipped(source: str, at: int, before: list[str], upto: int) -> int | None:
    """Where the string, template, comment or regular expression that begins at `at` ends; None when none does.

    `before[:upto]` is the code read so far, which tells a regular expression from a division.
    """
    char = source[at]
    if char in "\"'":
        return _quoted(source, at, char)
    if char == "`":
        return _template(source, at)
    if char != "/":
        return None
    if source.startswith("//", at):
        end = source.find("\n", at)
        return len(source) if end == -1 else end
    if source.startswith("/*", at):
        return source.index("*/", at + 2) + 2
    return _regex(source, at) if _starts_regex("".join(before[max(0, upto - 40) : upto])) else None


def _quoted(source: str, at: int, quote: str) -> int:
    at += 1
    while at < len(source) and source[at] != quote:
        at += 2 if source[at] == "\\" else 1
    return at + 1


def _template(source: str, at: int) -> int:
    at += 1
    while at < len(source) and source[at] != "`":
        if source[at] == "\\":
            at += 2
        elif source.startswith("${", at):
            at = _braces(source, at + 2)
        else:
            at += 1
    return at + 1


def _braces(source: str, at: int) -> int:
    depth = 1
    seen: list[str] = []
    while depth and at < len(source):
        end = _skipped(source, at, seen, len(seen))
        if end is not None:
            seen += ["x"]
            at = end
            continue
        depth += {"{": 1, "}": -1}.get(source[at], 0)
        seen.append(source[at])
        at += 1
    return at


def _starts_regex(before: str) -> bool:
    line = before.rstrip()
    if not line or line[-1] in _BEFORE_REGEX:
        return True
    return bool(re.search(rf"(?<![\w$.])(?:{_WORDS_BEFORE_REGEX})$", line))


def _regex(source: str, at: int) -> int:
    at += 1
    inside = False
    while at < len(source) and (inside or source[at] != "/"):
        if source[at] == "\\":
            at += 1
        elif source[at] in "[]":
            inside = source[at] == "["
        at += 1
    return at + 1


def _inline_style(static_dir: Path, path: str, base: str, trail: tuple[str, ...]) -> str:
    if path in trail:
        raise CannotJoin(f"{path}: style sheets import one another in a circle: {' > '.join((*trail, path))}")
    sheet = _CSS_COMMENT.sub("", (static_dir / path).read_text(encoding="utf-8").replace("\r\n", "\n"))
    folder = posixpath.dirname(path)

    def inlined(found: re.Match[str]) -> str:
        if found["rest"].strip() or _ABSOLUTE.match(found["path"]):
            raise CannotJoin(f"{path}: cannot inline {found[0]}")
        other = posixpath.normpath(posixpath.join(folder, found["path"]))
        return _inline_style(static_dir, other, base, (*trail, path))

    def absolute(found: re.Match[str]) -> str:
        if _ABSOLUTE.match(found["path"]):
            return found[0]
        return f'url("{base}/{posixpath.normpath(posixpath.join(folder, found["path"]))}")'

    pieces: list[str] = []
    at = 0
    for found in _CSS_IMPORT.finditer(sheet):
        pieces += [_CSS_URL.sub(absolute, sheet[at : found.start()]), inlined(found)]
        at = found.end()
    text = "".join([*pieces, _CSS_URL.sub(absolute, sheet[at:])]).strip() + "\n"
    if re.search(r"</style", text, re.IGNORECASE):
        raise CannotJoin(f"{path}: </style cannot stand in an inline style")
    return text
