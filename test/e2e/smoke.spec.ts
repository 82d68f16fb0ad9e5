import { startSample, type TestServer } from '../support/server.js';
import { people } from '../support/client.js';

describe('an empty sample ledger', () => {
  let sample: TestServer;
  beforeAll(async () => {
    sample = await startSample('2025-12-31T01:00:00.000Z');
  });
  afterAll(() => sample.dispose());

  it('says whose it is', async () => {
    const about = await sample.api.get<{ sample: boolean; events: number }>('/ledger', people.auditor);
    expect(about.data).toMatchObject({ sample: true, events: 1, jurisdiction: '示例市' });
  });
});
