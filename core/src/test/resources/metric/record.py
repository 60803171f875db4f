"""Records scikit-learn's values for the metrics tests: python3 record.py > scikit-learn.json"""

import json
import sys
import warnings

import numpy as np
import sklearn
from sklearn import metrics as m

warnings.simplefilter("ignore")
rng = np.random.default_rng(7)


def classification(name, k, truth, probabilities):
    truth = np.asarray(truth)
    p = np.asarray(probabilities, dtype=float)
    labels = list(range(k))
    predicted = p.argmax(axis=1)
    precision, recall, f1, support = m.precision_recall_fscore_support(
        truth, predicted, labels=labels, zero_division=0
    )
    both = k == 2 and len(set(truth)) == 2
    return {
        "name": name,
        "classes": k,
        "truth": truth.tolist(),
        "probabilities": p.flatten().tolist(),
        "confusion": m.confusion_matrix(truth, predicted, labels=labels).flatten().tolist(),
        "precision": precision.tolist(),
        "recall": recall.tolist(),
        "f1": f1.tolist(),
        "support": support.tolist(),
        "metrics": {
            "accuracy": m.accuracy_score(truth, predicted),
            "balancedAccuracy": m.balanced_accuracy_score(truth, predicted),
            "macroF1": m.f1_score(truth, predicted, average="macro", zero_division=0),
            "weightedF1": m.f1_score(truth, predicted, average="weighted", zero_division=0),
            "logLoss": m.log_loss(truth, p, labels=labels),
        }
        | ({"rocAuc": m.roc_auc_score(truth, p[:, 1])} if both else {}),
    }


def regression(name, truth, predicted):
    r2 = m.r2_score(truth, predicted)
    mse = m.mean_squared_error(truth, predicted)
    return {
        "name": name,
        "truth": list(map(float, truth)),
        "predicted": list(map(float, predicted)),
        "metrics": {
            "r2": "NaN" if np.isnan(r2) else float(r2),
            "rmse": float(np.sqrt(mse)),
            "mae": m.mean_absolute_error(truth, predicted),
            "medianAbsoluteError": m.median_absolute_error(truth, predicted),
            "mape": m.mean_absolute_percentage_error(truth, predicted),
            "maxError": m.max_error(truth, predicted),
            "mse": mse,
        },
    }


def random_rows(rows, k, steps=None):
    p = rng.dirichlet(np.ones(k), size=rows)
    if steps:  # multiples of 1/steps, so that there are ties
        counts = np.array([rng.multinomial(steps, row) for row in p])
        p = counts / steps
    return p


def pair(positive):
    positive = np.asarray(positive, dtype=float)
    return np.stack([1 - positive, positive], axis=1)


noise = rng.normal(size=40)
line = np.linspace(-3, 9, 40)
json.dump(
    {
        "source": "scikit-learn " + sklearn.__version__ + ", numpy " + np.__version__,
        "classification": [
            classification("four classes", 4, rng.integers(0, 4, 60), random_rows(60, 4)),
            classification("ties between classes", 3, rng.integers(0, 3, 50), random_rows(50, 3, 4)),
            classification("a class that never occurs", 4, rng.choice([0, 1, 3], 30), random_rows(30, 4)),
            classification("a class that is never predicted", 3, [0, 1, 2, 0, 1, 2], [[0.8, 0.1, 0.1], [0.2, 0.7, 0.1]] * 3),
            classification("a class that neither occurs nor is predicted", 3, [0, 1, 0, 0], pair([0.1, 0.8, 0.6, 0.2]) @ np.eye(2, 3)),
            classification("certain and wrong", 3, [0, 1, 2, 1], [[1, 0, 0], [1, 0, 0], [0, 0, 1], [0, 0.5, 0.5]]),
            classification("two classes", 2, rng.integers(0, 2, 60), random_rows(60, 2)),
            classification("two classes with ties", 2, rng.integers(0, 2, 60), random_rows(60, 2, 4)),
            classification("two classes, all probabilities equal", 2, [0, 1, 1, 0, 1], pair([0.5] * 5)),
            classification("two classes, perfect", 2, [0, 0, 1, 1], pair([0, 0.25, 0.75, 1])),
            classification("two classes, only the second occurs", 2, [1, 1, 1], pair([0.4, 0.9, 0.6])),
        ],
        "regression": [
            regression("a noisy line", line, line + noise),
            regression("an odd number of rows", line[:39], line[:39] * 0.9),
            regression("exact", line, line),
            regression("constant truth, exact", [2.5] * 4, [2.5] * 4),
            regression("constant truth, missed", [2.5] * 4, [2.5, 2.5, 3, 2.5]),
            regression("zeros in the truth", [0, 1, 2], [0.5, 1, 2]),
            regression("large numbers", line * 1e9 + 1e12, line * 1e9 + 1e12 + noise * 1e8),
            regression("one row", [3], [4]),
        ],
    },
    sys.stdout,
    default=lambda number: number.item(),
    indent=None,
)
print()
