/**
 * The set-up: the forms of the settings, the address that holds them, and the networks that are
 * made of them. A network that has learned something is never lost to a changed setting.
 */
import { outputsIn, withOutputs } from '../data/classes.js';
import { CLASSES } from '../inkling/index.js';
import { formatSentences, t, tError } from '../text/index.js';
import { byTestId } from '../ui/dom.js';
import { Address } from './address.js';
import { SettingsForm } from './form.js';
import { LayersEditor } from './layers-editor.js';
import { PresetsPanel } from './preset-buttons.js';
import { defaultSettings, ofDevice, sameNetwork } from './schema.js';
import { VarietyPreview } from './variety-preview.js';
import './words.js';

/**
 * @typedef {import('../train/protocol.js').SavedRun} SavedRun
 * @typedef {import('./schema.js').Settings} Settings
 * @typedef {import('../train/training.js').Training} Training
 */

/** How long after the first digits the speed of this device is looked at: the page is busy before. */
const TIME_AFTER_MS = 1200;

/** Seconds that a notice which needs no answer stays. */
const SAID_FOR = 12;

/** When the loss ran away, the learning rate is divided by this. */
const SLOWER = 3;

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
   * @param {() => void} events.renewed called when the visitor's network is another one
   * @param {() => void} events.restart loads the page anew: what changed counts from its start
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
        this.presetsPanel.show();
        this.address.show();
        this.compare();
      },
    );
    this.presetsPanel = new PresetsPanel(byTestId('presets'), settings, (chosen) => {
      Object.assign(settings, chosen);
      this.show();
      this.compare();
      const { settings: made } = training;
      if (made && this.#isMade()) training.setLearningRate(settings.learningRate);
    });
    this.variety = new VarietyPreview(byTestId('variety'), training, settings);
    this.timed = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    training.addEventListener('dataset', ({ detail: error }) => this.#otherClasses(error));
    training.addEventListener('impossible', () => {
      if (training.impossible) this.fallBack(tError(training.impossible));
    });
    training.addEventListener('data', () => this.#firstDigits(), { once: true });
  }

  /** Shows the settings everywhere, after more than one has changed. */
  show() {
    for (const form of this.forms) form.show();
    this.layersEditor.show();
    this.presetsPanel.show();
    this.variety.show();
    this.address.show();
    this.events.changed();
  }

  /** Whether the network is the one that the settings ask for. */
  #isMade() {
    const { training, settings } = this;
    return Boolean(training.settings && sameNetwork(training.settings, training.fitted(settings)));
  }

  /**
   * The last layer follows the classes of what is trained on.
   * @param {Error} [error] why the dataset of the visitor's can't be trained on
   */
  #otherClasses(error) {
    const { training } = this;
    const made = training.settings;
    this.layersEditor.show();
    this.events.changed();
    if (!made) return;
    const stays = error && training.trained;
    if (!stays && outputsIn(made.layers) !== training.classes.length) this.#sayOutputs();
    if (error) this.compare();
  }

  /** The layers of the settings, with as many outputs as there are classes instead of ten. */
  get layersWanted() {
    const { training, settings } = this;
    const { layers } = settings;
    return outputsIn(layers) === CLASSES ? training.fitted(settings).layers : layers;
  }

  /** Says that the last layer is another one than it was. */
  #sayOutputs() {
    const { training, settings, notices } = this;
    const { layers } = training.fitted(settings);
    const words = t('notices.outputs', { count: training.classes.length, layers });
    notices.show('outputs', words, { kind: 'info', seconds: SAID_FOR });
  }

  /**
   * Takes settings in which the last layer has as many outputs as there are digits, whatever is
   * trained on: so they stay the same when that changes.
   * @param {Partial<Settings>} chosen
   */
  #take(chosen) {
    Object.assign(this.settings, chosen);
    this.settings.layers = withOutputs(this.settings.layers, CLASSES);
  }

  /** When the form's settings are not those of the network, says so or makes one that fits. */
  compare() {
    const { training, settings, notices } = this;
    notices.hide('impossible');
    const made = training.settings;
    if (!made || this.#isMade()) {
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
    const before = settings.layers;
    this.#take({ layers: (training.kept?.settings ?? defaultSettings()).layers });
    const other = before !== settings.layers;
    if (other) {
      this.show();
      this.compare();
    }
    this.events.changed();
    notices.show(
      'impossible',
      other
        ? formatSentences([
            reason,
            t('notices.instead', { layers: training.fitted(settings).layers }),
          ])
        : reason,
    );
  }

  /** A new network with the settings of the form; the one before can be brought back. */
  reset() {
    const before = this.training.kept;
    this.training.create(this.settings);
    this.events.renewed();
    this.notices.hide('pending');
    if (!before) return;
    this.store.setAside(before);
    this.offerRestore(before);
  }

  /** Goes on with an earlier network, and with its settings. @param {SavedRun} run */
  restore(run) {
    const { settings, training, notices } = this;
    this.#take({ ...run.settings, ...ofDevice(settings) });
    this.show();
    training.create(settings, run);
    notices.hide('pending');
    notices.hide('undo-reset');
  }

  /**
   * Opens a run of a model file; the network before can be brought back.
   * @param {SavedRun} run @param {string} name of the model
   */
  open(run, name) {
    const before = this.training.kept;
    this.restore(run);
    this.events.renewed();
    if (!before) return;
    this.store.setAside({ ...before, replacedBy: run.parameters, replacedByName: name });
    this.offerRestore(before, name);
  }

  /** After a reload: a model that was opened, and not trained since, can still be taken back. @param {SavedRun} now */
  async offerToTakeBack({ parameters, settings }) {
    const before = await this.store.loadRunBefore();
    const opened = before?.replacedBy;
    if (before && opened && sameNumbers(opened, parameters) && !this.training.running) {
      // An older version of the page did not store the name.
      this.offerRestore(before, before.replacedByName ?? settings.layers);
    }
  }

  /** @param {SavedRun} run the one before @param {string} [opened] the model that replaced it */
  offerRestore(run, opened) {
    const words = opened ? t('notices.modelOpened', { name: opened }) : t('notices.newNetwork');
    this.notices.show('undo-reset', words, {
      kind: 'info',
      action: t('notices.restore'),
      act: () => {
        this.restore(run);
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
    this.timer = setTimeout(() => training.running || this.#time(), TIME_AFTER_MS);
  }

  async #time() {
    const rates = await this.training.time(this.presetsPanel.wishes);
    if (!rates) return;
    this.timed = true;
    this.presetsPanel.showTimes(rates);
  }

  /** The preview has something to show from the first training digits on. */
  #firstDigits() {
    if (this.training.data?.train.loaded) this.variety.show();
    else this.training.addEventListener('data', () => this.#firstDigits(), { once: true });
  }

  /** After a setting was changed by the visitor. @param {import('./schema.js').Declaration} change */
  #settingChanged({ key, group, device }) {
    const { training, settings } = this;
    this.address.show();
    this.presetsPanel.show();
    if (device) this.events.restart();
    // Another rule takes other steps: its rate is not for the network that is there.
    const sameRule = training.settings?.rule === settings.rule;
    if (key === 'learningRate' && sameRule) training.setLearningRate(settings.learningRate);
    if (key === 'epochs' && training.running) training.train(settings.epochs);
    if (group === 'variety') this.variety.show();
    this.compare();
    this.events.changed();
  }
}
