import { type Fact, known, unknown } from '../fact.ts';
import { arrayOf, isObject, objectOf, stringOf } from '../json.ts';
import { isDeferred } from '../json-node.ts';
import { mapStrings, type Resource } from './resource.ts';

const reference = /\$\{([a-z0-9_]+\.[A-Za-z0-9_-]+)\.([a-z0-9_]+)\}/g;

/**
 * The resources of a `cdk.tf.json` (Terraform's JSON syntax), with references to plain arguments of other resources
 * replaced by their values. Variables stay open: they are the deployment's.
 */
export const synthesizedResources = (document: unknown): readonly Resource[] => {
  const root = objectOf(document);
  const regionOf = regions(root['provider']);
  const raw = Object.entries(objectOf(root['resource'])).flatMap(([type, ofType]) =>
    Object.entries(objectOf(ofType)).map(([id, values]) => ({
      address: `${type}.${id}`,
      type,
      values: objectOf(arrayOf(values)[0]),
    })),
  );
  const byAddress = new Map(raw.map(({ address, values }) => [address, values]));
  const resolve = (text: string): unknown =>
    text.replaceAll(reference, (whole, address: string, attribute: string) => {
      const value = byAddress.get(address)?.[attribute];
      return typeof value === 'string' && !isDeferred(value) ? value : whole;
    });
  return raw.map((resource) => ({
    ...resource,
    values: objectOf(mapStrings(resource.values, resolve)),
    region: regionOf(stringOf(resource.values['provider'])),
  }));
};

const regions = (providers: unknown): ((provider: string | undefined) => Fact<string>) => {
  const aws = arrayOf(objectOf(providers)['aws']).filter(isObject);
  return (provider) => {
    const alias = provider?.split('.')[1];
    const region = aws.find((settings) => settings['alias'] === alias)?.['region'];
    const where = `provider.${provider ?? 'aws'}.region`;
    return typeof region === 'string' && !isDeferred(region) ? known(region, where) : unknown(where);
  };
};
