/** The words of being offline, and of what goes wrong, in English. */

/** @type {import('../index.js').Messages} */
export const ANYWHERE = {
  anywhere: {
    offline: 'Works without a network.',
    newVersion: 'There is a new version of this page. Your network is kept, and training goes on.',
    reload: 'Reload',
    otherTab:
      'Inkling is open in another tab, which keeps its network for next time. This one trains too, but is not kept.',
    keepThis: 'Keep this one instead',
    crashed: 'Training stopped because of a fault. Your network is safe.',
    goOn: 'Go on from where it was',
    crashedNew: 'Training stopped because of a fault, before anything was learned.',
    startAgain: 'Start again',
    full: 'There is no room left on this device to keep your network: it will be gone when you close this page. Make room, and it is kept again.',
  },
};
