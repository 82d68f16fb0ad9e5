import type { TSchema } from '@sinclair/typebox';
import { Ajv, type ErrorObject } from 'ajv';
import type { ErrorParams, Fault } from '#libs/kernel';
import { schemeErrors } from './errors.js';

/** A path in the file: keys and indices from the root. */
export type Path = readonly (string | number)[];

/** Where a path stands in the text, if the scheme came as text. */
export type Locate = (path: Path) => { line: number; column: number } | undefined;

type Code = keyof typeof schemeErrors.definitions;

/** A path as people write it: `rows[3].rule.groups[0].most`. */
function pathText(path: Path): string {
  return path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('') || '(root)';
}

/** Makes faults that carry their path and, where known, line and column. */
export function faultAt(locate: Locate) {
  return (code: Code, path: Path, params: ErrorParams = {}): Fault => {
    const where = pathText(path);
    return schemeErrors.fault(code, { path: where, ...params, ...locate(path) }, where);
  };
}

const ajv = new Ajv({ allErrors: true, discriminator: true, strictTypes: false, verbose: true });

/** Every fault of form: unknown and missing keys at any depth, wrong types, values that a reading does not offer. */
export function structuralFaults(schema: TSchema, value: unknown, locate: Locate, root: Path = []): Fault[] {
  const validate = ajv.compile(schema);
  if (validate(value)) return [];
  const errors = withoutShadows(validate.errors ?? []);
  return errors.map((error) => toFault(error, [...root, ...pointer(error.instancePath, value)], faultAt(locate)));
}

/** Of several errors at one value the one that says most: an enumeration names what is offered, a type only what was expected. */
function withoutShadows(errors: readonly ErrorObject[]): ErrorObject[] {
  const own = (error: ErrorObject): boolean => !['required', 'additionalProperties', 'oneOf'].includes(error.keyword);
  const chosen = new Map<string, ErrorObject>();
  const result: ErrorObject[] = [];
  for (const error of errors) {
    if (error.keyword === 'oneOf') continue;
    if (!own(error)) {
      result.push(error);
      continue;
    }
    const before = chosen.get(error.instancePath);
    if (before === undefined || error.keyword === 'enum') chosen.set(error.instancePath, error);
  }
  return [...result, ...chosen.values()];
}

function toFault(error: ErrorObject, path: Path, fault: ReturnType<typeof faultAt>): Fault {
  switch (error.keyword) {
    case 'additionalProperties':
      return fault('scheme.unknownKey', [...path, String(error.params.additionalProperty)]);
    case 'required':
      return fault('scheme.missingKey', [...path, String(error.params.missingProperty)]);
  }
  const isReading = path[0] === 'readings' && path.length > 1;
  if (isReading && error.keyword !== 'type') {
    return fault('scheme.readingNotOffered', path, { value: JSON.stringify(error.data), offered: offered(error) });
  }
  return fault('scheme.wrongForm', path, { problem: `${JSON.stringify(error.data)?.slice(0, 80)} ${error.message ?? ''}` });
}

function offered(error: ErrorObject): string {
  const params = error.params as { allowedValues?: readonly unknown[]; allowedValue?: unknown };
  if (params.allowedValues !== undefined) return params.allowedValues.join(', ');
  return error.message ?? '';
}

/** The path of a JSON pointer; a step into an array becomes an index. */
function pointer(text: string, root: unknown): Path {
  let at = root;
  return text
    .split('/')
    .slice(1)
    .map((step) => {
      const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
      const result = Array.isArray(at) ? Number(key) : key;
      at = (at as Record<string | number, unknown>)[result];
      return result;
    });
}

/** Makes one fault at a path; handed to every check. */
export type Report = ReturnType<typeof faultAt>;
