"""Makes Seraph's default linker: warm start, knowledge-base pre-training, positive fine-tuning."""
