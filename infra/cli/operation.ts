import type { Column } from "./show.ts";

/** An option of a command and where it goes: into the query, or into the body at `member`. */
export type Choice = {
  readonly flag: string;
  readonly says: string;
  readonly member: string;
  readonly kind?: "text" | "integer" | "flag" | "list";
  readonly needed?: true;
};

/** One operation of the gateway as a command. Its arguments are what its path names. */
export type Operation = {
  readonly name: string;
  readonly says: string;
  readonly examples: readonly string[];
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  /** The path of the same operation on a lender, which `--lender` asks for. */
  readonly lenderPath?: string;
  readonly query?: readonly Choice[];
  /** What makes the body; or a file that is the body. */
  readonly body?: readonly Choice[] | "file";
  readonly columns?: readonly Column[];
  /** Whether the answer is a page whose `nextCursor` leads on. */
  readonly paged?: true;
  /** The question before something that cannot be taken back. */
  readonly asks?: string;
  /** A POST that is harmless when it is sent twice. */
  readonly repeatable?: true;
  /** A POST that carries a key of its own, so that it can be repeated. */
  readonly idempotent?: true;
  /** Whether the same request goes on while the answer says that there is more. */
  readonly goesOn?: true;
};

/** Commands about one kind of thing. */
export type Group = {
  readonly name: string;
  readonly says: string;
  readonly operations: readonly Operation[];
};
