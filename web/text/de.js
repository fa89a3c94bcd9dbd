/** The words of the interface in German. */
import { MODELS } from './de/models.js';
import { PAGE } from './de/page.js';
import { PANELS } from './de/panels.js';
import { SETTINGS } from './de/settings.js';

/** @type {import('../text.js').Messages} */
export const MESSAGES = { ...PAGE, ...SETTINGS, ...PANELS, ...MODELS };
