import { SaxesParser } from "saxes";
import { currencies } from "./amount.ts";
import { camtDocument } from "./camt-document.ts";
import { newDates } from "./dates.ts";
import { TOKEN_LENGTH_MAX } from "./limits.ts";
import type { Progress, TextReader } from "./progress.ts";
import { Unreadable } from "./unreadable.ts";

const problems = {
  NOT_XML: "The file is no well-formed XML.",
  DOCTYPE: "The file has a DOCTYPE, and with it entities of its own: none is read.",
  TOKEN_TOO_LONG: `A tag or a text may have ${TOKEN_LENGTH_MAX} characters at most.`,
} as const;

type Options = { readonly xmlns: false; readonly position: false };

/** camt.052, 053 and 054 by the local names of their elements. */
export function camtReader(progress: Progress): TextReader {
  const parser = new SaxesParser<Options>({ xmlns: false, position: false });
  /** The parser begins to count again when it is closed. */
  let lastLine = 0;
  const line = (): number => lastLine || parser.line;
  const document = camtDocument(progress, { known: currencies(), dates: newDates() }, line);
  let tokenEnd = 0;
  let written = 0;
  let depth = 0;
  let tagLine = 1;
  const refuse = (code: keyof typeof problems, at = line()): never => {
    throw new Unreadable({ code, reason: problems[code] }, progress.placeOf(at));
  };
  const bound = (position: number): void => {
    if (position - tokenEnd > TOKEN_LENGTH_MAX) refuse("TOKEN_TOO_LONG");
    tokenEnd = position;
  };
  const text = (part: string): void => {
    bound(parser.position);
    document.text(part);
  };
  // The parser reads what stands outside of all tags to the end of the piece before it says what is wrong with it.
  parser.on("error", () => refuse("NOT_XML", depth === 0 ? tagLine : line()));
  parser.on("doctype", () => refuse("DOCTYPE"));
  parser.on("opentag", (tag) => {
    bound(parser.position);
    depth += 1;
    tagLine = parser.line;
    document.open(tag.name, tag.attributes);
  });
  parser.on("closetag", () => {
    bound(parser.position);
    depth -= 1;
    tagLine = parser.line;
    document.close();
  });
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
      lastLine = parser.line;
      parser.close();
      document.end();
    },
    line,
  };
}
