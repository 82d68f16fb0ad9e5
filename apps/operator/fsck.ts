import { InterruptedError } from './errors.js';
import { runFsck } from './fsck/program.js';

const controller = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort(new InterruptedError(signal)));
const terminal = { out: (text: string) => void process.stdout.write(text), err: process.stderr };
process.exitCode = await runFsck(process.argv.slice(2), terminal, controller.signal);
