import { createHash } from 'node:crypto';
import { type Assessment, expiredSuppression, type Finding } from '../assess.ts';
import type { Rule, Severity } from '../rule.ts';
import { rules } from '../rules.ts';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};
/** GitHub sorts code scanning alerts by this number. */
const scores: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.5' };

/**
 * The assessment as SARIF 2.1.0, for code scanning.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export const sarifReport = ({ findings, suppressed, problems }: Assessment): string => {
  const results = [
    ...findings.map((finding) => resultOf(finding)),
    ...suppressed.map(({ finding, reason }) => ({
      ...resultOf(finding),
      suppressions: [{ kind: 'external', justification: reason }],
    })),
  ];
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'tarotchat-posture', rules: descriptors } },
        results,
        invocations: [
          {
            executionSuccessful: problems.length === 0,
            toolExecutionNotifications: problems.map(({ source, problem }) => ({
              level: 'error',
              message: { text: `${source}: ${problem}` },
            })),
          },
        ],
        columnKind: 'utf16CodeUnits',
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

const descriptorOf = (id: string, { title, attack, mend, severity, area }: Omit<Rule, 'id' | 'check'>) => ({
  id,
  name: id.replaceAll(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase()),
  shortDescription: { text: title },
  fullDescription: { text: attack },
  help: { text: mend, markdown: `${attack}\n\n**Mend:** ${mend}` },
  defaultConfiguration: { level: levels[severity] },
  properties: { 'security-severity': scores[severity], tags: ['security', area] },
});

const descriptors = [
  ...rules.map((rule) => descriptorOf(rule.id, rule)),
  descriptorOf('suppression-expired', expiredSuppression),
];

const resultOf = ({ ruleId, rule, subject, evidence }: Finding) => ({
  ruleId,
  ruleIndex: descriptors.findIndex(({ id }) => id === ruleId),
  level: levels[rule.severity],
  message: {
    text: `${rule.title}: ${subject}. ${evidence.map(({ value, where }) => `${value} (${where})`).join('; ')}. ${rule.mend}`,
  },
  locations: [
    {
      physicalLocation: { artifactLocation: { uri: artifactOf(evidence[0]?.where) }, region: { startLine: 1 } },
      logicalLocations: evidence.map(({ where }) => ({ fullyQualifiedName: where })),
    },
  ],
  partialFingerprints: { 'posture/v1': createHash('sha256').update(`${ruleId}\0${subject}`).digest('hex') },
});

/** Code scanning wants a file: the saved answer, or the synthesized stack for a Terraform address. */
const artifactOf = (where = ''): string => /^([\w.-]+\.json)/.exec(where)?.[1] ?? 'cdk.tf.json';
