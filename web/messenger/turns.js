/**
 * Lets waiting messages be handled in the middle of long work. A message to oneself has no minimum delay,
 * unlike a timer. But WebKit passes even a worker's message to itself through the page's main thread, where
 * it waits while the page paints, so the timer wins there.
 * @param {Pick<MessageChannel, 'port1' | 'port2'>} [channel]
 * @returns {() => Promise<void>}
 */
export function turns({ port1, port2 } = new MessageChannel()) {
  /** Several callers may wait, as when training starts while presets are timed. @type {(() => void)[]} */
  const waiting = [];
  let isSent = false;
  let timer = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);
  const next = () => {
    clearTimeout(timer);
    timer = undefined;
    for (const resolve of waiting.splice(0)) resolve();
  };
  port1.onmessage = () => {
    isSent = false;
    next();
  };
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      timer ??= setTimeout(next);
      // Messages slower than the timer must not pile up.
      if (!isSent) port2.postMessage(null);
      isSent = true;
    });
}
