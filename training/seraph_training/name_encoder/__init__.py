"""The encoder of the model, adapted so that names of one concept lie close together: evidence for the ranking."""
