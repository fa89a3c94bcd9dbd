/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Templates',
  about: 'What a single layer knows, and why more layers alone don’t help.',
  names: { one: 'One layer', two: 'Two layers', three: 'Two layers with ReLU' },
  steps: {
    start: {
      title: 'The simplest network',
      text: [
        'An image here is a list of 784 numbers: one per pixel, 0 for paper and 1 for ink.',
        'The simplest network has ten outputs, one per digit. Each output multiplies every pixel by a number of its own, called a weight, and adds up the results. The digit with the highest sum is the answer.',
        'Training adjusts the weights until the right digit usually wins.',
      ],
    },
    one: {
      title: 'Train one layer',
      text: ['Train it on 10,000 handwritten digits. It starts with random weights.'],
    },
    look: {
      title: 'What it has learned',
      text: [
        'Each picture shows the weights of one digit. Blue pixels speak for the digit, orange ones against it. They are blurred templates: the network lays each over the image and measures the overlap.',
        'It reads {one_test} of the test digits, which it never trained on. Draw a digit, then shift it or slant it, and watch where templates fail.',
      ],
    },
    gain: {
      title: 'Add a layer',
      text: [
        'Put another layer in between: 128 new units, each a weighted sum of all pixels. The ten outputs then add up those 128 values.',
        'The network now has 13 times as many parameters. What accuracy will it reach?',
      ],
      label: 'Test accuracy with two layers',
    },
    two: { title: 'Train two layers', text: ['Same digits, same number of passes.'] },
    same: {
      title: 'Hardly any difference',
      text: [
        'The reason is arithmetic. A weighted sum of weighted sums is again a weighted sum of the pixels. Whatever two such layers compute, one layer can compute as well.',
        'More layers need something between them that is not a sum.',
      ],
    },
    bend: {
      title: 'One small bend',
      text: [
        'ReLU is that something. It replaces every negative value with 0 and leaves the others alone. It has no weights and learns nothing.',
        'Put it after the 128 units. How will the accuracy compare with that of two layers without it?',
      ],
      label: 'Accuracy with ReLU',
      options: { less: 'Lower', same: 'About the same', more: 'Higher' },
    },
    three: { title: 'Train with ReLU', text: ['The same network, plus ReLU.'] },
    end: {
      title: 'Depth needs a bend',
      text: [
        'With ReLU, a unit can be silent for some images and speak for others. The network can now use different templates for different ways of writing a digit.',
        'Layers add power only if something nonlinear lies between them.',
      ],
    },
  },
};
