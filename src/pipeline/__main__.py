"""`python -m pipeline`: the same as `codeloom`."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
