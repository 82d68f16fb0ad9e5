import { QueryBus } from '@nestjs/cqrs';
import { RankingQuery } from '#libs/evaluation/nest';
import { DomainError } from '#libs/kernel';
import { ParksQuery } from '#libs/registry/nest';
import { type Config, readConfig } from './config.js';
import { rankingTable } from './ranking-table.js';
import { type Server, startServer } from './server.js';
import { startFailure } from './start-failure.js';

const SHOWN = 10;
const consoleReader = { account: 'console', role: 'auditor' } as const;

async function main(): Promise<void> {
  let config: Config | undefined;
  try {
    config = readConfig(process.env, process.argv.slice(2));
    await serve(config);
  } catch (error) {
    const line = startFailure(error, config);
    console.error(line ?? error);
    process.exit(1);
  }
}

async function serve(config: Config): Promise<void> {
  const server = await open(config);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void server.close().then(() => process.exit(0)));
  }
  if (server.ledger.sample) await printRanking(server, 2023);
  console.log(`${server.ledger.sample ? '示例账本（数据均为虚构）' : `正式账本：${server.ledger.jurisdiction}`}已开始服务：${server.url}  接口说明：${server.url}/api`);
}

main();
