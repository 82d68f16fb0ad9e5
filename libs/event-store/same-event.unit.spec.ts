import { type EventToAppend, isLogStream, sameEvent } from '#libs/event-store';

const stored: EventToAppend = {
  id: '6f1a0f4e-6a3b-5a53-9a0c-2f6d3c1b7e55',
  type: 'FactSubmitted',
  data: '{"amount":"10.00"}',
  metadata: '{"commandId":"c","inputHash":"h","recordedAt":"2024-03-01T08:00:00.000Z"}',
};

describe('An event sent again', () => {
  it('is the same though it was tried at another time', () => {
    expect(sameEvent(stored, stored)).toBe(true);
    expect(sameEvent(stored, { ...stored, metadata: stored.metadata.replace('08:00', '09:30') })).toBe(true);
  });

  it.each<[string, Partial<EventToAppend>]>([
    ['id', { id: 'another' }],
    ['type', { type: 'FactCorrected' }],
    ['amount', { data: '{"amount":"10.0"}' }],
    ['command', { metadata: stored.metadata.replace('"c"', '"d"') }],
    ['input', { metadata: stored.metadata.replace('"h"', '"i"') }],
  ])('is another with another %s', (_what, change) => {
    expect(sameEvent(stored, { ...stored, ...change })).toBe(false);
  });
});

describe('The log', () => {
  it.each(['park-3415', 'ledger-main', 'checkpointed-1', 'a$b'])('holds the stream %s', (stream) => expect(isLogStream(stream)).toBe(true));
  it.each(['checkpoint', '$settings', '$$park-1'])('leaves out the stream %s', (stream) => expect(isLogStream(stream)).toBe(false));
});
