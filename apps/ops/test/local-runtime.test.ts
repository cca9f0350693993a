import { join } from 'node:path';
import { stackFolder } from '@tarotchat/infra';
import { accountId, computedAttributes, createResolver, readTerraformDocument } from '@tarotchat/local/terraform';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { rehearsalFolder } from '../src/rehearse/rehearsal-folder.ts';
import { rehearsalJwks, setStage } from '../src/rehearse/stage.ts';
import { skipsTerraform } from './rehearsal-stage.ts';

const valuesSchema = z.object({
  values: z.object({
    root_module: z.object({
      resources: z.array(
        z.object({
          address: z.string(),
          type: z.string(),
          name: z.string(),
          values: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
  }),
});

/** Where moto answers otherwise than AWS; the local runtime is right about these. */
const emulatorGaps = new Set([
  // https instead of wss.
  'aws_apigatewayv2_api.api_endpoint',
  // Not given back at all.
  'aws_lambda_function.logging_config',
  // The provider leaves it to AWS, whose default the document says.
  'aws_apigatewayv2_integration.passthrough_behavior',
  // A path of moto's own.
  'aws_sqs_queue.url',
  'aws_sqs_queue.id',
]);

/** Applies the local stack in an emulator and gives what Terraform then knows of each resource. */
const appliedValues = async () => {
  const stage = await setStage({});
  try {
    rehearsalFolder(stackFolder('local'), stage.stack, stage.emulator);
    const terraform = stage.terraform();
    await terraform({ args: ['init', '-no-color'] });
    await terraform({ args: ['apply', '-auto-approve', '-no-color'] });
    const { stdout } = await terraform({ args: ['show', '-json'], secret: true });
    return {
      applied: z.parse(valuesSchema, JSON.parse(stdout)).values.root_module.resources,
      secret: stage.secrets[0] ?? '',
    };
  } finally {
    await stage.end();
  }
};

/** Both forms of a block, every order of a set, and JSON in a string come out the same; what is empty is left away. */
const normal = (value: unknown): unknown => {
  if (typeof value === 'string' && /^[[{]["{}[\]]/.test(value)) return normal(JSON.parse(value));
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) {
    const items = value.map(normal);
    const [only] = items;
    if (items.length === 1 && typeof only === 'object' && only !== null) return only;
    return items.toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, normal(inner)]));
};

/** The part of Terraform's value that the document says anything of: the provider adds defaults. */
const partOf = (value: unknown, said: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key in said)
      .map(([key, inner]) => [key, partOf(inner, Reflect.get(said, key))]),
  );
};

test.skipIf(skipsTerraform)(
  'the local runtime reads the stack as Terraform does, ids aside',
  async () => {
    const document = await readTerraformDocument(join(stackFolder('local'), 'cdk.tf.json'));
    const { applied, secret } = await appliedValues();
    const variables = {
      kakao_client_id: 'rehearsal',
      kakao_client_secret: secret,
      user_pool_jwks: rehearsalJwks,
    };
    const resolver = createResolver(document, { variables, attributes: {} });
    const used = applied.filter(({ type }) => type in computedAttributes);

    const idPairs = used.flatMap(({ type, name, values }) => {
      const local = resolver.resources(type).find(({ address }) => address.name === name);
      return ['id', 'root_resource_id'].flatMap((attribute) =>
        local && computedAttributes[type]?.[attribute] && typeof values[attribute] === 'string'
          ? [[values[attribute], String(local.attribute(attribute))] as const]
          : [],
      );
    });
    // The longest first: a pool's id may stand in another.
    const pairs = [...idPairs, ['123456789012', accountId] as const].toSorted(
      ([one], [other]) => other.length - one.length,
    );
    const local = (value: unknown): unknown =>
      JSON.parse(pairs.reduce((text, [theirs, ours]) => text.replaceAll(theirs, ours), JSON.stringify(value ?? null)));

    let compared = 0;
    const differences = used.flatMap(({ address, type, name, values }) => {
      const resource = resolver.resources(type).find((candidate) => candidate.address.name === name);
      if (!resource) return [`${address} is not there`];
      const configured = Object.keys(document.resource[type]?.[name] ?? {}).filter((key) => key in values);
      const computed = Object.keys(computedAttributes[type] ?? {}).filter((key) => key in values);
      return [...new Set([...configured, ...computed])]
        .filter((key) => !emulatorGaps.has(`${type}.${key}`) && !/secret/.test(key))
        .flatMap((key) => {
          compared += 1;
          const ours = normal(resource.attribute(key));
          const theirs = partOf(normal(local(values[key])), ours);
          return JSON.stringify(sorted(ours)) === JSON.stringify(sorted(theirs))
            ? []
            : [`${address}.${key}: ${JSON.stringify(ours)} but Terraform says ${JSON.stringify(theirs)}`];
        });
    });

    expect(differences).toEqual([]);
    expect(used.length).toBeGreaterThan(60);
    expect(compared).toBeGreaterThan(300);
  },
  300_000,
);

const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .toSorted(([one], [other]) => one.localeCompare(other))
          .map(([key, inner]) => [key, sorted(inner)]),
      )
    : value;
