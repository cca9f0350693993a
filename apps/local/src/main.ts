import { runDevCommand } from './dev-command.ts';

await runDevCommand(process.argv.slice(2));
