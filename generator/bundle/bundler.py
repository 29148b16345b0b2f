"""Joins the files of a spec into one document.

Whole-file references (an operation in the root, for example) are replaced by the file's content, and so are those to
`file.yaml#/assumptions/name` and `file.yaml#/callbacks/Name`. References of the form `file.yaml#/kind/Name`, with
`kind` one of OpenAPI's other kinds of component, become `#/components/kind/Name`. No other form is taken, so that every
shared thing has one name. Reading files and following pointers through them is the work of the library `referencing`;
no maintained pip package writes such a bundle (see DECISIONS.md).
"""

import json
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import referencing
import referencing.exceptions

from generator.bundle.assumptions import link_assumptions
from generator.load.json_values import Json, Pointer, is_list, is_mapping, mapping, pointer_parts, pointer_text
from generator.load.problems import Place, Problem, SpecError
from generator.load.source import ROOT_FILE, Source

KINDS = (
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
)
"""The kinds of component that become components of the document, in OpenAPI's order."""

INLINED = ("assumptions", "callbacks")
"""Kinds whose named parts are copied to where they are referred to: assumptions, a kind of our own, and callbacks, to
which widely used generators follow no reference."""

_BASE = "file:///"  # a made-up place for the folder: references can only be joined to something absolute


@dataclass(frozen=True)
class Bundle:
    """One API in one document, and where each part of it was written.

    Attributes:
        api: the name of the API.
        document: the OpenAPI document; every reference in it is local.
        origins: for the pointers at which content of another file begins, the file and the pointer there.
        source: the files it was made from.
    """

    api: str
    document: dict[str, Json]
    origins: dict[Pointer, tuple[str, Pointer]]
    source: Source

    def place(self, pointer: Pointer) -> Place:
        """Return the source file, line and pointer of a part of the document."""
        if not self.origins:
            return Place(self.source.label(""), 1, pointer)
        name, there = self._origin(pointer)
        return self.source.file(name).place(there)

    def written(self, pointer: Pointer) -> Json:
        """Return a part of the document as its source file has it, None where the file has no such thing."""
        name, there = self._origin(pointer)
        value = self.source.file(name).value
        for part in there:
            value = mapping(value).get(part)
        return value

    def _origin(self, pointer: Pointer) -> tuple[str, Pointer]:
        known = pointer
        while known not in self.origins:
            known = known[:-1]
        name, start = self.origins[known]
        return name, (*start, *pointer[len(known) :])

    def text(self) -> str:
        """Return the document as JSON: the same bytes for the same spec, anywhere."""
        return json.dumps(self.document, indent=2, ensure_ascii=False) + "\n"


class _Elsewhere(Source):
    """Stands for the files of a document that was bundled elsewhere: nothing of them is here but a name."""

    def __init__(self, api: str, name: str) -> None:
        self.api = api
        self.name = name

    def label(self, name: str) -> str:
        return self.name + name

    def names(self) -> list[str]:
        return []


def bundled_elsewhere(api: str, document: dict[str, Json], name: str) -> Bundle:
    """Return a bundle of a document of which no source files are here.

    Args:
        api: the name of the API.
        document: what `Bundle.text` wrote, read again.
        name: how messages call it, such as the path of its file.
    """
    return Bundle(api, document, {}, _Elsewhere(api, name))


def bundle(source: Source) -> Bundle:
    """Join the files of an API.

    Raises:
        SpecError: a file cannot be read, or a reference is broken, remote, circular or of a form not used here.
    """
    bundler = _Bundler(source)
    root = source.file(ROOT_FILE).value
    if not is_mapping(root):
        raise bundler.error(_Here(ROOT_FILE, ()), "the root is not a mapping", "begin with `openapi: 3.1.0`")
    if "swagger" in root:
        message = f"the document is Swagger {root['swagger']}, which is another language than OpenAPI"
        raise bundler.error(_Here(ROOT_FILE, ("swagger",)), message, "write it as `openapi: 3.1.0`; converters do most")
    document: dict[str, Json] = bundler.copy(root, _Here(ROOT_FILE, ()), ())
    own = document.pop("components", {})
    components = {kind: {**own.get(kind, {}), **bundler.components.get(kind, {})} for kind in KINDS}
    document["components"] = {kind: dict(sorted(named.items())) for kind, named in components.items() if named}
    link_assumptions(document)
    return Bundle(source.api, document, bundler.origins, source)


@dataclass(frozen=True)
class _Here:
    """Where the bundler reads: a file and a pointer in it."""

    file: str
    pointer: Pointer

    def child(self, key: str) -> "_Here":
        return _Here(self.file, (*self.pointer, key))


