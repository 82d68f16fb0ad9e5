/** A witness that a power cut ends once a checkpoint is stored and before it is signed: run with the witness' own arguments. */
import { parseCommandLine } from './command-line.js';
import { openWitness } from './open-witness.js';

const settings = parseCommandLine(process.argv.slice(2));
if (settings === undefined) throw new Error('no settings');
const killed = (): never => {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('still alive');
};
const { url } = await openWitness(settings, { report: { tell: console.log, warn: console.error }, now: killed });
console.log(`见证方已开始服务：${url}`);
