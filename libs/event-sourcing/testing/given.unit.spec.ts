import { Type } from '@sinclair/typebox';
import { defineErrors } from '#libs/kernel';
import { type Decider, defineEvent, type EventsOf } from '../index.js';
import { by, given, givenFor, someCaller } from './index.js';

const jarEvents = {
  coinAdded: defineEvent('CoinAdded', { about: 'A coin.', schema: Type.Object({ cents: Type.Integer({ minimum: 1 }) }) }),
};
const jarErrors = defineErrors({
  'jar.notYours': { kind: 'forbidden', zh: '不是你的罐子', remedy: '用自己的' },
  'jar.wrong': { kind: 'invalid', zh: '有错', remedy: '改正' },
});
type Jar = { cents: number; owner?: string };
const jar: Decider<Jar, { type: 'AddCoins'; cents: number[] }, EventsOf<typeof jarEvents>> = {
  category: 'jar',
  initial: { cents: 0 },
  evolve: (state, event) => ({ cents: state.cents + event.data.cents, owner: event.metadata.actor.account }),
  decide(command, state, context) {
    if (state.owner !== undefined && state.owner !== context.caller.account) throw jarErrors.error('jar.notYours');
    const faults = command.cents.flatMap((cents, i) => (cents < 0 ? [jarErrors.fault('jar.wrong', {}, `cents[${i}]`)] : []));
    if (faults.length > 0) throw jarErrors.error('jar.wrong', {}, { faults });
    return command.cents.map((cents) => ({ type: 'CoinAdded', data: { cents } }));
  },
};
const coin = (cents: number) => ({ type: 'CoinAdded', data: { cents } }) as const;
const add = (...cents: number[]) => ({ type: 'AddCoins', cents }) as const;

describe('given / when / then', () => {
  it('passes where the events are those, and fails where they differ', () => {
    given(jar, coin(1)).when(add(2, 3)).then(coin(2), coin(3));
    expect(() => given(jar).when(add(2)).then(coin(3))).toThrow();
    expect(() => given(jar).when(add(2)).then()).toThrow();
    given(jar).when(add()).then();
  });

  it('knows refusals, with the place of every fault', () => {
    const other = { caller: { ...someCaller, account: 'other' } };
    given(jar, coin(1)).when(add(1), other).refusedWith('jar.notYours');
    given(jar, by(coin(1), other.caller))
      .when(add(1), other)
      .then(coin(1));
    given(jar)
      .when(add(-1, 1, -1))
      .refusedWith('jar.wrong', { where: ['cents[0]', 'cents[2]'] });
    expect(() => given(jar).when(add(1)).refusedWith('jar.wrong')).toThrow('expected a refusal');
    expect(() => given(jar).when(add(-1)).then(coin(1))).toThrow('refused with jar.wrong');
    expect(() => given(jar).when(add(-1)).refusedWith('jar.notYours')).toThrow();
  });

  it('folds on: state, and further commands', () => {
    given(jar, coin(1))
      .when(add(2))
      .when(add(3))
      .thenState((state) => expect(state.cents).toBe(6));
  });

  it('checks schemas where it is told them', () => {
    expect(() => givenFor(jar, jarEvents)().when(add(0))).toThrow('CoinAdded does not fit its schema');
  });

  it('says so when it is taken for a promise', async () => {
    await expect(Promise.resolve(given(jar).when(add(1)) as unknown)).rejects.toThrow('no promise');
  });
});
