"""scikit-learn's multi-layer perceptron and logistic regression, which compute in the type of their input: float32."""
import warnings

from common import FILES, SECONDS, THREADS, WORKLOAD, figure, growth, median, quantile, rows, timed, version

import numpy
import sklearn
from sklearn.neural_network import MLPClassifier

warnings.filterwarnings("ignore")
version(sklearn.__version__)


def perceptron(hidden, solver, batch, rate):
    return MLPClassifier(
        hidden, activation="relu", solver=solver, alpha=0, batch_size=batch, learning_rate_init=rate, momentum=0,
        nesterovs_momentum=False, max_iter=1, shuffle=True, random_state=1)


def part_by_part(model, x, y, count):
    """A call that trains on the next rows, so many, shuffled, in mini-batches."""
    classes = numpy.unique(y)
    at = [0]

    def some():
        first = at[0] if at[0] + count <= len(x) else 0
        at[0] = first + count
        model.partial_fit(x[first:first + count], y[first:first + count], classes)
    return some


def samples_per_second(model, x, y, count):
    figure("training", count / median(timed(part_by_part(model, x, y, count))), "samples/s")


if WORKLOAD == "W1":
    x, y = rows(500, 2, 2)
    call = part_by_part(perceptron((2,), "sgd", 1, 0.01), x, y, len(x))
    figure("a step", 1e9 * median(timed(call)) / len(x), "ns")
elif WORKLOAD == "W2":
    samples_per_second(perceptron((64, 32), "adam", 32, 0.001), *rows(100_000, 30, 2), 20_000)
elif WORKLOAD == "W3":
    samples_per_second(perceptron((512, 256), "adam", 128, 0.001), *rows(60_000, 784, 10), 6_400)
elif WORKLOAD == "W4":
    x, y = rows(1024, 1024, 1000)
    model = perceptron((4096, 4096), "sgd", 512, 0.01)
    classes = numpy.arange(1000)
    seconds = median(timed(lambda: model.partial_fit(x, y, classes)))
    parameters = sum(w.size for w in model.coefs_) + sum(b.size for b in model.intercepts_)
    figure("training", 6 * parameters * len(x) / seconds / 1e9, "GFLOP/s")
elif WORKLOAD == "W5":
    for net, sizes, classes in (("W2 net", (30, 64, 32), 2), ("W3 net", (784, 512, 256), 10)):
        x, y = rows(1000, sizes[0], classes)
        model = perceptron(sizes[1:], "adam", 128, 0.001).fit(x, y)
        one = x[:1].copy()
        single = timed(lambda: model.predict_proba(one), SECONDS / 4)
        figure(net + ", one row, p50", 1e6 * quantile(single, 0.5), "µs")
        figure(net + ", one row, p99", 1e6 * quantile(single, 0.99), "µs")
        figure(net + ", 1,000 rows", 1000 / median(timed(lambda: model.predict_proba(x), SECONDS / 4)), "rows/s")
elif WORKLOAD == "W6":
    from sklearn.linear_model import LogisticRegression
    import time
    x, y = rows(1_000_000, 100, 2)
    # Its solvers take many passes; the time of an iteration is the slope between two lengths.
    def fit(iterations):
        begin = time.perf_counter()
        model = LogisticRegression(penalty=None, solver="lbfgs", max_iter=iterations, tol=0).fit(x, y)
        return time.perf_counter() - begin, int(model.n_iter_[0])
    slopes = []
    begin = time.perf_counter()
    while not slopes or time.perf_counter() - begin < SECONDS:
        (short, few), (long, many) = fit(2), fit(8)
        slopes.append((long - short) / (many - few))
    figure("an iteration", sorted(slopes)[len(slopes) // 2], "s")
elif WORKLOAD == "W7":
    import pickle
    table = numpy.loadtxt(FILES[0], delimiter=",", skiprows=1, dtype=str)
    table = table[:len(table) * 4 // 5]
    x = table[:, :-1].astype(numpy.float32)
    x = (x - x.mean(0)) / x.std(0)
    model = MLPClassifier((16,), alpha=0, batch_size=32, max_iter=200, tol=0, n_iter_no_change=200, random_state=1)
    model.fit(x, table[:, -1])
    with open(FILES[1], "wb") as file:
        pickle.dump(model, file)
elif WORKLOAD == "growth":
    def pace(batch, sizes, count):
        x, y = rows(count, sizes[0], sizes[-1])
        at_once = min(count, max(batch, min(2048, 64 * batch)))
        return part_by_part(perceptron(sizes[1:-1], "adam", min(batch, at_once), 0.0001), x, y, at_once), at_once
    growth(pace)
