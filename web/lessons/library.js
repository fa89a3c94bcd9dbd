/** The lessons, in the order of the list. A new one is a folder in content/ and a line here. */
import { currentLanguage } from '../text/index.js';

/** With the minutes that each takes in class. */
export const LESSONS = [
  { id: 'templates', minutes: 12 },
  { id: 'backpropagation', minutes: 20 },
  { id: 'learning-rate', minutes: 10 },
  { id: 'overfitting', minutes: 10 },
  { id: 'augmentation', minutes: 10 },
  { id: 'mlp-or-cnn', minutes: 12 },
  { id: 'fool-it', minutes: 8 },
  { id: 'your-handwriting', minutes: 15 },
];

/** @param {string} id @returns {Promise<import('./lesson.js').Lesson>} */
export const loadSteps = async (id) => (await import(`./content/${id}/steps.js`)).LESSON;

/** @param {string} id @param {string} [tag] @returns {Promise<import('./lesson.js').Texts>} */
export const loadTexts = async (id, tag = currentLanguage()) =>
  (await import(`./content/${id}/${tag}.js`)).TEXTS;

/** The address that opens a lesson. @param {string} id */
export const addressOf = (id) => `#lesson=${id}`;
