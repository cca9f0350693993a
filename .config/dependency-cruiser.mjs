// Who may import whom, file by file; turbo boundaries says the same of whole packages, `exports` closes the rest.
// core ← domain ← adapters and the edge ← apps, as in ARCHITECTURE.md.
const core = '^packages/(errors|protocol|declarations)/';
const domain = '^packages/(auth|connection-store|chat|posture)/';
const adapters = '^packages/(transactions|[^/]+/src/(dynamodb|memory|cognito|sqs|bedrock|api-gateway|aws))/';
const tests = '[.]test[.]tsx?$|/fixtures/|/test/|[-]contract[.]ts$';

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

export default {
  forbidden: [
    forbid('no-circular', 'A cycle means that two things are one.', {}, { circular: true }),
    forbid('no-unresolvable', 'Everything imported must be there.', {}, { couldNotResolve: true }),
    forbid(
      'core-knows-only-core',
      'The wire contract and the declarations do no I/O.',
      { path: core, pathNot: tests },
      {
        path: '^(packages|apps|infra)/|node:|@aws-sdk',
        pathNot: core,
      },
    ),
    forbid(
      'domain-knows-no-edge',
      'What thinks does not know how it is invoked.',
      { path: domain },
      {
        path: '^(apps|infra)/|^packages/(lambda-kit|client)/',
      },
    ),
    forbid(
      'logic-knows-no-adapter',
      'Ports and logic are told their adapters; they never choose one.',
      { path: domain, pathNot: `${adapters}|${tests}` },
      { path: `${adapters}|@aws-sdk` },
    ),
    forbid(
      'only-main-composes',
      'handler.ts gets its adapters as arguments; main.ts is the only place that makes them.',
      { path: '^apps/[^/]+/src/(handler|env|lambda)[.]ts$' },
      { path: `${adapters}|@aws-sdk` },
    ),
    forbid(
      'apps-stand-alone',
      'One Lambda never imports another.',
      { path: '^apps/([^/]+)/', pathNot: '^apps/(local|ops|scenarios)/' },
      {
        path: '^apps/',
        pathNot: '^apps/$1/',
      },
    ),
    forbid(
      'infra-reads-declarations',
      'The CDKTF program imports declarations and limits, no domain code.',
      { path: '^infra/' },
      {
        path: '^(apps|packages)/',
        pathNot: `${core}|^apps/[^/]+/src/lambda[.]ts$`,
      },
    ),
    forbid(
      'declarations-are-plain',
      'lambda.ts is read by infra: it imports declarations and nothing else.',
      { path: '/lambda[.]ts$', pathNot: core },
      {
        pathNot: '^packages/declarations/',
      },
    ),
    forbid(
      'browser-code-is-browser-code',
      'The page and its client run without Node and without the AWS SDK.',
      {
        path: '^(packages/client|apps/web)/src/',
        pathNot: tests,
      },
      { path: '^node:|@aws-sdk' },
    ),
    forbid(
      'no-test-code-in-sources',
      'Emulators and test builders stay in tests.',
      { path: '^packages/|^apps/', pathNot: `${tests}|^apps/(local|ops|scenarios|bench)/|^packages/embedded-aws/` },
      {
        path: '^packages/embedded-aws/|[.]test[.]tsx?$|/fixtures/',
      },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|cdktf[.]out|test-results)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default', 'types', 'node'] },
    tsPreCompilationDeps: true,
  },
};
