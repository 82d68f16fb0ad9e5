import { DomainError } from '#libs/kernel';
import { DatabaseError } from '#libs/sqlite';
import { inOneLine } from './answer.js';
import { parseCommandLine, type Settings, USAGE } from './command-line.js';
import { witnessErrors } from './errors.js';
import { openWitness, type RunningWitness } from './open-witness.js';

const EXIT = { stopped: 0, refused: 1, usage: 2 } as const;
const SECOND_MS = 1_000;

const stamped = (line: string): string => `${new Date().toISOString()} ${line}`;

async function main(args: readonly string[]): Promise<void> {
  let running: RunningWitness | undefined;
  let stopping = false;
  const stop = (): void => {
    stopping = true;
    void running?.close();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  let settings: Settings | undefined;
  try {
    settings = parseCommandLine(args);
    if (settings === undefined) return console.log(USAGE);
    const report = { tell: (line: string) => console.log(stamped(line)), warn: (line: string) => console.error(stamped(line)) };
    running = await openWitness(settings, { report, now: () => BigInt(Math.floor(Date.now() / SECOND_MS)) });
    greet(running, settings);
    if (stopping) await running.close();
  } catch (error) {
    process.exitCode = fail(error, settings);
  }
}

function greet({ identity, logs, url }: RunningWitness, { logsFile }: Settings): void {
  console.log(`见证方「${identity.name}」已开始服务：${url}`);
  console.log(`公钥（交给账本管理员和审计方）：${identity.verifierKey}`);
  if (logs.size === 0) console.log(`日志名单 ${logsFile} 中还没有日志：请写入账本的公钥，再重启。`);
  else console.log(`为 ${logs.size} 个日志联署：${[...logs.keys()].join('、')}`);
}

/** One line: what is wrong and what to do. A fault of the program is told whole. */
function fail(error: unknown, settings: Settings | undefined): number {
  if (error instanceof DomainError) {
    console.error(error.code === 'witness.argument' ? `${inOneLine(error)}\n\n${USAGE}` : inOneLine(error));
    return error.code === 'witness.argument' ? EXIT.usage : EXIT.refused;
  }
  const code = error instanceof DatabaseError ? error.code : (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === undefined || settings === undefined) console.error(error);
  else console.error(inOneLine(witnessErrors.error('witness.unwritable', { path: settings.dataDir, cause: code })));
  return EXIT.refused;
}

await main(process.argv.slice(2));
