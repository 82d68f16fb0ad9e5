import { fraction, type Fraction, roundHalfUp } from '#libs/kernel';
import type { SheetInput, Term } from './sheet.js';

const PLACES = 6;

/** An exact value for people: whole where it ends within six digits, otherwise rounded and marked ≈. */
export function shown(text: string): string {
  const value: Fraction = fraction(text);
  const rounded = roundHalfUp(value, PLACES).replace(/\.?0+$/, '');
  return fraction(rounded).equals(value) ? rounded : `≈${rounded}`;
}

/** A term's formula written out with its numbers, as a reader with a calculator would check it. */
export function formula(term: Term): string {
  const { parameters: p = {}, terms = [], inputs = [] } = term;
  const result = term.value === null ? '无' : shown(term.value);
  const at = (index: number): string => operand(terms[index]?.value);
  switch (term.operation) {
    case 'measure':
    case 'assess':
      return result;
    case 'divide':
      return `${input(inputs[0])} ÷ ${input(inputs[1])} = ${result}`;
    case 'growth':
      return growth(term, inputs, result);
    case 'efficacy':
      return efficacy(term, at(0), result);
    case 'substitute':
      return result;
    case 'sum':
      return terms.length < 2 ? result : `${terms.map((each) => operand(each.value)).join(' + ')} = ${result}`;
    case 'multiply':
      if (p.share !== undefined) return `${p.points} × ${p.share} × ${at(0)} = ${result}`;
      return `${input(inputs[0])} × ${p.each} = ${result}`;
    case 'cap':
      return `${terms.map((each) => operand(each.value)).join(' + ')}（最高 ${p.most}）= ${result}`;
    case 'count':
      return p.most === undefined ? `${p.count} × ${p.each} = ${result}` : `${p.count} × ${p.each}（最高 ${p.most}）= ${result}`;
    case 'steps':
      return `${input(inputs[0])}：${p.from} 得 ${p.points}，每 ${p.step} 加 ${p.each}，最高 ${p.most} = ${result}`;
    case 'flag':
      return p.count === undefined ? `${input(inputs[0])} → ${result}` : `${p.count}/${p.of} → ${result}`;
    case 'select':
      return `${terms.map((each) => operand(each.value)).join('；')} → ${result}`;
    case 'lookup':
      return `${terms.map((each) => operand(each.value)).join(' + ') || '0'} = ${result}`;
  }
}

function efficacy(term: Term, x: string, result: string): string {
  const { best, worst, parameters, flags = [] } = term;
  if (best === undefined || worst === undefined || flags.includes('equalReference')) return result;
  const b = parameters?.base ?? '';
  return `${b} + (1 − ${b}) × (${x} − ${shown(worst.value)}) ÷ (${shown(best.value)} − ${shown(worst.value)})${flags.includes('clamped') ? '（限于 0 至 1）' : ''} = ${result}`;
}

function growth(term: Term, inputs: readonly SheetInput[], result: string): string {
  const values = (side: 'current' | 'base'): string =>
    inputs
      .filter((each) => each.side === side)
      .map(input)
      .join(' ÷ ');
  const bounded = term.flags?.includes('boundedGrowth') === true ? `（限于 ±${term.parameters?.cap ?? ''}）` : '';
  return `(${values('current')}) ÷ (${values('base')}) − 1${bounded} = ${result}`;
}

function operand(value: string | null | undefined): string {
  return value === null || value === undefined ? '无' : shown(value);
}

function input(given: SheetInput | undefined): string {
  if (given === undefined || given.value === null) return '无';
  const { value } = given;
  if (typeof value === 'boolean') return value ? '是' : '否';
  return typeof value === 'string' || typeof value === 'number' ? shown(String(value)) : String(value.length);
}
