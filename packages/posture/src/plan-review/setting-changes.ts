import { isObject } from '../json.ts';
import type { Plan, ResourceChange } from '../terraform/plan-document.ts';
import { fateOf } from './resource-counts.ts';

/** One setting of a user pool, its client, domain or provider that changes. */
export type SettingChange = {
  readonly address: string;
  readonly setting: string;
  readonly before: string;
  readonly after: string;
};

const watched = new Set([
  'aws_cognito_user_pool',
  'aws_cognito_user_pool_client',
  'aws_cognito_user_pool_domain',
  'aws_cognito_identity_provider',
  'aws_cognito_resource_server',
]);

const masked = '••••••';
/** Never shown, marked sensitive or not. */
const isSecretName = (path: string): boolean => /(secret|password|private_key|token|credential)s?$/i.test(path);

/** What changes in what is there already; a new pool's settings are the findings' business. */
export const settingChanges = ({ changes }: Plan): readonly SettingChange[] =>
  changes
    .filter((change) => watched.has(change.type) && ['update', 'replace'].includes(fateOf(change)))
    .flatMap(changesOf)
    .toSorted((a, b) => (`${a.address} ${a.setting}` < `${b.address} ${b.setting}` ? -1 : 1));

const changesOf = (change: ResourceChange): readonly SettingChange[] => {
  const before = new Map(flatten(change.before, ''));
  const after = new Map([...flatten(change.after, ''), ...unknownPaths(change.afterUnknown, '')]);
  return (
    [...new Set([...before.keys(), ...after.keys()])]
      .filter((setting) => before.get(setting) !== after.get(setting) && !isNoise(setting))
      // A replacement computes everything anew: what somebody changed is known on both sides or forces it.
      .filter(
        (setting) =>
          fateOf(change) === 'update' ||
          change.replacePaths.includes(setting) ||
          (before.has(setting) && isKnown(after.get(setting))),
      )
      .map((setting) => {
        const isHidden =
          isSecretName(setting) ||
          isSensitive(change.beforeSensitive, setting) ||
          isSensitive(change.afterSensitive, setting);
        const show = (value: string | undefined): string =>
          value === undefined ? 'not set' : isHidden ? masked : value;
        return { address: change.address, setting, before: show(before.get(setting)), after: show(after.get(setting)) };
      })
  );
};

const knownLater = '(known after apply)';
const isKnown = (value: string | undefined): boolean => value !== undefined && value !== knownLater;

/** What AWS itself keeps up to date. */
const isNoise = (setting: string): boolean => /(_date|estimated_number_of_users|tags_all.*)$/.test(setting);

/** `password_policy[0].minimum_length` → value; a list of plain values stays one value, so that order and length show. */
const flatten = (value: unknown, path: string): readonly (readonly [string, string])[] => {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) {
    if (value.some(isObject)) return value.flatMap((item, index) => flatten(item, `${path}[${index}]`));
    return value.length === 0 ? [] : [[path, value.map(String).join(', ')]];
  }
  if (!isObject(value)) return value === '' ? [] : [[path, String(value)]];
  return Object.entries(value).flatMap(([key, item]) => flatten(item, path === '' ? key : `${path}.${key}`));
};

const unknownPaths = (unknown: unknown, path: string): readonly (readonly [string, string])[] => {
  if (unknown === true) return [[path, knownLater]];
  if (Array.isArray(unknown)) return unknown.flatMap((item, index) => unknownPaths(item, `${path}[${index}]`));
  if (!isObject(unknown)) return [];
  return Object.entries(unknown).flatMap(([key, item]) => unknownPaths(item, path === '' ? key : `${path}.${key}`));
};

/** True where the mark lies on the setting or anything around it. */
const isSensitive = (marks: unknown, setting: string): boolean => {
  let current: unknown = marks;
  for (const step of setting.split(/\.|\[|\]\.?/).filter((part) => part !== '')) {
    if (current === true) return true;
    current = Array.isArray(current) ? current[Number(step)] : isObject(current) ? current[step] : undefined;
  }
  return current === true || (Array.isArray(current) && current.includes(true));
};
