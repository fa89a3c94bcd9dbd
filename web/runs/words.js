/** The words of runs and the timeline, in English. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  runs: {
    timeline: 'Back in time',
    timelineHelp: 'Move the slider: your drawing is answered as the network did at that time.',
    timelineEmpty: 'Press Train first: moments of the run are kept here.',
    timelineNoDrawing: 'Draw a digit, or choose one under See inside, to see its answer change.',
    moment: 'Epoch {epoch}, test accuracy {accuracy}',
    answer: '{digit}, {share} sure',
    milestones: 'Milestones',
    goal: 'Test accuracy',
    time: 'Time of training',
    samples: 'Digits seen',
    notYet: 'not yet',
    compare: 'Compare runs',
    compareHelp: 'Runs are kept here with their settings, the last twenty. Tick those to compare.',
    none: 'No run yet: press Train.',
    show: 'Show {name}',
    unnamed: 'Run of {date}',
    name: 'Name',
    accuracy: 'Test accuracy: {share}',
    plain: 'With the default settings',
    open: 'Open its set-up',
    remove: 'Delete',
    removed: '{name} is deleted.',
    undo: 'Undo',
    chart: 'Test accuracy by epoch of the runs that are ticked',
  },
});

addWords(WORDS);
