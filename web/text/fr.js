/** The words of the interface in French. */
import { ANYWHERE } from './fr/anywhere.js';
import { BRING } from './fr/bring.js';
import { MODELS } from './fr/models.js';
import { OWN } from './fr/own.js';
import { PAGE } from './fr/page.js';
import { PANELS } from './fr/panels.js';
import { PHOTO } from './fr/photo.js';
import { SETTINGS } from './fr/settings.js';

/** @type {import('./index.js').Messages} */
export const MESSAGES = {
  ...PAGE,
  ...SETTINGS,
  ...PANELS,
  ...OWN,
  ...PHOTO,
  ...BRING,
  ...MODELS,
  ...ANYWHERE,
};
