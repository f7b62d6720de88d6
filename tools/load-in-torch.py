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


def text(value):
    """A number as the file writes it among categories: 3, not 3.0."""
    return repr(int(value) if value == int(value) else value) if isinstance(value, (int, float)) else value


ENCODE = {
    "numeric": lambda x, e: x,
    "one-hot": lambda x, e: float(text(x) == e["category"]),
    "one-hot-other": lambda x, e: float(text(x) not in e["categories"]),
    "ordinal": lambda x, e: e["categories"].index(text(x)) if text(x) in e["categories"] else -1,
    "frequency": lambda x, e: dict(zip(e["categories"], e["shares"])).get(text(x), 0),
    "not-in": lambda x, e: float(text(x) not in e["values"]),
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
