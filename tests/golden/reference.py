"""An independent NumPy implementation of the default network, for the golden tests.

    python3 reference.py MNIST_FOLDER OUTPUT_FOLDER

Trains 784-128-10 (ReLU, softmax, cross entropy, SGD) in double precision for 20 steps and writes
what it started from and the losses it saw, for the C core to reproduce:

    parameters.f32  w1[784][128], b1[128], w2[128][10], b2[10]
    x.f32           [steps][batch][784]
    labels.u8       [steps][batch]
    losses.f64      [steps], each of the weights before its step
    shape.i32       steps, batch
"""

import pathlib
import sys

import numpy as np

STEPS, BATCH, HIDDEN, LEARNING_RATE = 20, 64, 128, 0.1

mnist, output = map(pathlib.Path, sys.argv[1:])
output.mkdir(parents=True, exist_ok=True)


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
np.array(losses).tofile(output / "losses.f64")
