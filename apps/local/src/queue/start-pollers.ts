import type { FunctionIdentity } from '../aws/function-identity.ts';
import { evaluatePolicy } from '../iam/evaluate-policy.ts';
import type { EventSourceMapping } from '../model/data-stores.ts';
import { SetupError } from '../terraform/document.ts';
import { type QueuePollerDeps, startQueuePoller } from './queue-poller.ts';

export type PollerSettings = Omit<QueuePollerDeps, 'queueUrl' | 'region'> & {
  readonly mappings: readonly EventSourceMapping[];
  readonly queueUrls: ReadonlyMap<string, string>;
  readonly identities: readonly FunctionIdentity[];
};

/** A run that ends does not wait longer for a job under way. */
const graceMs = 5_000;

/** Starts a poller per event source mapping. @throws SetupError where AWS would refuse to make the mapping. */
export const startPollers = (settings: PollerSettings): (() => Promise<void>) => {
  const stops = settings.mappings.map((mapping) => {
    const queueUrl = settings.queueUrls.get(mapping.queueArn);
    if (queueUrl === undefined) throw new SetupError(`the queue ${mapping.queueArn} of a mapping is not in the stack`);
    checkRights(mapping, settings.identities);
    return startQueuePoller({ ...settings, queueUrl, region: mapping.queueArn.split(':')[3] ?? '' }, mapping);
  });
  return async () => {
    const grace = new Promise<void>((resolve) => setTimeout(resolve, graceMs).unref());
    await Promise.race([Promise.all(stops.map((stop) => stop())), grace]);
  };
};

/** Lambda polls with the rights of the function's role, and makes no mapping without them. */
const checkRights = ({ functionName, queueArn }: EventSourceMapping, identities: readonly FunctionIdentity[]): void => {
  const statements = identities.find((identity) => identity.functionName === functionName)?.statements ?? [];
  for (const action of ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']) {
    if (evaluatePolicy(statements, { action, resource: queueArn }) !== 'allowed') {
      throw new SetupError(`the role of ${functionName} does not allow ${action} on ${queueArn}`);
    }
  }
};
