"""Records scikit-learn's values for the metrics tests: python3 record.py > scikit-learn.json

Written for scikit-learn 1.9, whose Brier score knows several classes and whose weighted median is
the mean of two where the weight is halved between them.
"""

import json
import sys
import warnings

import numpy as np
import sklearn
from sklearn import metrics as m
from sklearn.calibration import calibration_curve
from sklearn.preprocessing import label_binarize

warnings.simplefilter("ignore")
rng = np.random.default_rng(7)


def named(values):
    """Numbers by name; what is not defined becomes the text NaN, what has no bound Infinity."""
    text = lambda v: "NaN" if np.isnan(v) else "Infinity" if np.isinf(v) else v
    return {name: text(float(value)) for name, value in values.items()}


def averages(truth, predicted, w, labels=None):
    values = {}
    for average in ("macro", "weighted", "micro"):
        p, r, f, _ = m.precision_recall_fscore_support(
            truth, predicted, labels=labels, average=average, sample_weight=w, zero_division=0
        )
        values |= {average + "Precision": p, average + "Recall": r, average + "F1": f}
    return values


def calibration_error(positive, probability, w):
    """Over ten bins: sum of weight * |positive share - mean probability| / sum of weight."""
    w = np.ones(len(probability)) if w is None else w
    bins = np.searchsorted(np.linspace(0, 1, 11)[1:-1], probability)
    error = 0
    for b in range(10):
        here = bins == b
        if w[here].sum() > 0:
            share = np.average(np.asarray(positive)[here], weights=w[here])
            error += w[here].sum() * abs(share - np.average(probability[here], weights=w[here]))
    return error / w.sum()


def classification(name, k, truth, probabilities, w=None):
    truth = np.asarray(truth)
    p = np.asarray(probabilities, dtype=float)
    w = None if w is None else np.asarray(w, dtype=float)
    labels = list(range(k))
    predicted = p.argmax(axis=1)
    precision, recall, f1, _ = m.precision_recall_fscore_support(
        truth, predicted, labels=labels, zero_division=0, sample_weight=w
    )
    one_hot = label_binarize(truth, classes=labels + [-1])[:, :k]
    values = averages(truth, predicted, w) | {
        "accuracy": m.accuracy_score(truth, predicted, sample_weight=w),
        "balancedAccuracy": m.balanced_accuracy_score(truth, predicted, sample_weight=w),
        "logLoss": m.log_loss(truth, p, labels=labels, sample_weight=w),
        "matthewsCorrelation": m.matthews_corrcoef(truth, predicted, sample_weight=w),
        "cohensKappa": m.cohen_kappa_score(truth, predicted, labels=labels, sample_weight=w),
    }
    if k == 2:
        values |= {
            "precision": precision[1],
            "recall": recall[1],
            "f1": f1[1],
            "rocAuc": m.roc_auc_score(truth, p[:, 1], sample_weight=w),
            "averagePrecision": m.average_precision_score(one_hot[:, 1], p[:, 1], sample_weight=w),
            "brierScore": m.brier_score_loss(truth, p[:, 1], pos_label=1, sample_weight=w),
            "calibrationError": calibration_error(truth == 1, p[:, 1], w),
        }
    else:
        values |= {
            "rocAuc": m.roc_auc_score(one_hot, p, average="macro", sample_weight=w),
            "weightedRocAuc": m.roc_auc_score(one_hot, p, average="weighted", sample_weight=w),
            "averagePrecision": m.average_precision_score(one_hot, p, average="macro", sample_weight=w),
            "weightedAveragePrecision": m.average_precision_score(one_hot, p, average="weighted", sample_weight=w),
            "brierScore": m.brier_score_loss(truth, p, labels=labels, sample_weight=w),
            "calibrationError": calibration_error(predicted == truth, p.max(axis=1), w),
        }
        for top in (3, 5):
            if k > top:
                values["top%dAccuracy" % top] = m.top_k_accuracy_score(
                    truth, p, k=top, labels=labels, sample_weight=w
                )
    return {
        "name": name,
        "classes": k,
        "truth": truth.tolist(),
        "probabilities": p.flatten().tolist(),
        "weights": [] if w is None else w.tolist(),
        "confusion": m.confusion_matrix(truth, predicted, labels=labels).flatten().tolist(),
        "confusionOfWeights": m.confusion_matrix(truth, predicted, labels=labels, sample_weight=w).astype(float).flatten().tolist(),
        "precision": precision.tolist(),
        "recall": recall.tolist(),
        "f1": f1.tolist(),
        "support": np.bincount(truth, minlength=k).tolist(),
        "metrics": named(values),
    }


