import { LogSealing } from '#libs/sealing';
import { type Config, readConfig } from './config.js';
import { openServer } from './open-server.js';
import { printTopTen } from './print-ranking.js';
import type { Server } from './server.js';
import { startFailure } from './start-failure.js';
import { readTelemetry } from './telemetry.js';

/** The year whose ranking the sample shows. */
const SHOWN_YEAR = 2023;
/** How long closing may take beside the grace that accepted requests have, in milliseconds. Whatever is cut off then is found whole by the next start. */
const CLOSING_MS = 2_000;

async function main(): Promise<void> {
  const stop = new AbortController();
  let server: Server | undefined;
  let config: Config | undefined;
  const leave = (): void => {
    stop.abort();
    // A store that is silent would be waited for, question by question.
    setTimeout(() => process.exit(0), (config?.stopGraceMs ?? 0) + CLOSING_MS).unref();
    if (server) void server.close().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, leave);
  try {
    config = readConfig(process.env, process.argv.slice(2));
    const telemetry = readTelemetry(process.env, process.stderr);
    server = await openServer(config, { tell: (line) => console.error(line), signal: stop.signal, telemetry });
    if (stop.signal.aborted) return await server.close();
    const { sample, jurisdiction } = server.ledger;
    if (sample) await printTopTen(server, SHOWN_YEAR);
    const whose = sample ? `示例账本（${jurisdiction}，数据均为虚构）` : `正式账本（${jurisdiction}）`;
    console.log(`\n${whose}已开始服务：${server.url}   接口说明：${server.url}/api`);
    // What an auditor must have from elsewhere than this machine; a sample's key proves nothing.
    if (!sample) console.log(`日志公钥（请交由审计方另行保存）：${(await server.app.get(LogSealing).reader.verifierKeys())[0] ?? '无'}`);
  } catch (error) {
    if (stop.signal.aborted) process.exit(0);
    console.error(startFailure(error, config) ?? error);
    process.exit(1);
  }
}

void main();
