/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Why augmentation',
  about: 'Turn 500 digits into many more, without collecting a single one.',
  names: { plain: 'As they are', varied: 'Varied' },
  steps: {
    start: {
      title: 'Too few digits',
      text: [
        'Collecting data is expensive. Suppose there are only 500 digits, and no way to get more.',
        'First train on them as they are, 20 times over. Note the test accuracy: that is the number to beat.',
      ],
    },
    plain: { title: 'Train on 500 digits', text: ['The same 500 images in every pass.'] },
    idea: {
      title: 'A slanted 5 is still a 5',
      text: [
        'So far: {plain_test} of the test digits, {plain_train} of the training digits.',
        'Now every digit is varied each time it is used: shifted by a pixel, rotated a few degrees, stretched, slanted, made thicker or thinner. No image appears twice. The labels stay correct, because none of this changes which digit it is.',
        'This is called data augmentation.',
      ],
    },
    gain: {
      title: 'What is it worth?',
      text: ['Same network, same 500 originals, same number of steps.'],
      label: 'Test accuracy with varied digits',
    },
    harder: {
      title: 'And on the training digits?',
      text: ['Training accuracy will now be measured on the varied digits, as they are used.'],
      label: 'Training accuracy, compared with before',
      options: { less: 'Lower', same: 'About the same', more: 'Higher' },
    },
    varied: { title: 'Train on varied digits', text: ['The 500 originals, varied every time.'] },
    end: {
      title: 'Variety is data',
      text: [
        'Training got harder, and the network better. It could no longer memorize images, so it had to learn what survives a shift and a slant.',
        'It works only for changes that don’t change the answer. Turn a 6 upside down, and the label is wrong. Try it on the pad: draw a digit at an angle.',
      ],
    },
  },
};
