import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiKeySourceType, EndpointType } from '@aws-sdk/client-api-gateway';
import {
  AuthorizationType,
  ConnectionType,
  IntegrationType,
  PassthroughBehavior,
  ProtocolType,
} from '@aws-sdk/client-apigatewayv2';
import {
  DeletionProtectionType,
  EmailSendingAccountType,
  ExplicitAuthFlowsType,
  OAuthFlowType,
  PreventUserExistenceErrorTypes,
  RecoveryOptionNameType,
  TimeUnitsType,
  UsernameAttributeType,
  UserPoolMfaType,
  VerifiedAttributeType,
} from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod/mini';

const folder = join(import.meta.dirname, '..', '..', 'fixtures', 'live-system');
const answer = <T extends z.ZodMiniType>(call: string, schema: T): z.output<T> =>
  z.parse(schema, JSON.parse(readFileSync(join(folder, `${call}.json`), 'utf8')));

const text = z.string();
const texts = z.array(text);
const flag = z.boolean();

const webSocketApiSchema = z.looseObject({
  Name: text,
  ProtocolType: z.enum(ProtocolType),
  RouteSelectionExpression: text,
  ApiKeySelectionExpression: text,
});
const integrationSchema = z.looseObject({
  IntegrationId: text,
  ConnectionType: z.enum(ConnectionType),
  IntegrationMethod: text,
  IntegrationType: z.enum(IntegrationType),
  IntegrationUri: text,
  PassthroughBehavior: z.enum(PassthroughBehavior),
  PayloadFormatVersion: text,
  TimeoutInMillis: z.number(),
});
const routeSchema = z.looseObject({
  ApiKeyRequired: flag,
  AuthorizationType: z.enum(AuthorizationType),
  RouteKey: text,
  Target: text,
});
const restApiSchema = z.looseObject({
  name: text,
  apiKeySource: z.enum(ApiKeySourceType),
  endpointConfiguration: z.object({ types: z.array(z.enum(EndpointType)) }),
});
const poolSchema = z.looseObject({
  Name: text,
  Policies: z.object({
    PasswordPolicy: z.object({
      MinimumLength: z.number(),
      RequireUppercase: flag,
      RequireLowercase: flag,
      RequireNumbers: flag,
      RequireSymbols: flag,
      TemporaryPasswordValidityDays: z.number(),
    }),
  }),
  DeletionProtection: z.enum(DeletionProtectionType),
  AutoVerifiedAttributes: z.array(z.enum(VerifiedAttributeType)),
  UsernameAttributes: z.array(z.enum(UsernameAttributeType)),
  UsernameConfiguration: z.object({ CaseSensitive: flag }),
  MfaConfiguration: z.enum(UserPoolMfaType),
  VerificationMessageTemplate: z.object({ DefaultEmailOption: z.enum(['CONFIRM_WITH_CODE', 'CONFIRM_WITH_LINK']) }),
  EmailConfiguration: z.object({ EmailSendingAccount: z.enum(EmailSendingAccountType) }),
  AdminCreateUserConfig: z.object({ AllowAdminCreateUserOnly: flag }),
  AccountRecoverySetting: z.object({
    RecoveryMechanisms: z.array(z.object({ Priority: z.number(), Name: z.enum(RecoveryOptionNameType) })),
  }),
  Domain: text,
});
const unit = z.enum(TimeUnitsType);
const clientSchema = z.looseObject({
  ClientName: text,
  RefreshTokenValidity: z.number(),
  AccessTokenValidity: z.number(),
  IdTokenValidity: z.number(),
  TokenValidityUnits: z.object({ AccessToken: unit, IdToken: unit, RefreshToken: unit }),
  ExplicitAuthFlows: z.array(z.enum(ExplicitAuthFlowsType)),
  SupportedIdentityProviders: texts,
  CallbackURLs: texts,
  AllowedOAuthFlows: z.array(z.enum(OAuthFlowType)),
  AllowedOAuthScopes: texts,
  AllowedOAuthFlowsUserPoolClient: flag,
  PreventUserExistenceErrors: z.enum(PreventUserExistenceErrorTypes),
  EnableTokenRevocation: flag,
  EnablePropagateAdditionalUserContextData: flag,
  AuthSessionValidity: z.number(),
});
const policySchema = z.object({
  Statement: z.array(
    z.object({
      Sid: text,
      Action: text,
      Principal: z.object({ Service: text }),
      Condition: z.object({ ArnLike: z.record(text, text) }),
    }),
  ),
});

/** The answers of the AWS CLI about the system as it was before the adoption, each named after its call. */
export const liveAnswers = () => ({
  webSocketApi: answer('apigatewayv2-get-api', webSocketApiSchema),
  routes: answer('apigatewayv2-get-routes', z.object({ Items: z.array(routeSchema) })).Items,
  integrations: answer('apigatewayv2-get-integrations', z.object({ Items: z.array(integrationSchema) })).Items,
  restApi: answer('apigateway-get-rest-api', restApiSchema),
  restAuthorizers: answer('apigateway-get-authorizers', z.object({ items: z.array(z.unknown()) })).items,
  functionPolicy: z.parse(
    policySchema,
    JSON.parse(answer('lambda-get-policy.tarotchat_getsessionmsg', z.object({ Policy: text })).Policy),
  ),
  userPool: answer('cognito-idp-describe-user-pool', z.object({ UserPool: poolSchema })).UserPool,
  userPoolClient: answer('cognito-idp-describe-user-pool-client', z.object({ UserPoolClient: clientSchema }))
    .UserPoolClient,
});
export type LiveAnswers = ReturnType<typeof liveAnswers>;
