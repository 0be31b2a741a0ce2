"""A Reply without language -> texts in one: catalogs by babel, templates by Jinja2. Knows nothing of channels."""
