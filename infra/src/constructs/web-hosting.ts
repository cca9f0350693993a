import type { ApiGatewayRestApi } from '@cdktf/provider-aws/lib/api-gateway-rest-api/index.js';
import type { Apigatewayv2Api } from '@cdktf/provider-aws/lib/apigatewayv2-api/index.js';
import { CloudfrontDistribution } from '@cdktf/provider-aws/lib/cloudfront-distribution/index.js';
import { CloudfrontOriginAccessControl } from '@cdktf/provider-aws/lib/cloudfront-origin-access-control/index.js';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js';
import type { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic/index.js';
import { TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import type { EnvironmentConfig } from '../config/environment.ts';
import type { Names } from '../naming.ts';
import type { PageFile } from '../page.ts';
import { distributionSettings } from './distribution-settings.ts';
import { WebBucket } from './web-bucket.ts';
import { WebFiles } from './web-files.ts';

type HostingSettings = {
  readonly config: EnvironmentConfig;
  readonly names: Names;
  readonly restApi: ApiGatewayRestApi;
  readonly webSocketApi: Apigatewayv2Api;
  /** In us-east-1, where CloudFront is watched. */
  readonly alarmTopic: SnsTopic;
  readonly files: readonly PageFile[];
};

/** The page in a private bucket, and CloudFront before it and both APIs: one origin. */
export class WebHosting extends Construct {
  /** `https://<domain>` where the distribution is made here. */
  readonly url: string | undefined;
  readonly outputs: Readonly<Record<string, unknown>>;
  private readonly bucket: WebBucket;
  private readonly files: WebFiles;
  /** Of the one distribution that may read the bucket. */
  private readonly distributionArn: string;

  constructor(scope: Construct, id: string, settings: HostingSettings) {
    super(scope, id);
    const { config, names, files } = settings;
    this.bucket = new WebBucket(this, 'bucket', settings);
    this.files = new WebFiles(this, 'files', { bucket: this.bucket, files });
    const { bucket } = this.bucket;
    const originAccess = new CloudfrontOriginAccessControl(this, 'cloudfront_origin_access_control', {
      name: names.webOriginAccess,
      description: 'The distribution signs what it reads from the bucket of the page.',
      originAccessControlOriginType: 's3',
      signingBehavior: 'always',
      signingProtocol: 'sigv4',
    });
    const wanted = distributionSettings({ ...settings, bucket, originAccess });

    if (config.webHosting.kind === 'created') {
      const distribution = this.distribution(settings, config.webHosting.priceClass, wanted);
      this.alarmOnErrors(settings, distribution);
      this.distributionArn = distribution.arn;
      this.url = `https://${distribution.domainName}`;
      this.outputs = { web_bucket: bucket.id, web_url: this.url, web_distribution_id: distribution.id };
    } else {
      this.distributionArn = this.existingDistributionArn();
      this.outputs = { web_bucket: bucket.id, web_distribution_settings: wanted };
    }
  }

  /** Puts `/config.json` beside the page and opens the bucket to the distribution. */
  publish(webConfig: object): void {
    this.bucket.allowReading(this.distributionArn, this.files.withConfig(webConfig));
  }

  private distribution(
    { config, names }: HostingSettings,
    priceClass: string,
    wanted: ReturnType<typeof distributionSettings>,
  ): CloudfrontDistribution {
    return new CloudfrontDistribution(this, 'cloudfront_distribution', {
      ...wanted,
      comment: names.webDistribution,
      enabled: true,
      priceClass,
      restrictions: { geoRestriction: { restrictionType: 'none', locations: [] } },
      // With it CloudFront chooses the oldest TLS that it takes; only an own domain's certificate leaves the choice.
      viewerCertificate: { cloudfrontDefaultCertificate: true },
      // People keep its address, Cognito and Kakao are told it, and no other distribution gets it again.
      ...(config.keepsState && { lifecycle: { preventDestroy: true } }),
    });
  }

  private alarmOnErrors({ names, alarmTopic }: HostingSettings, distribution: CloudfrontDistribution): void {
    new CloudwatchMetricAlarm(this, 'cloudwatch_metric_alarm', {
      alarmName: names.webAlarm,
      alarmActions: [alarmTopic.arn],
      alarmDescription: 'People cannot load the page or use it: more than one answer in twenty is a failure of ours.',
      namespace: 'AWS/CloudFront',
      metricName: '5xxErrorRate',
      dimensions: { DistributionId: distribution.id, Region: 'Global' },
      statistic: 'Average',
      period: 300,
      evaluationPeriods: 2,
      comparisonOperator: 'GreaterThanThreshold',
      threshold: 5,
      treatMissingData: 'notBreaching',
    });
  }

  /** An ARN has the account's number, which stands in no file. */
  private existingDistributionArn(): string {
    const variable = new TerraformVariable(this, 'distribution_arn', {
      type: 'string',
      description: 'ARN of the CloudFront distribution that serves the page; only it may read the bucket.',
    });
    variable.overrideLogicalId('web_distribution_arn');
    return variable.stringValue;
  }
}
