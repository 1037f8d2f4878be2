#!/usr/bin/env python3
"""Renews schutznetz/ui/static/vendor and vendor.json from npm packages. Needs npm; users and CI never run this.

KERN's style sheet is cut down to what our templates use: run this again after a template names a new KERN class
(tests/ui/test_vendor.py says when). Two runs over the same templates write the same bytes.
"""

import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import venv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "schutznetz"
TARGET = CODE / "ui/static/vendor"
LISTING = CODE / "ui/vendor.json"
MANIFEST = Path(__file__).with_suffix(".toml")


class VendorError(Exception):
    """A package is not the one the manifest names."""


# --- Packages ---------------------------------------------------------------------------------------------------


def fetch(source: dict[str, Any], folder: Path, prefix: str = "") -> Path:
    """Download with `npm pack` from whatever registry this machine uses; return the unpacked folder."""
    package, version, integrity = (source[f"{prefix}{key}"] for key in ("package", "version", "integrity"))
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), f"{package}@{version}"]
    name = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1]
    archive = folder / name
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != integrity:
        raise VendorError(f"{name}: integrity is {found}, the manifest says {integrity}")
    target = folder / name.removesuffix(".tgz")
    with tarfile.open(archive) as tar:
        tar.extractall(target, filter="data")
    return target / "package"


# --- CSS: read, keep what is used, write --------------------------------------------------------------------------


@dataclass
class Rule:
    """A style rule (``declarations``) or a group such as ``@media`` (``children``)."""

    prelude: str
    declarations: list[tuple[str, str]] = field(default_factory=list)
    children: list["Rule"] = field(default_factory=list)


def split_outside(text: str, separator: str) -> list[str]:
    """Split where `separator` stands outside of brackets and quotes."""
    parts, depth, quote, start = [], 0, "", 0
    for position, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        elif sign == separator and not depth:
            parts.append(text[start:position])
            start = position + 1
    return [part.strip() for part in [*parts, text[start:]] if part.strip()]


def parse(css: str) -> list[Rule]:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL).replace('@charset "UTF-8";', "")
    rules, end = _parse_block(css, 0)
    if css[end:].strip():
        raise VendorError(f"the style sheet cannot be read from character {end} on")
    return rules


def _parse_block(css: str, position: int) -> tuple[list[Rule], int]:
    rules: list[Rule] = []
    # A quoted string may hold braces (data addresses do not, but a later version could).
    token = re.compile(r"\"[^\"]*\"|'[^']*'|[{}]")
    start = position
    while match := token.search(css, position):
        position = match.end()
        if match[0] == "}":
            return rules, position
        if match[0] == "{":
            rule = Rule(" ".join(css[start : match.start()].split()))
            if rule.prelude.startswith(("@media", "@supports", "@keyframes")):
                rule.children, position = _parse_block(css, position)
            else:
                end = css.index("}", position)
                pairs = (item.partition(":") for item in split_outside(css[position:end], ";"))
                rule.declarations = [(name.strip(), " ".join(value.split())) for name, _, value in pairs]
                position = end + 1
            rules.append(rule)
            start = position
    return rules, len(css)


def used_words() -> tuple[set[str], set[str]]:
    """KERN's classes in our templates and code; KERN's custom properties in our style sheets."""
    pages = [*CODE.glob("*/templates/**/*.html"), *CODE.glob("ui/**/*.py")]
    text = "\n".join(path.read_text() for path in sorted(pages))
    sheets = [path for path in CODE.glob("*/static/**/*.css") if TARGET not in path.parents]
    styles = "\n".join(path.read_text() for path in sorted(sheets))
    return set(re.findall(r"\bkern-[a-z0-9_-]+", text)), set(re.findall(r"--kern-[a-z0-9-]+", styles))


def is_used(selector: str, classes: set[str]) -> bool:
    """Whether our pages can match: `:not(…)` asks for nothing, of `:is(…)` one branch is enough."""
    selector = re.sub(r":not\([^()]*\)", "", selector)
    while branches := re.search(r":is\(([^()]*)\)", selector):
        branch = next((part for part in split_outside(branches[1], ",") if is_used(part, classes)), ".missing")
        selector = selector.replace(branches[0], branch)
    wanted = re.findall(r"\.([A-Za-z][\w-]*)", selector)
    return "data-kern-" not in selector and set(wanted) <= classes


