/** What a bank file may be at most. Past one of these it is refused, or the entry quarantined. */
export const FILE_BYTES_MAX = 2 ** 30;
/** Entries of a file, the quarantined ones included. */
export const ENTRY_COUNT_MAX = 2_000_000;
export const STATEMENT_COUNT_MAX = 100_000;
/** A line of a text format; a field of several lines. */
export const LINE_LENGTH_MAX = 16_384;
export const FIELD_LENGTH_MAX = 65_536;
/** A tag with its attributes, a text, a comment. */
export const TOKEN_LENGTH_MAX = 65_536;
export const DEPTH_MAX = 64;
/** What is kept of one camt entry, or of a statement's head: elements, and characters in them. */
export const KEPT_ELEMENT_COUNT_MAX = 200_000;
export const KEPT_TEXT_LENGTH_MAX = 8 * 2 ** 20;
/** Transactions in one entry. */
export const DETAIL_COUNT_MAX = 10_000;
/** Of what cannot be read, for the person who looks at it. */
export const RAW_LENGTH_MAX = 2_000;
/** Faults that are told of one statement, or of all that stands above statements; more would not help anybody. */
export const FAULT_COUNT_MAX = 100;
