"""The command that says why somebody can, or cannot, call something: the chain of reasons, each with its place.

A question that is not complete is answered with what there is to choose from, so that an editor can ask its user.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dial_lsp.server.commands import position_of, view_of
from dial_lsp.server.failures import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import TypeVar

    from dial_lsp.access import Because
    from dial_lsp.features.asking import Question
    from dial_lsp.reports.access.answers import Answers
    from dial_lsp.server.server import Server
    from dial_lsp.server.view import View

    T = TypeVar("T")

WHY = "dial-lint.why"


def register(server: Server) -> None:
    """Register the handlers of this group."""

    @server.command(WHY)
    async def on_why(*arguments: Any) -> dict[str, Any]:
        given = _given(arguments)
        place = [*arguments[:1], given.get("position")]
        await server.checker.checked(view_of(server, place).file)
        view = view_of(server, place)
        question = _question(view, given)
        if question.caller is None or question.object is None:
            return _choice(view, question)
        return _answer(server, view, question)


def _given(arguments: tuple[Any, ...]) -> dict[str, Any]:
    given = arguments[1] if len(arguments) > 1 else None
    if given is None:
        return {}
    if not isinstance(given, dict) and not hasattr(given, "_asdict"):
        raise Refused("the second argument is an object with caller and object, or with a position")
    return given if isinstance(given, dict) else dict(given._asdict())


def _question(view: View, given: dict[str, Any]) -> Question:
    from dial_lsp.features.asking import Question, asked_at, callers, objects

    at = given.get("position")
    there = asked_at(view.analysis, view.path, view.offset(position_of(at))) if at is not None else Question()
    caller = _chosen(callers(view.analysis), given.get("caller"), "caller")
    found = _chosen(objects(view.analysis), given.get("object"), "thing to call")
    return Question(caller or there.caller, found or there.object)


def _chosen(every: Mapping[str, T], label: Any, what: str) -> T | None:
    if label is None:
        return None
    found = every.get(label) if isinstance(label, str) else None
    if found is None:
        raise Refused(f"there is no such {what}; ask again, the text may have changed")
    return found


def _choice(view: View, question: Question) -> dict[str, Any]:
    from dial_lsp.features.asking import callers, objects

    every = (callers(view.analysis), objects(view.analysis))
    labels = [
        next((label for label, found in known.items() if found == one), None)
        for known, one in zip(every, (question.caller, question.object), strict=True)
    ]
    if not all(every):
        raise Refused("nothing can be called here" if every[0] else "there is nobody to call")
    return {"callers": [*every[0]], "objects": [*every[1]], "caller": labels[0], "object": labels[1]}


def _answer(server: Server, view: View, question: Question) -> dict[str, Any]:
    from dial_lsp.reports.access import why
    from dial_lsp.reports.access.answers import Answers
    from dial_lsp.reports.access.refusal import refusal_of

    assert question.caller is not None  # noqa: S101 -- the question is complete
    assert question.object is not None  # noqa: S101
    access = view.analysis.access
    answers = Answers(access, [question.caller], [question.object], refusal_of(view.analysis))
    ((subject, answer),) = answers
    names = answers.wording.names
    said = names(why.sentence(answers, subject, answer).removesuffix(":"))
    steps = [_step(server, view, answers, step) for step in answers.because(subject, answer)]
    return {
        "caller": names(subject.label),
        "object": names(answer.object.label),
        "answer": said,
        "reaches": answer.reaches,
        "steps": steps,
        "text": server.files.shortened("".join(_lines(answers, said, steps))),
    }


def _lines(answers: Answers, said: str, steps: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The chain for a narrow window: each place on a line of its own, as terminals and editors can follow it."""
    from dial_lsp.reports.access.answers import about

    yield from (f"{line}\n\n" for line in about(answers, names=False))
    yield f"{said}.\n"
    for step in steps:
        yield f"\n{step.get('place', 'Not written anywhere')}\n  {step['message']}\n"


def _step(server: Server, view: View, answers: Answers, step: Because) -> dict[str, Any]:
    message = {"message": answers.wording.names(step.message)}
    if step.at is None:
        return message
    place = server.files.shortened(answers.places.text(step.at))
    return {**message, "place": place, "location": view.placed(view.analysis.locate(step.at))}
