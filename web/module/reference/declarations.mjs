/**
 * Reads what the npm package exports from its type declarations: the source of the API reference, and of
 * the test that everything in it is documented.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from '@babel/parser';
import { parse as parseComment } from 'comment-parser';

/** Syntax trees are read only by their `type` and a few fields. @typedef {any} Node */

/**
 * @typedef {object} Doc
 * @property {string} text
 * @property {Map<string, string>} params texts by name, such as 'settings.seed'
 * @property {string} returns
 * @property {string} throws
 * @property {string[]} examples
 * @property {boolean} internal
 *
 * @typedef {object} Field a property, or a parameter
 * @property {string} name
 * @property {string} type
 * @property {boolean} optional
 * @property {boolean} [writable] for properties of classes
 * @property {string} text
 * @property {Field[]} fields of an object that has no name of its own
 *
 * @typedef {object} Callable a function or a method
 * @property {string} name
 * @property {string} signature
 * @property {Field[]} params
 * @property {string} type of what it returns
 * @property {Doc} doc
 *
 * @typedef {object} Declaration
 * @property {'class' | 'function' | 'type' | 'constant'} kind
 * @property {string} name
 * @property {string} entry what to import it from: 'inkling' or 'inkling/pad'
 * @property {Doc} doc
 * @property {string} type of a constant or an alias
 * @property {Field[]} fields of a class or an object type
 * @property {Callable[]} methods of a class; of a function, itself
 */

/** @type {Doc} */
const NOTHING = {
  text: '',
  params: new Map(),
  returns: '',
  throws: '',
  examples: [],
  internal: false,
};

/** Members that exist for the language or for the browser. */
const IMPLIED = new Set([
  ...['kind', 'constructor', 'formAssociated', 'observedAttributes', 'connectedCallback'],
  ...['disconnectedCallback', 'attributeChangedCallback', 'formResetCallback'],
]);

/** Classes that are made with `new`; the others come from functions. */
const MADE = ['Evaluator'];

/** A type as it is written in documents. @param {string} text */
const tidy = (text) =>
  text
    .replace(/import\(["'][^"']*["']\)\./g, '')
    .replace(/\s+/g, ' ')
    .replace(/;? \}/g, ' }');

/** @param {string} text a comment's text, in which lines are only wrapped */
const trimmed = (text) => text.replace(/^[ \t]+$/gm, '').trim();

/** The comment of a declaration. @param {Node} node @returns {Doc} */
function docOf(node) {
  const last = node.leadingComments?.at(-1);
  if (last?.type !== 'CommentBlock' || !last.value.startsWith('*')) return NOTHING;
  // The parser wants each tag on a line of its own.
  const lines = last.value.includes('\n') ? last.value : last.value.replace(/ @/g, '\n * @');
  const [block] = parseComment(`/*${lines}*/`, { spacing: 'preserve' });
  if (!block) return NOTHING;
  /** @type {Doc} */
  const doc = {
    ...NOTHING,
    text: trimmed(block.description),
    params: new Map(),
    examples: [],
    internal: block.tags.some(({ tag }) => tag === 'internal'),
  };
  for (const { tag, name, description, source } of block.tags) {
    // Not all tags have a name, but the parser takes their first word for one.
    const whole = trimmed(`${name} ${description}`);
    if (tag === 'param') doc.params.set(name, trimmed(description));
    else if (tag === 'returns') doc.returns = whole;
    else if (tag === 'throws') doc.throws = whole;
    else if (tag === 'example') {
      const code = source.map(({ source: line }) => line.replace(/^\s*\* ?/, ''));
      doc.examples.push(
        code
          .join('\n')
          .replace(/^@example\s*/, '')
          .replace(/\/\s*$/, '')
          .trim(),
      );
    }
  }
  return doc;
}

/** One file of declarations. */
class File {
  /** Names that it declares or imports, also those that it does not export. @type {Map<string, Node>} */
  names = new Map();
  /** What it exports by name, and from where. @type {Map<string, { from: string | null, name: string }>} */
  exports = new Map();
  /** @type {string[]} */
  stars = [];

  /** @param {string} path */
  constructor(path) {
    this.path = path;
    this.source = readFileSync(path, 'utf8');
    const { program } = parse(this.source, {
      sourceType: 'module',
      plugins: [['typescript', { dts: true }]],
    });
    for (const statement of program.body) this.#add(/** @type {Node} */ (statement));
  }

