"""Training of an adapter from preference pairs that curators exported, as the tab trains it, with PyTorch and PEFT."""
