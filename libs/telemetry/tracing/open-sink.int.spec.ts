import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { uuid } from '#libs/event-sourcing/testing';
import { Telemetry } from '../telemetry.js';
import { memoryTelemetry, valueOf } from '../testing/index.js';

describe('A collector', () => {
  let server: Server;
  let status: number;
  const received: { readonly path: string | undefined; readonly body: Buffer }[] = [];
  const known = process.env.OTEL_EXPORTER_OTLP_ENDPOINT;

  beforeEach(async () => {
    status = 200;
    received.length = 0;
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        received.push({ path: request.url, body: Buffer.concat(chunks) });
        response.writeHead(status).end();
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    process.env.OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    if (known === undefined) delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
    else process.env.OTEL_EXPORTER_OTLP_ENDPOINT = known;
    server.close();
    await once(server, 'close');
  });

  const traceOne = async () => {
    const told = memoryTelemetry();
    const telemetry = await Telemetry.open({ log: told.options.log, traces: {} });
    telemetry.tracing.start({ name: 'told', correlationId: uuid('told') }).end();
    await telemetry.close();
    return { told, metrics: (await telemetry.metrics.text()).body };
  };

  it('named by the standard environment name gets the spans at the latest when the node closes', async () => {
    await traceOne();
    expect(received.map(({ path }) => path)).toEqual(['/v1/traces']);
    const body = received[0]?.body ?? Buffer.alloc(0);
    expect(body.includes(Buffer.from(uuid('told').replaceAll('-', ''), 'hex'))).toBe(true);
    expect(body.includes('parkledger')).toBe(true);
  });

  it('that refuses them costs spans, and a line says so', async () => {
    status = 400;
    const { told, metrics } = await traceOne();
    expect(valueOf(metrics, 'parkledger_trace_spans_lost_total')).toBe(1);
    expect(told.lines).toMatchObject([{ level: 'warn', event: 'traces.lost', spans: 1 }]);
    expect(told.everything()).not.toContain('127.0.0.1');
  });
});
