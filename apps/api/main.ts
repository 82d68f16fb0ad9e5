import { type Config, readConfig } from './config.js';
import { openServer } from './open-server.js';
import { printTopTen } from './print-ranking.js';
import { startFailure } from './start-failure.js';
import { readTelemetry } from './telemetry.js';

/** The year whose ranking the sample shows. */
const SHOWN_YEAR = 2023;

async function main(): Promise<void> {
  let config: Config | undefined;
  try {
    config = readConfig(process.env, process.argv.slice(2));
    const server = await openServer(config, readTelemetry(process.env, process.stderr));
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => void server.close().then(() => process.exit(0)));
    }
    const { sample, jurisdiction } = server.ledger;
    if (sample) await printTopTen(server, SHOWN_YEAR);
    const whose = sample ? `示例账本（${jurisdiction}，数据均为虚构）` : `正式账本（${jurisdiction}）`;
    console.log(`\n${whose}已开始服务：${server.url}   接口说明：${server.url}/api`);
  } catch (error) {
    console.error(startFailure(error, config) ?? error);
    process.exit(1);
  }
}

void main();
