"""The section of config.toml that says how ratings are printed."""

from typing import Annotated, Self

from pydantic import BeforeValidator, Field

from reporter.domain.scheme import NAME_OF, OURS, STANDINGS, RatingScheme, SchemeEntry, Shape
from reporter.settings.declared import Declared
from reporter.settings.fields import Line, Name, PrintedColour, Standing, Word, as_choice, as_entries


class Entry(Declared):
    """One rating as it is printed."""

    word: Word
    shape: Annotated[Shape, as_choice(Shape)]
    colour: PrintedColour
    text_colour: PrintedColour
    mark_colour: PrintedColour | None = None
    meaning: Line
    standings: Annotated[tuple[Standing, ...], BeforeValidator(as_entries)]

    @classmethod
    def of(cls, entry: SchemeEntry) -> Self:
        """An entry as it would be written down."""
        return cls(
            word=entry.word,
            shape=entry.shape,
            colour=entry.colour,
            text_colour=entry.text_colour,
            mark_colour=entry.mark_colour,
            meaning=entry.meaning,
            standings=tuple(NAME_OF[standing] for standing in entry.standings),
        )

    @property
    def entry(self) -> SchemeEntry:
        """The same, as the domain takes it."""
        standings = tuple(STANDINGS[name] for name in self.standings)
        colours = (self.colour, self.text_colour, self.mark_colour or self.colour)
        return SchemeEntry(self.word, self.shape, *colours, self.meaning, standings)


class Scheme(Declared):
    """How ratings are printed. That all of it fits together is checked when the whole config is read."""

    name: Name
    version: Annotated[int, Field(ge=1, le=9999)]
    entries: Annotated[tuple[Entry, ...], BeforeValidator(as_entries)]

    @classmethod
    def ours(cls) -> Self:
        """The scheme that is built in, written out: a past paper keeps it though a later version may change it."""
        return cls(name=OURS.name, version=OURS.version, entries=tuple(Entry.of(entry) for entry in OURS.entries))

    @property
    def scheme(self) -> RatingScheme:
        """The same, as the domain takes it."""
        return RatingScheme(self.name, self.version, tuple(entry.entry for entry in self.entries))
