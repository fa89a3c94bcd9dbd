/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'MLP or CNN',
  about: 'Can a network with far fewer parameters be better?',
  names: { mlp: 'MLP', cnn: 'CNN' },
  steps: {
    start: {
      title: 'A network that doesn’t know what an image is',
      text: [
        'In a multilayer perceptron, MLP for short, every neuron is connected to every pixel. It treats an image as a list. If you shuffled the pixels of all images in the same way, it would learn just as well.',
        'Train one on 500 digits.',
      ],
    },
    mlp: { title: 'Train the MLP', text: ['128 neurons, then ReLU, then ten outputs.'] },
    idea: {
      title: 'Look at small patches',
      text: [
        'The MLP has {mlp_weights} parameters and reads {mlp_test} of the test digits.',
        'A convolutional network, CNN for short, slides a small window of 5×5 weights over the image. The same 25 weights look for the same stroke everywhere. Pooling then keeps the strongest response of each neighborhood, so that a small shift hardly matters.',
        'Because the weights are shared, there are few of them: about one seventeenth.',
      ],
    },
    wins: {
      title: 'Seventeen times fewer',
      text: ['Same 500 digits, same number of passes.'],
      label: 'Test accuracy of the CNN, compared with the MLP',
      options: { less: 'Lower', same: 'About the same', more: 'Higher' },
    },
    level: {
      title: 'How good?',
      text: ['The MLP reads {mlp_test}.'],
      label: 'Test accuracy of the CNN',
    },
    cnn: {
      title: 'Train the CNN',
      text: ['It computes more for each digit than the MLP, so it takes a little longer.'],
    },
    end: {
      title: 'Structure is knowledge',
      text: [
        'The CNN was told two things that are true of images: neighboring pixels belong together, and a stroke is a stroke wherever it is. What it is told, it doesn’t have to learn from examples.',
        'That pays off most when examples are scarce. Draw a digit and watch the small pictures: each shows where one window found its stroke.',
      ],
    },
  },
};
