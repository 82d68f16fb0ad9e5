import { DomainError } from '#libs/kernel';
import { inOneLine } from './answer.js';
import { parseCommandLine, type Settings, USAGE } from './command-line.js';
import { openWitness, type RunningWitness } from './open-witness.js';
import { startFailure } from './start-failure.js';

const EXIT = { refused: 1, usage: 2 } as const;
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
  const settings = settingsOf(args);
  if (settings === undefined) return;
  try {
    const report = { tell: (line: string) => console.log(stamped(line)), warn: (line: string) => console.error(stamped(line)) };
    running = await openWitness(settings, { report, now: () => BigInt(Math.floor(Date.now() / SECOND_MS)) });
    greet(running, settings);
    if (stopping) await running.close();
  } catch (error) {
    console.error(startFailure(error, settings.dataDir) ?? error);
    process.exitCode = EXIT.refused;
  }
}

/** undefined: there is nothing to be started, and the person has been told why. */
function settingsOf(args: readonly string[]): Settings | undefined {
  try {
    const settings = parseCommandLine(args);
    if (settings === undefined) console.log(USAGE);
    return settings;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    console.error(`${inOneLine(error)}\n\n${USAGE}`);
    process.exitCode = EXIT.usage;
    return undefined;
  }
}

function greet({ identity, logs, url }: RunningWitness, { logsFile }: Settings): void {
  console.log(`见证方「${identity.name}」已开始服务：${url}`);
  console.log(`公钥（交给账本管理员和审计方）：${identity.verifierKey}`);
  if (logs.size === 0) console.log(`日志名单 ${logsFile} 中还没有日志：请写入账本的公钥，再重启。`);
  else console.log(`为 ${logs.size} 个日志联署：${[...logs.keys()].join('、')}`);
}

await main(process.argv.slice(2));
