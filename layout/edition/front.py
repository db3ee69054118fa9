"""What an edition may say of its front page's furniture: the ears beside the name, the teasers over or under it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from layout.base.messages import say
from layout.edition.blocks import Id, Model, Text


class Ear(Model):
    """A text in an ear (报眼): a title, lines under it, or either of them."""

    title: str = ""
    lines: Annotated[tuple[Text, ...], Field(max_length=6)] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Ear:
        if not (self.title or self.lines):
            raise ValueError(say("an ear needs a title or lines"))
        return self


class Ears(Model):
    """The texts at the left and at the right of the name; a small ad may stand in an ear as well (``size: ear``)."""

    left: Ear | None = None
    right: Ear | None = None


class Teaser(Model):
    """A story of an inside page that the front page draws attention to; ``headline`` where its own is too long."""

    story: Id
    headline: str = ""
    picture: bool = True


def _named(value: object) -> object:
    """Read a story's id as a teaser that says no more."""
    return {"story": value} if isinstance(value, str) else value


class Teasers(Model):
    """A strip of teasers over or under the name; without ``stories`` the ``most`` important ones inside."""

    stories: Annotated[tuple[Annotated[Teaser, BeforeValidator(_named)], ...], Field(max_length=6)] = ()
    most: Annotated[int, Field(ge=1, le=6)] = 3
    place: Literal["over", "under"] = "under"
    pictures: bool = True
