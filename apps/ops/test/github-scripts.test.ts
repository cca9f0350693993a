import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aRunner, type Runner } from './script-run.ts';

const world = { GH_REPO: 'someone/tarotchat', GH_TOKEN: 'none', NUMBER: '7', RUN_URL: 'https://github.com/run/1' };
const bot = { login: 'github-actions[bot]' };
const planMarker = '<!-- tarotchat:plan-review:tarotchat-prod -->';
const driftMarker = '<!-- tarotchat:drift:tarotchat-prod -->';

let runner: Runner;
beforeEach(() => {
  runner = aRunner();
  // Lists what is there, and notes each change: method, path, fields, and the text of a file.
  runner.command(
    'gh',
    `if [[ $* == *--paginate* ]]; then cat there.json; exit; fi
     echo "$*" >> calls
     for argument in "$@"; do case $argument in body=@*) cat "\${argument#body=@}" > body ;; esac; done`,
  );
});
afterEach(() => runner.remove());

const there = (...pages: readonly object[][]): void =>
  writeFileSync(join(runner.folder, 'there.json'), pages.map((page) => JSON.stringify(page)).join('\n'));
const calls = (): string => (existsSync(join(runner.folder, 'calls')) ? read('calls') : '');
const read = (name: string): string => readFileSync(join(runner.folder, name), 'utf8');

const comment = (text: string) => {
  writeFileSync(join(runner.folder, 'review.md'), text);
  return runner.run('upsert-comment.sh', ['review.md'], world);
};

test('the first review becomes a comment', () => {
  there([{ id: 1, user: { login: 'person' }, body: `${planMarker}\nquoted by a person` }]);

  const { status } = comment(`${planMarker}\n## Plan\n`);

  expect(status).toBe(0);
  expect(calls()).toBe('api --silent -X POST repos/someone/tarotchat/issues/7/comments -F body=@review.md\n');
});

test('a later review is written over the comment with its marker, on whatever page it is', () => {
  const other = '<!-- tarotchat:plan-review:tarotchat-dev -->';
  there([{ id: 1, user: bot, body: `${other}\nold` }], [{ id: 2, user: bot, body: `${planMarker}\nold` }]);

  comment(`${planMarker}\n## Plan\n`);

  expect(calls()).toBe('api --silent -X PATCH repos/someone/tarotchat/issues/comments/2 -F body=@review.md\n');
});

test('a text without a marker is refused, for it would be written again and again', () => {
  there([]);

  const { status, log } = comment('## Plan\n');

  expect(status).toBe(1);
  expect(log).toContain('does not begin with a hidden marker');
  expect(calls()).toBe('');
});

const drift = (changes: boolean) => {
  mkdirSync(join(runner.folder, 'report'));
  writeFileSync(join(runner.folder, 'report', 'changes'), `${changes}\n`);
  writeFileSync(join(runner.folder, 'report', 'review.md'), `${planMarker}\n## Plan of prod\n`);
  return runner.run('report-drift.sh', ['tarotchat-prod', 'report/'], world);
};

test('drift opens an issue that shows the review under a marker of its own', () => {
  there([
    { number: 3, user: bot, body: null },
    { number: 4, user: { login: 'person' }, body: driftMarker },
  ]);

  drift(true);

  expect(calls()).toContain('-X POST repos/someone/tarotchat/issues -f title=Drift: tarotchat-prod');
  expect(read('body').split('\n')[0]).toBe(driftMarker);
  expect(read('body')).toContain('## Plan of prod');
  expect(read('body')).not.toContain(planMarker);
});

test('while it drifts the same issue is rewritten, never a pull request', () => {
  there([
    { number: 5, user: bot, body: driftMarker, pull_request: {} },
    { number: 6, user: bot, body: `${driftMarker}\nold` },
  ]);

  drift(true);

  expect(calls()).toMatch(/^api --silent -X PATCH repos\/someone\/tarotchat\/issues\/6 -F body=@\S+\n$/);
});

test('a clean plan closes the issue and says so', () => {
  there([{ number: 6, user: bot, body: `${driftMarker}\nold` }]);

  drift(false);

  expect(calls()).toContain('-X POST repos/someone/tarotchat/issues/6/comments');
  expect(calls()).toContain('-X PATCH repos/someone/tarotchat/issues/6 -f state=closed');
});

test('a clean plan without an issue says nothing', () => {
  there([]);

  expect(drift(false).status).toBe(0);
  expect(calls()).toBe('');
});
