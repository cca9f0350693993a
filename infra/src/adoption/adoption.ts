import * as z from 'zod/mini';

/** The functions of the live system, by the folder of their app. */
export const adoptedFunctions = ['connect', 'disconnect', 'send-message', 'get-session-messages'] as const;
export type AdoptedFunction = (typeof adoptedFunctions)[number];

/** Those of them that a WebSocket route invokes. */
const adoptedRoutes = ['connect', 'disconnect', 'send-message'] as const satisfies AdoptedFunction[];

/**
 * How far the live system has been taken over. Each step is one apply; each may be taken back to the one before.
 *
 * - `off`: nothing is imported. The environment is made from nothing, or left alone.
 * - `adopted`: Terraform knows the live resources and leaves what old clients touch as it is: `$connect` is NONE, the
 *   four functions keep their code. What is new stands beside it.
 * - `cut-over`: the four functions run this repository's code, `$connect` is CUSTOM, the live stages serve that too.
 * - `rolled-back`: `$connect` is NONE again, and routes and method invoke the versions of the old code that were
 *   published before the adoption.
 */
export const adoptionPhases = ['off', 'adopted', 'cut-over', 'rolled-back'] as const;
export type AdoptionPhase = (typeof adoptionPhases)[number];

const id = z.string().check(z.regex(/^[\w$.:/-]+$/, 'must be an id'));
const perRoute = z.strictObject({ connect: id, disconnect: id, 'send-message': id });
const perFunction = z.strictObject({ connect: id, disconnect: id, 'send-message': id, 'get-session-messages': id });

/** The ids of a live system and the few of its values that old clients depend on and no document tells. */
const liveSystemSchema = z.strictObject({
  webSocket: z.strictObject({ apiId: id, stageName: id, routes: perRoute, integrations: perRoute }),
  rest: z.strictObject({
    apiId: id,
    stageName: id,
    /** `/sessions` and the resource below it. */
    sessionsResourceId: id,
    sessionResourceId: id,
    /** The live path parameter: `{sessionId}` in this repository, perhaps another name in the live system. */
    sessionPathPart: z.string().check(z.regex(/^\{\w+\+?\}$/, 'must be a path parameter in braces')),
    /** Statement of the function's resource policy that lets the method invoke it. */
    permissionStatementId: id,
  }),
  /** Version of each function that holds the old code, published before the adoption. */
  functionVersions: perFunction,
  /** Functions that have run and so have a log group already. */
  logGroups: z.array(z.enum(adoptedFunctions)),
  login: z.strictObject({
    userPoolId: id,
    clientId: id,
    callbackUrls: z.array(z.url()),
    explicitAuthFlows: z.array(id),
  }),
});
export type LiveSystem = z.output<typeof liveSystemSchema>;

/** What of a live system is known before it has been recorded: the ids that a person reads off the console. */
const knownIdsSchema = z.strictObject({
  webSocketApiId: id,
  restApiId: id,
  userPoolId: id,
  clientId: id,
});

const adoptionFileSchema = z.strictObject({
  environment: z.string(),
  phase: z.enum(adoptionPhases),
  /** Where `adopt record` begins to read. */
  known: knownIdsSchema,
  /** What it read; needed from phase `adopted` on. */
  live: z.optional(liveSystemSchema),
});
export type AdoptionFile = z.output<typeof adoptionFileSchema>;

/** A live system on its way to being this one. */
export type Adoption = { readonly phase: Exclude<AdoptionPhase, 'off'>; readonly live: LiveSystem };

/** An adoption file that says something wrong; the message is one line. */
export class InvalidAdoption extends Error {
  override readonly name = 'InvalidAdoption';
}

/**
 * Parses an adoption file.
 *
 * @throws InvalidAdoption that names the field that is wrong, or the command that fills it in.
 */
export const parseAdoptionFile = (text: string, source: string): AdoptionFile => {
  const result = z.safeParse(adoptionFileSchema, jsonOf(text, source));
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new InvalidAdoption(`${source}: ${issue?.path.join('.') || 'the file'} is wrong: ${issue?.message}`);
  }
  if (result.data.phase !== 'off' && !result.data.live)
    throw new InvalidAdoption(`${source}: live is missing: run "pnpm adopt record ${result.data.environment}" first`);
  return result.data;
};

/** True while old clients are served by the old code: before the cut-over, and after it was taken back. */
export const servesOldClients = (adoption: Adoption | undefined): adoption is Adoption =>
  adoption !== undefined && adoption.phase !== 'cut-over';

/** True while the four functions and the live stages stay untouched. */
export const holdsLive = (adoption: Adoption | undefined): adoption is Adoption => adoption?.phase === 'adopted';

/** The adoption that a file asks for; undefined where it is off. */
export const adoptionOf = ({ phase, live }: AdoptionFile): Adoption | undefined =>
  phase === 'off' || !live ? undefined : { phase, live };

export const isAdoptedFunction = (folder: string): folder is AdoptedFunction =>
  adoptedFunctions.some((name) => name === folder);

export const isAdoptedRoute = (folder: string): folder is (typeof adoptedRoutes)[number] =>
  adoptedRoutes.some((name) => name === folder);

const jsonOf = (text: string, source: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidAdoption(`${source} is not JSON`, { cause });
  }
};
