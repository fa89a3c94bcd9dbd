"""An independent NumPy implementation of training, for the golden tests.

    python3 reference.py MNIST_FOLDER OUTPUT_FOLDER

Everything is computed in double precision. Inputs and results are written to files, for the C core
to reproduce.

The default network, 784-128-10 (ReLU, softmax, cross entropy, SGD), trained for 20 steps:

    parameters.f32  w1[784][128], b1[128], w2[128][10], b2[10]
    x.f32           [steps][batch][784]
    labels.u8       [steps][batch]
    losses.f64      [steps], each before that step's update
    shape.i32       steps, batch

The optimizers: the same gradients through every rule and every schedule, each with and without
warm-up and weight decay:

    optimizer_cases.bin      [cases] of CASE: InkOptimizerSettings followed by the peak rate
    optimizer_start.f32      [weights]
    optimizer_gradients.f32  [steps][weights]
    optimizer_rates.f64      [cases][steps]; training continues past the planned end
    optimizer_weights.f64    [cases][weights], after the last step

Label smoothing, where label 255 means no digit:

    smoothing_logits.f32     [samples][10]
    smoothing_labels.u8      [samples]
    smoothing_amounts.f32    [amounts]
    smoothing_losses.f64     [amounts][samples]
    smoothing_gradients.f64  [amounts][samples][10], of the mean loss
"""

import itertools
import pathlib
import sys

import numpy as np

mnist, output = map(pathlib.Path, sys.argv[1:])
output.mkdir(parents=True, exist_ok=True)


# ---- the default network ----

STEPS, BATCH, HIDDEN, LEARNING_RATE = 20, 64, 128, 0.1


def idx(name, header):
    return np.frombuffer((mnist / name).read_bytes(), np.uint8, offset=header)


count = STEPS * BATCH
x = idx("t10k-images-idx3-ubyte", 16).reshape(-1, 784)[:count].astype(np.float32) / np.float32(255)
labels = idx("t10k-labels-idx1-ubyte", 8)[:count]

random = np.random.default_rng(7)
w1 = random.normal(0, (2 / 784) ** 0.5, (784, HIDDEN)).astype(np.float32)
b1 = random.normal(0, 0.1, HIDDEN).astype(np.float32)
w2 = random.normal(0, (2 / HIDDEN) ** 0.5, (HIDDEN, 10)).astype(np.float32)
b2 = random.normal(0, 0.1, 10).astype(np.float32)
np.concatenate([a.ravel() for a in (w1, b1, w2, b2)]).tofile(output / "parameters.f32")
x.tofile(output / "x.f32")
labels.tofile(output / "labels.u8")
np.array([STEPS, BATCH], np.int32).tofile(output / "shape.i32")

w1, b1, w2, b2 = (a.astype(np.float64) for a in (w1, b1, w2, b2))
losses = []
for step in range(STEPS):
    xb = x[step * BATCH : (step + 1) * BATCH].astype(np.float64)
    onehot = np.eye(10)[labels[step * BATCH : (step + 1) * BATCH]]
    z1 = xb @ w1 + b1
    a1 = np.maximum(z1, 0)
    z2 = a1 @ w2 + b2
    z2 -= z2.max(1, keepdims=True)
    log_p = z2 - np.log(np.exp(z2).sum(1, keepdims=True))
    losses.append(-(onehot * log_p).sum(1).mean())
    dz2 = (np.exp(log_p) - onehot) / BATCH
    dz1 = (dz2 @ w2.T) * (z1 > 0)
    w2 -= LEARNING_RATE * (a1.T @ dz2)
    b2 -= LEARNING_RATE * dz2.sum(0)
    w1 -= LEARNING_RATE * (xb.T @ dz1)
    b1 -= LEARNING_RATE * dz1.sum(0)

# ---- optimizers ----

WEIGHTS, PLANNED, TAKEN = 50, 30, 34
SGD, MOMENTUM, ADAMW = range(3)
CONSTANT, COSINE, ONE_CYCLE = range(3)
CASE = np.dtype(
    [
        ("rule", "<i4"),
        ("momentum", "<f4"),
        ("beta2", "<f4"),
        ("weight_decay", "<f4"),
        ("schedule", "<i4"),
        ("warm_up", "<f4"),
        ("peak", "<f4"),
    ]
)
PEAKS = {SGD: 0.5, MOMENTUM: 0.1, ADAMW: 0.05}


