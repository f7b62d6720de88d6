"""Loads a model file in PyTorch and prints what it gives for the golden rows, as a JSON list.

    python3 tools/load-in-torch.py model.json
"""
import json
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
mean = torch.tensor([f["mean"] for f in features], dtype=torch.float64)
scale = torch.tensor([f["scale"] for f in features], dtype=torch.float64)
rows = torch.tensor(j["golden"]["rows"], dtype=torch.float64)
with torch.no_grad():
    # Scaled in float64: float32 cannot hold differences of a few hundred near 4e9.
    probabilities = model(((rows - mean) / scale).float())
print(json.dumps({"probabilities": probabilities[:, 0].tolist(), "weights": {k: v.tolist() for k, v in model.state_dict().items()}}))
