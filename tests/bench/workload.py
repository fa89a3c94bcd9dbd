"""Shared by the Python contenders: loads the workload and takes turns on request."""

import json
import sys
import time

import numpy as np

PIXELS, BATCH = 784, 64
LEARNING_RATE = 0.1


def load(folder):
    """Returns the initial parameters in layer order, and the minibatches as (images, labels)."""
    with open(f"{folder}/shape.json") as file:
        shapes = json.load(file)["parameters"]
    weights = np.fromfile(f"{folder}/weights.f32", np.float32)
    ends = np.cumsum([np.prod(shape) for shape in shapes])
    parameters = [part.reshape(shape) for part, shape in zip(np.split(weights, ends[:-1]), shapes)]
    images = np.fromfile(f"{folder}/images.f32", np.float32).reshape(-1, BATCH, PIXELS)
    labels = np.fromfile(f"{folder}/labels.u8", np.uint8).reshape(-1, BATCH).astype(np.int64)
    return parameters, list(zip(images, labels))


def take_turns(restore, train):
    """Reads a number of seconds per line, trains for about as long, and prints the results as JSON.

    restore() restores the initial weights; train() takes each minibatch once and returns the
    losses."""
    for line in sys.stdin:
        seconds = float(line)
        took, samples = 0.0, 0
        while not samples or took < seconds:
            restore()
            started = time.perf_counter()
            losses = train()
            took += time.perf_counter() - started
            samples += BATCH * len(losses)
        result = {"samplesPerSecond": samples / took, "losses": [float(loss) for loss in losses]}
        print(json.dumps(result), flush=True)
