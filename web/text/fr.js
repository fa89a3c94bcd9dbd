/** @type {import('../text.js').Messages} */
export const MESSAGES = {};
