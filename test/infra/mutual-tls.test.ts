import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Template } from "aws-cdk-lib/assertions";
import { Code } from "aws-cdk-lib/aws-lambda";
import { describe, expect, it } from "vitest";
import { gateway } from "../../infra/gateway.ts";
import { only, resources, service, type Json } from "./templates.ts";

const certificateArn = "arn:aws:acm:eu-west-1:111122223333:certificate/5c0c7d1e-6a3b-4c9d-8e1f-2a3b4c5d6e7f";
const context = {
  edgeDomainName: "gateway.bank.example",
  edgeCertificateArn: certificateArn,
  edgeTruststoreBucket: "bank-truststores",
  edgeTruststoreKey: "agencies.pem",
};

const withEdge = (given: Readonly<Record<string, string>>): Template => {
  const outdir = mkdtempSync(join(tmpdir(), "gateway-edge-"));
  return Template.fromStack(gateway(() => Code.fromInline("export {};"), { outdir, context: given }).service);
};

describe("without a word about its edge", () => {
  it("the API keeps the name that AWS gave it, and asks for no certificate", () => {
    expect(resources(service, "AWS::ApiGatewayV2::DomainName")).toEqual([]);
    expect(resources(service, "AWS::ApiGatewayV2::ApiMapping")).toEqual([]);
    expect(only(service, "AWS::ApiGatewayV2::Api").Properties).not.toHaveProperty(
      "DisableExecuteApiEndpoint",
    );
  });
});

describe("with a domain name and a truststore", () => {
  const template = withEdge(context);

  it("callers must show a certificate that the truststore knows, over TLS 1.2 or newer", () => {
    const { Properties } = only(template, "AWS::ApiGatewayV2::DomainName");
    expect(Properties).toMatchObject({
      DomainName: "gateway.bank.example",
      DomainNameConfigurations: [
        { CertificateArn: certificateArn, EndpointType: "REGIONAL", SecurityPolicy: "TLS_1_2" },
      ],
      MutualTlsAuthentication: { TruststoreUri: "s3://bank-truststores/agencies.pem" },
    });
  });

  it("there is no way round it: the API has no other name", () => {
    expect(only(template, "AWS::ApiGatewayV2::Api").Properties.DisableExecuteApiEndpoint).toBe(true);
    const { Properties } = only(template, "AWS::ApiGatewayV2::ApiMapping");
    expect(Properties.ApiMappingKey).toBeUndefined();
    expect(Properties.Stage).toBe("$default");
  });

  it("the stack says where the API is, and what its DNS record must lead to", () => {
    const outputs: readonly Json[] = Object.values(template.toJSON()["Outputs"]);
    expect(outputs.map(({ Value }) => Value)).toContain("https://gateway.bank.example");
    expect(JSON.stringify(outputs)).toContain("RegionalDomainName");
  });

  it("a version of the truststore can be named", () => {
    const named = only(
      withEdge({ ...context, edgeTruststoreVersion: "v7" }),
      "AWS::ApiGatewayV2::DomainName",
    );
    expect(named.Properties.MutualTlsAuthentication.TruststoreVersion).toBe("v7");
  });
});

it.each(Object.keys(context))("does not deploy an open API when %s was forgotten", (name) => {
  const { [name]: _forgotten, ...rest }: Readonly<Record<string, string>> = context;
  expect(() => withEdge(rest)).toThrow(name);
});
