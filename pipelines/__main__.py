"""`python -m pipelines` is `claimhouse`, wherever the folder was moved or copied to since it was set up."""

from pipelines.cli import main

main(prog_name="claimhouse")
