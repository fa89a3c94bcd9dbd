/**
 * The set-up: the forms of the settings, the address that holds them, and the networks that are
 * made of them. A network that has learned something is never lost to a changed setting.
 */
import { byTestId } from './dom.js';
import { LayersEditor } from './layers-editor.js';
import { PresetsPanel } from './presets-panel.js';
import { SettingsForm } from './settings-form.js';
import { defaultSettings, hashFromSettings, sameNetwork } from './state.js';
import { t } from './text.js';
import { VarietyPreview } from './variety-preview.js';

/**
 * @typedef {import('./protocol.js').SavedRun} SavedRun
 * @typedef {import('./state.js').Settings} Settings
 * @typedef {import('./training.js').Training} Training
 */

/** How long after the first digits the speed of this device is looked at: the page is busy before. */
const TIME_AFTER_MS = 1200;

/** When the loss ran away, the learning rate is divided by this. */
const SLOWER = 3;

export class Setup {
  /**
   * @param {Training} training
   * @param {Settings} settings
   * @param {import('./notices.js').Notices} notices
   * @param {import('./store.js').Store} store
   * @param {object} events
   * @param {() => void} events.changed called when settings have changed
   * @param {() => void} events.renewed called when the visitor's network is another one
   * @param {() => void} events.restart loads the page anew: what changed counts from its start
   */
  constructor(training, settings, notices, store, events) {
    this.training = training;
    this.settings = settings;
    this.notices = notices;
    this.store = store;
    this.events = events;
    this.forms = /** @type {const} */ (['training', 'variety', 'device']).map(
      (group) =>
        new SettingsForm(byTestId(`settings-${group}`), group, settings, (change) =>
          this.#settingChanged(change),
        ),
    );
    this.layersEditor = new LayersEditor(byTestId('layers'), settings, () => {
      this.presetsPanel.show();
      this.#showAddress();
      this.compare();
    });
    this.presetsPanel = new PresetsPanel(byTestId('presets'), settings, (chosen) => {
      Object.assign(settings, chosen);
      this.show();
      this.compare();
      const { settings: made } = training;
      if (made && sameNetwork(made, settings)) training.setLearningRate(settings.learningRate);
    });
    this.variety = new VarietyPreview(byTestId('variety'), training, settings);
    this.timed = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    training.addEventListener('timed', (event) => {
      this.timed = true;
      const { detail } = /** @type {CustomEvent<Record<string, number>>} */ (event);
      this.presetsPanel.showTimes(detail);
    });
    training.addEventListener('impossible', () => this.fallBack(training.impossible ?? ''));
    training.addEventListener('data', () => this.#firstDigits(), { once: true });
  }

  /** Shows the settings everywhere, after more than one has changed. */
  show() {
    for (const form of this.forms) form.show();
    this.layersEditor.show();
    this.presetsPanel.show();
    this.variety.show();
    this.#showAddress();
    this.events.changed();
  }

  /** When the form's settings are not those of the network, says so or makes one that fits. */
  compare() {
    const { training, settings, notices } = this;
    notices.hide('impossible');
    const made = training.settings;
    if (!made || sameNetwork(made, settings)) {
      notices.hide('pending');
    } else if (notices.shown.has('pending')) {
      // It is said already; a slider would say it over and over.
    } else if (training.trained) {
      notices.show('pending', t('notices.pending'), {
        kind: 'info',
        action: t('notices.startOver'),
        act: () => this.reset(),
      });
    } else {
      training.create(settings);
    }
  }

  /** Where no network comes of the settings, one that is known to work takes its place. @param {string} reason */
  fallBack(reason) {
    const { training, settings, notices } = this;
    const { layers } = training.kept?.settings ?? defaultSettings();
    const other = layers !== settings.layers;
    if (other) {
      settings.layers = layers;
      this.show();
      this.compare();
    }
    this.events.changed();
    notices.show('impossible', other ? `${reason} ${t('notices.instead', { layers })}` : reason);
  }

  /** A new network with the settings of the form; the one before can be brought back. */
  reset() {
    const before = this.training.kept;
    this.training.create(this.settings);
    this.events.renewed();
    this.notices.hide('pending');
    if (!before) return;
    this.store.setAside(before);
    this.offerToBringBack(before);
  }

  /** Goes on with a network of before, and with its settings. @param {SavedRun} run */
  bringBack(run) {
    const { settings, training, notices } = this;
    const { engine, threads } = settings; // of this device, not of the run
    Object.assign(settings, run.settings, { engine, threads });
    this.show();
    training.create(settings, run);
    notices.hide('pending');
    notices.hide('undo-reset');
  }

  /** Opens a run of a model file; the network before can be brought back. @param {SavedRun} run */
  open(run) {
    const before = this.training.kept;
    this.bringBack(run);
    this.events.renewed();
    if (before) this.offerToBringBack(before);
  }

  /** @param {SavedRun} run */
  offerToBringBack(run) {
    this.notices.show('undo-reset', t('notices.newNetwork'), {
      kind: 'info',
      action: t('notices.bringBack'),
      act: () => {
        this.bringBack(run);
        this.events.renewed();
      },
    });
  }

  /**
   * After a loss that ran away: from the last good weights, or from the start, with smaller steps.
   * @param {SavedRun | null} good
   */
  slowDown(good) {
    const { training, settings } = this;
    const made = training.settings ?? settings;
    settings.learningRate = made.learningRate / SLOWER;
    const slower = { ...made, learningRate: settings.learningRate };
    training.create(slower, good ? { ...good, settings: slower } : undefined);
    this.show();
  }

  /** When digits are here and nothing trains for a while, sees how fast this device is. */
  timeSoon() {
    const { training } = this;
    if (this.timed || !training.data?.train.loaded) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(
      () => training.running || training.time(this.presetsPanel.wishes),
      TIME_AFTER_MS,
    );
  }

  /** The preview has something to show from the first training digits on. */
  #firstDigits() {
    if (this.training.data?.train.loaded) this.variety.show();
    else this.training.addEventListener('data', () => this.#firstDigits(), { once: true });
  }

  #showAddress() {
    const { pathname, search } = location;
    history.replaceState(null, '', pathname + search + hashFromSettings(this.settings));
  }

  /** After a setting was changed by the visitor. @param {import('./state.js').Declaration} change */
  #settingChanged({ key, group }) {
    const { training, settings } = this;
    this.#showAddress();
    this.presetsPanel.show();
    if (key === 'engine' || key === 'threads') this.events.restart();
    // Another rule takes other steps: its rate is not for the network that is there.
    const sameRule = training.settings?.rule === settings.rule;
    if (key === 'learningRate' && sameRule) training.setLearningRate(settings.learningRate);
    if (key === 'epochs' && training.running) training.train(settings.epochs);
    if (group === 'variety') this.variety.show();
    this.compare();
    this.events.changed();
  }
}
