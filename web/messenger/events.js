/**
 * Events with types: who listens for a name that nobody tells of, or takes its detail for something
 * else, does not compile. A class says what it tells of with the tag "extends", as Training does.
 */

/**
 * @template {object} Events the detail of each event by its name; undefined for none
 * @typedef {object} TypedTarget
 * @property {<Name extends keyof Events>(name: Name,
 *   listener: (event: Event & { detail: Events[Name] }) => void,
 *   options?: AddEventListenerOptions) => void} addEventListener
 * @property {<Name extends keyof Events>(name: Name,
 *   ...detail: undefined extends Events[Name] ? [detail?: Events[Name]] : [detail: Events[Name]]
 *   ) => void} emit
 */

class Target extends EventTarget {
  /** @param {string} name @param {unknown} [detail] */
  emit(name, detail) {
    this.dispatchEvent(Object.assign(new Event(name), { detail }));
  }
}

export const Emitter = /** @type {new <Events extends object>() => TypedTarget<Events>} */ (
  /** @type {unknown} */ (Target)
);
