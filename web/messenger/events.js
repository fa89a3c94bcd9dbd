/**
 * A typed EventTarget: listening for an unknown event, or misusing its detail, is a compile error. A
 * class declares its events with the tag "extends", as Training does.
 */

/**
 * @template {object} Events the type of each event's detail; undefined for none
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
