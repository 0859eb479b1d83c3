"""Logging in to Microsoft 365 by OAuth: the council's own application asks for a token in its own name."""

from functools import cache

import msal
import requests

from reporter.errors import ConfigError, DeliveryError, Problem
from reporter.settings import Mail

AUTHORITY = "https://login.microsoftonline.com"
SCOPE = "https://outlook.office365.com/.default"  # whatever the application may do with mail, SMTP.SendAsApp among it


def access_token(mail: Mail, secret: str) -> str:
    """A token for the mail server.

    Raises DeliveryError where Microsoft cannot be reached, ConfigError where it refuses.
    """
    try:
        answer = _application(mail, secret, AUTHORITY).acquire_token_for_client([SCOPE])
    except (requests.RequestException, ValueError) as error:
        found = f"It gives no token ({type(error).__name__})."
        advice = "Check mail.tenant and the network; what waits is tried again by the next run."
        raise DeliveryError(Problem("Microsoft's log-in", found, advice)) from error
    if token := answer.get("access_token"):
        return str(token)
    found = f"It refuses the application ({answer.get('error', 'no reason given')})."
    advice = "Check mail.tenant, mail.client and the secret, and that the application may send (SMTP.SendAsApp)."
    raise ConfigError(Problem("Microsoft's log-in", found, advice))


@cache
def _application(mail: Mail, secret: str, authority: str) -> msal.ConfidentialClientApplication:
    """One for the whole process: it keeps a token for as long as it is good."""
    return msal.ConfidentialClientApplication(
        mail.client,
        client_credential=secret,
        authority=f"{authority}/{mail.tenant}",
        timeout=mail.seconds,
        instance_discovery=False,  # the authority is known: nobody else need be asked
    )
