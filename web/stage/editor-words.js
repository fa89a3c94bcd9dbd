/** English messages of the editor of layers in the picture. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  editor: {
    name: 'Edit layers',
    keys: 'Alt and an arrow key move it, Delete removes it, plus and minus change its width.',
    insert: 'Insert a layer before {layer}',
    more: 'Make {layer} wider',
    less: 'Make {layer} narrower',
    earlier: 'Move left',
    later: 'Move right',
    remove: 'Remove',
    undo: 'Undo',
    asText: 'As text',
    close: 'Close',
    notHere: 'Not possible here',
    other: 'You can only change your own network.',
    running: 'Pause training to change the layers.',
    pending: 'The picture shows the trained network. Start over to train one with these layers.',
    discard: 'Keep the old layers',
  },
});

addWords(WORDS);
