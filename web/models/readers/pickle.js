/**
 * Reads pickles, the serialization of Python, without running anything: dictionaries, lists, numbers, and texts are
 * what they are, and of all functions and classes that a pickle names, only those that rebuild tensors and arrays
 * have a meaning. Everything else becomes an Opaque object with its name.
 */
import { npyValues, sizeOf } from '../../data/npy.js';
import { need, ReadError } from './error.js';

/** An object of a class that isn't known. */
export class Opaque {
  /** @param {string} name @param {unknown[]} parts what it was made of */
  constructor(name, parts = []) {
    this.name = name;
    this.parts = parts;
  }
}

/** A class or function that the pickle names. */
export class Global {
  /** @param {string} name */
  constructor(name) {
    this.name = name;
  }
}

/** A reference to the data of a tensor. */
export class Storage {
  /** Instead, a file of PyTorch's older format with nothing else in it. @type {Uint8Array | null} */
  file = null;

  /** @param {string} type 'FloatStorage' @param {string} key @param {number} count */
  constructor(type, key, count) {
    this.type = type;
    this.key = key;
    this.count = count;
  }
}

/** A tensor that refers to a part of a storage. */
export class Tensor {
  /** @param {Storage} storage @param {number} offset @param {number[]} shape @param {number[]} strides */
  constructor(storage, offset, shape, strides) {
    this.storage = storage;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
  }
}

/** An array of NumPy. */
export class NumpyArray {
  /** @type {number[]} */
  shape = [];
  /** In C order; null if they are no numbers. @type {ArrayLike<number> | null} */
  values = null;
  /** Instead, if they are objects. @type {unknown[]} */
  objects = [];

  /** @param {unknown} shape @param {unknown} type @param {boolean} isFortran @param {unknown} data */
  fill(shape, type, isFortran, data) {
    this.shape = integers(shape);
    if (Array.isArray(data)) this.objects = data;
    const bytes = bytesOf(data);
    if (!bytes || !(type instanceof Opaque)) return;
    const [, kind = '', digits] = /^([a-z])(\d+)$/.exec(String(type.parts[0])) ?? [];
    const state = type.parts.find(Array.isArray);
    const size = Number(digits);
    if (!kind) return;
    need(bytes.length === sizeOf(this.shape) * size, 'damaged');
    const order = String(state?.[1] ?? '<');
    this.values = npyValues(bytes, { order, kind, size, shape: this.shape, isFortran });
  }
}

/** Bytes may be written as a text, with a character for each. @param {unknown} value */
const bytesOf = (value) =>
  typeof value === 'string'
    ? Uint8Array.from(value, (c) => c.charCodeAt(0))
    : value instanceof Uint8Array
      ? value
      : null;

const MARK = Symbol('mark');
/** Enough for a network's names, shapes and settings. */
const MAX_STEPS = 1_000_000;

/** @param {unknown} value @returns {number[]} */
function integers(value) {
  need(Array.isArray(value) && value.length <= 8 && value.every((n) => Number.isInteger(n) && n >= 0), 'damaged'); // biome-ignore format: one condition
  return /** @type {number[]} */ (value);
}

/** What calling a function with arguments gives. @param {unknown} callee @param {unknown[]} args */
function call(callee, args) {
  const name = callee instanceof Global ? callee.name : '';
  switch (name.replace('numpy._core.', 'numpy.core.')) {
    case '_codecs.encode':
      return bytesOf(args[0]);
    case 'numpy.core.multiarray._reconstruct':
      return new NumpyArray();
    case 'numpy.core.numeric._frombuffer': {
      const [data, type, shape, order] = args;
      const array = new NumpyArray();
      array.fill(shape, type, order === 'F', data);
      return array;
    }
    case 'collections.OrderedDict': {
      const pairs = Array.isArray(args[0]) ? args[0] : [];
      return new Map(pairs.filter(Array.isArray).map(([key, value]) => [key, value]));
    }
    case 'torch.storage._load_from_bytes': {
      const storage = new Storage('', '', 0);
      storage.file = bytesOf(args[0]);
      return storage;
    }
    case 'torch._utils._rebuild_tensor':
    case 'torch._utils._rebuild_tensor_v2':
    case 'torch._utils._rebuild_tensor_v3': {
      const [storage, offset, shape, strides] = args;
      if (!(storage instanceof Storage)) throw new ReadError('damaged');
      return new Tensor(storage, integers([offset])[0], integers(shape), integers(strides));
    }
    case 'torch._utils._rebuild_parameter':
    case 'torch._utils._rebuild_parameter_with_state':
      return args[0];
    default:
      return new Opaque(name, args);
  }
}

/** @param {unknown} id what a storage is referred to by, or a class, in PyTorch's older format */
function persistent(id) {
  if (Array.isArray(id) && id[0] === 'module' && id[1] instanceof Global) return id[1];
  if (!Array.isArray(id) || id[0] !== 'storage') return new Opaque('persistent');
  const [, type, key, , count] = id;
  const name = type instanceof Global ? type.name : String(type);
  return new Storage(name.split('.').pop() ?? '', String(key), Number(count));
}

