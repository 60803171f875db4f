"""Records permutation importance and partial dependence of scikit-learn for ImportanceAndDependenceTest."""

import json

import numpy
import sklearn
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.inspection import partial_dependence, permutation_importance

WEIGHTS = numpy.array([2.0, -1.0, 0.0])


class Bent(RegressorMixin, BaseEstimator):
    """The prediction tanh of which the test builds as a network: tanh(w x) of three columns."""

    def fit(self, x, y):
        self.fitted_ = True
        return self

    def predict(self, x):
        return numpy.tanh(x @ WEIGHTS)


random = numpy.random.default_rng(5)
x = numpy.round(random.normal(size=(24, 3)), 2)
x[:, 1] = random.permutation(24) % 4  # few values
x[:, 2] = numpy.arange(24)  # its shuffles show the permutation
y = numpy.round(numpy.tanh(x @ WEIGHTS) + 0.1 * random.normal(size=24), 3)
model = Bent().fit(x, y)

seen = []


def scorer(estimator, rows, truth):
    seen.append(rows.copy())
    return estimator.score(rows, truth)


result = permutation_importance(model, x, y, n_repeats=4, random_state=3, scoring=scorer)
orders = []
for repeat in range(4):
    shuffled = seen[1 + 2 * 4 + repeat][:, 2]
    orders.append([int(v) for v in shuffled])

dependence = []
for column, resolution in ((0, 7), (1, 100), (2, 24), (0, 100)):
    found = partial_dependence(
        model, x, [column], method="brute", kind="both", grid_resolution=resolution
    )
    dependence.append(
        {
            "column": column,
            "resolution": resolution,
            "grid": found["grid_values"][0].tolist(),
            "average": found["average"][0].tolist(),
            "row3": found["individual"][0][3].tolist(),
        }
    )

print(
    json.dumps(
        {
            "version": sklearn.__version__,
            "x": x.tolist(),
            "y": y.tolist(),
            "score": model.score(x, y),
            "orders": orders,
            "importances": result.importances.tolist(),
            "mean": result.importances_mean.tolist(),
            "deviation": result.importances_std.tolist(),
            "dependence": dependence,
        }
    )
)
