import { runDevCommand } from '../dev-command.ts';

// The dev command on the fixture, as a process of its own: `fixture-main.ts <stack folder> <web folder> …flags`.
const [stackFolder = '', webFolder = '', ...flags] = process.argv.slice(2);
await runDevCommand(flags, { stackFolder, webFolder });
