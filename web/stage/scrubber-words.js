/** English messages of “One step” in the picture of the network. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  scrubber: {
    title: 'One training step',
    position: 'Position in the step',
    where: '{phase}, {number} of {count}: {part}',
    play: 'Play',
    pause: 'Pause',
    forward: 'Forward',
    loss: 'Loss',
    backward: 'Backward',
    update: 'Update',
    softmax: 'softmax',
    error: 'error at the output',
    weights: 'weights',
    after: 'after the step',
    digit: 'Image',
    drawing: 'Your drawing',
    test: 'Test digit',
    training: 'Training digit',
    another: 'Another digit',
    label: 'Correct answer',
    nothing: 'Draw a digit: the test digits haven’t loaded yet.',
    numbers: 'All the numbers',
    raises: 'raises the loss',
    lowers: 'lowers the loss',
    grows: 'weight goes up',
    shrinks: 'weight goes down',
    at: '{unit} at row {row}, column {column}',
    fromTo: '{from} to {to}',
    image:
      'The image is 784 numbers, from 0 for paper to 1 for ink; {some} of them are not 0. The correct answer is {label}.',
    sum: 'Strongest: {unit}. {count|One product|{count} products} and the bias add up to {value}.',
    strongest: 'Strongest: {unit}, {value}.',
    scores: 'These are the scores z. The highest is that of {name}: {value}.',
    softmaxWords: 'Softmax turns the scores z into probabilities that add up to 1: {formula}.',
    lossWords: 'Cross entropy only asks how probable the correct answer was: {formula}.',
    errorWords:
      'The derivative of the loss with respect to each score. With softmax and cross entropy it is simply p − y; y is 1 for the correct answer and 0 for all others: {formula}.',
    weightWords:
      'The derivative with respect to a weight is its input times the gradient of its output. Steepest of {count|{count} weight|{count} weights}, {link}: {formula}.',
    kernelWords:
      'The derivative with respect to a weight is input times gradient, summed over all {places} positions of the kernel. Steepest of {count|{count} weight|{count} weights}, {link}: {formula}.',
    inputWords:
      'The derivative with respect to an input is gradient times weight, summed over all {count|{count} output|{count} outputs} that it feeds. Steepest, {unit}: {formula}.',
    steepest: 'Steepest: {unit}, {value}.',
    stops: 'The image itself isn’t trained, so the gradient stops here.',
    updateWords:
      'Every weight takes a small step against its gradient (plain SGD, learning rate {rate}). The largest change, in {layer}, {link}: {formula}.',
    afterWords:
      'The same image with the new weights: the loss goes from {before} to {after}, the probability of {label} from {share} to {shareAfter}.',
    better: 'The correct answer has become more probable.',
    worse:
      'The loss is not lower: the step was too large, or there was nothing left to learn. Try another learning rate.',
    sure: 'The network was already certain, so there was next to nothing to learn. Pick another correct answer to see larger gradients.',
    copy: 'This was a copy. Your network hasn’t changed.',
    gradient: 'gradient of the loss',
    noGradient: 'The image itself isn’t trained, so it needs no gradient.',
    noWeights: 'This layer has no weights to change.',
    change: 'Weights, before and after',
    hasGradient: '{unit}, {layer}: gradient {value}',
    changes: '{unit}, {layer}: a weight goes from {before} to {after}',
  },
});

addWords(WORDS);
