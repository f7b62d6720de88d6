"""Loads a model file in PyTorch and prints what it gives for the golden rows, as a JSON list.

    python3 tools/load-in-torch.py model.json
"""
import json
import sys

import torch
from torch import nn

LAYERS = {"relu": nn.ReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid}


def module(layer):
    if layer["type"] == "linear":
        return nn.Linear(layer["in"], layer["out"], bias=layer["bias"])
    return LAYERS[layer["type"]]()


j = json.load(open(sys.argv[1], encoding="utf-8"))
model = nn.Sequential(*(module(layer) for layer in j["architecture"]))
model.load_state_dict({k: torch.tensor(v) for k, v in j["weights"].items()})

features = j["preprocessing"]["features"]
mean = torch.tensor([f["mean"] for f in features], dtype=torch.float64)
scale = torch.tensor([f["scale"] for f in features], dtype=torch.float64)
rows = torch.tensor(j["golden"]["rows"], dtype=torch.float64)
with torch.no_grad():
    # Scaled in float64: float32 cannot hold differences of a few hundred near 4e9.
    probabilities = model(((rows - mean) / scale).float())
print(json.dumps({"probabilities": probabilities[:, 0].tolist(), "weights": {k: v.tolist() for k, v in model.state_dict().items()}}))
