"""Writes the networks of W2 and W3 as ONNX, for ONNX Runtime."""
import sys

import torch


def network(link, *sizes):
    layers = []
    for i in range(len(sizes) - 1):
        layers.append(torch.nn.Linear(sizes[i], sizes[i + 1]))
        if i + 2 < len(sizes):
            layers.append(torch.nn.ReLU())
    return torch.nn.Sequential(*layers, link).eval()


for file, model in (
        (sys.argv[1], network(torch.nn.Sigmoid(), 30, 64, 32, 1)),
        (sys.argv[2], network(torch.nn.Softmax(dim=1), 784, 512, 256, 10))):
    inputs = model[0].in_features
    torch.onnx.export(
        model, torch.zeros(1, inputs), file, input_names=["x"], output_names=["y"],
        dynamic_axes={"x": {0: "rows"}, "y": {0: "rows"}})
