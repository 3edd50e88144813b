"""Mistakes in how people lie in shards."""

from collections.abc import Iterator

from generator.model.ledger import Issued
from generator.source.codes import Code
from generator.source.draft import Draft
from generator.source.folder import shown
from generator.source.problems import Problem, Where
from generator.source.shards import FOLDER, MOST_DIGITS, Shard, home, is_shard_name, shard_name
from generator.source.unexpected import OF_PEOPLE

_FINISH = "run 'badgepress shard', which finishes it"
_REMEDY = "bring all of it into one form: badgepress shard"


def note_layout(draft: Draft) -> None:
    """Note shards of several depths, what is no shard, and people beside shards."""
    if home(draft.people) != draft.people:
        draft.notices.append(f"{shown(draft.people)}: a move was interrupted: {_FINISH}")
        return
    listing = draft.reader.list(draft.people / FOLDER)
    belongs = f"{FOLDER}/ holds folders named by up to {MOST_DIGITS} hexadecimal digits"
    strange = [each for each in listing.folders if not is_shard_name(each.name)]
    draft.reader.unexpected([*listing.files, *strange], (), belongs)
    shards = [each for each in listing.folders if each not in strange]
    if not shards:
        return
    for each in shards:
        if len(each.name) != len(shards[0].name):
            message = f"this shard is named by {len(each.name)} digits, '{shards[0].name}' by "
            message += f"{len(shards[0].name)}"
            draft.reader.note(each, Code.MIXED_SHARDS, message, _REMEDY)
    top = draft.reader.list(draft.people)
    for each in (*top.files, *top.folders):
        if each.name in OF_PEOPLE:
            message = f"people lie in {FOLDER}/, and '{each.name}' beside it"
            draft.reader.note(each, Code.MIXED_SHARDS, message, _REMEDY)


def note_strays(draft: Draft, shard: Shard) -> None:
    """Note what lies in `shard` of earners that belong in another."""
    draft.reader.problems += [
        Problem(
            where,
            Code.WRONG_SHARD,
            f"'{slug}' belongs in the shard '{shard_name(slug, len(shard.name))}', "
            f"not in '{shard.name}'",
            _REMEDY,
        )
        for slug, where in _named(draft)
        if not shard.holds(slug)
    ]


def _named(draft: Draft) -> Iterator[tuple[str, Where]]:
    """Every earner whom something in the folder is about, and where."""
    for slug, entry in draft.entries["earners"].items():
        source = entry.source
        yield slug, source.where(["slug"]) if source is not None else Where(shown(entry.path))
    for line in draft.ledger:
        if isinstance(line.row, Issued):
            yield line.row.earner, line.source.where(["earner"])
    for attempt, source in draft.attempts:
        yield attempt.earner, source.where(["earner"])
    for adopted, source in draft.adopted.values():
        yield adopted.record.earner, source.where(["earner"])
    for slug, stored in draft.learner_records.items():
        yield slug, Where(stored.path)