def scheduled_rates(schedule, peak, warm_up):
    """The learning rate of each step taken."""
    steps = np.minimum(np.arange(TAKEN), PLANNED - 1)
    start = peak / 25
    end = {CONSTANT: peak, COSINE: peak / 1e4, ONE_CYCLE: start / 1e4}[schedule]
    top = max(warm_up * PLANNED - 1, 0)
    # Linear progress of each step: 0 at the start, 1 at the peak, 2 at the end.
    place = np.where(steps < top, steps / max(top, 1), 1 + (steps - top) / (PLANNED - 1 - top))
    if schedule == ONE_CYCLE:
        return np.where(
            place < 1,
            start + (peak - start) * np.sin(np.pi / 2 * place) ** 2,
            end + (peak - end) * np.sin(np.pi / 2 * place) ** 2,
        )
    down = (1 - np.cos(np.pi * np.maximum(place - 1, 0))) / 2
    return np.minimum(start + (peak - start) * place, peak + (end - peak) * down)


def optimized(case, rates, w, gradients):
    """The weights after all steps."""
    beta1, beta2 = float(case["momentum"]), float(case["beta2"])
    m, v = np.zeros_like(w), np.zeros_like(w)
    for t, (rate, g) in enumerate(zip(rates, gradients), 1):
        decayed = w * (1 - rate * float(case["weight_decay"]))
        if case["rule"] == SGD:
            w = decayed - rate * g
        elif case["rule"] == MOMENTUM:
            m = beta1 * m + g
            w = decayed - rate * m
        else:
            m = beta1 * m + (1 - beta1) * g
            v = beta2 * v + (1 - beta2) * g**2
            w = decayed - rate * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + 1e-8)
    return w


cases = np.array(
    [
        (rule, 0.9, 0.999, weight_decay, schedule, warm_up, PEAKS[rule])
        for rule, schedule, warm_up, weight_decay in itertools.product(
            PEAKS, (CONSTANT, COSINE, ONE_CYCLE), (0, 0.3), (0, 0.1)
        )
    ],
    CASE,
)
start = random.normal(0, 1, WEIGHTS).astype(np.float32)
# Magnitudes from 1 down to below AdamW's epsilon.
sizes = np.logspace(0, -9, WEIGHTS)
gradients = (random.normal(0, 1, (TAKEN, WEIGHTS)) * sizes).astype(np.float32)
rates = [
    scheduled_rates(case["schedule"], float(case["peak"]), float(case["warm_up"])) for case in cases
]
weights = [
    optimized(case, rate, start.astype(np.float64), gradients.astype(np.float64))
    for case, rate in zip(cases, rates)
]
cases.tofile(output / "optimizer_cases.bin")
start.tofile(output / "optimizer_start.f32")
gradients.tofile(output / "optimizer_gradients.f32")
np.array(rates).tofile(output / "optimizer_rates.f64")
np.array(weights).tofile(output / "optimizer_weights.f64")

# ---- label smoothing ----

logits = random.normal(0, 3, (12, 10)).astype(np.float32)
labels = np.array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 255, 255], np.uint8)
amounts = np.array([0, 0.1, 0.5], np.float32)
logits.tofile(output / "smoothing_logits.f32")
labels.tofile(output / "smoothing_labels.u8")
amounts.tofile(output / "smoothing_amounts.f32")

z = logits.astype(np.float64)
p = np.exp(z) / np.exp(z).sum(1, keepdims=True)
expected = np.vstack([np.eye(10), np.full(10, 0.1)])[np.minimum(labels, 10)]
targets = [(1 - amount) * expected + amount / 10 for amount in amounts.astype(np.float64)]
np.array([-(t * np.log(p)).sum(1) for t in targets]).tofile(output / "smoothing_losses.f64")
np.array([(p - t) / len(z) for t in targets]).tofile(output / "smoothing_gradients.f64")

np.array(losses).tofile(output / "losses.f64")  # last, because make depends on this file
