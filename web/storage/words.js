/** English messages about storage. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  room: {
    takes: 'Uses about {size}.',
    all: 'This page uses {size} of browser storage in total.',
    notPersistent:
      'The browser may delete it if the device runs out of space. Export what you want to keep.',
    homeScreen:
      'Safari may delete it after seven days without a visit. To keep it, add Inkling to your Home Screen: tap Share, then “Add to Home Screen”.',
  },
  saving: {
    silent:
      'This browser’s storage isn’t responding, so your drawing and network aren’t being saved. Try closing other tabs of this page. Saving resumes as soon as it responds.',
    newer:
      'A newer version of Inkling has saved data here that this version can’t read, so nothing is being saved. Reload the page to get the newer version.',
    apart: 'Inkling started without your saved data. Nothing is saved until you reload the page.',
    aside:
      'Some of your saved data was damaged and has been set aside. Everything else is still here.',
    download: 'Download it',
    discard: 'Delete it',
    notStarted: 'Inkling didn’t start the last two times. Something it saved may be damaged.',
    startApart: 'Start without saved data',
    startAnyway: 'Start normally',
    deleteSaved: 'Delete saved data',
  },
});

addWords(WORDS);
