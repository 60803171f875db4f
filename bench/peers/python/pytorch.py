"""PyTorch, eager, float32: the usual training loop over tensors in memory."""
from common import FILES, SECONDS, THREADS, WORKLOAD, Shuffled, figure, growth, median, quantile, rows, timed, version

import torch

torch.set_num_threads(THREADS)
version(torch.__version__)


def network(*sizes):
    layers = []
    for i in range(len(sizes) - 1):
        layers.append(torch.nn.Linear(sizes[i], sizes[i + 1]))
        if i + 2 < len(sizes):
            layers.append(torch.nn.ReLU())
    return torch.nn.Sequential(*layers)


def steps(model, optimizer, loss, x, y, batch, count):
    """So many steps with mini-batches of shuffled rows, from epoch to epoch."""
    batches = Shuffled(len(x), batch, torch.randperm)

    def some():
        for _ in range(count):
            part = batches.next()
            optimizer.zero_grad(set_to_none=True)
            loss(model(x[part]), y[part]).backward()
            optimizer.step()
    return some


def adam(sizes, classes, count, batch, at_once):
    """So many steps of Adam on new rows."""
    x, labels = rows(count, sizes[0], classes)
    x = torch.from_numpy(x)
    y = torch.from_numpy(labels)
    model = network(*sizes)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
    if classes == 2:
        y = y.float().unsqueeze(1)
        loss = torch.nn.BCEWithLogitsLoss()
    else:
        loss = torch.nn.CrossEntropyLoss()
    return steps(model, optimizer, loss, x, y, batch, at_once)


def samples_per_second(sizes, classes, count, batch, at_once):
    call = adam(sizes, classes, count, batch, at_once)
    figure("training", batch * at_once / median(timed(call)), "samples/s")


if WORKLOAD == "W1":
    x, labels = rows(500, 2, 2)
    x = torch.from_numpy(x)
    y = torch.from_numpy(labels).float().unsqueeze(1)
    model = network(2, 2, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    call = steps(model, optimizer, torch.nn.BCEWithLogitsLoss(), x, y, 1, 500)
    figure("a step", 1e9 * median(timed(call)) / 500, "ns")
elif WORKLOAD == "W2":
    samples_per_second((30, 64, 32, 1), 2, 100_000, 32, 625)
elif WORKLOAD == "W3":
    samples_per_second((784, 512, 256, 10), 10, 60_000, 128, 50)
elif WORKLOAD == "W4":
    x, labels = rows(1024, 1024, 1000)
    model = network(1024, 4096, 4096, 1000)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    x, labels = torch.from_numpy(x), torch.from_numpy(labels)
    call = steps(model, optimizer, torch.nn.CrossEntropyLoss(), x, labels, 512, 1)
    parameters = sum(p.numel() for p in model.parameters())
    figure("training", 6 * parameters * 512 / median(timed(call)) / 1e9, "GFLOP/s")
elif WORKLOAD == "W5":
    with torch.inference_mode():
        for net, sizes, classes in (("W2 net", (30, 64, 32, 1), 2), ("W3 net", (784, 512, 256, 10), 10)):
            x = torch.from_numpy(rows(1000, sizes[0], classes)[0])
            link = torch.nn.Sigmoid() if classes == 2 else torch.nn.Softmax(dim=1)
            model = torch.nn.Sequential(network(*sizes), link).eval()
            one = x[:1].clone()
            single = timed(lambda: model(one), SECONDS / 4)
            figure(net + ", one row, p50", 1e6 * quantile(single, 0.5), "µs")
            figure(net + ", one row, p99", 1e6 * quantile(single, 0.99), "µs")
            figure(net + ", 1,000 rows", 1000 / median(timed(lambda: model(x), SECONDS / 4)), "rows/s")
elif WORKLOAD == "W6":
    x, labels = rows(1_000_000, 100, 2)
    x = torch.from_numpy(x)
    y = torch.from_numpy(labels).float().unsqueeze(1)
    model = network(100, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    loss = torch.nn.BCEWithLogitsLoss()

    def iteration():
        optimizer.zero_grad(set_to_none=True)
        loss(model(x), y).backward()
        optimizer.step()

    figure("an iteration", median(timed(iteration)), "s")
elif WORKLOAD == "W7":
    # The whole program: read, standardise, train 200 epochs on four fifths of the rows, save.
    import numpy
    table = numpy.loadtxt(FILES[0], delimiter=",", skiprows=1, dtype=str)
    table = table[:len(table) * 4 // 5]
    x = table[:, :-1].astype(numpy.float32)
    _, labels = numpy.unique(table[:, -1], return_inverse=True)
    x = torch.from_numpy((x - x.mean(0)) / x.std(0))
    y = torch.from_numpy(labels).float().unsqueeze(1)
    model = network(x.shape[1], 16, 1)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
    steps(model, optimizer, torch.nn.BCEWithLogitsLoss(), x, y, 32, 200 * -(-len(x) // 32))()
    torch.save(model.state_dict(), FILES[1])
elif WORKLOAD == "growth":
    def pace(batch, sizes, count):
        at_once = max(1, min(64, 2048 // batch))
        return adam(sizes, sizes[-1], count, batch, at_once), at_once * min(batch, count)
    growth(pace)
