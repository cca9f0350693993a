import { forEachOf, holds, judge, type Rule } from '../rule.ts';

export const tableWithoutRecovery: Rule = {
  id: 'table-without-recovery',
  area: 'data',
  severity: 'medium',
  title: 'A table cannot be brought back to an earlier moment',
  attack: 'Who gets to write or delete for a minute destroys what people stored for good.',
  mend: 'Turn point-in-time recovery on.',
  check: ({ tables }) =>
    forEachOf(tables, 'tables', ({ name, pointInTimeRecovery }) =>
      judge(`table ${name}`, pointInTimeRecovery, { isBroken: (on) => !on, show: () => 'no point-in-time recovery' }),
    ),
};

export const tableDeletionUnprotected: Rule = {
  id: 'table-deletion-unprotected',
  area: 'data',
  severity: 'medium',
  title: 'A table can be deleted by one call',
  attack: 'A mistaken plan or a stolen deployment role removes it.',
  mend: 'Turn deletion protection on.',
  check: ({ tables }) =>
    forEachOf(tables, 'tables', ({ name, deletionProtected }) =>
      judge(`table ${name}`, deletionProtected, { isBroken: (on) => !on, show: () => 'no deletion protection' }),
    ),
};

export const queueWithoutDeadLetters: Rule = {
  id: 'queue-without-dead-letters',
  area: 'data',
  severity: 'low',
  title: 'A queue has no dead-letter queue',
  attack:
    'One message made to fail is tried again and again: it blocks its group and costs money until it expires, unseen.',
  mend: 'Give it a redrive policy and an alarm on the dead-letter queue’s depth.',
  check: ({ queues }) =>
    forEachOf(queues, 'queues', ({ name, deadLetters, isDeadLetterQueue }) =>
      isDeadLetterQueue.known && isDeadLetterQueue.value
        ? holds(`queue ${name}`)
        : judge(`queue ${name}`, deadLetters, { isBroken: (target) => target === 'none' }),
    ),
};

export const queueUnencrypted: Rule = {
  id: 'queue-unencrypted',
  area: 'data',
  severity: 'low',
  title: 'A queue’s messages are not encrypted at rest',
  attack: 'What people write lies in the clear in the queue’s storage.',
  mend: 'Turn SQS-managed or KMS encryption on.',
  check: ({ queues }) =>
    forEachOf(queues, 'queues', ({ name, encrypted }) =>
      judge(`queue ${name}`, encrypted, { isBroken: (on) => !on, show: () => 'no encryption' }),
    ),
};