export class Pickle {
  /** @type {any[]} */
  #stack = [];
  /** @type {Map<number, any>} */
  #memo = new Map();
  #at;
  #view;
  #text = new TextDecoder();

  /** @param {Uint8Array} bytes @param {number} [start] */
  constructor(bytes, start = 0) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#at = start;
  }

  /** Where the next pickle, or whatever follows, begins. */
  get end() {
    return this.#at;
  }

  /** @param {number} count */
  #take(count) {
    need(count >= 0 && this.#at + count <= this.bytes.length, 'damaged');
    this.#at += count;
    return this.#at - count;
  }
  #u8() {
    return this.bytes[this.#take(1)];
  }
  #u32() {
    return this.#view.getUint32(this.#take(4), true);
  }
  #u64() {
    return Number(this.#view.getBigUint64(this.#take(8), true));
  }
  /** @param {number} length */
  #string(length) {
    return this.#text.decode(this.#bytes(length));
  }
  /** @param {number} length */
  #bytes(length) {
    const start = this.#take(length);
    return this.bytes.subarray(start, start + length);
  }
  /** What Python 2 writes texts and bytes as. @param {number} length */
  #either(length) {
    const bytes = this.#bytes(length);
    return bytes.every((byte) => byte < 0x80) ? this.#text.decode(bytes) : bytes;
  }
  /** @param {number} length @returns {number | bigint} little-endian, two's complement */
  #long(length) {
    need(length <= 64, 'damaged');
    const start = this.#take(length);
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(this.bytes[start + i]);
    if (length && this.bytes[start + length - 1] & 0x80) value -= 1n << BigInt(8 * length);
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  }
  #line() {
    const end = this.bytes.indexOf(10, this.#at);
    need(end >= 0, 'damaged');
    const text = this.#text.decode(this.bytes.subarray(this.#at, end));
    this.#at = end + 1;
    return text;
  }

  /** @param {any} value */
  #push(value) {
    this.#stack.push(value);
  }
  #pop() {
    need(this.#stack.length, 'damaged');
    return this.#stack.pop();
  }
  #top() {
    return this.#stack[this.#stack.length - 1];
  }
  /** Everything above the last mark. @returns {any[]} */
  #above() {
    const at = this.#stack.lastIndexOf(MARK);
    need(at >= 0, 'damaged');
    const items = this.#stack.splice(at);
    return items.slice(1);
  }

  /** @param {any} into @param {any[]} items keys and values in turn */
  #set(into, items) {
    need(items.length % 2 === 0, 'damaged');
    for (let i = 0; i < items.length; i += 2) {
      if (into instanceof Map) into.set(items[i], items[i + 1]);
    }
  }

  /** @param {any} into @param {any[]} items */
  #append(into, items) {
    if (Array.isArray(into)) for (const item of items) into.push(item);
  }

  /** Sets an object's attributes. */
  #build() {
    const state = this.#pop();
    const object = this.#top();
    if (object instanceof Opaque) object.parts.push(state);
    if (object instanceof NumpyArray && Array.isArray(state)) {
      const [, shape, type, isFortran, data] = state;
      object.fill(shape, type, Boolean(isFortran), data);
    }
  }

  #global() {
    const name = this.#pop();
    this.#push(new Global(`${this.#pop()}.${name}`));
  }

  /** @param {boolean} keywords whether an object's keyword arguments are on the stack as well */
  #newObject(keywords) {
    if (keywords) this.#pop();
    const args = this.#pop();
    this.#push(call(this.#pop(), Array.isArray(args) ? args : []));
  }

  /** The value that the operations leave. They are named as in Python's pickletools. @returns {unknown} */
  read() {
    for (let step = 0; step < MAX_STEPS; step++) {
      const code = this.#u8();
      switch (String.fromCharCode(code)) {
        case '.': // STOP
          return this.#pop();
        case '\x80': // PROTO
          this.#take(1);
          break;
        case '\x95': // FRAME
          this.#take(8);
          break;
        case '(': // MARK
          this.#push(MARK);
          break;
        case ')': // EMPTY_TUPLE
        case ']': // EMPTY_LIST
          this.#push([]);
          break;
        case '}': // EMPTY_DICT
          this.#push(new Map());
          break;
        case '\x8f': // EMPTY_SET
          this.#push([]);
          break;
        case '0': // POP
          this.#pop();
          break;
        case '1': // POP_MARK
          this.#above();
          break;
        case '2': // DUP
          this.#push(this.#top());
          break;
        case 'N': // NONE
          this.#push(null);
          break;
        case '\x88': // NEWTRUE
          this.#push(true);
          break;
        case '\x89': // NEWFALSE
          this.#push(false);
          break;
        case 'K': // BININT1
          this.#push(this.#u8());
          break;
        case 'M': // BININT2
          this.#push(this.#view.getUint16(this.#take(2), true));
          break;
        case 'J': // BININT
          this.#push(this.#view.getInt32(this.#take(4), true));
          break;
        case 'G': // BINFLOAT
          this.#push(this.#view.getFloat64(this.#take(8)));
          break;
        case 'I': {
          // INT
          const text = this.#line();
          this.#push(text === '00' ? false : text === '01' ? true : Number(text));
          break;
        }
        case 'F': // FLOAT
          this.#push(Number(this.#line()));
          break;
        case 'L': // LONG
          this.#push(Number(this.#line().replace(/L$/, '')));
          break;
        case '\x8a': // LONG1
          this.#push(this.#long(this.#u8()));
          break;
        case '\x8b': // LONG4
          this.#push(this.#long(this.#u32()));
          break;
        case 'X': // BINUNICODE
          this.#push(this.#string(this.#u32()));
          break;
        case '\x8c': // SHORT_BINUNICODE
          this.#push(this.#string(this.#u8()));
          break;
        case '\x8d': // BINUNICODE8
          this.#push(this.#string(this.#u64()));
          break;
        case 'T': // BINSTRING
          this.#push(this.#either(this.#u32()));
          break;
        case 'U': // SHORT_BINSTRING
          this.#push(this.#either(this.#u8()));
          break;
        case 'B': // BINBYTES
          this.#push(this.#bytes(this.#u32()));
          break;
        case 'C': // SHORT_BINBYTES
          this.#push(this.#bytes(this.#u8()));
          break;
        case '\x8e': // BINBYTES8
        case '\x96': // BYTEARRAY8
          this.#push(this.#bytes(this.#u64()));
          break;
        case 'V': // UNICODE
          this.#push(this.#line());
          break;
        case 'S': // STRING
          this.#push(this.#line().slice(1, -1));
          break;
        case 't': // TUPLE
        case 'l': // LIST
        case '\x91': // FROZENSET
          this.#push(this.#above());
          break;
        case '\x85': // TUPLE1
          this.#push([this.#pop()]);
          break;
        case '\x86': {
          // TUPLE2
          const b = this.#pop();
          this.#push([this.#pop(), b]);
          break;
        }
        case '\x87': {
          // TUPLE3
          const c = this.#pop();
          const b = this.#pop();
          this.#push([this.#pop(), b, c]);
          break;
        }
        case 'd': {
          // DICT
          const items = this.#above();
          const made = new Map();
          this.#set(made, items);
          this.#push(made);
          break;
        }
        case 's': {
          // SETITEM
          const value = this.#pop();
          const key = this.#pop();
          this.#set(this.#top(), [key, value]);
          break;
        }
        case 'u': {
          // SETITEMS
          const items = this.#above();
          this.#set(this.#top(), items);
          break;
        }
        case 'a': {
          // APPEND
          const item = this.#pop();
          this.#append(this.#top(), [item]);
          break;
        }
        case 'e': // APPENDS
        case '\x90': {
          // ADDITEMS
          const items = this.#above();
          this.#append(this.#top(), items);
          break;
        }
        case 'q': // BINPUT
          this.#memo.set(this.#u8(), this.#top());
          break;
        case 'r': // LONG_BINPUT
          this.#memo.set(this.#u32(), this.#top());
          break;
        case 'p': // PUT
          this.#memo.set(Number(this.#line()), this.#top());
          break;
        case '\x94': // MEMOIZE
          this.#memo.set(this.#memo.size, this.#top());
          break;
        case 'h': // BINGET
          this.#recall(this.#u8());
          break;
        case 'j': // LONG_BINGET
          this.#recall(this.#u32());
          break;
        case 'g': // GET
          this.#recall(Number(this.#line()));
          break;
        case 'c': {
          // GLOBAL
          const module = this.#line();
          this.#push(new Global(`${module}.${this.#line()}`));
          break;
        }
        case '\x93': // STACK_GLOBAL
          this.#global();
          break;
        case 'R': {
          // REDUCE
          const args = this.#pop();
          this.#push(call(this.#pop(), Array.isArray(args) ? args : []));
          break;
        }
        case '\x81': // NEWOBJ
          this.#newObject(false);
          break;
        case '\x92': // NEWOBJ_EX
          this.#newObject(true);
          break;
        case 'i': {
          // INST
          const name = `${this.#line()}.${this.#line()}`;
          this.#push(call(new Global(name), this.#above()));
          break;
        }
        case 'o': {
          // OBJ
          const [callee, ...args] = this.#above();
          this.#push(call(callee, args));
          break;
        }
        case 'b': // BUILD
          this.#build();
          break;
        case 'Q': // BINPERSID
          this.#push(persistent(this.#pop()));
          break;
        default:
          throw new ReadError('damaged');
      }
    }
    throw new ReadError('tooLong');
  }

  /** @param {number} key */
  #recall(key) {
    need(this.#memo.has(key), 'damaged');
    this.#push(this.#memo.get(key));
  }
}
