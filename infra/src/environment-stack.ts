import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { type QueueKey, queues, type TableKey, tables } from '@tarotchat/declarations';
import {
  type App,
  LocalBackend,
  S3Backend,
  type TerraformElement,
  TerraformOutput,
  type TerraformProvider,
  TerraformStack,
  TerraformVariable,
} from 'cdktf';
import type { Node } from 'constructs';
import { importBlocks } from './adoption/import-blocks.ts';
import type { BundleOf } from './bundle.ts';
import type { EnvironmentConfig } from './config/environment.ts';
import { AlarmTopic } from './constructs/alarm-topic.ts';
import { ApiGatewayLogging } from './constructs/api-gateway-logging.ts';
import { BareRestApi } from './constructs/bare-rest-api.ts';
import { DeclaredLambda } from './constructs/declared-lambda.ts';
import { FifoQueue } from './constructs/fifo-queue.ts';
import { LiveSystemParts } from './constructs/live-system.ts';
import { Login, loginScopes } from './constructs/login.ts';
import { pageAddresses } from './constructs/page-addresses.ts';
import { RestApi } from './constructs/rest-api.ts';
import type { System } from './constructs/system.ts';
import { Table } from './constructs/table.ts';
import { WebHosting } from './constructs/web-hosting.ts';
import { WebSocketApi } from './constructs/web-socket-api.ts';
import { WebSocketRoutes } from './constructs/web-socket-routes.ts';
import { WebSocketStage } from './constructs/web-socket-stage.ts';
import type { FunctionDeclarations } from './functions.ts';
import { logicalId } from './logical-id.ts';
import { type Names, namesWith, stackName, stageNames } from './naming.ts';
import { pageFiles } from './page.ts';

type StackSettings = {
  readonly config: EnvironmentConfig;
  readonly functions: FunctionDeclarations;
  readonly bundleOf: BundleOf;
  readonly pageFolder: string;
};

/** What is made first, because the rest refers to it. */
type Made = Pick<System, 'restApi' | 'webSocketApi' | 'alarmTopic'>;

/** The whole system of one environment. */
export class EnvironmentStack extends TerraformStack {
  private readonly config: EnvironmentConfig;
  private readonly names: Names;

  constructor(app: App, { config, functions, bundleOf, pageFolder }: StackSettings) {
    super(app, stackName(config.environment));
    this.config = config;
    this.names = namesWith(config.suffix);
    this.backend();

    const apis = this.bareApis();
    const alarmTopic = new AlarmTopic(this, 'alarms', { config, names: this.names }).topic;
    const hosting = this.hosting({ ...apis, alarmTopic }, pageFolder);
    const system = this.system(this.providers(), { ...apis, alarmTopic }, hosting?.url);
    const lambdas = Object.entries(functions).map(([folder, declaration]): readonly [string, DeclaredLambda] => [
      folder,
      new DeclaredLambda(this, folder, { declaration, system, bundle: bundleOf(folder) }),
    ]);
    this.outputs(system, this.apis(system, lambdas), hosting);
    this.imports(functions);
  }

  /** Terraform takes the live resources over; where it has them already the blocks do nothing. */
  private imports(functions: FunctionDeclarations): void {
    const { adoption } = this.config;
    if (!adoption) return;
    const functionNames = Object.fromEntries(
      Object.entries(functions).map(([folder, declaration]) => [folder, this.names.lambda(declaration)]),
    );
    this.addOverride('import', importBlocks(adoption.live, { ...this.names, functionNames }));
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    return logicalId(this, element);
  }

  private backend(): void {
    const { state } = this.config;
    // A lock file in S3 is stable since Terraform 1.11.
    this.addOverride('terraform.required_version', '>= 1.11.0');
    if (state.kind === 'local') {
      // Relative to the stack's folder: beside cdktf.out, which may be thrown away.
      new LocalBackend(this, { path: `../../../terraform.${this.node.id}.tfstate` });
      return;
    }
    const backend = new S3Backend(this, {
      bucket: state.bucket,
      region: state.region,
      key: `${this.node.id}.tfstate`,
      encrypt: true,
    });
    backend.addOverride('use_lockfile', true);
  }

  /** The default provider for everything, and one for the user pool's region, which is returned. */
  private providers(): TerraformProvider {
    const { environment, regions } = this.config;
    const defaultTags = [{ tags: { Project: 'tarotchat', Environment: environment } }];
    new AwsProvider(this, 'aws', { region: regions.apis, defaultTags });
    return new AwsProvider(this, 'aws-user-pool', { region: regions.userPool, alias: 'user-pool', defaultTags });
  }

  private bareApis(): Pick<System, 'restApi' | 'webSocketApi'> {
    const base = { config: this.config, names: this.names };
    return {
      restApi: new BareRestApi(this, 'rest-api', base).api,
      webSocketApi: new WebSocketApi(this, 'web-socket', base).api,
    };
  }

