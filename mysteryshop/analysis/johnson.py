"""Johnson's relative weights: a second opinion on shares of R^2, by another road (Johnson 2000)."""

from __future__ import annotations

import numpy as np

from .intervals import Floats
from .rsquared import without


def relative_weights(correlation: Floats, controls: int = 0) -> Floats:
    """The weights, each 0..1 of the outcome's variance: shape (p,); they add up to R^2 beyond the controls.

    With the predictors' correlations R = V D V', L = V sqrt(D) V' takes them to the closest orthogonal variables;
    the outcome's coefficients on those are b = L^-1 r, and the weights are (L * L) (b * b), elementwise squares.
    """
    rest = without(correlation, controls)
    spread = np.sqrt(np.maximum(np.diag(rest), 0))
    scale = np.where(spread > 1e-6, 1 / np.maximum(spread, 1e-6), 0)
    scaled = rest * scale[:, None] * scale[None]
    values, vectors = np.linalg.eigh(scaled[:-1, :-1])
    root = np.sqrt(np.maximum(values, 0))
    inverse = np.where(root > 1e-6, 1 / np.maximum(root, 1e-6), 0)
    across: Floats = (vectors * root) @ vectors.T
    onto = (vectors * inverse) @ vectors.T @ scaled[:-1, -1]
    weights: Floats = (across**2) @ (onto**2) * rest[-1, -1]
    return weights
