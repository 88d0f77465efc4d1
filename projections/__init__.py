"""Read models (读模型): what people look at, folded from the log and nothing else."""
