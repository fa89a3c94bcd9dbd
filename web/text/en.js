/** The words of the interface in English: the list of what other languages say. See text.js. */

/** @type {import('../text.js').Messages} */
export const EN = {
  panels: {
    notLoaded: 'This part could not be loaded. Check the connection, then close and open it.',
    inside: 'See inside',
    insideHint: 'What each layer makes of your drawing, and what it looks for.',
    mistakes: 'See its mistakes',
    mistakesHint: 'Which digits it takes for which, and how sure it was.',
    step: 'One step, slowly',
    stepHint: 'One digit forward, the error, the gradients back: with the real numbers.',
    runs: 'Runs and timeline',
    runsHint: 'Compare runs, and go back in time to see how an answer came about.',
  },
};
