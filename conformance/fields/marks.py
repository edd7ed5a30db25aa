"""Which members of a task definition a case shows; `docs/task-definition.md` is made of these marks."""


def covers(*members):
    """The case fails when one of the members has no effect."""
    return lambda case: case


def refuses(*members, by):
    """The case shows that the members are refused, and by what."""
    return lambda case: case
