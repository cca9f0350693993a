import { spawn } from 'node:child_process';

/** Kills processes when this one has gone, however it went. */
export type OrphanGuard = {
  readonly watch: (pid: number | undefined) => void;
  readonly release: (pid: number | undefined) => void;
  readonly stop: () => void;
};

// A frozen child cannot see that its parent has died. The shell can: its standard input ends with the parent.
const script = `
trap '' INT TERM HUP
pids=' '
while read -r action pid; do
  case $action in
    watch) pids="$pids$pid " ;;
    release) case $pids in *" $pid "*) pids="\${pids%% $pid *} \${pids#* $pid }" ;; esac ;;
  esac
done
for pid in $pids; do kill -KILL "$pid" 2>/dev/null; done
`;

/** Starts the guard: one small shell; on Windows, where nothing is frozen, none. */
export const startOrphanGuard = (): OrphanGuard => {
  if (process.platform === 'win32') return { watch: () => {}, release: () => {}, stop: () => {} };
  // Its own process group: a Ctrl-C of the terminal does not reach it.
  const shell = spawn('/bin/sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  shell.on('error', () => {});
  shell.stdin.on('error', () => {});
  shell.unref();
  const tell = (action: 'watch' | 'release') => (pid: number | undefined) => {
    if (pid !== undefined) shell.stdin.write(`${action} ${pid}\n`);
  };
  return { watch: tell('watch'), release: tell('release'), stop: () => shell.stdin.end() };
};
