"""The pages of docs/reference, which are written by `make docs-pages` and committed: what each is called and says."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.generate.settings import settings
from generator.load.json_values import Json
from generator.site.command_help import commands_page, commands_path, program_of
from generator.site.environment import PATH as ENVIRONMENT
from generator.site.environment import environment_page
from generator.site.error_tree import error_names, errors_page, errors_path
from generator.site.operations import operations_page, operations_path
from generator.site.python_reference import Reference
from generator.site.shared_pages import SYNC, TESTING, sync_page, testing_page
from sdk_core.apis import api_names, find_api

FOLDER = "docs/reference"
SHARED = "sdk_core"


def reference_pages(root: Path, documents: Mapping[str, dict[str, Json]]) -> Iterator[tuple[str, str]]:
    """Yield the pages, each with its path in the repository.

    Args:
        root: the folder of the repository.
        documents: the bundled documents by the names of their APIs.
    """
    apis = [find_api(name) for name in api_names()]
    packages = [package for api in apis for package in (api.package, settings(api.name).package)]
    reference = Reference(root, [*packages, SHARED])
    for api in apis:
        folder = f"{FOLDER}/{api.name}"
        client = api.client.partition(":")[2]
        yield f"{folder}/client.md", reference.client_page(api)
        yield f"{folder}/resources.md", reference.resources_page(api)
        yield f"{folder}/types.md", reference.types_page(api, {client, f"Async{client}", *error_names(api)})
        yield errors_path(api.name), errors_page(api)
        yield commands_path(api.name), commands_page(api)
        yield operations_path(api.name), operations_page(api.name, documents[api.name], program_of(api).name)
    yield ENVIRONMENT, environment_page()
    yield SYNC, sync_page(reference, apis)
    yield TESTING, testing_page(reference, apis)
