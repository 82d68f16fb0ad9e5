import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './errors.js';

/** Kinds of options of the operators' programs. */
export const text = { type: 'string' } as const;
export const texts = { type: 'string', multiple: true } as const;
export const flag = { type: 'boolean' } as const;

type Options = NonNullable<ParseArgsConfig['options']>;

/** A command line by the options of a program; each of them takes --help. What can't be understood is never repeated. @throws UsageError */
export function readOptions<const T extends Options>(args: readonly string[], options: T) {
  return understood(() => parseArgs({ args: [...args], options: { ...options, help: flag } })).values;
}

/** The same with one place behind the options, which may be left out. @throws UsageError */
export function readOptionsAndPlace<const T extends Options>(args: readonly string[], options: T) {
  const { values, positionals } = understood(() =>
    parseArgs({ args: [...args], options: { ...options, help: flag }, allowPositionals: true }),
  );
  if (positionals.length > 1) throw new UsageError('数据目录或地址只能给一个');
  return { values, place: positionals[0] };
}

function understood<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    // Its message may repeat an address.
    throw new UsageError('参数有误', { cause: error });
  }
}
