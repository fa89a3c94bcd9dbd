/** Every language says everything that English says, with the same values in it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EN } from '../../web/text/en.js';

/** @type {Record<string, { MESSAGES: import('../../web/text/index.js').Messages }>} */
const languages = {
  de: await import('../../web/text/de.js'),
  es: await import('../../web/text/es.js'),
  fr: await import('../../web/text/fr.js'),
  zh: await import('../../web/text/zh.js'),
  ar: await import('../../web/text/ar.js'),
};

/** @param {string} message */
const values = (message) => [...new Set(message.match(/\{\w+/g) ?? [])].sort();

for (const [code, { MESSAGES }] of Object.entries(languages)) {
  test(`${code} has all messages, and no others`, () => {
    const list = (/** @type {import('../../web/text/index.js').Messages} */ messages) =>
      Object.entries(messages)
        .flatMap(([section, named]) => Object.keys(named).map((name) => `${section}.${name}`))
        .sort();
    assert.deepEqual(list(MESSAGES), list(EN));
  });

  test(`${code} has the values of each message, and words of its own`, () => {
    for (const [section, named] of Object.entries(EN)) {
      for (const [name, message] of Object.entries(named)) {
        const said = MESSAGES[section][name];
        assert.deepEqual(values(said), values(message), `${section}.${name}`);
        assert.ok(said.trim(), `${section}.${name}`);
      }
    }
  });
}
