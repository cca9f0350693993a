import { arrayOf, isObject, type JsonObject, objectOf, stringOf } from '../json.ts';

/** One entry of `resource_changes` of `terraform show -json`. https://developer.hashicorp.com/terraform/internals/json-format */
export type ResourceChange = {
  readonly address: string;
  /** Empty for the root module. */
  readonly moduleAddress: string;
  readonly type: string;
  readonly name: string;
  readonly index: string | number | undefined;
  readonly actions: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
  readonly afterUnknown: unknown;
  readonly beforeSensitive: unknown;
  readonly afterSensitive: unknown;
  readonly importing: boolean;
  /** Why Terraform replaces it: the paths of the arguments that force it. */
  readonly replacePaths: readonly string[];
};

/** A parsed plan. */
export type Plan = {
  readonly changes: readonly ResourceChange[];
  readonly configuration: JsonObject;
  readonly variables: JsonObject;
  readonly terraformVersion: string;
};

/** Reads `terraform show -json`; undefined where the document is no plan. */
export const parsePlan = (document: unknown): Plan | undefined => {
  const root = objectOf(document);
  if (typeof root['format_version'] !== 'string' || !isObject(root['planned_values'])) return undefined;
  return {
    changes: arrayOf(root['resource_changes'])
      .filter(isObject)
      .filter(({ mode }) => mode !== 'data')
      .map(changeOf),
    configuration: objectOf(root['configuration']),
    variables: objectOf(root['variables']),
    terraformVersion: stringOf(root['terraform_version']) ?? '',
  };
};

const changeOf = (entry: JsonObject): ResourceChange => {
  const change = objectOf(entry['change']);
  const index = entry['index'];
  return {
    address: stringOf(entry['address']) ?? '',
    moduleAddress: stringOf(entry['module_address']) ?? '',
    type: stringOf(entry['type']) ?? '',
    name: stringOf(entry['name']) ?? '',
    index: typeof index === 'string' || typeof index === 'number' ? index : undefined,
    actions: arrayOf(change['actions']).map(String),
    before: change['before'],
    after: change['after'],
    afterUnknown: change['after_unknown'],
    beforeSensitive: change['before_sensitive'],
    afterSensitive: change['after_sensitive'],
    importing: isObject(change['importing']),
    replacePaths: arrayOf(change['replace_paths']).map((path) => arrayOf(path).join('.')),
  };
};
