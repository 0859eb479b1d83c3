"""What every section of config.toml has in common."""

from pydantic import BaseModel, ConfigDict


class Declared(BaseModel):
    """No unknown key, no change after loading, no silent change of type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)
