import { runAuditor } from './run.js';
import { version } from './version.js';

const write = (stream: NodeJS.WriteStream) => (text: string) => void stream.write(text);

// A reader that has seen enough (`| head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runAuditor(process.argv.slice(2), {
  env: process.env,
  version,
  out: write(process.stdout),
  err: write(process.stderr),
});
