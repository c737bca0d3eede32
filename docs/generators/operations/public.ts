import type { Operation } from "../operation.ts";

const open = { method: "GET", for: ["Everyone"], proves: "nothing", refusals: ["internal-error"] } as const;

export const publicOperations: readonly Operation[] = [
  {
    ...open,
    id: "getHealth",
    path: "/health",
    summary: "A sign of life",
    says: "Says that the documentation's function answers; it asks nothing of the store.",
    answer: {
      status: 200,
      says: "Alive.",
      schema: "Health",
      examples: { alive: { summary: "Alive", value: { status: "ok" } } },
    },
  },
  {
    ...open,
    id: "getOpenApi",
    path: "/openapi.json",
    summary: "This document",
    says: "The OpenAPI 3.1 document that these pages are made from.",
    answer: { status: 200, says: "The document.", mediaType: "application/json" },
  },
  {
    ...open,
    id: "getDocs",
    path: "/docs",
    summary: "This document as a page",
    says: "The documentation for people. It needs neither scripts nor anything from elsewhere.",
    answer: { status: 200, says: "The page.", mediaType: "text/html" },
  },
  {
    ...open,
    id: "getErrorDocs",
    path: "/docs/errors",
    summary: "Every refusal explained",
    says: "One section per code; a problem's `type` leads to its own.",
    answer: { status: 200, says: "The page.", mediaType: "text/html" },
  },
];
