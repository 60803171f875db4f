"""Adds trajectories to optimizers.json, beside those that are there: python3 record_optimizers.py

The network, its first parameters and the batch are the file's own; that the recorded trajectory of
sgd comes out again shows that they are understood.
"""

import json
from pathlib import Path

import numpy as np
import torch

FILE = Path(__file__).with_name("optimizers.json")
recorded = json.loads(FILE.read_text())
problem = recorded["problem"]
x, y = (torch.tensor(problem[name], dtype=torch.float64) for name in "xy")


def run(optimizer, steps=12):
    """The loss before and the parameters after each step."""
    parameters = [
        torch.tensor(tensor, dtype=torch.float64, requires_grad=True)
        for layer in zip(problem["weights"], problem["biases"])
        for tensor in layer
    ]
    w1, b1, w2, b2 = parameters
    rule = optimizer(parameters)
    losses, after = [], []
    for _ in range(steps):
        rule.zero_grad()
        predictions = torch.tanh(x @ w1.T + b1) @ w2.T + b2
        loss = ((predictions - y) ** 2).sum() / 2 / len(x)
        loss.backward()
        rule.step()
        losses.append(loss.item())
        after.append([parameter.detach().numpy().tolist() for parameter in parameters])
    rate = rule.param_groups[0]["lr"]
    return {"loss_before_step": losses, "lr": [rate] * steps, "params_after_step": after}


def average(trajectory, beta):
    """The mean of all parameters so far, those of i steps ago by the weight beta^i."""
    means = []
    for t in range(1, len(trajectory) + 1):
        weights = beta ** np.arange(t - 1, -1, -1)
        tensors = [[np.array(tensor) for tensor in step] for step in trajectory[:t]]
        means.append(
            [
                (sum(w * step[k] for w, step in zip(weights, tensors)) / weights.sum()).tolist()
                for k in range(len(tensors[0]))
            ]
        )
    return means


again = run(lambda parameters: torch.optim.SGD(parameters, lr=0.1))
np.testing.assert_allclose(
    again["loss_before_step"], recorded["runs"]["sgd lr=0.1"]["loss_before_step"], rtol=1e-12
)

recorded["runs"]["rmsprop lr=0.01 alpha=0.99 centred"] = run(
    lambda parameters: torch.optim.RMSprop(parameters, lr=0.01, centered=True)
)
recorded["runs"]["rmsprop lr=0.01 alpha=0.9 momentum=0.9 centred"] = run(
    lambda parameters: torch.optim.RMSprop(parameters, lr=0.01, alpha=0.9, momentum=0.9, centered=True)
)
recorded["averages"] = {
    name: average(recorded["runs"][name]["params_after_step"], 0.8)
    for name in ("sgd lr=0.1", "adam lr=0.01")
}
FILE.write_text(json.dumps(recorded))
