"""Who is asked for updates, for people and machines."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from reporter.chasing.rounds import Addressee, ChasingRound
from reporter.domain.chasing import Ask, Need
from reporter.domain.wording import count, join, uk_date


def round_lines(chasing: ChasingRound) -> Iterator[str]:
    """A line for each addressee with what they are asked, then who cannot be reached."""
    occasion = chasing.occasion
    meeting, cut = uk_date(occasion.dated), uk_date(occasion.data_cut)
    yield f"{chasing.board_id}: for the meeting of {meeting}, by the data cut of {cut}"
    for to in chasing.addressees:
        yield f"  {to.address}, for {join(to.leads)}: {_needs(to.asks)}{_chased(to)}"
        yield f"    {_refs(to.asks)}"
    for lead, asked in chasing.unreachable.items():
        yield f"  NOT REACHED: {lead}: {_needs(asked)}"
        yield f"    {_refs(asked)}. Add the lead to {chasing.board.chasing.leads}"
    if chasing.nobodys:
        yield f"  NO LEAD, so nobody is asked: {_refs(chasing.nobodys)}"
    if not (chasing.addressees or chasing.unreachable or chasing.nobodys):
        yield "  There is nothing to ask."


def _refs(asked: Sequence[Ask]) -> str:
    return join([ask.action.ref for ask in asked])


def _needs(asked: Sequence[Ask]) -> str:
    """3 actions: 1 overdue, 2 stale."""
    tally = Counter(reason.need for ask in asked for reason in ask.reasons)
    return f"{count(len(asked), 'action')}: {', '.join(f'{tally[need]} {need}' for need in Need if tally[need])}"


def _chased(to: Addressee) -> str:
    return f" (written to on {uk_date(to.chased)})" if to.chased else ""


def rounds_json(found: Sequence[ChasingRound]) -> str:
    """All of it as a JSON array, one object a board."""
    return json.dumps([_round(one) for one in found], indent=2, ensure_ascii=False)


def _round(chasing: ChasingRound) -> dict[str, Any]:
    return {
        "board": chasing.board_id,
        "meeting": chasing.occasion.dated.isoformat(),
        "data_cut": chasing.occasion.data_cut.isoformat(),
        "letters": [
            {
                "recipient": to.address,
                "leads": list(to.leads),
                "actions": _actions(to.asks),
                "written": to.chased.isoformat(timespec="seconds") if to.chased else None,
            }
            for to in chasing.addressees
        ],
        "unreachable": [{"lead": lead, "actions": _actions(some)} for lead, some in chasing.unreachable.items()],
        "without_lead": _actions(chasing.nobodys),
    }


def _actions(asked: Sequence[Ask]) -> list[dict[str, Any]]:
    return [
        {"ref": ask.action.ref, "needs": [{"need": r.need, "found": r.found, "write": r.write} for r in ask.reasons]}
        for ask in asked
    ]
