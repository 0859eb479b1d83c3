"""A copy of a paper that opens with a password: AES-256 by pikepdf. The archived paper stays as it is."""

from io import BytesIO
from secrets import token_hex

import pikepdf


def protected(pdf: bytes, password: str) -> bytes:
    """The copy. A screen reader may read it and a printer print it, nothing else: nobody knows the owner's password."""
    allowed = pikepdf.Permissions(
        accessibility=True,
        extract=False,
        modify_annotation=False,
        modify_assembly=False,
        modify_form=False,
        modify_other=False,
    )
    locked = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(locked, encryption=pikepdf.Encryption(owner=token_hex(32), user=password, R=6, allow=allowed))
    return locked.getvalue()