  private hosting(made: Made, pageFolder: string): WebHosting | undefined {
    const { config, names } = this;
    if (config.webHosting.kind === 'none') return undefined;
    return new WebHosting(this, 'web', { config, names, ...made, files: pageFiles(pageFolder) });
  }

  private system(provider: TerraformProvider, made: Made, distributionUrl: string | undefined): System {
    const base = { config: this.config, names: this.names, page: pageAddresses(this.config, distributionUrl), ...made };
    const table = (key: TableKey) => new Table(this, key, { ...base, declaration: tables[key] }).table;
    const queue = (key: QueueKey) => new FifoQueue(this, key, { ...base, declaration: queues[key] }).queue;
    return {
      ...base,
      login: new Login(this, 'login', { ...base, provider, kakao: this.kakao() }),
      tables: {
        connections: table('connections'),
        conversations: table('conversations'),
        revocations: table('revocations'),
      },
      queues: { replies: queue('replies') },
      userPoolJwks: new TerraformVariable(this, 'user_pool_jwks', {
        type: 'string',
        description:
          'The public keys of the user pool, as its jwks.json. An empty set makes each cold start fetch them.',
        default: '{"keys":[]}',
      }).stringValue,
      kakaoAdminKeySha256: this.kakaoAdminKeySha256(),
    };
  }

  private kakao(): { readonly clientId: string; readonly clientSecret: string } {
    const clientId = new TerraformVariable(this, 'kakao_client_id', {
      type: 'string',
      description: 'REST API key of the Kakao app.',
    });
    const clientSecret = new TerraformVariable(this, 'kakao_client_secret', {
      type: 'string',
      description: 'Client secret of the Kakao app.',
      sensitive: true,
    });
    return { clientId: clientId.stringValue, clientSecret: clientSecret.stringValue };
  }

  /** A hash of 128 random bits tells nobody the key, so it is no secret. */
  private kakaoAdminKeySha256(): string {
    return new TerraformVariable(this, 'kakao_admin_key_sha256', {
      type: 'string',
      description:
        'SHA-256, as 64 hexadecimal digits in lower case, of the admin key of the Kakao app, which its unlink webhook presents. Zeros refuse every call.',
      default: this.config.kakaoAdminKeySha256,
    }).stringValue;
  }

  private apis(system: System, lambdas: readonly (readonly [string, DeclaredLambda])[]): RestApi {
    const authorizer = lambdas.find(([, { declaration }]) => declaration.trigger.kind === 'authorizer')?.[1];
    if (!authorizer) throw new Error('no function declares itself the authorizer');
    const triggeredBy = (kind: 'rest' | 'websocket') =>
      Object.fromEntries(lambdas.filter(([, { declaration }]) => declaration.trigger.kind === kind));

    const logging = this.config.ownsApiGatewayAccount
      ? [new ApiGatewayLogging(this, 'api-gateway-logging', system).account]
      : [];
    const routes = new WebSocketRoutes(this, 'route', { system, authorizer, lambdas: triggeredBy('websocket') });
    const webSocketStage = new WebSocketStage(this, 'web-socket-stage', { system, routes, logging });
    const rest = new RestApi(this, 'rest', { ...system, authorizer, lambdas: triggeredBy('rest'), logging });
    const { adoption } = this.config;
    if (adoption) {
      const parts = { adoption, system, lambdas: new Map(lambdas), routes, webSocketStage, rest };
      new LiveSystemParts(this, 'live', parts);
    }
    return rest;
  }

  private outputs({ config, login, page, webSocketApi }: System, rest: RestApi, hosting: WebHosting | undefined): void {
    const { clientId, hostedLoginUrl } = { clientId: login.client.id, hostedLoginUrl: login.hostedLoginUrl };
    const webConfig = {
      clientId,
      hostedLoginUrl,
      identityProvider: this.names.identityProvider,
      scopes: [...loginScopes],
      redirectUri: page.redirectUri,
      apiUrl: `/${stageNames.rest}`,
      webSocketUrl: `/${stageNames.webSocket}`,
    };
    hosting?.publish(webConfig);
    const values = {
      // The gate knows by it of which environment a plan is.
      environment: config.environment,
      web_config: webConfig,
      ...hosting?.outputs,
      user_pool_id: login.pool.id,
      user_pool_client_id: clientId,
      hosted_login_url: hostedLoginUrl,
      rest_api_id: rest.api.id,
      rest_api_url: rest.stage.invokeUrl,
      web_socket_api_id: webSocketApi.id,
      web_socket_url: `${webSocketApi.apiEndpoint}/${stageNames.webSocket}`,
    };
    for (const [name, value] of Object.entries(values)) new TerraformOutput(this, name, { value, staticId: true });
  }
}
