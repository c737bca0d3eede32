/** A row of a file as its format splits it. */
export type ScannedRow = {
  readonly kind: "row";
  /** The line of the file that it begins on, from 1. */
  readonly line: number;
  /** Where it ends: the byte after it and its line break, and how many lines there are until then. */
  readonly end: number;
  readonly lines: number;
  readonly cells: readonly string[];
};

/** Where a file stops being one that can be read. */
export type BrokenFile = {
  readonly kind: "broken";
  readonly line?: number;
  readonly code: string;
  readonly message: string;
};

export type ScannedFile = AsyncGenerator<ScannedRow | BrokenFile, void, undefined>;

/** Where the bytes begin within their file, and how long a row may be. */
export type ScanStart = {
  readonly byte: number;
  readonly linesBefore: number;
  readonly rowBytesMax: number;
  /** Between the cells of CSV, where it is no comma. */
  readonly delimiter?: string;
};
