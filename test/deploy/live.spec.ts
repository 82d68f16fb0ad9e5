import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

describe('The container’s health check', () => {
  const exitCode = async (port: number): Promise<unknown> => {
    const child = spawn(process.execPath, ['deploy/live.mjs'], { env: { ...process.env, PORT: String(port) }, stdio: 'ignore' });
    return (await once(child, 'close'))[0];
  };

  it.each([
    [200, 0],
    [503, 1],
  ])('of a node whose /health/live says %i ends with %i', async (status, code) => {
    const server = createServer((request, response) => response.writeHead(request.url === '/health/live' ? status : 404).end());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    try {
      expect(await exitCode((server.address() as AddressInfo).port)).toBe(code);
    } finally {
      server.close();
    }
  });

  it('of a node that nobody answers for ends with 1', async () => {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    expect(await exitCode(port)).toBe(1);
  });
});