def multilabel(name, truth, probabilities, w=None):
    truth = np.asarray(truth, dtype=int)
    p = np.asarray(probabilities, dtype=float)
    w = None if w is None else np.asarray(w, dtype=float)
    predicted = (p > 0.5).astype(int)
    k = truth.shape[1]
    precision, recall, f1, _ = m.precision_recall_fscore_support(
        truth, predicted, zero_division=0, sample_weight=w
    )
    each = range(k)
    return {
        "name": name,
        "labels": k,
        "truth": truth.flatten().tolist(),
        "probabilities": p.flatten().tolist(),
        "weights": [] if w is None else w.tolist(),
        "precision": precision.tolist(),
        "recall": recall.tolist(),
        "f1": f1.tolist(),
        "support": truth.sum(axis=0).tolist(),
        "metrics": named(
            averages(truth, predicted, w)
            | {
                "subsetAccuracy": m.accuracy_score(truth, predicted, sample_weight=w),
                "hammingLoss": m.hamming_loss(truth, predicted, sample_weight=w),
                "logLoss": np.mean([m.log_loss(truth[:, j], p[:, j], labels=[0, 1], sample_weight=w) for j in each]),
                "brierScore": np.mean([m.brier_score_loss(truth[:, j], p[:, j], pos_label=1, sample_weight=w) for j in each]),
                "rocAuc": m.roc_auc_score(truth, p, average="macro", sample_weight=w),
                "weightedRocAuc": m.roc_auc_score(truth, p, average="weighted", sample_weight=w),
                "averagePrecision": m.average_precision_score(truth, p, average="macro", sample_weight=w),
                "weightedAveragePrecision": m.average_precision_score(truth, p, average="weighted", sample_weight=w),
            }
        ),
    }


def numbers(name, truth, predicted, w, values):
    truth = np.asarray(truth, dtype=float)
    return {
        "name": name,
        "columns": 1 if truth.ndim == 1 else truth.shape[1],
        "truth": truth.flatten().tolist(),
        "predicted": np.asarray(predicted, dtype=float).flatten().tolist(),
        "weights": [] if w is None else list(map(float, w)),
        "metrics": named(values),
    }


def largest_error(truth, predicted, w):
    """Scikit-learn's takes no weights; rows of weight 0 are as if they were not there."""
    here = np.ones(len(truth), dtype=bool) if w is None else np.asarray(w) > 0
    columns = zip(np.atleast_2d(truth[here].T), np.atleast_2d(predicted[here].T))
    return max(m.max_error(t, p) for t, p in columns)


def regression(name, truth, predicted, w=None):
    truth, predicted = np.asarray(truth, dtype=float), np.asarray(predicted, dtype=float)
    of = lambda score: score(truth, predicted, sample_weight=w)
    return numbers(name, truth, predicted, w, {
        "r2": of(m.r2_score),
        "explainedVariance": of(m.explained_variance_score),
        "mse": of(m.mean_squared_error),
        "rmse": of(m.root_mean_squared_error),
        "mae": of(m.mean_absolute_error),
        "medianAbsoluteError": of(m.median_absolute_error),
        "mape": of(m.mean_absolute_percentage_error),
        "maxError": largest_error(truth, predicted, w),
    })


def counts(name, truth, predicted, w=None):
    truth, predicted = np.asarray(truth, dtype=float), np.asarray(predicted, dtype=float)
    of = lambda score, **options: score(truth, predicted, sample_weight=w, **options)
    return numbers(name, truth, predicted, w, {
        "poissonDeviance": of(m.mean_poisson_deviance),
        "explainedDeviance": of(m.d2_tweedie_score, power=1),
        "r2": of(m.r2_score),
        "rmse": of(m.root_mean_squared_error),
        "mae": of(m.mean_absolute_error),
        "medianAbsoluteError": of(m.median_absolute_error),
        "maxError": largest_error(truth, predicted, w),
        "mse": of(m.mean_squared_error),
    })


def quantiles(name, levels, truth, predicted, w=None):
    truth, predicted = np.asarray(truth, dtype=float), np.asarray(predicted, dtype=float)
    losses = [m.mean_pinball_loss(truth, predicted[:, j], alpha=a, sample_weight=w) for j, a in enumerate(levels)]
    coverage = [np.average(truth <= predicted[:, j], weights=w) for j in range(len(levels))]
    return numbers(name, truth, predicted, w, {
        "pinballLoss": np.mean(losses),
        "coverageError": np.mean(np.abs(np.array(coverage) - levels)),
    }) | {"levels": levels, "losses": losses, "coverage": coverage}


