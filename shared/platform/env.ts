import * as z from "zod";

/**
 * The environment of a function, checked once at start. A missing variable stops the function at its first
 * breath and names what is missing, rather than failing at the first request that needs it.
 */
// oxlint-disable-next-line node/no-process-env -- the one place that reads it
export const readEnv = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).parse(process.env);

export const common = {
  STAGE: z.string().min(1),
  LOG_LEVEL: z.enum(["DEBUG", "INFO", "WARN", "ERROR"]).default("INFO"),
};

export const withTable = { ...common, TABLE_NAME: z.string().min(1) };

export const withQueues = {
  DELIVERY_QUEUE_URL: z.string().min(1),
  DISPUTE_QUEUE_URL: z.string().min(1),
  PLACEMENT_QUEUE_URL: z.string().min(1),
  FEED_QUEUE_URL: z.string().min(1),
  FINANCE_QUEUE_URL: z.string().min(1),
};

/** The queues by the names that events give them. */
export const queueUrls = (env: { readonly [Name in keyof typeof withQueues]: string }) => ({
  deliveries: env.DELIVERY_QUEUE_URL,
  disputes: env.DISPUTE_QUEUE_URL,
  placements: env.PLACEMENT_QUEUE_URL,
  feed: env.FEED_QUEUE_URL,
  finance: env.FINANCE_QUEUE_URL,
});
