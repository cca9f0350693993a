import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isObject, parseJson } from './json.ts';
import type { Reading, ReadProblem } from './surface.ts';
import type { ArchiveOf } from './terraform/bundled-operations.ts';
import { type Plan, parsePlan } from './terraform/plan-document.ts';
import { resourcesAfter } from './terraform/planned-resources.ts';
import { surfaceOfResources } from './terraform/surface-of-resources.ts';
import { synthesizedResources } from './terraform/synthesized-resources.ts';

/** A JSON file, or why there is none. */
type JsonFile =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'problem'; readonly problem: string };

const readJson = (path: string): JsonFile => {
  if (!existsSync(path)) return { kind: 'problem', problem: 'there is no such file' };
  const value = parseJson(readFileSync(path, 'utf8'));
  return value === undefined ? notJson : { kind: 'json', value };
};

const notJson = { kind: 'problem', problem: 'this is not JSON, or it is cut short' } as const;

const nothing = (problem: ReadProblem): Reading => ({ surface: surfaceOfResources([]), problems: [problem] });

/** A plan, or why the file is none. */
export type PlanFile =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'problem'; readonly problem: string };

/** Reads a file that `terraform show -json PLAN` wrote. */
export const readPlan = (path: string): PlanFile => {
  const file = readJson(path);
  return file.kind === 'problem' ? file : planOf(file.value);
};

const planOf = (value: unknown): PlanFile => {
  const plan = parsePlan(value);
  return plan
    ? { kind: 'plan', plan }
    : { kind: 'problem', problem: 'this is no plan: write one with terraform show -json PLAN' };
};

/** The surface as it will be once the plan is applied. */
export const readPlanFile = (path: string): Reading => readingOf(path, readPlan(path));

/** The same of a plan that is in no file; `source` names it where it is none. */
export const readPlanText = (text: string, source: string): Reading => {
  const value = parseJson(text);
  return readingOf(source, value === undefined ? notJson : planOf(value));
};

const readingOf = (source: string, file: PlanFile): Reading =>
  file.kind === 'plan'
    ? { surface: surfaceOfResources(resourcesAfter(file.plan)), problems: [] }
    : nothing({ source, problem: file.problem });

/** A synthesized stack by its folder's name. */
export type StackReading = { readonly stack: string; readonly reading: Reading };

/** Reads each `cdk.tf.json` at that path: the file, the folder of one stack, or the folder of several. */
export const readSynthFolder = (path: string): readonly StackReading[] => {
  const files = stackFiles(path);
  if (files.length === 0) {
    return [
      {
        stack: basename(path),
        reading: nothing({ source: path, problem: 'there is no cdk.tf.json here; pnpm synth writes them' }),
      },
    ];
  }
  return files.map((file) => {
    const stack = basename(join(file, '..'));
    const json = readJson(file);
    if (json.kind === 'problem') return { stack, reading: nothing({ source: file, problem: json.problem }) };
    return isObject(json.value) && isObject(json.value['resource'])
      ? {
          stack,
          reading: {
            surface: surfaceOfResources(synthesizedResources(json.value), archivesBeside(file)),
            problems: [],
          },
        }
      : { stack, reading: nothing({ source: file, problem: 'this is no synthesized Terraform: it has no resources' }) };
  });
};

/** The bundles lie beside the stack, where its `filename` arguments say. */
export const archivesBeside =
  (file: string): ArchiveOf =>
  (filename) => {
    const archive = join(file, '..', filename);
    return existsSync(archive) && statSync(archive).isFile() ? readFileSync(archive) : undefined;
  };

const stackFiles = (path: string): readonly string[] => {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  const own = join(path, 'cdk.tf.json');
  if (existsSync(own)) return [own];
  return readdirSync(path)
    .toSorted()
    .map((name) => join(path, name, 'cdk.tf.json'))
    .filter((file) => existsSync(file));
};