def keep_selectors(rules: list[Rule], classes: set[str]) -> Iterator[Rule]:
    for rule in rules:
        if rule.prelude.startswith("@keyframes"):  # nothing of ours moves
            continue
        if rule.children:
            children = list(keep_selectors(rule.children, classes))
            if children:
                yield Rule(rule.prelude, children=children)
            continue
        selectors = [item for item in split_outside(rule.prelude, ",") if is_used(item, classes)]
        if selectors and rule.declarations:
            yield Rule(",".join(selectors), rule.declarations)


def declarations(rules: list[Rule]) -> Iterator[tuple[str, str]]:
    for rule in rules:
        yield from rule.declarations
        yield from declarations(rule.children)


def needed_properties(rules: list[Rule], wanted: set[str]) -> set[str]:
    """Every custom property that a kept declaration or our own style sheet reads, directly or through others."""
    reads: dict[str, set[str]] = {}
    for name, value in declarations(rules):
        reads.setdefault(name, set()).update(re.findall(r"var\((--[\w-]+)", value))
    needed, queue = set(), [*wanted, *(found for name in reads if not name.startswith("--") for found in reads[name])]
    while queue:
        name = queue.pop()
        if name not in needed:
            needed.add(name)
            queue.extend(reads.get(name, ()))
    return needed & reads.keys()


def hexadecimal(match: re.Match[str]) -> str:
    """Write an `oklch()` colour as sRGB, which older telephones understand too."""
    from math import cos, radians, sin  # noqa: PLC0415  -- three words for one formula (CSS Color 4, 10.1)

    light, chroma, hue = float(match[1]) / 100, float(match[2]), radians(float(match[3]))
    a, b = chroma * cos(hue), chroma * sin(hue)
    l_ = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    m_ = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s_ = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * l_ - 3.3077115913 * m_ + 0.2309699292 * s_,
        -1.2684380046 * l_ + 2.6097574011 * m_ - 0.3413193965 * s_,
        -0.0041960863 * l_ - 0.7034186147 * m_ + 1.7076147010 * s_,
    )
    gamma = (12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055 for v in (max(v, 0) for v in linear))
    return "#" + "".join(f"{round(min(value, 1) * 255):02x}" for value in gamma)


def write_rules(rules: list[Rule], needed: set[str]) -> Iterator[str]:
    for rule in rules:
        if rule.children:
            inner = "\n".join(write_rules(rule.children, needed))
            if inner:
                yield f"{rule.prelude}{{\n{inner}\n}}"
            continue
        kept = [(name, value) for name, value in rule.declarations if not name.startswith("--") or name in needed]
        if kept:
            yield f"{rule.prelude}{{{';'.join(f'{name}:{short(value, needed)}' for name, value in kept)}}}"


def short(value: str, needed: set[str]) -> str:
    """Drop fallbacks of properties that are defined, and colours older browsers cannot read."""
    value = re.sub(r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)", hexadecimal, value)
    return re.sub(r"var\((--[\w-]+), ?[^()]*\)", lambda m: f"var({m[1]})" if m[1] in needed else m[0], value)


def prune(css: str) -> str:
    classes, wanted = used_words()
    rules = list(keep_selectors(parse(css), classes))
    return "\n".join(write_rules(rules, needed_properties(rules, wanted))) + "\n"


# --- Fonts --------------------------------------------------------------------------------------------------------


def make_tools(folder: Path, tools: dict[str, str]) -> Path:
    venv.create(folder, with_pip=True)
    wanted = [f"{name}=={version}" for name, version in tools.items()]
    subprocess.run([folder / "bin/python", "-m", "pip", "install", "--quiet", *wanted], check=True)
    return folder / "bin/pyftsubset"


