"""The command line of the pipeline: one command per stage."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from generator.bundle.bundler import Bundle, bundle
from generator.check.folders import difference
from generator.diff.comparison import Comparison, compare
from generator.diff.report import FORMATS, report
from generator.diff.sides import SideError, Workplace, is_bundle
from generator.generate.api_table import PACKAGE, with_rooms, write_table
from generator.generate.client import write_client
from generator.generate.problems import GenerationError
from generator.generate.settings import settings
from generator.generate.swap import swap_in
from generator.lint.rules import lint
from generator.load.problems import SpecError
from generator.load.source import Source, apis
from generator.new_api.write import NewApiError, write_skeleton
from generator.report.evidence import evidence_page, evidence_path
from generator.report.overview import having, overview
from generator.report.settling import settling_page, settling_path
from generator.site.staging import DocsError, stage
from generator.wire.canonical import canonical_requests, package_document
from generator.wire.examples import WireError
from generator.wire.golden import golden_differences, golden_folder, golden_texts, write_golden

ROOT = Path(__file__).resolve().parent.parent

NO_API = "there is no API in {}: no folder of it holds an openapi.yaml"

SIDES = 2
"""What a comparison has."""

Command = Callable[[list[Bundle], argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0 when all is well, 1 when something is wrong with the spec, 2 for a wrong call."""
    options = _parser().parse_args(arguments)
    if options.command in WITHOUT_BUNDLES:
        return int(options.command(options))
    names: list[str] = [options.api] if options.api else apis(options.spec)
    if not names:
        print(NO_API.format(options.spec), file=sys.stderr)
        return 2
    bundles: list[Bundle] = []
    for name in names:
        try:
            bundles.append(bundle(Source(options.spec, name)))
        except SpecError as error:
            print(error, file=sys.stderr)
    command: Command = options.command
    if len(bundles) < len(names):
        if command is _lint:  # the others are checked all the same
            _lint(bundles, options)
        return 1
    try:
        return command(bundles, options)
    except (GenerationError, WireError) as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m generator", description="From spec/ to the generated client.")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--api", metavar="NAME", help="a folder of spec/; without it, every API there is")
    common.add_argument("--spec", type=Path, default=ROOT / "spec", metavar="DIR", help="the folder of all specs")
    common.add_argument(
        "--output", type=Path, default=ROOT, metavar="DIR", help="where results go; generated/ and docs/ lie in it"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (run, text) in COMMANDS.items():
        command = commands.add_parser(name, parents=[common], help=text, description=text)
        command.set_defaults(command=run)
        if run is _show:
            command.add_argument("operation", nargs="?", metavar="OPERATION", help="an operationId")
        elif run is _new_api:
            command.add_argument("name", metavar="NAME", help="a new folder of spec/; it becomes NAME_api in Python")
        elif run is _golden:
            command.add_argument("--update", action="store_true", help="write the golden files instead of comparing")
        elif run is _diff:
            for side in ("old", "new"):
                command.add_argument(side, metavar=side.upper(), help="a bundle (.json), a git revision, or `worktree`")
            command.add_argument("--format", choices=FORMATS, default="text", help="what to print (default: text)")
    return parser


def _new_api(options: argparse.Namespace) -> int:
    try:
        written = write_skeleton(options.spec, options.name)
    except NewApiError as error:
        print(error, file=sys.stderr)
        return 2
    for path in written:
        print(f"wrote {path}", file=sys.stderr)
    print(
        f"What only a person can know is marked TODO: `make lint API={options.name}` lists it, "
        "and spec/README.md says how to write it."
    )
    return 0


def _lint(bundles: list[Bundle], _: argparse.Namespace) -> int:
    wrong = 0
    for each in bundles:
        problems = lint(each)
        wrong += len(problems)
        for problem in problems:
            print(problem, file=sys.stderr)
        print(f"{each.api}: {len(problems) or 'no'} problem{'s' * (len(problems) != 1)}")
    return 1 if wrong else 0


def _bundle(bundles: list[Bundle], options: argparse.Namespace) -> int:
    for each in bundles:
        _write(options.output / "build" / f"{each.api}.openapi.json", each.text())
    return 0


def _generate(bundles: list[Bundle], options: argparse.Namespace) -> int:
    if wrong := _lint(bundles, options):
        return wrong
    for each in bundles:
        chosen = settings(each.api)
        folder = options.output / "generated" / chosen.package
        swap_in(folder, partial(write_client, each, chosen))
        print(f"wrote {folder}", file=sys.stderr)
    if rooms := with_rooms(map(settings, apis(options.spec))):
        swap_in(options.output / "generated" / PACKAGE, partial(write_table, rooms))
    return 0


def _check(bundles: list[Bundle], options: argparse.Namespace) -> int:
    lines: list[str] = []
    for each in bundles:
        chosen = settings(each.api)
        with tempfile.TemporaryDirectory() as temporary:
            write_client(each, chosen, Path(temporary) / chosen.package)
            found = difference(options.output / "generated" / chosen.package, Path(temporary) / chosen.package)
        lines += [f"{chosen.package}:", *found] if found else []
    if rooms := with_rooms(map(settings, apis(options.spec))):
        with tempfile.TemporaryDirectory() as temporary:
            write_table(rooms, Path(temporary) / PACKAGE)
            found = difference(options.output / "generated" / PACKAGE, Path(temporary) / PACKAGE)
        lines += [f"{PACKAGE}:", *found] if found else []
    return _shown(lines, "what is committed is not what the spec says: run `make generate` and commit the result")


def _golden(bundles: list[Bundle], options: argparse.Namespace) -> int:
    lines: list[str] = []
    for each in bundles:
        folder = golden_folder(options.output, each.api)
        package = options.output / "generated" / settings(each.api).package
        texts = golden_texts(package_document(package), canonical_requests(package, options.output / "overlays"))
        if options.update:
            write_golden(folder, texts)
            print(f"wrote {folder}", file=sys.stderr)
        else:
            lines += golden_differences(folder, texts)
    return _shown(lines, "the client sends other requests: if that is meant, run `make golden UPDATE=1`")


def _diff(options: argparse.Namespace) -> int:
    comparisons: list[Comparison] = []
    with tempfile.TemporaryDirectory() as temporary:
        place = Workplace(options.spec, options.output, Path(temporary))
        try:
            for name in _compared(place, options):
                chosen = settings(name)
                sides = place.side(options.old, chosen), place.side(options.new, chosen)
                comparisons.append(compare(name, *sides))
        except (GenerationError, SideError, WireError) as error:
            print(error, file=sys.stderr)
            return 2
    print(report(comparisons, options.format), end="")
    return 1 if any(each.breaks for each in comparisons) else 0


def _compared(place: Workplace, options: argparse.Namespace) -> list[str]:
    """Return the APIs to compare: those of either side, for one that is gone breaks its callers."""
    bundles = [side for side in (options.old, options.new) if is_bundle(side)]
    known = sorted({*place.apis(options.old), *place.apis(options.new), *(apis(options.spec) if bundles else ())})
    if options.api:
        if options.api not in known and len(bundles) < SIDES:
            raise SideError(f"there is no API {options.api!r} (known: {', '.join(known) or 'none'}); name one of these")
        return [options.api]
    if not known:
        raise SideError(NO_API.format(options.spec))
    if bundles and len(known) > 1:
        raise SideError(f"a bundle is of one API: say of which by --api (API=... of make); known: {', '.join(known)}")
    return known


def _shown(differences: list[str], remedy: str) -> int:
    for line in differences:
        print(line)
    if differences:
        print(remedy, file=sys.stderr)
    return 1 if differences else 0


def _evidence(bundles: list[Bundle], options: argparse.Namespace) -> int:
    for each in bundles:
        page = evidence_page(each.document)
        print(page)
        _write(options.output / evidence_path(each.api), page)
        _write(options.output / settling_path(each.api), settling_page(each.document))
    return 0


def _docs_pages(options: argparse.Namespace) -> int:
    """Write the pages of all APIs, since some are about all of them."""
    from generator.site.pages import FOLDER, reference_pages  # noqa: PLC0415 - needs what `generate` writes

    try:
        documents = {name: bundle(Source(options.spec, name)).document for name in apis(options.spec)}
    except SpecError as error:
        print(error, file=sys.stderr)
        return 1
    for path, page in reference_pages(options.output, documents):
        target = options.output / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page, "utf-8", newline="\n")
    print(f"wrote {options.output / FOLDER}", file=sys.stderr)
    return 0


