"""The benchmark's networks in PyTorch, with autograd and plain SGD.

    pytorch_bench.py FOLDER THREADS"""

import sys

import torch
from torch.nn.functional import conv2d, cross_entropy, max_pool2d

from workload import LEARNING_RATE, load, take_turns


def dense_network(x, w1, b1, w2, b2):
    return torch.addmm(b2, torch.relu(torch.addmm(b1, x, w1)), w2)


def convolutional_network(x, w1, b1, w2, b2, w3, b3):
    # Channels last in memory, the fastest layout for PyTorch here.
    x = x.view(-1, 28, 28, 1).permute(0, 3, 1, 2)
    x = max_pool2d(torch.relu(conv2d(x, w1, b1)), 2)
    x = max_pool2d(torch.relu(conv2d(x, w2, b2)), 2)
    return torch.addmm(b3, x.permute(0, 2, 3, 1).flatten(1), w3)


def to_pytorch_layout(part):
    """Transposes kernels from [height][width][in][out] to [out][in][height][width]."""
    part = torch.from_numpy(part)
    if part.dim() < 4:
        return part
    return part.permute(3, 2, 0, 1).contiguous(memory_format=torch.channels_last)


torch.set_num_threads(int(sys.argv[2]))
initial, batches = load(sys.argv[1])
initial = [to_pytorch_layout(part) for part in initial]
network = dense_network if len(initial) == 4 else convolutional_network
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
