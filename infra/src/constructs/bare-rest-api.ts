import { ApiGatewayRestApi } from '@cdktf/provider-aws/lib/api-gateway-rest-api/index.js';
import { Construct } from 'constructs';
import type { EnvironmentConfig } from '../config/environment.ts';
import type { Names } from '../naming.ts';

/** The REST API itself, without methods: the distribution needs its address before there is anything to call. */
export class BareRestApi extends Construct {
  readonly api: ApiGatewayRestApi;

  constructor(
    scope: Construct,
    id: string,
    { config, names }: { readonly config: EnvironmentConfig; readonly names: Names },
  ) {
    super(scope, id);
    this.api = new ApiGatewayRestApi(this, 'api_gateway_rest_api', {
      name: names.restApi,
      endpointConfiguration: { types: ['REGIONAL'] },
      apiKeySource: 'HEADER',
      disableExecuteApiEndpoint: false,
      ...(config.keepsState && { lifecycle: { preventDestroy: true } }),
    });
    // One address with its methods and its stage, which RestApi adds.
    this.api.overrideLogicalId('rest');
  }
}
