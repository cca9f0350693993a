// Prints "N passed, N failed, N skipped" over the vitest reports of all packages.
// argv[2]: exit status of the run; non-zero with no failed test counts as one failure.
// argv[3] and [4]: what passed and failed outside of vitest.
import { globSync, readFileSync } from 'node:fs';

const reports = globSync('{packages,apps}/*/test-results/vitest.json').concat(
  globSync('infra/test-results/vitest.json'),
);
const [passed = 0, failed = 0] = process.argv.slice(3).map(Number);
const sum = { passed, failed, skipped: 0 };
for (const report of reports) {
  const { numPassedTests, numFailedTests, numPendingTests, success } = JSON.parse(readFileSync(report, 'utf8'));
  sum.passed += numPassedTests;
  sum.failed += numFailedTests;
  sum.skipped += numPendingTests;
  // A file that could not be loaded fails without a failed test.
  if (!success && numFailedTests === 0) sum.failed += 1;
}
if (process.argv[2] !== '0' && sum.failed === 0) sum.failed = 1;

console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`);
process.exitCode = sum.failed === 0 && sum.passed > 0 ? 0 : 1;
