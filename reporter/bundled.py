"""Where the templates, sample and config stand that come with the program."""

from pathlib import Path


def bundled_folder() -> Path:
    """The folder with config.toml, data/ and templates/: inside an installed package, else the checkout's root."""
    installed = Path(__file__).parent / "bundled"
    return installed if installed.is_dir() else Path(__file__).parent.parent


def bundled_templates() -> Path:
    """The default templates, which every board falls back to."""
    return bundled_folder() / "templates"