  /** @param {Node} statement */
  #add(statement) {
    const from = statement.source && join(dirname(this.path), statement.source.value);
    const path = from?.replace(/\.js$/, '.d.ts') ?? null;
    if (statement.type === 'ExportAllDeclaration') this.stars.push(path);
    if (statement.type === 'ImportDeclaration') {
      for (const { imported, local } of statement.specifiers) {
        this.names.set(local.name, { imported: { from: path, name: imported.name } });
      }
    }
    for (const { local, exported } of statement.specifiers ?? []) {
      if (exported) this.exports.set(exported.name, { from: path, name: local.name });
    }
    const declared = statement.declaration ?? statement;
    const names = declared.id
      ? [declared.id.name]
      : (declared.declarations ?? []).map((/** @type {Node} */ one) => one.id.name);
    for (const name of names) {
      this.names.set(name, { declared, doc: docOf(statement) });
      if (statement.type === 'ExportNamedDeclaration') this.exports.set(name, { from: null, name });
    }
  }

  /** @param {Node} node */
  text(node) {
    return tidy(this.source.slice(node.start, node.end));
  }

  /** A type, with the values of constant lists written out. @param {Node} node */
  resolved(node) {
    return this.text(node).replace(/\(?typeof (\w+)\)?\[number\]/g, (_, list) =>
      this.#choices(list),
    );
  }

  /** The values of a constant list, as a type. @param {string} name */
  #choices(name) {
    const [variable] = this.names.get(name).declared.declarations;
    const list = variable.id.typeAnnotation.typeAnnotation.typeAnnotation;
    return list.elementTypes.map((/** @type {Node} */ one) => this.text(one)).join(' | ');
  }
}

