"""What leaders do between walks, on one or two pages: findings and commitments, cause and effect.

Each kind is one file that makes a `Paper` of what it is given; `paper.write_paper` sets it in the house style.
"""