def subset(tool: Path, source: Path, target: Path, fonts: dict[str, Any]) -> None:
    options = [f"--unicodes={fonts['unicodes']}", f"--layout-features={fonts['features']}", "--flavor=woff2"]
    command = [str(tool), str(source), *options, "--no-hinting", "--desubroutinize", f"--output-file={target}"]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


def font_face(file: str, weight: int, unicodes: str) -> str:
    return (
        f'@font-face{{font-family:"Fira Sans";font-style:normal;font-weight:{weight};font-display:swap;'
        f'src:url("{file}") format("woff2");unicode-range:{unicodes}}}\n'
    )


# --- The three parts ------------------------------------------------------------------------------------------------


def vendor_kern(kern: dict[str, Any], package: Path, target: Path) -> dict[str, Any]:
    folder = fresh(target, f"kern-{kern['version']}")
    head = f"/* {kern['package']} {kern['version']}. {kern['notice']}\n   Geändert am {kern['changed']}: "
    head += "auf die benutzten Regeln gekürzt, Farben als sRGB geschrieben (maintenance/vendor.py). */\n"
    (folder / "kern.css").write_text(head + prune((package / "dist/kern.css").read_text()))
    shutil.copy(package / "LICENSE.md", folder / "LICENSE.md")
    return entry(kern["package"], kern, folder)


def vendor_htmx(htmx: dict[str, Any], package: Path, target: Path) -> dict[str, Any]:
    folder = fresh(target, f"htmx-{htmx['version']}")
    shutil.copy(package / "dist/htmx.min.js", folder / "htmx.min.js")
    shutil.copy(package / "LICENSE", folder / "LICENSE")
    return entry(htmx["package"], htmx, folder)


def vendor_fonts(manifest: dict[str, Any], kern: Path, licence: Path, target: Path) -> dict[str, Any]:
    fonts = manifest["fonts"]
    folder = fresh(target, f"fira-sans-{fonts['version']}")
    tool, faces = make_tools(target.parent / "tools", manifest["tools"]), ""
    for cut, weight in fonts["cuts"].items():
        file = f"fira-sans-{weight}.woff2"
        subset(tool, kern / f"dist/fonts/fira-sans/FiraSans-{cut}.woff2", folder / file, fonts)
        faces += font_face(file, weight, fonts["unicodes"])
    (folder / "fira-sans.css").write_text(faces)
    text = (licence / "LICENSE").read_text()
    text = text[text.index("This Font Software is licensed") :]
    (folder / "OFL.txt").write_text(f"{fonts['copyright']}\n\n{text}")
    source = {**fonts, "integrity": manifest["kern"]["integrity"]}
    return entry("Fira Sans", source, folder) | {"from": manifest["kern"]["package"]}


def fresh(target: Path, name: str) -> Path:
    folder = target / name
    folder.mkdir(parents=True)
    return folder


def entry(name: str, source: dict[str, Any], folder: Path) -> dict[str, Any]:
    files = {
        path.relative_to(folder.parent).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
    }
    return {"name": name} | {key: source[key] for key in ("version", "integrity", "licence")} | {"files": files}


def main() -> None:
    manifest = tomllib.loads(MANIFEST.read_text())
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        kern = fetch(manifest["kern"], work)
        htmx = fetch(manifest["htmx"], work)
        licence = fetch(manifest["fonts"], work, "licence_")
        built = work / "vendor"
        listing = [
            vendor_kern(manifest["kern"], kern, built),
            vendor_htmx(manifest["htmx"], htmx, built),
            vendor_fonts(manifest, kern, licence, built),
        ]
        # Only now, when nothing can fail any more, the old files go.
        shutil.rmtree(TARGET, ignore_errors=True)
        shutil.copytree(built, TARGET)
    LISTING.write_text(json.dumps(listing, indent=2, ensure_ascii=False) + "\n")
    for path in sorted(TARGET.rglob("*.*")):
        if path.is_file():
            print(f"{path.stat().st_size:>7} {path.relative_to(TARGET)}")


if __name__ == "__main__":
    try:
        main()
    except (VendorError, subprocess.CalledProcessError) as error:
        sys.exit(f"vendor: {error}")
