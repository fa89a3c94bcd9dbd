/** The words of the page around its parts, in English. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  page: {
    title: 'Inkling: a neural network that learns to read digits',
    tagline: 'Draw a digit. Train the network. Watch it learn to read you.',
    language: 'Language',
    loading: 'Loading …',
    panels: 'Look closer',
    private: 'Nothing leaves your device.',
    engine: 'Engine:',
    mnist:
      'Learns from MNIST by Yann LeCun, Corinna Cortes and Christopher Burges; the training digits are reduced to 16 grey levels. The code is under the MIT licence. Licence of the digits:',
    share: 'Share',
    shareTitle: 'Send the address of this set-up',
    shareText: 'A neural network that learns to read digits, set up as here:',
    copied: 'The address of this set-up is copied: model, data, settings and seed.',
    copyThis: 'Copy this address: {address}',
    picture: 'Save',
    pictureTitle: 'Save the drawing with its answer as a picture',
  },
  hints: {
    dismiss: 'Got it',
    draw: 'Draw any digit, as you write it. The answer follows your pen.',
    train: 'Now press Train: a network of your own learns from scratch, in front of you.',
    look: 'Draw again: the answer is from your network now. Further down you can look inside it.',
  },
  panels: {
    photo: 'Photograph a page',
    photoHint: 'A picture of digits on paper: each is found and read, and can be kept.',
    models: 'Your models',
    modelsHint: 'Save networks under a name, compare them, and take them elsewhere.',
    notLoaded: 'This part could not be loaded. Check the connection, then close and open it.',
    inside: 'See inside',
    insideHint: 'What each layer makes of your drawing, and what it looks for.',
    mistakes: 'See its mistakes',
    mistakesHint: 'Which digits it takes for which, and how sure it was.',
    step: 'One step, slowly',
    stepHint: 'One digit forward, the error, the gradients back: with the real numbers.',
    runs: 'Runs and timeline',
    runsHint: 'Compare runs, and go back in time to see how an answer came about.',
    own: 'Your own digits',
    ownHint: 'Teach it your handwriting, and keep what you drew.',
    bring: 'Bring a dataset',
    bringHint: 'Train on images of your own: a zip, a folder, idx or CSV files.',
  },
  notices: {
    dismiss: 'Dismiss',
    storage:
      'This browser keeps nothing for this page: your drawing and the network will be gone when you close it.',
    pending: 'These settings shape a new network. This one goes on with its own.',
    startOver: 'Start over',
    instead: 'The network is {layers} instead.',
    newNetwork: 'A new network: it has to learn everything again.',
    bringBack: 'Bring the old one back',
    missing: 'Some digits are missing. {reason}',
    missingGoOn: 'Some digits are missing. {reason} Training goes on with those that are here.',
    tryAgain: 'Try again',
    ranAway: 'The loss ran away: the steps were so large that the network lost what it knew.',
    lastGood: 'Back to the last good weights, with smaller steps',
    slower: 'Start over with smaller steps',
    unreadable: 'The network kept from last time could not be read, so this is a new one.',
    outputs:
      'What is trained on has {count} classes, and the network as many outputs now: {layers}.',
    fault: 'Training stopped because of a fault. Reload the page; your network is kept.',
  },
  anywhere: {
    offline: 'Works without a network.',
    newVersion: 'There is a new version of this page. Your network is kept, and training goes on.',
    reload: 'Reload',
    otherTab:
      'Inkling is open in another tab, which keeps its network for next time. This one trains too, but is not kept.',
    keepThis: 'Keep this one instead',
    crashed: 'Training stopped because of a fault. Your network is safe.',
    goOn: 'Go on from where it was',
    crashedNew: 'Training stopped because of a fault, before anything was learned.',
    startAgain: 'Start again',
    full: 'There is no room left on this device to keep your network: it will be gone when you close this page. Make room, and it is kept again.',
  },
});

addWords(WORDS);
