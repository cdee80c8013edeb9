"""The story: the journey as charts and as evidence, and the way to the PDF."""
