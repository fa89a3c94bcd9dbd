/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Backpropagation by hand',
  about: 'Compute a gradient and a weight update yourself, with real numbers.',
  names: { small: 'Small network' },
  steps: {
    start: {
      title: 'Which way should a weight move?',
      text: [
        'A network has thousands of weights. After each wrong or unsure answer, every one of them should move a little, in the direction that makes the error smaller.',
        'Backpropagation finds that direction for all weights at once. You will do it for one weight. A calculator helps; rounding is fine.',
      ],
    },
    prepare: {
      title: 'A network to work with',
      text: [
        'It has 16 hidden neurons and ten outputs. Train it briefly, so that it is neither clueless nor certain.',
      ],
    },
    example: {
      title: 'One digit, one weight',
      text: [
        'Let the page pick a digit that this network is unsure about.',
        'The right answer is {digit}. Forward: the network computes a score for each digit, and softmax turns the scores into probabilities. Digit {digit} gets a probability of {probability}; it should get 1.',
        'The error is measured by the loss: minus the logarithm of that probability, {loss}. Certain and right would be 0.',
        'Your weight connects hidden neuron {neuron} to the score of digit {digit}. Its value is {weight}. The neuron’s output, its activation, is {activation}.',
      ],
    },
    delta: {
      title: 'Backward, first step: the error of the score',
      text: [
        'How does the loss change if a score rises a little? For softmax with this loss, the answer is simple: probability minus target. The target is 1 for the right digit and 0 for all others. This value is called delta.',
        'Digit {digit} has probability {probability}, and its target is 1.',
      ],
      label: 'Delta of the score',
      right: 'It is negative: raising the score lowers the loss.',
      wrong: 'Not yet. Subtract the target from the probability: {probability} − 1.',
    },
    gradient: {
      title: 'Backward, second step: the gradient of the weight',
      text: [
        'The score is a sum. Your weight appears in it once, multiplied by the activation. If the weight rises by a tiny amount, the score rises by that amount times the activation.',
        'So the gradient of the weight is delta × activation: {delta} × {activation}.',
      ],
      label: 'Gradient of the weight',
      right: 'A silent neuron has activation 0, so its weights would get no gradient at all.',
      wrong: 'Not yet. Multiply {delta} by {activation}, and mind the sign.',
    },
    update: {
      title: 'The update',
      text: [
        'The gradient points uphill, toward more loss. So the weight moves against it, scaled by the learning rate.',
        'New weight = weight − learning rate × gradient. The weight is {weight}, the learning rate {rate}, the gradient {gradient}.',
      ],
      label: 'New weight',
      right: 'That is one training step for one weight. All others move in the same step.',
      wrong: 'Not yet. Compute {weight} − {rate} × ({gradient}). Minus a negative number adds.',
    },
    respect: {
      title: 'With respect to what?',
      text: [
        'A gradient always says how one thing changes when another changes. Here it is the loss that changes. On its way back, the network also computes how the loss changes with each activation.',
        'But what does training actually change?',
      ],
      label: 'Training subtracts the gradient of the loss with respect to…',
      options: { weight: 'the weights', input: 'the pixels', label: 'the right answer' },
      right:
        'Yes. Gradients with respect to activations are only a stopover: they carry the error to earlier layers. Pixels and answers are given.',
      wrong:
        'No: pixels and answers are given. The weights are what training changes. Gradients with respect to activations only carry the error to earlier layers.',
    },
    batch: {
      title: 'Summed over what?',
      text: [
        'Usually a step uses a batch of several digits. Each gives the same weight a gradient of its own. They are added up over the digits of the batch and divided by their number. Never over the weights: each weight keeps its own.',
        'Take a batch of two. Your {digit} gives this weight the gradient {gradient}. The other digit, {otherDigit}, gives it {other}. Compute the mean.',
      ],
      label: 'Gradient over the batch',
      right: 'Digits can pull in different directions. The batch settles on a compromise.',
      wrong: 'Not yet. Add {gradient} and {other}, then divide by 2.',
    },
    reset: {
      title: 'When is it reset?',
      text: [
        'While the digits of a batch are processed, their gradients pile up in memory. At some point that memory has to be set back to 0.',
      ],
      label: 'Gradients are reset…',
      options: {
        digit: 'after every digit',
        step: 'after every update of the weights',
        epoch: 'after each pass through all digits',
        never: 'never',
      },
      right:
        'Yes. After the update they are used up. Keep them, and old digits would push weights that have already moved. The weights themselves are never reset.',
      wrong:
        'No: after every update. Earlier, and the batch would be lost; later, and old digits would push weights that have already moved. The weights themselves are never reset.',
    },
    bold: {
      title: 'How far does the gradient reach?',
      text: [
        'Now let all weights take a step for your {digit}, in a copy of the network. First with a tiny learning rate, then with {rate}, then with ten times as much.',
        'The step is made for one digit. What will the largest one do to the {others} other digits that were looked at?',
      ],
      label: 'Mean loss of the other digits after the largest step',
      options: { less: 'Lower', same: 'About the same', more: 'Higher' },
    },
    nudge: {
      title: 'Promise and reality',
      text: [
        'The gradient promises that the loss falls in proportion to the step.',
        'Compare the promised with the measured loss. After the tiny step, they nearly agree. After the largest, the promise is below 0, which no loss can be.',
        'The last column shows the price: what the step for one digit did to the others.',
      ],
    },
    end: {
      title: 'A gradient is a local promise',
      text: [
        'It is exact only for an infinitely small step, and only for the digits it was computed from. That is why training takes many small steps, with many digits in each.',
        'How large a step may be is the subject of the next lesson.',
      ],
    },
  },
};
