import { operations } from "../../docs/generators/operations.ts";
import type { Audience, Operation } from "../../docs/generators/operation.ts";

/** A documented request: one example of an operation, sent by one of those whom the operation is for. */
export type DocumentedCase = {
  readonly name: string;
  readonly operation: Operation;
  readonly audience: Audience;
  /** The example's name; nothing where no body is taken. */
  readonly example?: string;
  readonly body?: unknown;
};

const bodiesOf = ({ request }: Operation): readonly Pick<DocumentedCase, "example" | "body">[] =>
  request === undefined
    ? [{}]
    : Object.entries(request.examples).map(([example, { value }]) => ({ example, body: value }));

/** Every example of every operation, by everybody whom it is for. */
export const documentedCases: readonly DocumentedCase[] = operations.flatMap((operation) =>
  operation.for.flatMap((audience) =>
    bodiesOf(operation).map((body) => ({
      name: [operation.id, body.example, `by ${audience}`].filter(Boolean).join(", "),
      operation,
      audience,
      ...body,
    })),
  ),
);
