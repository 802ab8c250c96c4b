"""The templates of the page: every text is escaped in them, and only what a template made is markup."""

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from qa.language.dates import dutch_date

_TEMPLATES = Environment(
    loader=PackageLoader("qa.web"),
    autoescape=True,
    auto_reload=False,  # they are part of the program
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters["dutch_date"] = dutch_date


def render(name: str, /, **values: object) -> Markup:
    """Fill in a template, as markup that another template takes as it is.

    ``name`` is that of a file in ``templates``; ``values`` are what it tells, of which every text is escaped.
    """
    return Markup(_TEMPLATES.get_template(name).render(values))  # noqa: S704 - the template escaped what is not markup
