import { compareDecimals, decimalPlaces, isDecimalText, subtractDecimals, sumDecimals } from './decimal.js';
import { dayInChina, isIsoDate, isIsoInstant } from './dates.js';
import { departmentNames, type Department } from './actor.js';
import { defineErrors, DomainError, errorCatalogue, inWords, named, namedEach, wordsOf } from './errors.js';
import { deriveId, parseStreamName, streamName } from './ids.js';

describe('decimals as text', () => {
  it.each(['0', '-0', '12', '0.5', '-3.25', '100000000000000000000.000001'])('reads %s', (text) => expect(isDecimalText(text)).toBe(true));
  it.each(['', ' 1', '01', '+1', '1.', '.5', '1e3', '1,000', '１', 'NaN', '--1'])('refuses %p', (text) =>
    expect(isDecimalText(text)).toBe(false),
  );
  it('adds without losing a digit', () => {
    expect(sumDecimals(['0.1', '0.2'])).toBe('0.3');
    expect(sumDecimals(['99999999999999999999999999.999999', '0.000001'])).toBe('100000000000000000000000000');
    expect(sumDecimals([])).toBe('0');
    expect(subtractDecimals('0.3', '0.1')).toBe('0.2');
    expect(compareDecimals('0.10', '0.1')).toBe(0);
    expect(decimalPlaces('1.250')).toBe(3);
  });
});

describe('days and instants', () => {
  it.each(['2024-02-29', '2023-12-31'])('takes the day %s', (day) => expect(isIsoDate(day)).toBe(true));
  it.each(['2023-02-29', '2024-13-01', '2024-1-1', '2024-00-10', 'today'])('refuses the day %s', (day) =>
    expect(isIsoDate(day)).toBe(false),
  );
  it('turns the day at midnight in China, not in London', () => {
    expect(dayInChina('2023-12-31T15:59:59.999Z')).toBe('2023-12-31');
    expect(dayInChina('2023-12-31T16:00:00.000Z')).toBe('2024-01-01');
    expect(isIsoInstant('2023-12-31T16:00:00.000Z')).toBe(true);
    expect(isIsoInstant('2023-12-31T16:00:00Z')).toBe(false);
  });
});

describe('ids and streams', () => {
  const ledger = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
  it('derives the same id from the same parts, and never one id from two lists of parts', () => {
    expect(deriveId(ledger, 'a', 'b')).toBe(deriveId(ledger, 'a', 'b'));
    expect(deriveId(ledger, 'a', 'b')).not.toBe(deriveId(ledger, 'a,b'));
    expect(deriveId(ledger, 'a', '1')).not.toBe(deriveId(ledger, 'a', 1));
  });
  it('parts category and id at the first hyphen', () => {
    expect(parseStreamName(streamName('dossier', 'LA-01_2023'))).toEqual({ category: 'dossier', id: 'LA-01_2023' });
    expect(parseStreamName('checkpoint')).toEqual({ category: 'checkpoint', id: '' });
    expect(() => streamName('a-b', 'c')).toThrow(TypeError);
  });
});

describe('error codes', () => {
  const codes = defineErrors({ 'kernelSpec.wrong': { kind: 'invalid', zh: '值「{value}」不对', remedy: '改正 {value}' } });
  it('make an error with code, Chinese text, place and remedy', () => {
    const error = codes.error('kernelSpec.wrong', { value: '甲' }, { where: 'lines[0]' });
    expect(error).toBeInstanceOf(DomainError);
    expect(error).toMatchObject({
      code: 'kernelSpec.wrong',
      kind: 'invalid',
      message: '值「甲」不对',
      remedy: '改正 甲',
      where: 'lines[0]',
    });
  });
  it('say a code in words, and keep the code for machines', () => {
    const codes = defineErrors({ 'kernelSpec.words': { kind: 'conflict', zh: '由{who}办理「{what}」', remedy: '{all}均可；{none}' } });
    const both: readonly Department[] = ['tax', 'statistics'];
    const given = {
      who: named(departmentNames, 'tax'),
      what: wordsOf([inWords('a', '甲'), inWords('b', '乙')]),
      all: namedEach(departmentNames, both),
      none: null,
    };
    expect(codes.error('kernelSpec.words', given)).toMatchObject({
      message: '由税务办理「甲、乙」',
      remedy: '税务、统计均可；无',
      params: { who: 'tax', what: 'a、b', all: 'tax、statistics', none: null },
    });
    expect(codes.fault('kernelSpec.words', given, 'here')).toMatchObject({
      message: '由税务办理「甲、乙」',
      params: { who: 'tax' },
      where: 'here',
    });
  });
  it('can be declared only once', () => {
    expect(errorCatalogue().has('kernelSpec.wrong')).toBe(true);
    expect(() => defineErrors({ 'kernelSpec.wrong': { kind: 'invalid', zh: '', remedy: '' } })).toThrow('declared twice');
  });
});
