"""What all Python contenders share: the rows, the stopwatch, the lines that are printed.

A contender is called with a workload, about how many seconds to measure and how many threads it may use. It prints a
line `figure<TAB>what<TAB>value<TAB>unit` for each figure, `version<TAB>text`, and nothing for a workload it has not got.
"""
import os
import sys
import time

WORKLOAD = sys.argv[1]
SECONDS = float(sys.argv[2])
THREADS = int(sys.argv[3])
FILES = sys.argv[4:]

# Before NumPy and PyTorch are loaded, which read them once.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = str(THREADS)

import numpy  # noqa: E402

WARM_UP = 0.4


def rows(count, inputs, classes):
    """Standard normal inputs and about equally frequent classes, as float32 and int64."""
    random = numpy.random.default_rng(1)
    x = random.standard_normal((count, inputs), dtype=numpy.float32)
    signs = numpy.where(numpy.arange(inputs) % 2 == 0, 1, -1).astype(numpy.float32)
    score = 0.5 * random.standard_normal(count) + x @ signs / numpy.sqrt(inputs)
    labels = numpy.minimum(classes - 1, (classes / (1 + numpy.exp(-1.7 * score))).astype(numpy.int64))
    return x, labels


def timed(call, seconds=SECONDS):
    """The seconds of each call after the warm-up; at least one."""
    begin = time.perf_counter()
    measured = []
    while True:
        before = time.perf_counter()
        call()
        after = time.perf_counter()
        if before - begin >= WARM_UP * seconds:
            measured.append(after - before)
            if after - begin >= seconds:
                return sorted(measured)


class Shuffled:
    """Endless mini-batches of shuffled row numbers; `permutation` draws the order of an epoch."""

    def __init__(self, count, batch, permutation):
        self.count, self.batch, self.permutation = count, batch, permutation
        self.at = count

    def next(self):
        if self.at >= self.count:
            self.order = self.permutation(self.count)
            self.at = 0
        part = self.order[self.at:self.at + self.batch]
        self.at += self.batch
        return part


def growth(pace):
    """Prints samples/s for each size `batch:width:depth:rows` among the arguments; pace(batch, sizes, rows) gives a call
    that trains for some rows, and how many."""
    for text in FILES:
        batch, width, depth, count = map(int, text.split(":"))
        call, samples = pace(batch, [64] + [width] * depth + [10], count)
        figure(text, samples / median(timed(call)), "samples/s")


def quantile(sorted_values, p):
    return sorted_values[max(0, min(len(sorted_values) - 1, int(numpy.ceil(p * len(sorted_values))) - 1))]


def median(sorted_values):
    return quantile(sorted_values, 0.5)


def version(text):
    print("version", text, sep="\t", flush=True)


def figure(what, value, unit):
    print("figure", what, value, unit, sep="\t", flush=True)
