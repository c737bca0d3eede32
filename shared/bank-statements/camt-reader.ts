import { SaxesParser } from "saxes";
import { currencies } from "./amount.ts";
import { camtDocument } from "./camt-document.ts";
import { newDates } from "./dates.ts";
import { DEPTH_MAX, TOKEN_LENGTH_MAX } from "./limits.ts";
import type { Problem } from "./model.ts";
import type { Progress, TextReader } from "./progress.ts";
import { Unreadable } from "./unreadable.ts";

const problems = {
  NOT_XML: "The file is no well-formed XML.",
  DOCTYPE: "The file has a DOCTYPE, and with it entities of its own: none is read.",
  TOKEN_TOO_LONG: `A tag or a text may have ${TOKEN_LENGTH_MAX} characters at most.`,
  TOO_DEEP: `Elements may be nested ${DEPTH_MAX} deep at most.`,
} as const;

type Options = { readonly xmlns: false; readonly position: false };

/** camt.052, 053 and 054 by the local names of their elements. */
export function camtReader(progress: Progress): TextReader {
  const parser = new SaxesParser<Options>({ xmlns: false, position: false });
  const document = camtDocument(progress, { known: currencies(), dates: newDates() });
  let tokenEnd = 0;
  let written = 0;
  let depth = 0;
  const refuse = (code: keyof typeof problems): never => {
    const problem: Problem = { code, reason: problems[code] };
    throw new Unreadable(problem, progress.placeOf(parser.line));
  };
  const bound = (): void => {
    const { position } = parser;
    if (position - tokenEnd > TOKEN_LENGTH_MAX) refuse("TOKEN_TOO_LONG");
    tokenEnd = position;
  };
  parser.on("error", () => refuse("NOT_XML"));
  parser.on("doctype", () => refuse("DOCTYPE"));
  parser.on("opentag", ({ name, attributes }) => {
    bound();
    depth += 1;
    if (depth > DEPTH_MAX) refuse("TOO_DEEP");
    document.open(name, attributes, parser.line);
  });
  parser.on("closetag", () => {
    bound();
    depth -= 1;
    document.close(parser.line);
  });
  const text = (part: string): void => {
    bound();
    document.text(part);
  };
  parser.on("text", text);
  parser.on("cdata", text);
  return {
    write: (piece) => {
      parser.write(piece);
      // Between two pieces the parser's own position is none.
      written += piece.length;
      if (written - tokenEnd > TOKEN_LENGTH_MAX) refuse("TOKEN_TOO_LONG");
    },
    end: () => {
      const { line } = parser;
      parser.close();
      document.end(line);
    },
    line: () => parser.line,
  };
}
