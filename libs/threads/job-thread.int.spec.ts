import { JobThread, type ThreadOptions } from './index.js';

/** A thread that doubles numbers; 0 ends it, a negative one is never answered, a text fills its memory. */
const program = `
  import { parentPort } from 'node:worker_threads';
  const kept = [];
  parentPort.on('message', (message) => {
    if (message === 0) process.exit(1);
    if (message > 0) return parentPort.postMessage(message * 2);
    if (message < 0) for (;;);
    for (;;) kept.push(Array.from({ length: 10_000 }, (_, i) => message + i));
  });`;
const entry = new URL(`data:text/javascript,${encodeURIComponent(program)}`);
const missing = new URL('./no-such-program.js', import.meta.url);

describe('A thread for one job at a time', () => {
  let thread: JobThread<number | string, number>;
  const begin = (options: Partial<ThreadOptions> = {}) => {
    thread = new JobThread({ entry: missing, timeoutMs: 10_000, memoryMb: 64, start: { entry }, ...options });
  };
  const doubled = (message: number | string): Promise<number> =>
    thread.run(
      ({ say, hear }) => {
        say(message);
        return hear();
      },
      () => Promise.resolve(Number(message) * 20),
    );
  afterEach(() => thread.close());

  it('does them in their order, and one that died is made anew', async () => {
    begin();
    const answers = await Promise.allSettled([doubled(1), doubled(0), doubled(2), doubled(3)]);
    expect(answers).toMatchObject([{ value: 2 }, { reason: { name: 'UnansweredError', why: 'died' } }, { value: 4 }, { value: 6 }]);
  });

  it('gives up what takes too long or too much memory, and goes on', async () => {
    begin({ timeoutMs: 300 });
    await expect(doubled(-1)).rejects.toMatchObject({ why: 'time' });
    await expect(doubled(4)).resolves.toBe(8);
    begin({ memoryMb: 16 });
    await expect(doubled('x')).rejects.toMatchObject({ why: 'memory' });
    await expect(doubled(5)).resolves.toBe(10);
  });

  it('is lost with a talk that broke off, so that the next one hears no answer of it', async () => {
    begin();
    const broken = thread.run(
      ({ say }) => {
        say(100);
        return Promise.reject(new TypeError('broken off'));
      },
      () => Promise.resolve(0),
    );
    await expect(broken).rejects.toThrow('broken off');
    await expect(doubled(6)).resolves.toBe(12);
  });

  it('answers nothing more once it is closed, neither what it is at nor what waits nor what comes', async () => {
    begin();
    await doubled(1);
    const [now, then] = [doubled(-1), doubled(2)];
    const asked = Promise.allSettled([now, then]);
    await new Promise(setImmediate);
    await thread.close();
    expect(await asked).toMatchObject([{ reason: { why: 'closed' } }, { reason: { why: 'closed' } }]);
    await expect(doubled(3)).rejects.toMatchObject({ why: 'closed' });
  });

  it('is this one where its program was not built', async () => {
    begin({ start: undefined });
    await expect(doubled(7)).resolves.toBe(140);
  });
});
