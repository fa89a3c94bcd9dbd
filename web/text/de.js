/** The words of the interface in German. */
import { ANYWHERE } from './de/anywhere.js';
import { BRING } from './de/bring.js';
import { MODELS } from './de/models.js';
import { OWN } from './de/own.js';
import { PAGE } from './de/page.js';
import { PANELS } from './de/panels.js';
import { PHOTO } from './de/photo.js';
import { SETTINGS } from './de/settings.js';

/** @type {import('./index.js').Messages} */
export const MESSAGES = {
  ...PAGE,
  ...SETTINGS,
  ...PANELS,
  ...BRING,
  ...OWN,
  ...PHOTO,
  ...MODELS,
  ...ANYWHERE,
};
