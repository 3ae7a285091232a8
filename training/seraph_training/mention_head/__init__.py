"""The head that finds mentions: a small tagger on the states of the linker's own, frozen encoder."""