/** @param {string} entry the path of a .d.ts file */
export function readDeclarations(entry) {
  /** @type {Map<string, File>} */
  const files = new Map();
  const open = (/** @type {string} */ path) => {
    const file = files.get(path) ?? new File(path);
    files.set(path, file);
    return file;
  };

  /** Where a name is declared. @param {File} file @param {string} name @returns {{ file: File, node: Node, doc: Doc } | null} */
  function find(file, name) {
    const known = file.names.get(name);
    if (known?.imported) return find(open(known.imported.from), known.imported.name);
    if (known) {
      const { declared, doc } = known;
      const alias = declared.typeAnnotation;
      // A name for a type of another file.
      if (alias?.type === 'TSImportType' && alias.qualifier && !alias.typeParameters) {
        const path = join(dirname(file.path), alias.argument.value).replace(/\.js$/, '.d.ts');
        return find(open(path), alias.qualifier.name) ?? { file, node: declared, doc };
      }
      return { file, node: declared, doc };
    }
    const exported = file.exports.get(name);
    if (exported?.from) return find(open(exported.from), exported.name);
    for (const star of file.stars) {
      const found = find(open(star), name);
      if (found) return found;
    }
    return null;
  }

  /** @param {File} file @returns {string[]} */
  const namesOf = (file) => [
    ...file.exports.keys(),
    ...file.stars.flatMap((star) => namesOf(open(star))),
  ];

  /** @param {File} file @param {Node} type @param {Doc} doc @param {string} [path] of the parameter @returns {Field[]} */
  function fieldsOf(file, type, doc, path = '') {
    if (type?.type !== 'TSTypeLiteral') return [];
    return type.members
      .filter((/** @type {Node} */ member) => member.type === 'TSPropertySignature')
      .map((/** @type {Node} */ member) => {
        const name = member.key.name ?? member.key.value;
        const typed = member.typeAnnotation.typeAnnotation;
        const text = path ? (doc.params.get(`${path}.${name}`) ?? '') : docOf(member).text;
        const own = { name, type: file.resolved(typed), optional: Boolean(member.optional), text };
        return { ...own, fields: path ? [] : fieldsOf(file, typed, docOf(member)) };
      });
  }

  /** @param {File} file @param {Node} node @param {Doc} doc @param {string} name @returns {Callable} */
  function callable(file, node, doc, name) {
    const params = (node.params ?? node.parameters).map((/** @type {Node} */ given) => {
      const typed = given.typeAnnotation.typeAnnotation;
      return {
        name: given.name,
        type: file.text(typed),
        optional: Boolean(given.optional),
        text: doc.params.get(given.name) ?? '',
        fields: fieldsOf(file, typed, doc, given.name),
      };
    });
    const returned = node.returnType?.typeAnnotation;
    const type = returned ? file.text(returned) : '';
    const shown = params.map(
      (/** @type {Field} */ { name, optional }) => `${name}${optional ? '?' : ''}`,
    );
    return { name, signature: `${name}(${shown.join(', ')})`, params, type, doc };
  }

  /** @param {File} file @param {Node} node @returns {Pick<Declaration, 'fields' | 'methods'>} */
  function membersOf(file, node) {
    /** @type {Map<string, Field>} */
    const fields = new Map();
    /** @type {Map<string, Callable>} */
    const methods = new Map();
    for (const member of node.body.body) {
      const { key, kind } = member;
      if (!key) continue;
      const language =
        member.computed && key.object?.name === 'Symbol' ? `[Symbol.${key.property.name}]` : '';
      const name = member.computed ? language : (key.name ?? '');
      const doc = docOf(member);
      if (kind === 'constructor') {
        if (MADE.includes(node.id.name))
          methods.set(`new ${node.id.name}`, callable(file, member, doc, `new ${node.id.name}`));
        continue;
      }
      if (!name || IMPLIED.has(name) || member.static || doc.internal) continue;
      const before = fields.get(name);
      if (kind === 'set') {
        if (before) before.writable = true;
      } else if (kind === 'get' || member.type === 'ClassProperty') {
        const typed = (member.returnType ?? member.typeAnnotation).typeAnnotation;
        const own = { name, type: file.text(typed), optional: false, text: doc.text };
        fields.set(name, { ...own, writable: false, fields: fieldsOf(file, typed, doc) });
      } else methods.set(name, callable(file, member, doc, name));
    }
    const above = node.superClass?.name && find(file, node.superClass.name);
    if (above && above.node.type === 'ClassDeclaration') {
      const inherited = membersOf(above.file, above.node);
      const constructors = (/** @type {{ name: string }} */ { name }) => name.startsWith('new ');
      for (const one of inherited.fields) if (!fields.has(one.name)) fields.set(one.name, one);
      for (const one of inherited.methods) {
        if (!methods.has(one.name) && !constructors(one)) methods.set(one.name, one);
      }
    }
    return { fields: [...fields.values()], methods: [...methods.values()] };
  }

  /** @param {string} name @param {string} from @returns {Declaration} */
  function declaration(name, from) {
    const found = find(open(entry), name);
    if (!found) throw new Error(`${entry} exports ${name}, which is declared nowhere.`);
    const { file, node, doc } = found;
    const empty = { name, entry: from, doc, type: '', fields: [], methods: [] };
    if (node.type === 'ClassDeclaration')
      return { ...empty, kind: 'class', ...membersOf(file, node) };
    if (node.type === 'TSTypeAliasDeclaration') {
      const type = node.typeAnnotation;
      return {
        ...empty,
        kind: 'type',
        type: file.resolved(type),
        fields: fieldsOf(file, type, doc),
      };
    }
    if (node.type === 'TSDeclareFunction') {
      return { ...empty, kind: 'function', methods: [callable(file, node, doc, name)] };
    }
    const [variable] = node.declarations;
    const typed = variable.id.typeAnnotation?.typeAnnotation;
    return { ...empty, kind: 'constant', type: file.text(typed ?? variable.init) };
  }

  const from = entry.endsWith('pad.d.ts') ? 'inkling/pad' : 'inkling';
  return [...new Set(namesOf(open(entry)))].map((name) => declaration(name, from));
}

/** @param {string} folder of the package @returns {Declaration[]} what it exports */
export const readPackage = (folder) => [
  ...readDeclarations(join(folder, 'module/index.d.ts')),
  ...readDeclarations(join(folder, 'module/inkling-pad.d.ts')).filter(
    ({ name }) => name === 'InklingPad',
  ),
];

/** What lacks a text. @param {Declaration[]} declarations @returns {string[]} */
export function undocumented(declarations) {
  /** @type {string[]} */
  const found = [];
  /** @param {string} owner @param {Field[]} fields */
  const look = (owner, fields) => {
    for (const { name, text, fields: inner } of fields) {
      if (!text) found.push(`${owner}.${name}`);
      look(`${owner}.${name}`, inner);
    }
  };
  for (const { kind, name, doc, fields, methods } of declarations) {
    if (!doc.text) found.push(name);
    look(name, fields);
    for (const method of methods) {
      const full = kind === 'function' ? name : `${name}.${method.name}`;
      if (!method.doc.text) found.push(full);
      for (const param of method.params) {
        if (!param.text && param.fields.length === 0) found.push(`${full}(${param.name})`);
        look(`${full}(${param.name})`, param.fields);
      }
    }
  }
  return found;
}
