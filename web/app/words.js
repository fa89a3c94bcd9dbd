/** English messages of the page as a whole. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  page: {
    title: 'Inkling: a neural network that learns to read digits',
    tagline: 'Draw a digit. Train the network. Watch it learn.',
    language: 'Language',
    loading: 'Loading…',
    panels: 'Look closer',
    private: 'Nothing leaves your device.',
    engine: 'Engine:',
    mnist:
      'Trained on MNIST by Yann LeCun, Corinna Cortes, and Christopher Burges, reduced to 16 gray levels. Code: MIT license. Digits:',
    share: 'Share',
    shareTitle: 'Share a link to this setup',
    shareText: 'Train this neural network to read digits:',
    copied: 'Link copied. It holds the layers, settings, and seed.',
    copyThis: 'Copy this link:',
    picture: 'Save image',
    pictureTitle: 'Save the drawing with its answer as an image',
  },
  hints: {
    dismiss: 'Got it',
    draw: 'Draw a digit the way you normally write it. The answer updates as you draw.',
    train: 'Now press Train and watch your own network learn from scratch.',
    look: 'Your network answers now. Draw to test it, then scroll down to look inside.',
  },
  panels: {
    own: 'Your handwriting',
    ownHint: 'Teach the network your handwriting, and save what you draw.',
    photo: 'Read a photo',
    photoHint: 'Find, read, and save the digits on a photographed page.',
    runs: 'Runs and timeline',
    runsHint: 'Compare runs, and watch an answer change during training.',
    inside: 'Inside the network',
    insideHint: 'What each layer makes of your drawing, and what it looks for.',
    step: 'One training step in slow motion',
    stepHint: 'One digit forward, the error, and the gradients back, with the real numbers.',
    mistakes: 'Mistakes',
    mistakesHint: 'Which digits the network confuses, and how sure it was.',
    bring: 'Import a dataset',
    bringHint: 'Train on your own images: a zip, a folder, IDX or CSV files.',
    models: 'Your models',
    modelsHint: 'Save networks under a name, compare them, and export them.',
    notLoaded: 'This part could not be loaded. Check your connection, then reopen it.',
    failed: 'Something went wrong in this part. Reload the page to try again.',
  },
  notices: {
    dismiss: 'Dismiss',
    storage:
      'This browser doesn’t let the page save anything. Your drawing and network will be lost when you close it.',
    pending: 'These settings apply to a new network. The current one keeps its own.',
    startOver: 'Start over',
    instead: 'Using {layers} instead.',
    modelOpened: '“{name}” is now your network.',
    newNetwork: 'New network. It hasn’t learned anything yet.',
    restore: 'Restore the previous one',
    missing: 'Some digits are missing. {reason}',
    missingGoOn: 'Some digits are missing. {reason} Training continues with those that loaded.',
    tryAgain: 'Try again',
    ranAway:
      'Training diverged: the steps were too large and the network lost what it had learned.',
    lastGood: 'Restore the last good weights and use smaller steps',
    slower: 'Start over with smaller steps',
    unreadable: 'Your saved network could not be read, so this is a new one.',
    outputs: 'The dataset has {count} classes, so the network now has {count} outputs: {layers}.',
    fault:
      'Training stopped because of an error. Your network is saved. Reload the page to continue.',
  },
  anywhere: {
    offline: 'Works offline.',
    newVersion: 'A new version is available. Your network is saved and training will continue.',
    reload: 'Reload',
    otherTab:
      'Inkling is open in another tab, and that tab saves its network. This tab can train, but won’t be saved.',
    keepThis: 'Save this one instead',
    crashed: 'Training stopped because of an error. Your network is saved.',
    goOn: 'Continue where it stopped',
    crashedNew: 'Training stopped because of an error, before anything was learned.',
    startAgain: 'Start over',
    full: 'This device has no space left to save your network: it will be lost when you close this page. Free some space and it will be saved again.',
  },
});

addWords(WORDS);
