import type { ChunkSize, Piece } from "./model.ts";

/** Where a row ends: the byte after it and its line break, and how many lines there are until then. */
type RowEnd = { readonly end: number; readonly lines: number };

/** Cuts a file between rows, when a piece has enough of them or enough bytes: the same file, the same pieces. */
export function newCutter(size: ChunkSize) {
  const pieces: Piece[] = [];
  let open = { start: 0, linesBefore: 0, rows: 0, end: 0, lines: 0 };
  const close = (): void => {
    if (open.rows === 0) return;
    const { start, end, linesBefore, rows, lines } = open;
    pieces.push({ number: pieces.length + 1, start, end, linesBefore, rows });
    open = { start: end, linesBefore: lines, rows: 0, end, lines };
  };
  return {
    /** The header is part of no piece. */
    skip: ({ end, lines }: RowEnd): void => {
      open = { ...open, start: end, end, linesBefore: lines, lines };
    },
    /** @returns the number of the piece that the row is in */
    add: ({ end, lines }: RowEnd): number => {
      const number = pieces.length + 1;
      open = { ...open, rows: open.rows + 1, end, lines };
      if (open.rows >= size.rows || open.end - open.start >= size.bytes) close();
      return number;
    },
    pieces: (): readonly Piece[] => {
      close();
      return pieces;
    },
  };
}
