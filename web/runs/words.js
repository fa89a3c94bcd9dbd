/** English messages about runs and the timeline. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  runs: {
    timeline: 'Timeline',
    timelineHelp: 'Move the slider to see how the network would have answered at that point.',
    timelineEmpty: 'Press Train first: the run is recorded here.',
    timelineNoDrawing:
      'Draw a digit, or select one under “Inside the network”, to see its answer change.',
    moment: 'Epoch {epoch}, test accuracy {accuracy}',
    answer: '{digit}, {share} sure',
    milestones: 'Milestones',
    goal: 'Test accuracy',
    time: 'Training time',
    samples: 'Digits seen',
    notYet: 'not yet',
    compare: 'Compare runs',
    compareHelp: 'The last 20 runs are saved with their settings. Select runs to compare.',
    none: 'No runs yet: press Train.',
    show: 'Show {name}',
    name: 'Name',
    accuracy: 'Test accuracy: {share}',
    plain: 'Default settings',
    open: 'Use these settings',
    remove: 'Delete',
    removed: '“{name}” deleted.',
    undo: 'Undo',
    chart: 'Test accuracy of the selected runs, by epoch',
  },
});

addWords(WORDS);
