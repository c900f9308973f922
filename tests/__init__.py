"""The tests, as a package: textstat's wheel installs one of the same name, and ours comes first."""
