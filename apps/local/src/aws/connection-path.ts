/** What the path of a call to `@connections` says; the API is in front, since all APIs share this endpoint. */
export type ConnectionPath = { readonly apiId: string; readonly stage: string; readonly connectionId: string };

/** Reads `/<api>/<stage>/@connections/<id>`. */
export const readConnectionPath = (path: string): ConnectionPath | undefined => {
  const [, apiId, stage, encoded] = /^\/([^/]+)\/([^/]+)\/(?:@|%40)connections\/([^/]+)$/.exec(path) ?? [];
  if (apiId === undefined || stage === undefined || encoded === undefined) return undefined;
  return { apiId, stage, connectionId: decodeURIComponent(encoded) };
};
