import type { ApiGatewayRestApi } from '@cdktf/provider-aws/lib/api-gateway-rest-api/index.js';
import type { Apigatewayv2Api } from '@cdktf/provider-aws/lib/apigatewayv2-api/index.js';
import type { CloudfrontOriginAccessControl } from '@cdktf/provider-aws/lib/cloudfront-origin-access-control/index.js';
import type { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import type { EnvironmentConfig } from '../config/environment.ts';
import { stageNames } from '../naming.ts';

type DistributionParts = {
  readonly config: EnvironmentConfig;
  readonly bucket: S3Bucket;
  readonly originAccess: CloudfrontOriginAccessControl;
  readonly restApi: ApiGatewayRestApi;
  readonly webSocketApi: Apigatewayv2Api;
};

/**
 * CloudFront's managed policies; they have these ids in every account.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 */
const managed = {
  /** Gzip and Brotli; keeps what the origin lets it keep, and at least one second. */
  cachingOptimized: '658327ea-f89d-4fab-a63d-7e88639e58f6',
  cachingDisabled: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  /** Passes on Authorization, cookies, Origin and Sec-WebSocket-*; by the Host API Gateway would not know its API. */
  allViewerExceptHostHeader: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
  /** HSTS, nosniff, X-Frame-Options SAMEORIGIN, Referrer-Policy. */
  securityHeaders: '67f7725c-6f97-4210-82d7-5512b31e9d03',
} as const;

const originIds = { page: 'page', rest: 'rest-api', webSocket: 'web-socket-api' } as const;

/** What makes one origin of page and APIs: the same for a distribution that is made here and for one that is not. */
export const distributionSettings = (parts: DistributionParts) => ({
  defaultRootObject: 'index.html',
  httpVersion: 'http2and3',
  isIpv6Enabled: true,
  origin: originsOf(parts),
  defaultCacheBehavior: pageBehavior,
  orderedCacheBehavior: [restBehavior, webSocketBehavior],
  customErrorResponse: errorsThatAreNotKept,
});

const originsOf = ({ config, bucket, originAccess, restApi, webSocketApi }: DistributionParts) => {
  const api = (originId: string, apiId: string) => ({
    originId,
    domainName: `${apiId}.execute-api.${config.regions.apis}.amazonaws.com`,
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: 'https-only',
      originSslProtocols: ['TLSv1.2'],
      // An integration has 29 s at most.
      originReadTimeout: 30,
    },
  });
  return [
    {
      originId: originIds.page,
      domainName: bucket.bucketRegionalDomainName,
      originAccessControlId: originAccess.id,
    },
    api(originIds.rest, restApi.id),
    api(originIds.webSocket, webSocketApi.id),
  ];
};

const reading = ['GET', 'HEAD'];

const pageBehavior = {
  targetOriginId: originIds.page,
  viewerProtocolPolicy: 'redirect-to-https',
  allowedMethods: reading,
  cachedMethods: reading,
  compress: true,
  cachePolicyId: managed.cachingOptimized,
  responseHeadersPolicyId: managed.securityHeaders,
};

/** Nothing is kept, and no redirect hides that a token came without TLS. */
const apiBehavior = {
  viewerProtocolPolicy: 'https-only',
  cachedMethods: reading,
  compress: false,
  cachePolicyId: managed.cachingDisabled,
  originRequestPolicyId: managed.allViewerExceptHostHeader,
};

const restBehavior = {
  ...apiBehavior,
  pathPattern: `/${stageNames.rest}/*`,
  targetOriginId: originIds.rest,
  allowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'],
  responseHeadersPolicyId: managed.securityHeaders,
};

/** A handshake is a GET; what follows it is no HTTP any more. */
const webSocketBehavior = {
  ...apiBehavior,
  pathPattern: `/${stageNames.webSocket}`,
  targetOriginId: originIds.webSocket,
  allowedMethods: reading,
};

/**
 * CloudFront keeps errors for ten seconds whatever the cache policy says, and most of them whatever Cache-Control says:
 * one person's 404 or 503 would be everybody's answer for that path. The bodies stay the origin's own.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 */
const errorsThatAreNotKept = [400, 403, 404, 405, 414, 500, 501, 502, 503, 504].map((errorCode) => ({
  errorCode,
  errorCachingMinTtl: 0,
}));
