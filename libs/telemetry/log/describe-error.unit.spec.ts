import { StoreUnavailableError } from '#libs/event-store';
import { describeError, withoutCredentials } from './describe-error.js';

describe('An error in the log', () => {
  it('has its type, code and frames, and those of its causes', () => {
    const cause = Object.assign(new TypeError('the amount 123.45 is none'), { code: 'ENOENT' });
    const error = new Error('could not take 安徽示例公司', { cause });
    const described = describeError(error);
    expect(described).toMatchObject({ type: 'Error', cause: { type: 'TypeError', code: 'ENOENT' } });
    expect(described.stack?.[0]).toMatch(/^at .*describe-error/);
    expect(JSON.stringify(described)).not.toMatch(/123\.45|安徽/);
  });

  it('does not take lines of the message for frames', () => {
    const described = describeError(new Error('refused\n    at 绝密 (somewhere)'));
    expect(JSON.stringify(described)).not.toContain('绝密');
  });

  it('has no code that is more than a code', () => {
    expect(describeError(Object.assign(new Error(''), { code: '公司 名称' }))).not.toHaveProperty('code');
    expect(describeError('just a text')).toEqual({ type: 'string' });
    expect(describeError({ payload: 1 })).toEqual({ type: 'object' });
  });

  it('ends with causes that go in a circle', () => {
    const error = new Error('round');
    error.cause = error;
    expect(describeError(error).cause?.cause?.cause).not.toHaveProperty('cause');
  });

  it('says in the words of the house what is wrong with the store, without credentials', () => {
    expect(describeError(new StoreUnavailableError('no answer from esdb+discover://u:p@a.example,b.example')).message).toBe(
      'no answer from esdb+discover://a.example,b.example',
    );
  });

  it.each([
    ['esdb://admin:secret@host:2113 failed', 'esdb://host:2113 failed'],
    ['esdb://admin:p@ss@host:2113', 'esdb://host:2113'],
    ['https://host/path', 'https://host/path'],
    ['nothing of the kind', 'nothing of the kind'],
  ])('%p loses its credentials', (text, expected) => {
    expect(withoutCredentials(text)).toBe(expected);
  });
});
