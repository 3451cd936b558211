"""Every word a person sees goes through the catalogue, and the Chinese catalogue is complete and true."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "competition" / "translations" / "zh" / "LC_MESSAGES" / "messages.po"
SOURCES = (("competition", "**.py", "python"), ("templates", "**.html", "jinja2"))
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "_l": None,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
}

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}")
CHINESE = re.compile(r"[\u3400-\u9fff]+")
KEPT_AS_THEY_ARE = {"中文", "匠榜", "匠"}  # a language called by its own name, our name and our mark
NAMES = re.compile(
    r"\b(?:Craftboard|English|UTC|Ctrl|Shift|Enter|Esc|Home|End|xlsx|SHA)\b"
)  # and keys as keyboards name them

TRANSLATED = re.compile(r"\{%-?\s*trans\b.*?\{%-?\s*endtrans\s*-?%\}", re.DOTALL)
ATTRIBUTE_BLOCK = re.compile(r"\{% block (surface|viewport_more|body_attributes) %\}.*?\{% endblock %\}", re.DOTALL)
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
SPOKEN_ATTRIBUTE = re.compile(
    r"""\b(?:title|alt|placeholder|aria-label|aria-description|label)="([^"]*[^\W\d_]{2,}[^"]*)\""""
)
ATTRIBUTE = re.compile(r"""\s[\w:-]+=("[^"]*"|'[^']*')""")
TAG = re.compile(r"<!--.*?-->|<[^>]*>|&#?\w+;", re.DOTALL)
SCRIPT_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", re.DOTALL)

SCRIPT_WORD = re.compile(r"""(?<![\w.$])t\(\s*(["'`])([^"'`]+)\1""")


@cache
def used() -> dict[str, tuple[str, str | tuple[str, ...]]]:
    """Every message of the code and the pages: its singular -> where it stands, and its id."""
    found = {}
    for folder, pattern, method in SOURCES:
        for name, line, message, _, _ in extract_from_dir(ROOT / folder, [(pattern, method)], keywords=KEYWORDS):
            found[first(message)] = (f"{folder}/{name}:{line}", message)
    return found


@cache
def chinese() -> Catalog:
    with CATALOGUE.open("rb") as source:
        return read_po(source, locale="zh")


def first(message: str | tuple[str, ...] | list[str]) -> str:
    return forms(message)[0]


def forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    """A message as its sentences: one, or one per plural form."""
    return [text] if isinstance(text, str) else list(text or ())


def placeholders(sentence: str) -> set[str]:
    return set(PLACEHOLDER.findall(sentence))


def kept() -> list[Message]:
    return [message for message in chinese() if message.id]


def words_of(path: Path) -> set[str]:
    """The keys that a words.py offers to the browser: those of the dictionaries in its `…_words` functions."""
    return {
        key.value
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef) and function.name.endswith("_words")
        for table in ast.walk(function)
        if isinstance(table, ast.Dict)
        for key in table.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }


def scripts() -> list[Path]:
    return [path for path in sorted((ROOT / "static" / "js").rglob("*.js")) if "vendor" not in path.parts]


def uncatalogued(page: str) -> list[str]:
    """The words of a page that stand there bare: in text or in an attribute that is read out."""
    bare = NAMES.sub("", JINJA.sub("", ATTRIBUTE_BLOCK.sub("", TRANSLATED.sub("", page))))
    text = TAG.sub(" ", ATTRIBUTE.sub("", bare))
    return [*re.findall(r"[^\W\d_]{2,}", text), *SPOKEN_ATTRIBUTE.findall(bare)]


def test_message_is_in_the_chinese_catalogue():
    assert {where: message for message, (where, _) in used().items() if chinese().get(message) is None} == {}


def test_message_of_the_catalogue_is_still_used():
    assert {first(message.id) for message in kept()} - set(used()) == set()


def test_message_is_translated():
    assert [message.id for message in kept() if message.fuzzy or not all(forms(message.string))] == []


def test_translation_keeps_the_placeholders():
    differing = [
        (message.id, sentence)
        for message in kept()
        for sentence in forms(message.string)
        if placeholders(sentence) not in [placeholders(english) for english in forms(message.id)]
    ]
    assert differing == []


def test_translation_is_not_the_english_sentence():
    same = [first(message.id) for message in kept() if first(message.id) in forms(message.string)]
    assert [sentence for sentence in same if len(sentence.split()) > 3] == []


def test_message_is_english():
    mixed = {where: set(CHINESE.findall(message)) - KEPT_AS_THEY_ARE for message, (where, _) in used().items()}
    assert {where: words for where, words in mixed.items() if any(len(word) > 1 for word in words)} == {}


def test_pages_say_nothing_past_the_catalogue():
    bare = {
        str(path.relative_to(ROOT)): set(uncatalogued(path.read_text("utf-8"))) - KEPT_AS_THEY_ARE
        for path in sorted((ROOT / "templates").rglob("*.html"))
    }
    assert {page: words for page, words in bare.items() if words} == {}


def test_scripts_say_nothing_in_chinese_past_the_catalogue():
    found = {
        str(path.relative_to(ROOT)): spoken - KEPT_AS_THEY_ARE
        for path in scripts()
        for spoken in [set(CHINESE.findall(SCRIPT_COMMENT.sub("", path.read_text("utf-8"))))]
    }
    assert {script: words for script, words in found.items() if words} == {}


def test_word_of_a_script_is_offered():
    offered = {key for path in sorted((ROOT / "competition").rglob("words.py")) for key in words_of(path)}
    missing = set()
    for path in scripts():
        for _, key in SCRIPT_WORD.findall(path.read_text("utf-8")):
            head, changing, _ = key.partition("${")
            if not (any(one.startswith(head) for one in offered) if changing else key in offered):
                missing.add(f"{path.relative_to(ROOT)} says {key}")
    assert missing == set()


@pytest.mark.parametrize(
    ("page", "bare"),
    [
        ('<p>{{ _("Save") }}</p>', []),
        ("<p>{% trans n=3 %}Three {{ n }}{% endtrans %} · 3 &nbsp; Craftboard</p>", []),
        ("{% if a > b %}<b>Save</b>{% endif %}", ["Save"]),
        ('<input placeholder="Name" class="wide">', ["Name"]),
        ("<p>保存</p>", ["保存"]),
    ],
)
def test_uncatalogued_finds_bare_words(page: str, bare: list[str]):
    assert uncatalogued(page) == bare
