import { turn } from '../reading.js';
import { type LoopbackServer, startLoopback } from '../testing/index.js';
import { Program } from './program.testing.js';
import { LONG_MS } from './under-faults.testing.js';

const CALLERS = 64;

describe('A process that appends over EventStoreDB outlives what the server does', () => {
  let server: LoopbackServer;
  beforeEach(async () => {
    server = await startLoopback();
  });
  afterEach(() => server.stop());

  /** 64 callers at once, with a fault; every event is there once in the end, and the process has ended by itself. */
  async function callersWith(fault: () => unknown): Promise<{ written: number; unknown: number }> {
    const program = new Program('caller.testing.ts', [server.url, String(CALLERS)]);
    await program.until('opened\n');
    fault();
    program.goOn();
    expect({ ending: await program.ending(), said: program.said }).toEqual({
      ending: 0,
      said: expect.stringMatching(/^opened\n.*\nclosed\n$/) as string,
    });
    const places = server.log.records
      .filter(({ stream }) => stream.startsWith('park-'))
      .map(({ stream, revision }) => `${stream}@${revision}`);
    expect(places.toSorted()).toEqual(['park-caller@0', ...Array.from({ length: CALLERS }, (_, n) => `park-caller${n}@0`)].toSorted());
    return JSON.parse(program.said.split('\n')[1] ?? '') as { written: number; unknown: number };
  }

  it(
    'a call that is reset while much was still to be written on it (Node 20 sent it for ever, until memory ran out)',
    async () => {
      const { unknown } = await callersWith(() => server.faults.refuse('append', 'reset', { times: 1 }));
      expect(unknown).toBe(CALLERS);
    },
    LONG_MS,
  );

  it(
    'answers that come twice',
    async () => {
      expect(await callersWith(() => server.faults.answerTwice({ times: CALLERS }))).toEqual({ written: CALLERS, unknown: 0 });
    },
    LONG_MS,
  );

  it(
    'a server that dies under it, some of it written, and comes back',
    async () => {
      const { written, unknown } = await callersWith(async () => {
        const unwritten = server.faults.hold('append', { times: CALLERS / 2 });
        const unanswered = server.faults.hold('appendAnswer');
        await Promise.all([unwritten.reached(CALLERS / 2), unanswered.reached(CALLERS / 2)]);
        await turn();
        await server.kill();
        unanswered.lift();
        await server.revive();
      });
      // What was written may be found in the stream at once.
      expect(written + unknown).toBe(CALLERS);
      expect(unknown).toBeGreaterThanOrEqual(CALLERS / 2);
    },
    LONG_MS,
  );
});
