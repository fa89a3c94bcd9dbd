/** The words of the interface in Spanish. */
import { PAGE } from './es/page.js';
import { PANELS } from './es/panels.js';
import { SETTINGS } from './es/settings.js';

/** @type {import('../text.js').Messages} */
export const MESSAGES = { ...PAGE, ...SETTINGS, ...PANELS };
