"""How a ledger gets from one version to the next."""
