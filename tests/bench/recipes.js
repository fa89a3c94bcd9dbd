/**
 * What W5 trains: presets of the page.
 *
 * @typedef {object} Recipe
 * @property {string} id
 * @property {string} label
 * @property {{layers: string, epochs: number} & import('../../web/inkling.js').TrainerSettings} settings
 */

import { PRESETS } from '../../web/presets.js';
import { trainerSettings } from '../../web/run.js';
import { defaultSettings, withPreset } from '../../web/state.js';
import { t } from '../../web/text.js';

/** @type {Recipe[]} */
export const RECIPES = ['quick', 'better'].flatMap((wanted) =>
  PRESETS.filter(({ id }) => id === wanted).map((preset) => {
    const settings = withPreset(preset, defaultSettings());
    const { layers, epochs } = settings;
    return {
      id: preset.id,
      label: t(`presets.${preset.id}`),
      settings: { ...trainerSettings(settings), layers, epochs },
    };
  }),
);
