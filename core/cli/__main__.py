"""Run the command as ``python -m core.cli``."""

from core.cli.app import main

main()