def curves(name, positive, scores, w=None):
    positive, scores = np.asarray(positive, dtype=int), np.asarray(scores, dtype=float)
    text = lambda values: ["NaN" if np.isnan(v) else "Infinity" if np.isinf(v) else float(v) for v in values]
    all_points = m.roc_curve(positive, scores, pos_label=1, sample_weight=w, drop_intermediate=False)
    simplified = m.roc_curve(positive, scores, pos_label=1, sample_weight=w, drop_intermediate=True)
    precision_recall = m.precision_recall_curve(positive, scores, pos_label=1, sample_weight=w)
    return {
        "name": name,
        "positive": positive.tolist(),
        "scores": scores.tolist(),
        "weights": [] if w is None else list(map(float, w)),
        "roc": dict(zip(("falsePositiveRate", "truePositiveRate", "threshold"), map(text, all_points))),
        "simplifiedRoc": dict(zip(("falsePositiveRate", "truePositiveRate", "threshold"), map(text, simplified))),
        "precisionRecall": dict(zip(("precision", "recall", "threshold"), map(text, precision_recall))),
    } | ({} if w is not None else {
        strategy: dict(zip(("positiveShare", "meanProbability"), map(text, calibration_curve(positive, scores, n_bins=5, strategy=strategy))))
        for strategy in ("uniform", "quantile")
    })


def random_rows(rows, k, steps=None):
    p = rng.dirichlet(np.ones(k), size=rows)
    if steps:  # multiples of 1/steps, so that there are ties
        counts = np.array([rng.multinomial(steps, row) for row in p])
        p = counts / steps
    return p


def pair(positive):
    positive = np.asarray(positive, dtype=float)
    return np.stack([1 - positive, positive], axis=1)


def weights(rows):
    """Some are 0, some are equal, most are neither."""
    return np.round(rng.choice([0, 1, 1, 2.5, 0.1], rows) * rng.choice([1, rng.random()], rows), 3)


