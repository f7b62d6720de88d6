"""Times what the benchmarks compare with, and prints one JSON object.

  peers.py describe
  peers.py ingest FILE...
  peers.py scale LABEL TRAIN VALIDATION TEST
  peers.py engine ROWS FEATURES BATCH THREADS     (THREADS 0: as many as PyTorch would take)
  peers.py evaluate FOLDER NAME...        (NAME.logits: float32, NAME.labels: bytes)
  peers.py drift LABEL TRAIN VALIDATION TEST

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
    packages = {name: version(name) for name in ("pandas", "scipy", "sklearn", "torch")}
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


def drift(label, files):
    import numpy
    import pandas
    from scipy.spatial.distance import jensenshannon
    from scipy.stats import ks_2samp, wasserstein_distance

    def psi(reference, current):
        edges = numpy.unique(numpy.quantile(reference, numpy.arange(1, 10) / 10))
        shares = []
        for values in (reference, current):
            counts = numpy.bincount(numpy.searchsorted(edges, values), minlength=len(edges) + 1)
            shares.append(numpy.maximum(counts / len(values), 1e-4))
        return float(((shares[1] - shares[0]) * numpy.log(shares[1] / shares[0])).sum())

    def js(reference, current):
        low, high = min(reference.min(), current.min()), max(reference.max(), current.max())
        if low == high:
            return 0.0
        edges = numpy.linspace(low, high, 21)
        return float(jensenshannon(numpy.histogram(reference, edges)[0], numpy.histogram(current, edges)[0], base=2))

    frames = dict(zip(("train", "validation", "test"), map(pandas.read_csv, files)))
    features = [name for name in frames["train"].columns if name != label]
    scopes = {"all": (0, 1), "withinNegative": (0,), "withinPositive": (1,)}
    values = {
        (split, name, scope): frame.loc[frame[label].isin(labels), name].to_numpy(dtype=numpy.float64)
        for split, frame in frames.items()
        for name in features
        for scope, labels in scopes.items()
    }

    def measure():
        found = {}
        for name in features:
            deviation = values["train", name, "all"].std() or 1.0
            for against in ("validation", "test"):
                for scope in scopes:
                    reference, current = values["train", name, scope], values[against, name, scope]
                    if len(reference) == 0 or len(current) == 0:
                        continue
                    what = f"{name} {against} {scope}"
                    found[f"{what} ks"] = float(ks_2samp(reference, current, method="asymp").statistic)
                    found[f"{what} wasserstein"] = float(wasserstein_distance(reference, current)) / deviation
                    found[f"{what} jsDistance"] = js(reference, current)
                    found[f"{what} psi"] = psi(reference, current)
        return found

    start = time.perf_counter()
    found = measure()
    return {**found, "ms": (time.perf_counter() - start) * 1000}


def main(task, *rest):
    if task == "describe":
        return describe()
    if task == "ingest":
        return ingest(rest)
    if task == "scale":
        return scale(rest[0], rest[1:])
    if task == "drift":
        return drift(rest[0], rest[1:])
    if task == "evaluate":
        return evaluate(rest[0], rest[1:])
    return engine(*[int(each) for each in rest])


print(json.dumps(main(*sys.argv[1:])))
