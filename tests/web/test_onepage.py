"""Joining modules and style sheets into one page: what comes out runs, and what is not understood is refused."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
from pathlib import Path

import pytest

from competition.web.onepage import CannotJoin, Joined, join

STATIC = Path(__file__).parents[2] / "static"


def write(folder: Path, **files: str) -> Path:
    """Files by name, where `__` stands for a folder: vendor__a is vendor/a.js."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.js"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def run(script: str) -> object:
    """What the joined script leaves in globalThis.seen, run by node as a classic script."""
    code = f"globalThis.seen = null;\n{script}\nprocess.stdout.write(JSON.stringify(globalThis.seen));"
    node = ["node", "--input-type=commonjs", "-"]
    done = subprocess.run(node, input=code, capture_output=True, text=True, check=True, timeout=30)
    return json.loads(done.stdout)


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_join_runs_every_form_of_import_and_export(tmp_path: Path) -> None:
    write(
        tmp_path,
        entry='import def, { a as b, f } from "./lib/one.js";\nimport * as two from "./two.js";\nimport "./three.js";\n'
        "import {\n  C,\n  g,\n} from './lib/one.js';\n"
        "globalThis.seen = [b, f(), def, two.x, two.again, new C().n, globalThis.three];\n",
        lib__one="export const a = 1;\nexport function f() {\n  return a + 1;\n}\nexport default 7;\n"
        "export class C {\n  n = 5;\n}\nasync function hidden() {}\nexport async function g() {}\n",
        two='const x = "x";\nexport { x, x as y };\nexport { a as again } from "./lib/one.js";\n',
        three="globalThis.three = 3;\n",
    )
    assert run(join(tmp_path, "entry.js").script) == [1, 2, 7, "x", 1, 5, 3]


def test_join_keeps_exports_live(tmp_path: Path) -> None:
    write(
        tmp_path,
        entry='import * as one from "./one.js";\none.bump();\nglobalThis.seen = one.count;\n',
        one="export let count = 0;\nexport function bump() {\n  count += 1;\n}\n",
    )
    assert run(join(tmp_path, "entry.js").script) == 1


def test_join_leaves_words_in_strings_templates_comments_and_expressions_alone(tmp_path: Path) -> None:
    source = (
        'const text = "\\n import { a } from \'./b.js\';";\n/* import x from "y"; */\n// export default 1\n'
        'const shown = `\nexport const no = ${`import("${1 / 2}")`};\n`;\n'
        "const found = /[/\"]\\/export {/.test('/\"');\n"
        "globalThis.seen = [text.length, shown.trim(), found];\n"
    )
    script = join(write(tmp_path, entry=source), "entry.js").script
    assert run(script) == [29, 'export const no = import("0.5");', False]


def test_join_reads_a_minified_vendored_module(tmp_path: Path) -> None:
    write(
        tmp_path,
        entry='import { up, io as connect } from "./vendor/lib.min.js";\nimport named from "./vendor/lib.min.js";\n'
        "globalThis.seen = [up(4), connect, named];\n",
        vendor__lib="",
    )
    (tmp_path / "vendor" / "lib.min.js").write_text(
        '/* v1 */\nvar a=b=>b/2,c="</script>",d=/"/g;export{a as up,c as io,c as default};\n'
        "//# sourceMappingURL=lib.min.js.map\n"
    )
    assert run(join(tmp_path, "entry.js").script) == [2, "</script>", "</script>"]


def test_join_makes_a_text_that_cannot_end_its_own_element(tmp_path: Path) -> None:
    script = join(write(tmp_path, entry='globalThis.seen = "</script><p></SCRIPT >";\n'), "entry.js").script
    assert ("</script" in script.lower(), run(script)) == (False, "</script><p></SCRIPT >")


def test_join_says_the_hash_of_exactly_what_it_made(tmp_path: Path) -> None:
    write(tmp_path, entry="globalThis.seen = '匠';\r\n")
    (tmp_path / "page.css").write_text("p { color: red; }\n")
    joined = join(tmp_path, "entry.js", style="page.css")
    assert joined == Joined(joined.script, hashed(joined.script), "p { color: red; }\n", hashed("p { color: red; }\n"))
    assert "\r" not in joined.script


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('const m = import("./x.js");\n', "entry.js:1: import() and import.meta cannot be joined"),
        ("const here = import.meta.url;\n", "entry.js:1: import() and import.meta cannot be joined"),
        ('import x from "lodash";\n', "entry.js:1: only relative modules can be joined"),
        ('import x from "../outside.js";\n', "entry.js:1: the module lies outside the static folder"),
        ('const a = 1;\nexport * from "./x.js";\n', "entry.js:2: this form of export cannot be joined"),
        ("export const { a } = {};\n", "entry.js:1: this form of export cannot be joined"),
        ('import entry from "./entry.js";\n', "entry.js: modules import one another in a circle"),
    ],
)
def test_join_refuses_what_it_does_not_understand(tmp_path: Path, source: str, words: str) -> None:
    with pytest.raises(CannotJoin) as refused:
        join(write(tmp_path, entry=source), "entry.js")
    assert str(refused.value).startswith(words)


def test_join_inlines_style_sheets_and_makes_addresses_absolute(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "fonts").mkdir()
    page = '@import url("base.css");\n@import "../fonts/fonts.css";\n/* gone */\np { background: url(#a) }\n'
    (tmp_path / "css" / "page.css").write_text(page)
    (tmp_path / "css" / "base.css").write_text("@layer base { p { margin: 0 } }\n")
    (tmp_path / "fonts" / "fonts.css").write_text("@font-face { src: url(./files/a.woff2), url('data:x') }\n")
    style = join(write(tmp_path, entry="\n"), "entry.js", style="css/page.css", base="/static/r1").style
    assert style.split("\n") == [
        "@layer base { p { margin: 0 } }", "",
        '@font-face { src: url("/static/r1/fonts/files/a.woff2"), url(\'data:x\') }', "",
        "", "p { background: url(#a) }", "",
    ]  # fmt: skip


def test_join_refuses_an_import_of_a_sheet_with_conditions(tmp_path: Path) -> None:
    (tmp_path / "page.css").write_text('@import url("a.css") print;\n')
    with pytest.raises(CannotJoin, match="cannot inline"):
        join(write(tmp_path, entry="\n"), "entry.js", style="page.css")


def test_join_makes_the_tablet_page_one_script_that_node_can_parse() -> None:
    joined = join(STATIC, "js/judging/tablet.js", style="css/rooms/judging.css", base="/static/r1")
    done = subprocess.run(["node", "--check", "-"], input=joined.script, capture_output=True, text=True, timeout=30)
    assert (done.returncode, done.stderr) == (0, "")
    assert "@import" not in joined.style
    assert 'url("/static/r1/fonts/files/' in joined.style
