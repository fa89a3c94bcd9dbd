/**
 * Connects the settings to everything they affect: the forms, the address, and the network. Changing
 * a setting never discards a trained network.
 */
import { outputsIn, withOutputs } from '../data/classes.js';
import { CLASSES } from '../inkling/index.js';
import { formatSentences, t, tError } from '../text/index.js';
import { byTestId } from '../ui/dom.js';
import { Address } from './address.js';
import { SettingsForm } from './form.js';
import { LayersEditor } from './layers-editor.js';
import { PresetButtons } from './preset-buttons.js';
import { defaultSettings, ofDevice, sameNetwork } from './schema.js';
import './words.js';

/**
 * @typedef {import('../train/protocol.js').SavedRun} SavedRun
 * @typedef {import('./schema.js').Settings} Settings
 * @typedef {import('../train/training.js').Training} Training
 */

/** How long training has to be idle before presets are timed: the page is busy while it loads. */
const TIMING_DELAY_MS = 1200;

/** How long a notice without an action stays, in seconds. */
const NOTICE_SECONDS = 12;

/** After divergence, the learning rate is divided by this. */
const RATE_DIVISOR = 3;

/** @param {Float32Array} a @param {Float32Array} b */
const sameNumbers = (a, b) => a.length === b.length && a.every((value, i) => value === b[i]);

