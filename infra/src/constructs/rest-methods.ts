import type { ApiGatewayAuthorizer } from '@cdktf/provider-aws/lib/api-gateway-authorizer/index.js';
import { ApiGatewayIntegration } from '@cdktf/provider-aws/lib/api-gateway-integration/index.js';
import { ApiGatewayMethod } from '@cdktf/provider-aws/lib/api-gateway-method/index.js';
import { ApiGatewayResource } from '@cdktf/provider-aws/lib/api-gateway-resource/index.js';
import type { ApiGatewayRestApi } from '@cdktf/provider-aws/lib/api-gateway-rest-api/index.js';
import type { RestRoute } from '@tarotchat/declarations';
import type { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { servesOldClients } from '../adoption/adoption.ts';
import { stageNames } from '../naming.ts';
import type { DeclaredLambda } from './declared-lambda.ts';
import type { System } from './system.ts';

type MethodsSettings = Pick<System, 'config'> & {
  readonly api: ApiGatewayRestApi;
  readonly gate: ApiGatewayAuthorizer;
  /** Functions with a REST trigger. */
  readonly lambdas: readonly DeclaredLambda[];
};

/** The resources and methods of the REST API, as the functions declare them. */
export class RestMethods extends Construct {
  readonly served: readonly TerraformResource[];
  private readonly api: ApiGatewayRestApi;
  private readonly config: System['config'];
  private readonly resources = new Map<string, ApiGatewayResource>();

  constructor(scope: Construct, id: string, { api, config, gate, lambdas }: MethodsSettings) {
    super(scope, id);
    this.api = api;
    this.config = config;
    const methods = lambdas.flatMap((lambda) => routesOf(lambda).flatMap((route) => this.method(route, lambda, gate)));
    this.served = [...this.resources.values(), ...methods];
  }

  private method(route: RestRoute, lambda: DeclaredLambda, gate: ApiGatewayAuthorizer): readonly TerraformResource[] {
    const id = idOf(route);
    const at = { restApiId: this.api.id, resourceId: this.resourceId(route.path) };
    const scope = new Construct(this, id);
    const method = new ApiGatewayMethod(scope, 'api_gateway_method', {
      ...at,
      httpMethod: route.method,
      ...(route.authorization.kind === 'token' && !this.servesOldCode(lambda)
        ? { authorization: 'CUSTOM', authorizerId: gate.id }
        : { authorization: 'NONE' }),
    });
    const integration = new ApiGatewayIntegration(scope, 'api_gateway_integration', {
      ...at,
      httpMethod: method.httpMethod,
      type: 'AWS_PROXY',
      integrationHttpMethod: 'POST',
      uri: lambda.invokedArn({ config: this.config }),
      timeoutMilliseconds: 29_000,
    });
    lambda.allowInvocation(id, sourceArnOf(this.api, route));
    return [method, integration];
  }

  /** The old code knows no authorizer, and its clients bring no token. */
  private servesOldCode({ node }: DeclaredLambda): boolean {
    return servesOldClients(this.config.adoption) && node.id === 'get-session-messages';
  }

  /** The old code reads the path parameter by its live name. */
  private pathPart(path: string, last: string): string {
    const { adoption } = this.config;
    return servesOldClients(adoption) && path === '/sessions/{sessionId}' ? adoption.live.rest.sessionPathPart : last;
  }

  /** The resource of a path, made with its parents on first use. */
  private resourceId(path: string): string {
    const parts = path.split('/').filter((part) => part !== '');
    const last = parts.at(-1);
    if (last === undefined) return this.api.rootResourceId;

    const known = this.resources.get(path);
    if (known) return known.id;
    const parentId = this.resourceId(`/${parts.slice(0, -1).join('/')}`);
    const scope = new Construct(this, parts.map(plain).join('-'));
    const resource = new ApiGatewayResource(scope, 'api_gateway_resource', {
      restApiId: this.api.id,
      parentId,
      pathPart: this.pathPart(path, last),
    });
    this.resources.set(path, resource);
    return resource.id;
  }
}

const routesOf = ({ declaration: { trigger } }: DeclaredLambda): readonly RestRoute[] =>
  trigger.kind === 'rest' ? trigger.routes : [];

/** `GET /sessions/{sessionId}` is get-sessions-sessionId. */
const idOf = ({ method, path }: RestRoute): string => `${method.toLowerCase()}${path.split('/').map(plain).join('-')}`;

const plain = (part: string): string => part.replaceAll(/[{}]/g, '');

/** In the ARN of a method a path parameter is a wildcard for one or more parts. */
const sourceArnOf = (api: ApiGatewayRestApi, { method, path }: RestRoute): string =>
  `${api.executionArn}/${stageNames.rest}/${method}${path.replaceAll(/\{[^}]+\}/g, '*')}`;
