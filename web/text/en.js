/** The words of the interface in English: the list of what other languages say. See index.js. */
import { ANYWHERE } from './en/anywhere.js';
import { BRING } from './en/bring.js';
import { MODELS } from './en/models.js';
import { OWN } from './en/own.js';
import { PAGE } from './en/page.js';
import { PANELS } from './en/panels.js';
import { PHOTO } from './en/photo.js';
import { SETTINGS } from './en/settings.js';

/** @type {import('./index.js').Messages} */
export const EN = {
  ...PAGE,
  ...SETTINGS,
  ...PANELS,
  ...BRING,
  ...OWN,
  ...PHOTO,
  ...MODELS,
  ...ANYWHERE,
};
