import { bareCodes, latinWords } from '#libs/kernel/testing';
import { transparencyErrors } from './errors.js';
import * as reasons from './reasons.js';

/** Latin words without a Chinese name, or such as people must find in the file as they are. */
const known = new Set(['SHA', 'UTF', 'PEM', 'PKCS']);

describe('what the room’s refusals tell people', () => {
  const texts = [
    ...Object.values(transparencyErrors.definitions).map(({ zh, remedy }) => ({ message: plain(zh), remedy: plain(remedy) })),
    ...Object.values(reasons).flatMap((table) => Object.values(table).map((words) => ({ message: words, remedy: '' }))),
  ];
  function plain(template: string): string {
    return template.replace(/\{\w+\}/g, '…');
  }

  it('is Chinese, without bare codes', () => {
    for (const { message } of texts) expect(message).toMatch(/[\u4e00-\u9fff]/);
    expect(bareCodes(texts)).toEqual([]);
    expect(texts.flatMap(({ message, remedy }) => latinWords(`${message} ${remedy}`)).filter((word) => !known.has(word))).toEqual([]);
  });
});
