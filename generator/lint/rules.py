"""The list of rules, and running them."""

from collections.abc import Callable, Iterator

from generator.bundle.bundler import Bundle
from generator.lint import (
    batches,
    calls,
    class_names,
    custom_methods,
    errors,
    evidence,
    examples,
    for_the_generator,
    keywords,
    limits,
    names,
    naming,
    observability,
    openapi,
    page_types,
    pages,
    placeholders,
    references,
    rows,
    spelling,
    statuses,
    tasks,
    traits,
    vocabulary,
)
from generator.load.problems import Problem

Rule = Callable[[Bundle], Iterator[Problem]]

FIRST: tuple[Rule, ...] = (
    openapi.valid_openapi,
    keywords.known_keywords,
    names.unique_operation_ids,
    vocabulary.valid_root,
    vocabulary.valid_traits,
)
"""What every other rule takes for granted: while these find something, the others are not run."""

RULES: tuple[Rule, ...] = (
    placeholders.nothing_is_left_to_do,
    references.every_file_used,
    references.every_component_used,
    references.links_lead_somewhere,
    references.component_kinds_are_known,
    references.security_is_described,
    names.file_named_by_operation,
    names.unique_trait_names,
    names.names_have_letters,
    names.distinct_names,
    class_names.distinct_classes,
    class_names.distinct_enum_members,
    statuses.required_statuses,
    statuses.statuses_of_parameters,
    statuses.known_tags,
    statuses.everything_is_described,
    examples.bodies_have_examples,
    examples.examples_are_valid,
    examples.parameters_have_examples,
    traits.traits_match_operation,
    traits.keys_are_known,
    traits.intents_are_unique,
    traits.people_are_personal,
    naming.marks_name_kinds,
    naming.marks_agree,
    limits.rates_are_stated_once,
    limits.buckets_agree,
    rows.responses_are_read,
    rows.rows_are_shown,
    calls.exclusive_parameters_are_there,
    calls.counted_tasks_are_started,
    tasks.tasks_and_callbacks,
    batches.batches_are_described,
    batches.single_entries,
    batches.batch_keys_are_there,
    batches.batch_outcomes_are_read,
    pages.pages_are_described,
    page_types.pages_are_of_their_types,
    errors.errors_are_read,
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
    for_the_generator.bodies_have_content,
    for_the_generator.text_and_bytes_are_strings,
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
