"""Changes to a document's structure, by a `random.Random` that the caller seeds."""

import copy

from tests.agreement.values import NAMES, TEXTS, fitting, node, terms, value


def places(root):
    """(holder, step) of every member and element."""
    found, holders = [], [root]
    while holders:
        holder = holders.pop()
        for step in holder if isinstance(holder, dict) else range(len(holder)):
            found.append((holder, step))
            if isinstance(holder[step], dict | list):
                holders.append(holder[step])
    return found


def exchange(chance, root):
    holder, step = chance.choice(places(root))
    holder[step] = value(chance)


def exchange_text(chance, root):
    """One text for another, which both sides are likelier to read on from."""
    texts = [(holder, step) for holder, step in places(root) if isinstance(holder[step], str)]
    if texts:
        holder, step = chance.choice(texts)
        holder[step] = chance.choice((*TEXTS, holder[step] + chance.choice(TEXTS)))


def remove(chance, root):
    holder, step = chance.choice(places(root))
    del holder[step]


def copy_value(chance, root):
    """A value put in another's place."""
    source, target = chance.choices(places(root), k=2)
    target[0][target[1]] = copy.deepcopy(source[0][source[1]])


def move(chance, root):
    """A value under its own name in another object."""
    holder, step = chance.choice(places(root))
    moved = holder.pop(step)
    objects = [root, *(h[s] for h, s in places(root) if isinstance(h[s], dict))]
    name = step if isinstance(step, str) else chance.choice(NAMES)
    chance.choice(objects)[name] = moved


def wrap(chance, root):
    holder, step = chance.choice(places(root))
    inner = holder[step]
    wrapped = (
        [inner],
        [inner, copy.deepcopy(inner)],
        {"id": inner},
        {"@value": inner},
        {"@list": [inner]},
    )
    holder[step] = chance.choice((*wrapped, [[inner]], {"@set": [inner]}, [inner, None]))


def unwrap(chance, root):
    lists = [(h, s) for h, s in places(root) if isinstance(h[s], list) and len(h[s]) == 1]
    if lists:
        holder, step = chance.choice(lists)
        holder[step] = holder[step][0]


def add_element(chance, root):
    lists = [h[s] for h, s in places(root) if isinstance(h[s], list)]
    if lists:
        one = chance.choice(lists)
        added = chance.choice(
            (value(chance, 1), node(chance), copy.deepcopy(chance.choice(one or [None])))
        )
        one.insert(chance.randrange(len(one) + 1), added)


def rename(chance, root):
    holder, step = chance.choice(places(root))
    if isinstance(step, str):
        holder[chance.choice((*NAMES, chance.choice(terms()[""])[0]))] = holder.pop(step)


def add_member(chance, root):
    """A member of any name."""
    holder = _object(chance, root)
    holder[chance.choice(NAMES)] = value(chance)


def add_term(chance, root):
    """A member that the object's own types define, or another's, with a value that fits it."""
    holder = _object(chance, root)
    type_ = holder.get("type")
    names = [
        each for each in (type_ if isinstance(type_, list) else [type_]) if isinstance(each, str)
    ]
    known = [term for name in names for term in terms().get(name, ())]
    chosen = known if known and chance.random() < 0.85 else terms()[""]
    name, definition = chance.choice(chosen)
    holder[name] = fitting(chance, definition)


def shuffle(chance, root):
    """Members in another order."""
    holder = _object(chance, root)
    members = list(holder.items())
    chance.shuffle(members)
    holder.clear()
    holder.update(members)


TREE = (
    *(exchange, exchange_text, remove, copy_value, move, wrap, wrap, unwrap, add_element, rename),
    *(add_member, add_term, add_term, shuffle),
)
HONEST = (
    *(add_term, add_term, add_term, add_term, exchange_text, exchange_text, remove, unwrap),
    *(add_element, copy_value, shuffle, wrap),
)


def edit_tree(chance, root, edits=TREE):
    """A copy of `root` with one to four such changes."""
    changed = copy.deepcopy(root)
    for _ in range(chance.choice((1, 1, 2, 3, 4))):
        if places(changed):
            chance.choice(edits)(chance, changed)
    return changed


def _object(chance, root):
    objects = [holder[step] for holder, step in places(root) if isinstance(holder[step], dict)]
    return chance.choice([*([root] if isinstance(root, dict) else []), *objects])