def _docs_stage(options: argparse.Namespace) -> int:
    return _docs_work(stage, options)


def _docs_finish(options: argparse.Namespace) -> int:
    from generator.site.finishing import finish  # noqa: PLC0415 - as above

    return _docs_work(finish, options)


def _docs_work(work: Callable[[Path], Path], options: argparse.Namespace) -> int:
    try:
        print(f"wrote {work(options.output)}", file=sys.stderr)
    except DocsError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _show(bundles: list[Bundle], options: argparse.Namespace) -> int:
    documents = {each.api: each.document for each in bundles}
    if options.operation:
        try:
            found = having(documents, options.operation)
        except LookupError as error:
            print(error.args[0], file=sys.stderr)
            return 2
        documents = {found: documents[found]}
    print("\n\n".join(overview(api, document, options.operation) for api, document in documents.items()))
    return 0


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
    print(f"wrote {path}", file=sys.stderr)


COMMANDS: dict[str, tuple[Command | Callable[[argparse.Namespace], int], str]] = {
    "new-api": (_new_api, "write the beginning of a spec, in which TODO marks what only a person can know"),
    "lint": (_lint, "check the spec by all rules"),
    "bundle": (_bundle, "write one OpenAPI document into build/"),
    "generate": (_generate, "generate the Python client"),
    "check": (_check, "is the committed client what the spec says?"),
    "golden": (_golden, "does the committed client send what the golden files say?"),
    "diff": (_diff, "what differs between two states of the API, and what of it breaks callers"),
    "evidence": (_evidence, "print and write docs/evidence/NAME.md, and write docs/contract/NAME.md"),
    "docs-pages": (_docs_pages, "write docs/reference from docstrings, help texts, settings and specs"),
    "docs-stage": (_docs_stage, "copy the pages of docs/ to where the builder of the site finds them"),
    "docs-finish": (_docs_finish, "check the site that was built, and put it into build/site"),
    "show": (_show, "print an overview, and one operation if named"),
}
WITHOUT_BUNDLES = (_diff, _new_api, _docs_pages, _docs_stage, _docs_finish)
"""Commands that read the specs themselves, or need none."""
