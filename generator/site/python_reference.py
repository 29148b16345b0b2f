"""docs/reference/NAME/{client,resources,types}.md: the public names of a client, from signatures and docstrings."""

from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from typing import Final

from griffe import Alias, Attribute, Class, Expr, ExprCall, Function, GriffeLoader, Module, Object

from generator.site.docstrings import rendered, summary
from generator.site.signatures import signature
from sdk_core.api import Api

FOLDERS: Final = ("overlays", "generated")
_TWIN: Final = "with_raw_response"
"""An attribute of all resources, which their page explains once."""


class Reference:
    """The packages of a repository, read without importing them.

    Args:
        root: the folder of the repository.
        packages: what to read.
    """

    def __init__(self, root: Path, packages: Sequence[str]) -> None:
        loader = GriffeLoader(search_paths=[root / folder for folder in FOLDERS])
        for package in packages:
            loader.load(package)
        loader.resolve_aliases(implicit=True)
        self._modules = loader.modules_collection

    def find(self, path: str) -> Object:
        """Return what has a dotted name, where it is defined."""
        return _target(self._modules[path])

    def exported(self, package: str) -> list[str]:
        """Return the names of the `__all__` of a package."""
        module = self.find(package)
        names = module.exports if isinstance(module, Module) else None
        return sorted(str(each) for each in names or () if not str(each).startswith("_"))

    def client_page(self, api: Api) -> str:
        """Return the page of an API's client as Markdown."""
        client = self._client(api)
        resources = [name for name, _ in self._resources(client)]
        lines = [
            f"# {client.name}",
            "",
            (
                f"Import it from `{api.package}`. `Async{client.name}` has the same names for asyncio: its methods are "
                "awaited, what iterates is iterated by `async for`, and what is entered is entered by `async with`."
            ),
            "",
            *_described(client),
            *_members(client, 2, without=resources),
            "",
            "## Resources",
            "",
            *(f"- [{each}](resources.md#{each}): {_about(client, each)}" for each in resources),
        ]
        return "\n".join([*lines, ""])

    def resources_page(self, api: Api) -> str:
        """Return the page of the resources of an API's client as Markdown."""
        client = self._client(api)
        lines = [
            f"# Resources of {client.name}",
            "",
            (
                "Attributes of the [client](client.md), and their methods. Each method that calls one operation has a "
                f"twin under `{_TWIN}` that returns the status, the headers and the plain JSON. "
                "[The operations](operations.md) say what is known of each call."
            ),
        ]
        for name, resource in self._resources(client):
            lines += ["", f"## {name}", "", _about(client, name), *_members(resource, 3, prefix=f"{name}.")]
        return "\n".join([*lines, ""])

    def types_page(self, api: Api, without: Container[str]) -> str:
        """Return the page of what else a client's package exports as Markdown.

        Args:
            api: whose client.
            without: names that are described elsewhere.
        """
        lines = [
            f"# Other names of {api.package}",
            "",
            f"What `{api.package}` exports beside the [client](client.md) and the [errors](errors.md).",
        ]
        for name in self.exported(api.package):
            if name not in without:
                lines += ["", *self.section(f"{api.package}.{name}")]
        return "\n".join([*lines, ""])

    def section(self, path: str, level: int = 2) -> list[str]:
        """Return the section of a name: its heading, its signature, what it says, and its members."""
        found = self.find(path)
        members = _members(found, level + 1) if isinstance(found, Class) else []
        if isinstance(found, Attribute) and isinstance(found.value, ExprCall):  # an object that the module makes
            members = rendered(_text(self.find(found.value.canonical_path)))
        return [f"{'#' * level} {path.rpartition('.')[2]}", "", *_described(found), *members]

    def _client(self, api: Api) -> Class:
        found = self.find(api.client.replace(":", "."))
        if not isinstance(found, Class):
            raise TypeError(f"the client of {api.name}, {api.client}, is no class: see its `API`")
        return found

    def _resources(self, client: Class) -> Iterator[tuple[str, Class]]:
        """Yield the resources of a client in the order of their names, each with its class."""
        for name, member in sorted(_public(client)):
            annotation = member.annotation if isinstance(member, Attribute) and "cached" in member.labels else None
            if isinstance(annotation, Expr):
                found = self.find(annotation.canonical_path)
                if isinstance(found, Class) and _TWIN in found.all_members:
                    yield name, found


def _target(found: Object | Alias) -> Object:
    return found.final_target if isinstance(found, Alias) else found


def _public(found: Class) -> Iterator[tuple[str, Object]]:
    """Yield the public methods and properties of a class, those of its bases among them."""
    for name, member in found.all_members.items():
        each = _target(member)
        is_explained = isinstance(each, Function) or "property" in each.labels
        if not name.startswith("_") and name != _TWIN and is_explained:
            yield name, each


def _members(found: Class, level: int, *, prefix: str = "", without: Container[str] = ()) -> list[str]:
    lines: list[str] = []
    for name, each in sorted(_public(found)):
        if name not in without:
            lines += ["", f"{'#' * level} {prefix or f'{found.name}.'}{name}", "", *_described(each)]
    return lines


def _described(found: Object) -> list[str]:
    return ["```python", *signature(found), "```", "", *rendered(_text(found))]


def _text(found: Object) -> str:
    return found.docstring.value if found.docstring else ""


def _about(client: Class, name: str) -> str:
    """Return what a client says of a resource: at its property, or among its attributes."""
    each = _target(client.all_members[name])
    if each.docstring:
        return summary(each.docstring.value)
    line = next((line for line in _text(client).splitlines() if line.strip().startswith(f"{name}: ")), "")
    about = line.partition(": ")[2]
    return about[:1].upper() + about[1:]
