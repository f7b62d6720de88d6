"""Times what the benchmarks compare with, and prints one JSON object.

  peers.py describe
  peers.py ingest FILE...
  peers.py scale LABEL TRAIN VALIDATION TEST
  peers.py engine ROWS FEATURES BATCH THREADS     (THREADS 0: as many as PyTorch would take)
  peers.py evaluate FOLDER NAME...        (NAME.logits: float32, NAME.labels: bytes)

Each figure is taken after a warm-up of its own, inside this process: imports and start-up are not in it.
"""
import importlib
import json
import os
import platform
import sys
import time

MIN_SECONDS = 2.0


def version(name):
    try:
        return importlib.import_module(name).__version__
    except ImportError:
        return None


def blas():
    try:
        from threadpoolctl import threadpool_info
    except ImportError:
        return None
    found = {f"{each['internal_api']} {each['version']}" for each in threadpool_info() if each["user_api"] == "blas"}
    return ", ".join(sorted(found)) or None


def describe():
    packages = {name: version(name) for name in ("pandas", "sklearn", "torch")}
    return {"python": platform.python_version(), "packages": packages, "blas": blas()}


def ingest(files):
    import pandas

    def read():
        start = time.perf_counter()
        rows = sum(len(pandas.read_csv(name)) for name in files)
        return rows, time.perf_counter() - start

    read()
    rows, seconds = read()
    return {"rows": rows, "ms": seconds * 1000}


def scale(label, files):
    import numpy
    import pandas
    from sklearn.preprocessing import StandardScaler

    frames = [pandas.read_csv(name).drop(columns=label) for name in files]

    def fit_and_transform():
        start = time.perf_counter()
        scaler = StandardScaler().fit(frames[0])
        matrices = [scaler.transform(frame).astype(numpy.float32) for frame in frames]
        return sum(map(len, matrices)), time.perf_counter() - start

    fit_and_transform()
    rows, seconds = fit_and_transform()
    return {"rows": rows, "ms": seconds * 1000}


def net(features):
    from torch import nn

    return nn.Sequential(
        nn.Linear(features, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 1)
    )


def engine(rows, features, batch, threads):
    import torch

    # On some builds PyTorch starts with one thread whatever the machine has.
    torch.set_num_threads(threads if threads > 0 else os.cpu_count())
    torch.manual_seed(0)
    batch = min(batch, rows)
    x, y = torch.randn(rows, features), (torch.rand(rows, 1) < 0.01).float()
    model = net(features)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    loss = torch.nn.BCEWithLogitsLoss()

    def step(xb, yb):
        optimizer.zero_grad()
        loss(model(xb), yb).backward()
        optimizer.step()

    def batches():
        while True:
            if batch == rows:
                yield x, y
                continue
            order = torch.randperm(rows)
            for start in range(0, rows - batch + 1, batch):
                index = order[start : start + batch]
                yield x[index], y[index]

    source = batches()
    for _ in range(1 if batch == rows else 3):
        step(*next(source))
    steps, start = 0, time.perf_counter()
    while True:
        step(*next(source))
        steps += 1
        seconds = time.perf_counter() - start
        if seconds >= MIN_SECONDS:
            return {"rowsPerSecond": steps * batch / seconds, "threads": torch.get_num_threads()}


def evaluate(folder, names):
    import numpy
    from sklearn import metrics
    from sklearn.calibration import calibration_curve

    numpy.seterr(over="ignore")
    splits = []
    for name in names:
        y = numpy.fromfile(os.path.join(folder, name + ".labels"), dtype=numpy.uint8).astype(numpy.int64)
        logits = numpy.fromfile(os.path.join(folder, name + ".logits"), dtype=numpy.float32).astype(numpy.float64)
        splits.append((y, 1 / (1 + numpy.exp(-logits))))

    def f2_score(y, answer):
        return metrics.fbeta_score(y, answer, beta=2)

    def measure():
        start = time.perf_counter()
        for y, score in splits:
            answer = (score > 0.5).astype(numpy.int64)
            for each in (
                metrics.accuracy_score,
                metrics.balanced_accuracy_score,
                metrics.precision_score,
                metrics.recall_score,
                metrics.f1_score,
                f2_score,
                metrics.matthews_corrcoef,
                metrics.cohen_kappa_score,
                metrics.confusion_matrix,
            ):
                each(y, answer)
            for each in (
                metrics.roc_auc_score,
                metrics.average_precision_score,
                metrics.log_loss,
                metrics.brier_score_loss,
                metrics.roc_curve,
                metrics.precision_recall_curve,
            ):
                each(y, score)
            for strategy in ("uniform", "quantile"):
                calibration_curve(y, score, n_bins=10, strategy=strategy)
        return time.perf_counter() - start

    measure()
    return {"ms": measure() * 1000}


def main(task, *rest):
    if task == "describe":
        return describe()
    if task == "ingest":
        return ingest(rest)
    if task == "scale":
        return scale(rest[0], rest[1:])
    if task == "evaluate":
        return evaluate(rest[0], rest[1:])
    return engine(*[int(each) for each in rest])


print(json.dumps(main(*sys.argv[1:])))
