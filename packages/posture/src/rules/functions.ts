import { broken, forEachOf, holds, judge, type Outcome, type Rule, untold } from '../rule.ts';
import { conditionValues, describeStatement, type Statement } from '../statement.ts';
import type { LambdaFunction, Surface } from '../surface.ts';
import { runtimeEnds } from './runtime-ends.ts';

const forEachPermission = (
  { functions }: Surface,
  isBroken: (statement: Statement) => boolean,
  isUndecided: (statement: Statement) => boolean = () => false,
): readonly Outcome[] =>
  forEachOf(functions, 'functions', ({ name, permissions }) => {
    const subject = `function ${name}`;
    const wrong = permissions.items.filter((statement) => statement.effect === 'Allow' && isBroken(statement));
    if (wrong.length > 0) {
      return broken(
        subject,
        ...wrong.map((statement) => ({ value: describeWithSource(statement), where: statement.where })),
      );
    }
    const undecided = permissions.items.find(isUndecided);
    if (undecided) return untold(subject, `the deployment: the source in ${undecided.where} is not known before`);
    return permissions.complete.known ? holds(subject) : untold(subject, permissions.complete.wouldTell);
  });

const describeWithSource = (statement: Statement): string => {
  const sources = conditionValues(statement, 'aws:SourceArn');
  return `${describeStatement(statement)}${sources.length > 0 ? ` from ${sources.join(', ')}` : ''}`;
};

const isEverybody = (principal: string): boolean => principal === '*' || principal === 'AWS:*';

export const functionPermissionPublic: Rule = {
  id: 'function-permission-public',
  area: 'functions',
  severity: 'critical',
  title: 'Every AWS account may invoke the function',
  attack:
    'Anybody with an AWS account invokes it directly, past API, authorizer and throttle, with an event of their own making.',
  mend: 'Name the service or account that may invoke it as principal, and its source.',
  check: (surface) =>
    forEachPermission(
      surface,
      ({ principals, conditions }) => principals.some(isEverybody) && Object.keys(conditions).length === 0,
    ),
};

const isService = (principal: string): boolean => principal.startsWith('Service:');

export const functionPermissionAnySource: Rule = {
  id: 'function-permission-any-source',
  area: 'functions',
  severity: 'high',
  title: 'A service may invoke the function for anybody’s resource',
  attack:
    'Somebody makes an API in their own account and lets it invoke this function with forged authorizer context: the confused deputy.',
  mend: 'Add the SourceArn of the one API (or SourceAccount) to the permission.',
  check: (surface) =>
    forEachPermission(
      surface,
      (statement) =>
        statement.principals.some(isService) &&
        ['aws:SourceArn', 'aws:SourceAccount', 'aws:PrincipalOrgId'].every(
          (key) => conditionValues(statement, key).length === 0,
        ),
    ),
};

/** An ARN that ends after the API, or has only wildcards behind it: any method, perhaps of any API. */
const isWideSource = (arn: string): boolean => {
  const [, , service, , , ...rest] = arn.split(':');
  const path = (rest.length > 0 ? rest.join(':') : arn.replace(/^\$\{[^}]*\}/, 'api')).split('/');
  if (service !== undefined && service !== 'execute-api') return false;
  return path[0] === '*' || path.slice(1).length === 0 || path.slice(1).every((part) => part === '*');
};

/** A plan tells what the ARN refers to, not what stands behind it. */
const isUndecidedSource = (arn: string): boolean => /^\$\{(.* …|known after apply)\}$/.test(arn);

export const functionPermissionWideSource: Rule = {
  id: 'function-permission-wide-source',
  area: 'functions',
  severity: 'medium',
  title: 'Any route of an API may invoke the function',
  attack: 'A route that was added by mistake or for a test, without an authorizer, reaches this function as well.',
  mend: 'Name stage, method and path in the SourceArn: …/api/GET/sessions/*.',
  check: (surface) =>
    forEachPermission(
      surface,
      (statement) =>
        statement.principals.some((principal) => principal === 'Service:apigateway.amazonaws.com') &&
        conditionValues(statement, 'aws:SourceArn').some((arn) => !isUndecidedSource(arn) && isWideSource(arn)),
      (statement) => conditionValues(statement, 'aws:SourceArn').some(isUndecidedSource),
    ),
};

const forEachFunction = (
  { functions }: Surface,
  check: (subject: string, lambda: LambdaFunction) => Outcome,
): readonly Outcome[] => forEachOf(functions, 'functions', (lambda) => check(`function ${lambda.name}`, lambda));

export const functionUrlOpen: Rule = {
  id: 'function-url-open',
  area: 'entry points',
  severity: 'critical',
  title: 'A function URL is open to the internet',
  attack: 'Anybody calls the function by its own address, past the API with its authorizer, throttle and logs.',
  mend: 'Remove the URL, or set its authorization type to AWS_IAM.',
  check: (surface) =>
    forEachFunction(surface, (subject, { url }) => judge(subject, url, { isBroken: (type) => type === 'NONE' })),
};

export const functionRuntimeDeprecated: Rule = {
  id: 'function-runtime-deprecated',
  area: 'functions',
  severity: 'medium',
  title: 'The runtime gets no security fixes any more',
  attack: 'A published hole in the language runtime stays open here.',
  mend: 'Move to a runtime that AWS still patches.',
  check: (surface, { now }) =>
    forEachFunction(surface, (subject, { runtime }) =>
      judge(subject, runtime, {
        isBroken: (name) => now.toISOString() >= (runtimeEnds[name] ?? '9999'),
        show: (name) => `${name}, deprecated since ${runtimeEnds[name]}`,
      }),
    ),
};

const secretName =
  /(SECRET|PASSWORD|PASSWD|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY|CREDENTIAL|AUTH_?TOKEN)(_?(VALUE|STRING))?$/i;
const secretValue =
  /^(AKIA|ASIA)[A-Z0-9]{16}$|-----BEGIN [A-Z ]*PRIVATE KEY-----|^eyJ[\w-]+\.eyJ[\w-]+\.|^(ghp|xox[bp]|sk_live)_|^\$\{[^}]*(secret|password|private_key|token)[^}]*\}$/i;
/** What names a secret without being one. */
const isPointer = (value: string): boolean => value === '' || /^arn:aws|^\/|^https?:\/\/[^@]*$/.test(value);

export const functionSecretInEnvironment: Rule = {
  id: 'function-secret-in-environment',
  area: 'functions',
  severity: 'high',
  title: 'An environment variable looks like a secret',
  attack: 'Whoever may read the function’s configuration (consoles, CI, Terraform state) reads the secret.',
  mend: 'Let the function read it at run time (Secrets Manager, DescribeUserPoolClient) with its own role, and rotate it.',
  check: (surface) =>
    forEachFunction(surface, (subject, { environment }) => {
      if (!environment.known) return untold(subject, environment.wouldTell);
      const leaks = Object.entries(environment.value).filter(
        ([name, fact]) =>
          fact.known && ((secretName.test(name) && !isPointer(fact.value)) || secretValue.test(fact.value)),
      );
      // The value itself never goes into a report.
      return leaks.length === 0
        ? holds(subject)
        : broken(subject, ...leaks.map(([name]) => ({ value: `${name} = ••••`, where: environment.where })));
    }),
};
