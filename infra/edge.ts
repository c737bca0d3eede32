import type { Construct } from "constructs";

/** A domain name of the operator's, at which whoever calls must show a certificate that the truststore knows. */
export type Edge = {
  readonly domainName: string;
  readonly certificateArn: string;
  readonly truststoreBucket: string;
  readonly truststoreKey: string;
  /** Of a bucket with versions: which one; the newest when none is named. */
  readonly truststoreVersion?: string;
};

const CONTEXT = {
  domainName: "edgeDomainName",
  certificateArn: "edgeCertificateArn",
  truststoreBucket: "edgeTruststoreBucket",
  truststoreKey: "edgeTruststoreKey",
} as const;

/**
 * What the deployment says about its edge; undefined when it says nothing, and the API keeps the name that AWS
 * gave it. It is context and no parameter of the stack, for it decides which resources there are.
 * @throws Error when a part of it is missing: an API without the certificates that were asked for would be open
 */
export function edgeOf(scope: Construct): Edge | undefined {
  const said = (name: string): string => String(scope.node.tryGetContext(name) ?? "");
  const version = said("edgeTruststoreVersion");
  const missing = Object.values(CONTEXT).filter((name) => said(name) === "");
  if (missing.length === Object.keys(CONTEXT).length && version === "") return undefined;
  if (missing.length > 0) throw new Error(`mutual TLS needs the context ${missing.join(", ")} as well`);
  return {
    domainName: said(CONTEXT.domainName),
    certificateArn: said(CONTEXT.certificateArn),
    truststoreBucket: said(CONTEXT.truststoreBucket),
    truststoreKey: said(CONTEXT.truststoreKey),
    ...(version !== "" && { truststoreVersion: version }),
  };
}
