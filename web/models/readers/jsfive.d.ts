/** What hdf5.js uses of jsfive, which has no types of its own. */
declare module 'jsfive' {
  export class Group {
    keys: string[];
    attrs: Record<string, unknown>;
    get(name: string): Group | Dataset;
  }
  export class File extends Group {
    constructor(buffer: ArrayBuffer, name: string);
  }
  export class Dataset {
    shape: unknown;
    dtype: unknown;
    value: unknown;
    attrs: Record<string, unknown>;
  }
}
