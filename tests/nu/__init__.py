"""The Nu HTML checker over the built site: every page, style sheet and drawing, in one run."""
