/** What the rules for marks on a photo compare. */

/** 0 if there are no values. Sorts them. @param {number[]} values */
export const median = (values) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