class _Bundler:
    def __init__(self, source: Source) -> None:
        self.source = source
        registry: referencing.Registry[Json] = referencing.Registry(retrieve=self._retrieve)  # type: ignore[call-arg]
        self.resolver = registry.resolver()
        self.components: dict[str, dict[str, Json]] = {}
        self.origins: dict[Pointer, tuple[str, Pointer]] = {(): (ROOT_FILE, ())}
        self._homes: dict[Pointer, _Here] = {}
        self._open_files: list[str] = []

    def _retrieve(self, uri: str) -> referencing.Resource[Json]:
        return referencing.Resource.opaque(self.source.file(uri.removeprefix(_BASE)).value)

    def error(self, here: _Here, message: str, remedy: str) -> SpecError:
        place = self.source.file(here.file).place(here.pointer)
        return SpecError(Problem(place, "reference", message, remedy))

    def copy(self, value: Json, here: _Here, out: Pointer) -> Json:
        """Copy a value, references replaced; `out` is where the copy stands in the bundle."""
        if is_list(value):
            return [self.copy(v, here.child(str(i)), (*out, str(i))) for i, v in enumerate(value)]
        if not is_mapping(value):
            return value
        reference = value.get("$ref")
        beside = {k: self.copy(v, here.child(k), (*out, k)) for k, v in value.items() if k != "$ref"}
        if not isinstance(reference, str):
            return beside if reference is None else {**beside, "$ref": reference}
        target = self._reference(reference, here.child("$ref"), out)
        return {**target, **beside} if is_mapping(target) else target

    def _reference(self, reference: str, here: _Here, out: Pointer) -> Json:
        target = self._target(reference, here)
        contents = self._lookup(reference, target, here)
        if not target.pointer:
            return self._inline(contents, target.file, here, out)
        kind_and_name = target.pointer[1:] if target.pointer[0] == "components" else target.pointer
        if len(kind_and_name) != 2 or kind_and_name[0] not in (*KINDS, *INLINED):  # noqa: PLR2004 - kind and name
            raise self.error(
                here,
                f"the reference {reference!r} points into the middle of something",
                f"name the target under one of {', '.join((*KINDS, *INLINED))} and refer to `file.yaml#/kind/Name`",
            )
        if kind_and_name[0] in INLINED:
            self.origins[out] = (target.file, target.pointer)
            return self.copy(contents, target, out)
        return self._component(contents, target, kind_and_name, here)

    def _target(self, reference: str, here: _Here) -> _Here:
        parts = urlsplit(reference)
        if parts.scheme or parts.netloc:
            raise self.error(
                here,
                f"the reference {reference!r} leads to another host",
                "copy what is needed into the spec folder; bundling works offline and fetches nothing",
            )
        joined = urlsplit(urljoin(_BASE + here.file, reference))
        return _Here(joined.path.lstrip("/"), pointer_parts(joined.fragment))

    def _lookup(self, reference: str, target: _Here, here: _Here) -> Json:
        try:
            return self.resolver.lookup(_BASE + target.file + pointer_text(target.pointer)).contents
        except referencing.exceptions.Unresolvable as error:
            cause = error.__cause__.__cause__ if error.__cause__ else None
            if isinstance(cause, SpecError) and cause.problem.rule != "load":
                raise cause from error  # the file is there, but cannot be read: its own message says more
            raise self.error(
                here, f"the reference {reference!r} leads nowhere", "correct the file name or the name behind `#/`"
            ) from error

    def _inline(self, contents: Json, file: str, here: _Here, out: Pointer) -> Json:
        if file in self._open_files:
            raise self.error(here, f"{file} contains itself", "refer to named components where things are recursive")
        self._open_files.append(file)
        self.origins[out] = (file, ())
        content = self.copy(contents, _Here(file, ()), out)
        self._open_files.pop()
        return content

    def _component(self, contents: Json, target: _Here, kind_and_name: Pointer, here: _Here) -> Json:
        kind, name = kind_and_name
        home = self._homes.setdefault(kind_and_name, target)
        if home != target:
            raise self.error(
                here,
                f"two components are called {kind}/{name}: in {home.file} and in {target.file}",
                "give one of them another name",
            )
        out: Pointer = ("components", kind, name)
        if out not in self.origins and target.pointer[0] != "components":
            self.origins[out] = (target.file, target.pointer)
            self.components.setdefault(kind, {})[name] = self.copy(contents, target, out)
        return {"$ref": pointer_text(out)}
