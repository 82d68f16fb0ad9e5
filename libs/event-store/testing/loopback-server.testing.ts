/** A loopback server as a process of its own: prints its url as one line; ends on SIGTERM or when its input ends. Arguments: port (0: any), file of the log (none: in memory). */
import { LoopbackLog, startLoopback } from '#libs/event-store/testing';

const [, , port = '0', file] = process.argv;
const server = await startLoopback({ port: Number(port), log: new LoopbackLog(file === undefined ? {} : { file }) });
const stop = (): void => void server.stop().then(() => process.exit(0));
process.once('SIGTERM', stop);
process.stdin.once('end', stop).resume();
process.stdout.write(`${server.url}\n`);
