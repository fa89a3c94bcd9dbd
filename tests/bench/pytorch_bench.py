"""The benchmark's networks in PyTorch, with its own gradients and a plain update.

    pytorch_bench.py FOLDER THREADS"""

import sys

import torch
from torch.nn.functional import conv2d, cross_entropy, max_pool2d

from workload import LEARNING_RATE, load, take_turns


def dense_network(x, w1, b1, w2, b2):
    return torch.addmm(b2, torch.relu(torch.addmm(b1, x, w1)), w2)


def convolutional_network(x, w1, b1, w2, b2, w3, b3):
    x = max_pool2d(torch.relu(conv2d(x.view(-1, 1, 28, 28), w1, b1)), 2)
    x = max_pool2d(torch.relu(conv2d(x, w2, b2)), 2)
    return torch.addmm(b3, x.flatten(1), w3)


def channels_first(w1, b1, w2, b2, w3, b3):
    """Kernels as [out][in][height][width], and rows of the dense layer in the order of
    [channel][height][width]."""
    w1, w2 = (w.permute(3, 2, 0, 1).contiguous() for w in (w1, w2))
    return w1, b1, w2, b2, w3.view(4, 4, 16, 10).permute(2, 0, 1, 3).reshape(256, 10), b3


torch.set_num_threads(int(sys.argv[2]))
initial, batches = load(sys.argv[1])
initial = [torch.from_numpy(part) for part in initial]
network = dense_network
if len(initial) == 6:
    network, initial = convolutional_network, channels_first(*initial)
batches = [(torch.from_numpy(x), torch.from_numpy(labels)) for x, labels in batches]
parameters = [part.clone().requires_grad_() for part in initial]


@torch.no_grad()
def restore():
    for parameter, start in zip(parameters, initial):
        parameter.copy_(start)


def step(x, labels):
    loss = cross_entropy(network(x, *parameters), labels)
    gradients = torch.autograd.grad(loss, parameters)
    with torch.no_grad():
        for parameter, gradient in zip(parameters, gradients):
            parameter.sub_(gradient, alpha=LEARNING_RATE)
    return loss.detach()


take_turns(restore, lambda: [step(x, labels) for x, labels in batches])
