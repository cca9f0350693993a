export { computedAttributes } from './computed-attributes.ts';
export { readTerraformDocument } from './document.ts';
export { accountId } from './local-identity.ts';
export { createResolver, type Resolver, type Resource } from './resolver.ts';
