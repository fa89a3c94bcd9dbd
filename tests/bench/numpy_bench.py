"""The dense network in NumPy, optimized for speed: results go into preallocated arrays.

    numpy_bench.py FOLDER"""

import sys

import numpy as np

from workload import BATCH, LEARNING_RATE, load, take_turns

initial, batches = load(sys.argv[1])
parameters = [part.copy() for part in initial]
gradients = [np.empty_like(part) for part in initial]
hidden = np.empty((BATCH, initial[0].shape[1]), np.float32)
d_hidden = np.empty_like(hidden)
logits = np.empty((BATCH, initial[2].shape[1]), np.float32)
rows = np.arange(BATCH)


def restore():
    for parameter, start in zip(parameters, initial):
        parameter[...] = start


def step(x, labels):
    w1, b1, w2, b2 = parameters
    np.matmul(x, w1, out=hidden)
    np.add(hidden, b1, out=hidden)
    np.maximum(hidden, 0, out=hidden)
    np.matmul(hidden, w2, out=logits)
    np.add(logits, b2, out=logits)

    np.subtract(logits, logits.max(axis=1, keepdims=True), out=logits)
    right = logits[rows, labels]
    np.exp(logits, out=logits)
    sums = logits.sum(axis=1, keepdims=True)
    loss = (np.log(sums[:, 0]) - right).mean()

    np.divide(logits, sums, out=logits)
    logits[rows, labels] -= 1
    np.multiply(logits, np.float32(LEARNING_RATE / BATCH), out=logits)
    np.matmul(logits, w2.T, out=d_hidden)
    np.multiply(d_hidden, hidden > 0, out=d_hidden)
    np.matmul(x.T, d_hidden, out=gradients[0])
    np.sum(d_hidden, axis=0, out=gradients[1])
    np.matmul(hidden.T, logits, out=gradients[2])
    np.sum(logits, axis=0, out=gradients[3])
    for parameter, gradient in zip(parameters, gradients):
        np.subtract(parameter, gradient, out=parameter)
    return loss


take_turns(restore, lambda: [step(x, labels) for x, labels in batches])
