"""The benchmark's network in PyTorch, with its own gradients and a plain update.

    pytorch_bench.py FOLDER THREADS"""

import sys

import torch
from torch.nn.functional import cross_entropy

from workload import LEARNING_RATE, load, take_turns

torch.set_num_threads(int(sys.argv[2]))
initial, batches = load(sys.argv[1])
initial = [torch.from_numpy(part) for part in initial]
batches = [(torch.from_numpy(x), torch.from_numpy(labels)) for x, labels in batches]
parameters = [part.clone().requires_grad_() for part in initial]


@torch.no_grad()
def restore():
    for parameter, start in zip(parameters, initial):
        parameter.copy_(start)


def step(x, labels):
    w1, b1, w2, b2 = parameters
    logits = torch.addmm(b2, torch.relu(torch.addmm(b1, x, w1)), w2)
    loss = cross_entropy(logits, labels)
    gradients = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, gradient in zip(parameters, gradients):
            parameter.sub_(gradient, alpha=LEARNING_RATE)
    return loss.detach()


take_turns(restore, lambda: [step(x, labels) for x, labels in batches])
