/** Preset networks, each with its expected accuracy and training time on this device. */

import { html } from '../fetch/trusted.js';
import { formatDuration, formatPercent, t } from '../text/index.js';
import { find } from '../ui/dom.js';
import { PRESETS } from './presets.js';
import { presetOf, withPreset } from './schema.js';

/** @typedef {import('./schema.js').Settings} Settings */

/** Evaluations during training add about this much time. */
const EVALUATION = 1.15;

export class PresetButtons {
  /**
   * @param {HTMLElement} host
   * @param {Settings} settings
   * @param {(settings: Settings) => void} choose
   */
  constructor(host, settings, choose) {
    this.settings = settings;
    /** About how long each takes, in seconds; empty until they are timed. @type {Record<string, number>} */
    this.times = {};
    this.buttons = PRESETS.map((preset) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.dataset.testid = `preset-${preset.id}`;
      button.innerHTML = html`<b></b><span></span><span class="time"></span>`;
      const [label, accuracy] = /** @type {HTMLCollectionOf<HTMLElement>} */ (button.children);
      label.textContent = t(`presets.${preset.id}`);
      accuracy.textContent = t('setup.promise', { share: formatPercent(preset.accuracy, 1, 0) });
      button.addEventListener('click', () => choose(withPreset(preset, this.settings)));
      return button;
    });
    host.replaceChildren(...this.buttons);
    this.show();
  }

  /** Marks the preset that matches the settings. */
  show() {
    const chosen = presetOf(this.settings);
    this.buttons.forEach((button, i) => {
      button.setAttribute('aria-pressed', String(PRESETS[i] === chosen));
    });
  }

  /** About how many seconds the chosen preset takes; null if that is unknown. */
  get estimate() {
    return this.times[presetOf(this.settings)?.id ?? ''] ?? null;
  }

  /** The presets to time in the worker. */
  get timingRequests() {
    return PRESETS.map((preset) => ({
      id: preset.id,
      settings: withPreset(preset, this.settings),
    }));
  }

  /** @param {Record<string, number>} rates samples a second, by preset */
  showTimes(rates) {
    this.buttons.forEach((button, i) => {
      const { epochs, sampleCount } = withPreset(PRESETS[i], this.settings);
      const rate = rates[PRESETS[i].id];
      const time = find(button, '.time');
      const seconds = (EVALUATION * epochs * sampleCount) / rate;
      if (rate) this.times[PRESETS[i].id] = seconds;
      time.textContent = rate ? t('setup.time', { time: formatDuration(seconds) }) : '';
    });
  }
}