noise = rng.normal(size=40)
line = np.linspace(-3, 9, 40)
two = np.stack([line, line[::-1] * 100], axis=1)
missed = two + rng.normal(size=(40, 2)) * [1, 50]
visits = rng.poisson(3, 40)
tags = rng.random((30, 3)) < [0.2, 0.5, 0.8]
json.dump(
    {
        "source": "scikit-learn " + sklearn.__version__ + ", numpy " + np.__version__,
        "classification": [
            classification("four classes", 4, rng.integers(0, 4, 60), random_rows(60, 4)),
            classification("four classes, weighted", 4, rng.integers(0, 4, 60), random_rows(60, 4), weights(60)),
            classification("seven classes with ties, weighted", 7, rng.integers(0, 7, 80), random_rows(80, 7, 5), weights(80)),
            classification("ties between classes", 3, rng.integers(0, 3, 50), random_rows(50, 3, 4)),
            classification("a class that never occurs", 4, rng.choice([0, 1, 3], 30), random_rows(30, 4)),
            classification("a class that never occurs, weighted", 4, rng.choice([0, 1, 3], 30), random_rows(30, 4), weights(30)),
            classification("a class whose rows weigh nothing", 3, [0, 1, 2, 0, 1], random_rows(5, 3), [1, 2, 0, 1, 0.5]),
            classification("a class that is never predicted", 3, [0, 1, 2, 0, 1, 2], [[0.8, 0.1, 0.1], [0.2, 0.7, 0.1]] * 3),
            classification("a class that neither occurs nor is predicted", 3, [0, 1, 0, 0], pair([0.1, 0.8, 0.6, 0.2]) @ np.eye(2, 3)),
            classification("three classes, only one occurs", 3, [2, 2, 2, 2], random_rows(4, 3)),
            classification("three classes, only one occurs and is predicted", 3, [2, 2], [[0, 0.25, 0.75], [0.25, 0.25, 0.5]]),
            classification("certain and wrong", 3, [0, 1, 2, 1], [[1, 0, 0], [1, 0, 0], [0, 0, 1], [0, 0.5, 0.5]]),
            classification("two classes", 2, rng.integers(0, 2, 60), random_rows(60, 2)),
            classification("two classes, weighted", 2, rng.integers(0, 2, 60), random_rows(60, 2), weights(60)),
            classification("two classes with ties", 2, rng.integers(0, 2, 60), random_rows(60, 2, 4)),
            classification("two classes with ties, weighted", 2, rng.integers(0, 2, 60), random_rows(60, 2, 4), weights(60)),
            classification("two classes, rare", 2, [0] * 37 + [1] * 3, random_rows(40, 2, 10), weights(40)),
            classification("two classes, all probabilities equal", 2, [0, 1, 1, 0, 1], pair([0.5] * 5)),
            classification("two classes, perfect", 2, [0, 0, 1, 1], pair([0, 0.25, 0.75, 1])),
            classification("two classes, only the second occurs", 2, [1, 1, 1], pair([0.4, 0.9, 0.6])),
            classification("two classes, only the first occurs", 2, [0, 0, 0], pair([0.4, 0.9, 0.6])),
            classification("two classes, one row", 2, [1], pair([0.9])),
        ],
        "multilabel": [
            multilabel("three labels", tags, rng.random((30, 3))),
            multilabel("three labels, weighted", tags, rng.random((30, 3)), weights(30)),
            multilabel("with ties", tags, np.round(rng.random((30, 3)) * 4) / 4, weights(30)),
            multilabel("a label that never holds", tags & [True, False, True], rng.random((30, 3)), weights(30)),
            multilabel("a label that always holds", tags | [True, False, False], rng.random((30, 3))),
            multilabel("a label that is never predicted", tags, rng.random((30, 3)) * [1, 0.4, 1]),
            multilabel("no label holds", tags[:5] & False, rng.random((5, 3)) * 0.4),
        ],
        "regression": [
            regression("a noisy line", line, line + noise),
            regression("a noisy line, weighted", line, line + noise, weights(40)),
            regression("equal weights halved in the middle", [1, 2, 3, 4], [1.5, 3, 5, 8], [2, 2, 2, 2]),
            regression("an odd number of rows", line[:39], line[:39] * 0.9),
            regression("exact", line, line),
            regression("off by a constant", line, line + 0.5),
            regression("constant truth, exact", [2.5] * 4, [2.5] * 4),
            regression("constant truth, missed", [2.5] * 4, [2.5, 2.5, 3, 2.5]),
            regression("constant truth, missed by a constant", [2.5] * 4, [3.0] * 4, [1, 2, 3, 4]),
            regression("zeros in the truth", [0, 1, 2], [0.5, 1, 2]),
            regression("large numbers", line * 1e9 + 1e12, line * 1e9 + 1e12 + noise * 1e8),
            regression("one row", [3], [4]),
            regression("two outputs", two, missed),
            regression("two outputs, weighted", two, missed, weights(40)),
            regression("two outputs, one constant", two * [1, 0] + [0, 3], missed),
        ],
        "counts": [
            counts("visits", visits, np.exp(rng.normal(1, 0.3, 40))),
            counts("visits, weighted", visits, np.exp(rng.normal(1, 0.3, 40)), weights(40)),
            counts("only zeros and ones", visits % 2, rng.random(40) + 0.1, weights(40)),
            counts("one row", [3], [4]),
        ],
        "quantiles": [
            quantiles("an interval", [0.1, 0.5, 0.9], line, np.stack([line + noise + d for d in (-1, 0, 1)], axis=1)),
            quantiles("an interval, weighted", [0.1, 0.5, 0.9], line, np.stack([line + noise + d for d in (-1, 0, 1)], axis=1), weights(40)),
            quantiles("met exactly", [0.25], line[:5], line[:5, None]),
        ],
        "curves": [
            curves("distinct scores", rng.integers(0, 2, 30), rng.random(30)),
            curves("distinct scores, weighted", rng.integers(0, 2, 30), rng.random(30), weights(30)),
            curves("ties", rng.integers(0, 2, 30), np.round(rng.random(30) * 5) / 5),
            curves("ties, weighted", rng.integers(0, 2, 30), np.round(rng.random(30) * 5) / 5, weights(30)),
            curves("scores at the edges of bins", [0, 1, 0, 1, 1, 0, 1], [0, 0.2, 0.4, 0.6000000000000001, 0.6, 0.8, 1]),
            curves("one score", [0, 1, 1], [0.5, 0.5, 0.5]),
            curves("no positive row", [0, 0, 0], [0.1, 0.7, 0.7]),
            curves("no negative row", [1, 1], [0.1, 0.7]),
        ],
    },
    sys.stdout,
    default=lambda number: number.item(),
    indent=None,
)
print()
