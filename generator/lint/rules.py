"""The list of rules, and running them."""

from collections.abc import Callable, Iterator

from generator.bundle.bundler import Bundle
from generator.lint import (
    class_names,
    custom_methods,
    evidence,
    examples,
    for_the_generator,
    keywords,
    names,
    observability,
    openapi,
    references,
    spelling,
    statuses,
    traits,
)
from generator.load.problems import Problem

Rule = Callable[[Bundle], Iterator[Problem]]

FIRST: tuple[Rule, ...] = (
    openapi.valid_openapi,
    keywords.known_keywords,
    names.unique_operation_ids,
    traits.valid_traits,
)
"""What every other rule takes for granted: while these find something, the others are not run."""

RULES: tuple[Rule, ...] = (
    references.every_file_used,
    references.every_component_used,
    references.links_lead_somewhere,
    names.file_named_by_operation,
    names.unique_trait_names,
    names.no_reserved_names,
    names.distinct_names,
    class_names.distinct_classes,
    class_names.distinct_enum_members,
    statuses.required_statuses,
    statuses.known_tags,
    examples.bodies_have_examples,
    examples.examples_are_valid,
    examples.parameters_have_examples,
    traits.traits_match_operation,
    traits.tasks_and_callbacks,
    traits.batches_and_pages,
    traits.single_entries,
    evidence.sources_resolve,
    evidence.assumptions_resolve,
    evidence.assumptions_are_complete,
    observability.assumptions_are_observable,
    evidence.open_questions_are_named,
    custom_methods.colons_begin_the_last_segment,
    custom_methods.colon_paths_are_known,
    for_the_generator.security_is_explicit,
    for_the_generator.descriptions_in_schema,
    for_the_generator.headers_are_plain,
    for_the_generator.styles_are_written,
    for_the_generator.media_types_are_known,
    spelling.american_spelling,
)


def lint(bundle: Bundle) -> list[Problem]:
    """Check a bundle by all rules.

    Args:
        bundle: what `generator.bundle.bundler.bundle` made.

    Returns:
        What was found, by file and line; empty when the document is right.
    """
    problems = {problem for rule in FIRST for problem in rule(bundle)}
    if not problems:
        problems = {problem for rule in RULES for problem in rule(bundle)}
    return sorted(problems)
