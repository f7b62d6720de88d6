"""Loads a model file in PyTorch and prints what it gives for the golden rows, as a JSON list.

    python3 tools/load-in-torch.py model.json
"""
import json
import math
import sys

import torch
from torch import nn

MODULES = {
    "linear": lambda layer: nn.Linear(layer["in"], layer["out"], bias=layer["bias"]),
    "relu": lambda layer: nn.ReLU(),
    "leaky-relu": lambda layer: nn.LeakyReLU(layer["slope"]),
    "elu": lambda layer: nn.ELU(),
    "gelu": lambda layer: nn.GELU(),
    "tanh": lambda layer: nn.Tanh(),
    "sigmoid": lambda layer: nn.Sigmoid(),
    "dropout": lambda layer: nn.Dropout(layer["p"]),
}


j = json.load(open(sys.argv[1], encoding="utf-8"))
model = nn.Sequential(*(MODULES[layer["type"]](layer) for layer in j["architecture"]))
model.load_state_dict({k: torch.tensor(v) for k, v in j["weights"].items()})
model.eval()  # dropout is for training

features = j["preprocessing"]["features"]


def transformed(x, steps):
    for step in steps:
        if step["type"] == "clip":
            x = min(max(x, step.get("low", -math.inf)), step.get("high", math.inf))
        elif step["type"] == "log1p":
            x = math.log1p(x) if x > -1 else math.nan
        elif step["type"] == "symlog":
            x = math.copysign(math.log1p(abs(x)), x)
    return x


def present(cell, steps):
    """The transformed cell, None where it has no value."""
    if not isinstance(cell, (int, float)):
        return cell
    x = transformed(cell, steps)
    return x if math.isfinite(x) else None


def place(value, categories):
    """Where the value stands among them, -1 for nowhere. Numbers by value: how they are written differs by language,
    and the last digit of a logarithm by library."""
    if value in categories:
        return categories.index(value)
    if isinstance(value, str):
        return -1
    numbers = [float(category) for category in categories]
    if value in numbers:
        return numbers.index(value)
    return next((at for at, number in enumerate(numbers) if math.isclose(number, value, rel_tol=1e-14)), -1)


ENCODE = {
    "numeric": lambda x, e: x,
    "one-hot": lambda x, e: float(place(x, [e["category"]]) == 0),
    "one-hot-other": lambda x, e: float(place(x, e["categories"]) < 0),
    "ordinal": lambda x, e: place(x, e["categories"]),
    "frequency": lambda x, e: e["shares"][place(x, e["categories"])] if place(x, e["categories"]) >= 0 else 0,
    "not-in": lambda x, e: float(place(x, e["values"]) < 0),
    "at-least": lambda x, e: float(x >= e["limit"]),
    "sign": lambda x, e: 1 if x > 0 else 2 if x < 0 else 0,
}


def applied(feature, cell):
    """Missing, transform, encode, scale: in float64, because float32 cannot hold differences of a few hundred near 4e9."""
    steps = feature.get("transform", [])
    value = present(cell, steps)
    encoding = feature.get("encoding", {"type": feature["kind"]})
    if encoding["type"] == "missing":
        x = float(value is None)
    else:
        x = ENCODE[encoding["type"]](present(feature["fill"], steps) if value is None else value, encoding)
    return (x - feature.get("center", feature.get("mean"))) / feature["scale"]


rows = torch.tensor([[applied(f, cell) for f, cell in zip(features, row)] for row in j["golden"]["rows"]], dtype=torch.float64)
with torch.no_grad():
    probabilities = model(rows.float())
print(json.dumps({"probabilities": probabilities[:, 0].tolist(), "weights": {k: v.tolist() for k, v in model.state_dict().items()}}))
