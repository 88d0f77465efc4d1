"""`python -m infra.cli`: the command line where the command `liuhen` is not installed."""

from infra.cli import main

if __name__ == "__main__":
    main()
