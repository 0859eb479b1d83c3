"""From materials to papers whose every sentence is decided: what the composing process does."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from reporter.agenda.touched import on_paper
from reporter.domain.gates import Vitals
from reporter.domain.paper import Content
from reporter.domain.plan import ImprovementPlan
from reporter.domain.record import Status
from reporter.errors import ReporterError
from reporter.making.materials import Materials
from reporter.making.snapshot import Snapshot, versions
from reporter.papers import COMPOSERS
from reporter.papers.commission import Commission
from reporter.settings import Board, Scheme
from reporter.sources.plan import LoadedPlan
from reporter.work import Failed, Job


@dataclass(frozen=True)
class Composed:
    """A paper whose every sentence is decided, with all that it was decided from.

    `substance` (SHA-256, hex) is the same for two editions that look and say the same; `tables` are the plan's.
    """

    commission: Commission
    content: Content
    snapshot: Snapshot
    substance: str
    vitals: Vitals
    tables: Mapping[str, bytes]


def compose_jobs(
    materials: Materials, board: Board, jobs: Sequence[Job], scheme_before: Scheme | None = None
) -> list[Composed | Failed]:
    """Read the plan and compose the paper of each job. Raises DataError when the plan cannot be read.

    `scheme_before` is the rating scheme of the edition before.
    """
    loaded = materials.plan.load()
    tables, templates, pictures = (
        _digests(files) for files in (loaded.tables, materials.templates, materials.pictures)
    )
    made_by = versions()
    snapshots = [
        Snapshot(
            edition=job.edition.id,
            occasion=job.occasion,
            as_at=job.as_at,
            since=job.since,
            board=on_paper(board, job.edition.paper),
            tables=tables,
            rows=loaded.rows,
            templates=templates,
            pictures=pictures,
            versions=made_by,
            scheme_before=scheme_before,
        )
        for job in jobs
    ]
    return [_compose(snapshot, job.status, loaded) for snapshot, job in zip(snapshots, jobs, strict=True)]


def compose_copies(materials: Materials, snapshot: Snapshot, statuses: Sequence[Status]) -> list[Composed | Failed]:
    """Compose an edition again, once for each status."""
    loaded = materials.plan.load()
    return [_compose(snapshot, status, loaded) for status in statuses]


def _compose(snapshot: Snapshot, status: Status, loaded: LoadedPlan) -> Composed | Failed:
    commission = snapshot.commission(status, loaded.warnings)
    compose = COMPOSERS[commission.paper.kind]
    try:
        content = compose(commission, loaded.plan)
        substance = _substance(compose(commission.without_particulars(), loaded.plan), snapshot)
    except ReporterError as error:
        return Failed(snapshot.edition, error.problems, error.exit_code)
    vitals = Vitals(
        loaded.rows, len(loaded.plan.as_at(snapshot.as_at).actions), _newest_update(loaded.plan, snapshot.as_at)
    )
    return Composed(commission, content, snapshot, substance, vitals, loaded.tables)


def _substance(content: Any, snapshot: Snapshot) -> str:
    """A digest of what a paper says and looks like; how it was made, on its last page, says nothing of the plan."""
    says = [(field.name, getattr(content, field.name)) for field in fields(content) if field.name != "making"]
    return hashlib.sha256(repr((says, snapshot.templates, snapshot.pictures)).encode()).hexdigest()


def _newest_update(plan: ImprovementPlan, as_at: date) -> date | None:
    days = (update.dated for action in plan.actions for update in action.updates if update.dated <= as_at)
    return max(days, default=None)


def _digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
