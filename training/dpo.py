"""Trains an adapter from exported preference pairs; `python training/dpo.py --help` says how."""

from seraph_training.preference_training.command import main

if __name__ == "__main__":
    raise SystemExit(main())
