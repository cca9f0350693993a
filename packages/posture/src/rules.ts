import type { Rule } from './rule.ts';
import {
  clientAdminScope,
  clientImplicitFlow,
  clientPasswordFlow,
  clientRevocationOff,
  clientSecretWithStaticPage,
  clientShowsUserExistence,
  clientTokenLifeLong,
  clientUnusedAuthFlows,
} from './rules/app-client.ts';
import {
  authorizerCacheIgnoresToken,
  authorizerCacheLong,
  authorizerTokenInQuery,
  keysFetchedAcrossRegions,
} from './rules/authorizers.ts';
import { clientHttpCallback, clientLocalhostCallback, clientLogoutUrlMissing } from './rules/client-urls.ts';
import {
  queueUnencrypted,
  queueWithoutDeadLetters,
  tableDeletionUnprotected,
  tableWithoutRecovery,
} from './rules/data.ts';
import {
  functionPermissionAnySource,
  functionPermissionPublic,
  functionPermissionWideSource,
  functionRuntimeDeprecated,
  functionSecretInEnvironment,
  functionUrlOpen,
} from './rules/functions.ts';
import {
  apiKeyAsAuthorization,
  defaultEndpointBesideDomain,
  domainTlsOld,
  restApiWithoutAuthorizer,
  restMethodOpen,
  sessionWithoutOwner,
} from './rules/rest-entry-points.ts';
import { roleUnusedAction } from './rules/role-unused-action.ts';
import {
  roleCanEscalate,
  roleManagedPolicyWide,
  roleShared,
  roleTrustWide,
  roleWildcardAction,
  roleWildcardResource,
} from './rules/roles.ts';
import {
  stageDataTrace,
  stageMetricsOff,
  stageNotTraced,
  stageWithoutAccessLog,
  stageWithoutThrottle,
} from './rules/stages.ts';
import {
  poolDeletionUnprotected,
  poolMfaOff,
  poolPasswordWeak,
  poolRecoveryByPhone,
  poolSelfSignUp,
} from './rules/user-pool.ts';
import {
  alarmTellsNobody,
  apiWithoutAlarm,
  functionLogUndeclared,
  functionNotTraced,
  logKeptForEver,
} from './rules/watching.ts';
import { websocketConnectOpen } from './rules/websocket-connect-open.ts';
import { websocketOutlivesToken } from './rules/websocket-outlives-token.ts';

/** Every rule, by area. */
export const rules: readonly Rule[] = [
  websocketConnectOpen,
  restMethodOpen,
  apiKeyAsAuthorization,
  restApiWithoutAuthorizer,
  sessionWithoutOwner,
  defaultEndpointBesideDomain,
  domainTlsOld,
  websocketOutlivesToken,
  authorizerTokenInQuery,
  authorizerCacheIgnoresToken,
  authorizerCacheLong,
  keysFetchedAcrossRegions,
  functionPermissionPublic,
  functionPermissionAnySource,
  functionPermissionWideSource,
  functionUrlOpen,
  functionRuntimeDeprecated,
  functionSecretInEnvironment,
  roleShared,
  roleWildcardAction,
  roleWildcardResource,
  roleCanEscalate,
  roleManagedPolicyWide,
  roleTrustWide,
  roleUnusedAction,
  poolPasswordWeak,
  poolMfaOff,
  poolRecoveryByPhone,
  poolSelfSignUp,
  poolDeletionUnprotected,
  clientSecretWithStaticPage,
  clientImplicitFlow,
  clientLocalhostCallback,
  clientHttpCallback,
  clientLogoutUrlMissing,
  clientTokenLifeLong,
  clientUnusedAuthFlows,
  clientPasswordFlow,
  clientRevocationOff,
  clientShowsUserExistence,
  clientAdminScope,
  stageWithoutThrottle,
  stageWithoutAccessLog,
  stageDataTrace,
  stageMetricsOff,
  stageNotTraced,
  apiWithoutAlarm,
  alarmTellsNobody,
  logKeptForEver,
  functionLogUndeclared,
  functionNotTraced,
  tableWithoutRecovery,
  tableDeletionUnprotected,
  queueWithoutDeadLetters,
  queueUnencrypted,
];

/** The rule of that id. */
export const ruleOf = (id: string): Rule | undefined => rules.find((rule) => rule.id === id);
