"""The operator's troubles: what travels as an exception, and is caught once, in `cli`.

An author's mistake is never one of these: it travels as a `Finding` and all of them are collected.
Our own mistakes are ordinary exceptions. What is left is the person who runs the program: a folder
that does not exist, a setting that means nothing, nothing to check, an output folder that is not
ours.
"""

from __future__ import annotations


class PipelineError(Exception):
    """One sentence for the operator, saying what is wrong and what to do; the program exits with 2.

    The sentence is the whole message: it names the path or setting, ends with a full stop and
    needs no traceback.
    """


class SettingsError(PipelineError):
    """A setting, flag or schema file that cannot be used."""


class ManifestError(PipelineError):
    """A file that does not say what is online: missing, cut off, or no manifest of ours."""


class PublishError(PipelineError):
    """The site could not be put in place; what was online before is still there, whole."""


class VerifyError(PublishError):
    """A rendered page breaks a promise of the site: this is our trouble or a broken template's."""


class FixError(PipelineError):
    """A file that could not be mended; it is as it was."""


class MoveError(PipelineError):
    """An article or page that cannot be renamed; every file is as it was."""
