"""Pages made from templates, in which every text that is not ours is escaped by the template engine."""

from __future__ import annotations

from ugc_studio import resources


def rendered(folder: str, template: str, **values: object) -> bytes:
    """Fill a template of ``resources/templates/FOLDER``; a value that it names and does not get is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(resources.path("templates", folder)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(template).render(**values).encode("utf-8", "replace")
