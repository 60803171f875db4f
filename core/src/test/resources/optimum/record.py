"""Records where the loss of linear models with an L2 penalty is least: python3 record.py > scikit-learn.json

The loss is the mean over the rows, by weight, plus (l2/2)·ΣW²; biases are free.
"""

import json
import warnings

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression, PoissonRegressor, Ridge

warnings.simplefilter("ignore")  # newton-cg says so where rounding lets it get no further
rng = np.random.default_rng(3)
ROWS, INPUTS, L2 = 60, 4, 0.02

x = np.round(rng.normal(size=(ROWS, INPUTS)) * [1, 2, 0.5, 1], 3)
z = x @ rng.normal(size=(INPUTS, 3)) + rng.normal(size=(ROWS, 3)) + [0.5, 0, -1]
weights = np.round(rng.uniform(0.2, 3, ROWS), 2)


def log_loss(scores, y):
    """-ln of the probability of the class: of two by one score, of more by one each."""
    if scores.shape[1] == 1:
        return np.logaddexp(0, np.where(y == 1, -scores[:, 0], scores[:, 0]))
    return np.logaddexp.reduce(scores, axis=1) - scores[np.arange(ROWS), y]


def case(name, loss, y, model, losses, w=None, **options):
    """Fits, and finds the loss that the fitted coefficients have."""
    model.fit(x, y, sample_weight=w, **options)
    coefficients = np.atleast_2d(model.coef_)
    biases = np.atleast_1d(model.intercept_)
    mean = np.average(losses(x @ coefficients.T + biases, y), weights=w)
    return {
        "name": name,
        "loss": loss,
        "l2": L2,
        "y": (np.eye(3)[y] if loss == "cce" else y[:, None]).tolist(),
        "sampleWeights": [] if w is None else w.tolist(),
        "coefficients": coefficients.tolist(),
        "biases": biases.tolist(),
        "least": mean + L2 / 2 * (coefficients**2).sum(),
    }


def logistic(total=ROWS):
    """C multiplies the sum of the losses, beside half of ΣW²."""
    return LogisticRegression(C=1 / (total * L2), tol=1e-9, max_iter=10_000, solver="newton-cg")


two = (z[:, 0] > 0).astype(int)
three = z.argmax(axis=1)
counts = rng.poisson(np.exp(z[:, 0] / 3))
numbers = np.round(z[:, 1], 3)

print(
    json.dumps(
        {
            "source": "scikit-learn %s, float64" % sklearn.__version__,
            "x": x.tolist(),
            "cases": [
                case("logistic regression", "bce", two, logistic(), log_loss),
                case("logistic regression, weighted", "bce", two, logistic(weights.sum()), log_loss, weights),
                case("softmax regression", "cce", three, logistic(), log_loss),
                case(
                    "linear regression",
                    "mse",
                    numbers,
                    Ridge(alpha=L2 * ROWS, solver="cholesky"),
                    lambda scores, y: (scores[:, 0] - y) ** 2 / 2,
                ),
                case(
                    "Poisson regression",
                    "poisson",
                    counts,
                    PoissonRegressor(alpha=L2, tol=1e-9, max_iter=10_000),
                    lambda scores, y: np.exp(scores[:, 0])
                    - y * scores[:, 0]
                    + np.where(y > 0, y * np.log(np.maximum(y, 1)) - y, 0),
                ),
            ],
        }
    )
)
