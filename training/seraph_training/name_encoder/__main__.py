"""`python -m seraph_training.name_encoder`: see train.py."""

from ..checkpoint import OtherArguments
from ..material import MaterialMissing
from .train import arguments, run

if __name__ == "__main__":
    try:
        run(arguments())
    except (OtherArguments, MaterialMissing) as error:
        raise SystemExit(str(error)) from None
