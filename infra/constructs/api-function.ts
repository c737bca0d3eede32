/* oxlint-disable no-new -- a construct joins the tree by being made */
import { type HttpApi, HttpMethod, HttpRoute, HttpRouteKey } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { Construct } from "constructs";
import { GatewayFunction, type GatewayFunctionProps } from "./gateway-function.ts";

/** A path for whatever method, or everything that no other route takes. */
export type Route = `ANY /${string}` | "$default";

export type ApiFunctionProps = GatewayFunctionProps & {
  readonly api: HttpApi;
  readonly routes: readonly Route[];
};

/** A function behind routes of the HTTP API. */
export class ApiFunction extends GatewayFunction {
  constructor(scope: Construct, id: string, props: ApiFunctionProps) {
    super(scope, id, props);
    // One invoke permission for the whole API: a permission per route would outgrow the function's policy.
    const integration = new HttpLambdaIntegration("Integration", this.function, {
      scopePermissionToRoute: false,
    });
    for (const route of props.routes) {
      new HttpRoute(props.api, route, { httpApi: props.api, integration, routeKey: keyOf(route) });
    }
  }
}

const keyOf = (route: Route): HttpRouteKey =>
  route === "$default" ? HttpRouteKey.DEFAULT : HttpRouteKey.with(route.slice("ANY ".length), HttpMethod.ANY);
