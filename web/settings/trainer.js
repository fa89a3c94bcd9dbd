/** Converts the page's settings to a trainer's, and back. */
import { DECLARATIONS } from './schema.js';

/**
 * @typedef {import('./schema.js').Settings} Settings
 * @typedef {import('../inkling/index.js').TrainerSettings} TrainerSettings
 */

/** @param {Settings} settings @returns {TrainerSettings} */
export function trainerSettings(settings) {
  /** @type {any} */
  const made = {};
  for (const { key, trainer } of DECLARATIONS) {
    if (!trainer) continue;
    const [name, part] = trainer.split('.');
    if (part) Object.assign((made[name] ??= {}), { [part]: settings[key] });
    else made[name] = settings[key];
  }
  return made;
}

/** The settings that a trainer knows. @param {Required<TrainerSettings>} made @returns {Partial<Settings>} */
export function settingsOfTrainer(made) {
  /** @type {Partial<Settings>} */
  const settings = {};
  for (const { key, trainer } of DECLARATIONS) {
    if (!trainer) continue;
    const [name, part] = trainer.split('.');
    const value = /** @type {any} */ (made)[name];
    Object.assign(settings, { [key]: part ? value[part] : value });
  }
  return settings;
}
