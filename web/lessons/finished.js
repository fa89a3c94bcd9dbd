/** Which lessons have been finished in this browser. */
import { openRecords } from '../storage/records.js';

const records = openRecords('inkling lessons', 'finished');

/** @param {string} id */
export const finish = (id) =>
  records.write({ put: [[id, { id, date: Date.now() }]] }).catch(() => {}); // only a mark in the list

/** @returns {Promise<string[]>} their ids */
export const finishedLessons = async () => {
  const done = await records.getAll().catch(() => []);
  return done.map(({ id }) => id);
};
