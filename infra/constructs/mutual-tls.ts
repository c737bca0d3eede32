/* oxlint-disable no-new -- a construct joins the tree by being made */
import {
  ApiMapping,
  DomainName,
  type HttpApi,
  type HttpStage,
  SecurityPolicy,
} from "aws-cdk-lib/aws-apigatewayv2";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import type { Edge } from "../edge.ts";

export type MutualTlsProps = { readonly api: HttpApi; readonly stage: HttpStage; readonly edge: Edge };

/** The API under a name of its own, where TLS asks the caller for a certificate before anything else. */
export class MutualTls extends Construct {
  /** What the domain name's DNS record must lead to. */
  readonly target: string;

  constructor(scope: Construct, id: string, { api, stage, edge }: MutualTlsProps) {
    super(scope, id);
    const { truststoreVersion: version } = edge;
    const domainName = new DomainName(this, "Domain", {
      domainName: edge.domainName,
      certificate: Certificate.fromCertificateArn(this, "Certificate", edge.certificateArn),
      securityPolicy: SecurityPolicy.TLS_1_2,
      mtls: {
        bucket: Bucket.fromBucketName(this, "Truststore", edge.truststoreBucket),
        key: edge.truststoreKey,
        ...(version !== undefined && { version }),
      },
    });
    new ApiMapping(this, "Mapping", { api, domainName, stage });
    this.target = domainName.regionalDomainName;
  }
}