export class Setup {
  /**
   * @param {Training} training
   * @param {Settings} settings
   * @param {import('../ui/notices.js').Notices} notices
   * @param {import('../storage/store.js').Store} store
   * @param {object} events
   * @param {() => void} events.changed called when settings have changed
   * @param {() => void} events.replaced called when the visitor's network was replaced
   * @param {() => void} events.restart reloads the page, for settings that apply at startup
   */
  constructor(training, settings, notices, store, events) {
    this.training = training;
    this.settings = settings;
    this.notices = notices;
    this.store = store;
    this.events = events;
    this.address = new Address(settings);
    this.forms = /** @type {const} */ (['training', 'variety', 'device']).map(
      (group) =>
        new SettingsForm(byTestId(`settings-${group}`), group, settings, (change) =>
          this.#settingChanged(change),
        ),
    );
    this.layersEditor = new LayersEditor(
      byTestId('layers'),
      settings,
      () => training.classes.length,
      () => {
        this.presetButtons.show();
        this.address.show();
        this.compare();
      },
    );
    this.presetButtons = new PresetButtons(byTestId('presets'), settings, (chosen) => {
      Object.assign(settings, chosen);
      this.show();
      // A batch or two are not worth a question, and Train would train another network than the one
      // that was just chosen.
      if (!this.#isCurrent() && this.#isBarelyTrained) this.reset();
      else this.compare();
      const { settings: made } = training;
      if (made && this.#isCurrent()) training.setLearningRate(settings.learningRate);
    });
    /** @type {import('./variety-preview.js').VarietyPreview | null} */
    this.variety = null;
    const variety = byTestId('variety');
    variety
      .closest('details')
      ?.addEventListener('toggle', () => this.#loadPreview(variety), { once: true });
    this.timed = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    training.addEventListener('dataset', ({ detail: error }) => this.#datasetChanged(error));
    training.addEventListener('impossible', () => {
      if (training.impossible) this.fallBack(tError(training.impossible));
    });
    training.addEventListener('data', () => this.#firstDigits(), { once: true });
  }

  /** Shows the settings everywhere; call this after several have changed. */
  show() {
    for (const form of this.forms) form.show();
    this.layersEditor.show();
    this.presetButtons.show();
    this.variety?.show();
    this.address.show();
    this.events.changed();
  }

  /** Whether the current network matches the settings. */
  #isCurrent() {
    const { training, settings } = this;
    return Boolean(training.settings && sameNetwork(training.settings, training.fitted(settings)));
  }

  get #isBarelyTrained() {
    const { trained, restored, running, progress } = this.training;
    return trained && !restored && !running && progress?.epoch === 0;
  }

  /** The current network is trained further: the settings go back to its own. */
  adopt() {
    const { settings: made } = this.training;
    if (!made || this.#isCurrent()) return;
    this.#apply({ ...made, ...ofDevice(this.settings) });
    this.show();
    this.notices.hide('pending');
  }

  /**
   * Adapts the last layer after the dataset has changed.
   * @param {Error} [error] why the chosen dataset can't be used
   */
  #datasetChanged(error) {
    const { training } = this;
    const made = training.settings;
    this.layersEditor.show();
    this.events.changed();
    if (!made) return;
    const stays = error && training.trained;
    if (!stays && outputsIn(made.layers) !== training.classes.length) this.#announceOutputs();
    if (error) this.compare();
  }

  /** The layers of the settings, with one output per class of the dataset in place of ten. */
  get requestedLayers() {
    const { training, settings } = this;
    const { layers } = settings;
    return outputsIn(layers) === CLASSES ? training.fitted(settings).layers : layers;
  }

  /** Tells the visitor that the last layer has changed. */
  #announceOutputs() {
    const { training, settings, notices } = this;
    const { layers } = training.fitted(settings);
    const words = t('notices.outputs', { count: training.classes.length, layers });
    const options = /** @type {const} */ ({
      kind: 'info',
      toast: true,
      seconds: NOTICE_SECONDS,
      layers,
    });
    notices.show('outputs', words, options);
  }

  /**
   * Applies settings. Their last layer is normalized to ten outputs, so that they do not depend on the
   * dataset.
   * @param {Partial<Settings>} chosen
   */
  #apply(chosen) {
    Object.assign(this.settings, chosen);
    this.settings.layers = withOutputs(this.settings.layers, CLASSES);
  }

  /** If the network does not match the form, replaces it, or asks first if it is trained. */
  compare() {
    const { training, settings, notices } = this;
    notices.hide('impossible');
    const made = training.settings;
    if (!made || this.#isCurrent()) {
      notices.hide('pending');
    } else if (notices.shown.has('pending')) {
      // Already shown. Dragging a slider must not announce it over and over.
    } else if (training.trained) {
      notices.show('pending', t('notices.pending'), {
        kind: 'info',
        toast: true,
        action: t('notices.startOver'),
        act: () => this.reset(),
      });
    } else {
      training.create(settings);
    }
  }

  /** If the settings describe no valid network, goes back to layers that do. @param {string} reason */
  fallBack(reason) {
    const { training, settings, notices } = this;
    const before = settings.layers;
    this.#apply({ layers: (training.checkpoint?.settings ?? defaultSettings()).layers });
    const other = before !== settings.layers;
    if (other) {
      this.show();
      this.compare();
    }
    this.events.changed();
    const { layers } = training.fitted(settings);
    const words = other ? formatSentences([reason, t('notices.instead', { layers })]) : reason;
    notices.show('impossible', words, { layers: other ? layers : '' });
  }

  /** Starts a new network with the settings of the form; the visitor can undo it. */
  reset() {
    const before = this.training.checkpoint;
    this.training.create(this.settings);
    this.events.replaced();
    this.notices.hide('pending');
    if (!before) return;
    this.store.setAside(before);
    this.offerRestore(before);
  }

  /** Goes back to an earlier run and its settings. @param {SavedRun} run */
  restore(run) {
    const { settings, training, notices } = this;
    this.#apply({ ...run.settings, ...ofDevice(settings) });
    this.show();
    training.create(settings, run);
    notices.hide('pending');
    notices.hide('undo-reset');
  }

  /**
   * Opens the run in a model file; the visitor can undo it.
   * @param {SavedRun} run @param {string} name of the model
   */
  open(run, name) {
    const before = this.training.checkpoint;
    this.restore(run);
    this.events.replaced();
    if (!before) return;
    this.store.setAside({ ...before, replacedBy: run.parameters, replacedByName: name });
    this.offerRestore(before, name);
  }

  /** After a reload, opening a model can still be undone if it has not been trained since. @param {SavedRun} now */
  async offerUndoOpen({ parameters, settings }) {
    const before = await this.store.loadPreviousRun();
    const opened = before?.replacedBy;
    if (before && opened && sameNumbers(opened, parameters) && !this.training.running) {
      // An older version of the page did not store the name.
      this.offerRestore(before, before.replacedByName ?? settings.layers);
    }
  }

  /** Restores the run that was last set aside. The current one is set aside instead. */
  async goBack() {
    const run = await this.store.loadPreviousRun();
    const before = this.training.checkpoint;
    if (!run) return;
    if (before) await this.store.exchange(run, before);
    this.restore(run);
    this.events.replaced();
  }

  /** @param {SavedRun} run the previous one @param {string} [opened] the model that replaced it */
  offerRestore(run, opened) {
    const words = opened ? t('notices.modelOpened', { name: opened }) : t('notices.newNetwork');
    this.notices.show('undo-reset', words, {
      kind: 'info',
      toast: true,
      action: t('notices.restore'),
      act: () => {
        this.restore(run);
        this.events.replaced();
      },
    });
  }

  /**
   * After divergence: restarts from the last healthy checkpoint, or from scratch, with a lower rate.
   * @param {SavedRun | null} good
   */
  slowDown(good) {
    const { training, settings } = this;
    const made = training.settings ?? settings;
    settings.learningRate = made.learningRate / RATE_DIVISOR;
    const slower = { ...made, learningRate: settings.learningRate };
    training.create(slower, good ? { ...good, settings: slower } : undefined);
    this.show();
  }

  /** Times the presets once digits are loaded and training has been idle for a while. */
  scheduleTiming() {
    const { training } = this;
    if (this.timed || !training.data?.train.loaded) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (!training.running) this.#time();
    }, TIMING_DELAY_MS);
  }

  async #time() {
    const rates = await this.training.time(this.presetButtons.timingRequests);
    if (!rates) return;
    this.timed = true;
    this.presetButtons.showTimes(rates);
    this.events.changed();
  }

  /** Loads what shows digits with the current augmentation. @param {HTMLElement} host */
  async #loadPreview(host) {
    try {
      const { VarietyPreview } = await import('./variety-preview.js');
      this.variety = new VarietyPreview(host, this.training, this.settings);
    } catch {
      return; // the settings work without it
    }
    if (this.training.data?.train.loaded) this.variety.show();
  }

  /** The preview needs the first training digits. */
  #firstDigits() {
    if (this.training.data?.train.loaded) this.variety?.show();
    else this.training.addEventListener('data', () => this.#firstDigits(), { once: true });
  }

  /** Handles a change by the visitor. @param {import('./schema.js').Declaration} change */
  #settingChanged({ key, group, device }) {
    const { training, settings } = this;
    this.address.show();
    this.presetButtons.show();
    if (device) this.events.restart();
    // A rate chosen for another optimizer does not apply to the current network.
    const sameRule = training.settings?.rule === settings.rule;
    if (key === 'learningRate' && sameRule) training.setLearningRate(settings.learningRate);
    if (key === 'epochs' && training.running) training.train(settings.epochs);
    if (group === 'variety') this.variety?.show();
    this.compare();
    this.events.changed();
  }
}
