import type { TSchema } from '@sinclair/typebox';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormatsModule from 'ajv-formats';
import { isDecimalText, isIsoDate, isIsoInstant } from '#libs/kernel';
import type { SchemaFault } from './errors.js';

// The package's types say `export default` for a CommonJS module: what arrives is the function itself.
const addFormats = addFormatsModule as unknown as (ajv: Ajv) => void;

let ajv: Ajv | undefined;
const compiled = new WeakMap<TSchema, ValidateFunction>();

/**
 * The check of a JSON Schema: strict, all faults at once, with the formats of ajv-formats and the ledger's own `decimal`, `isoDate` and `isoInstant`. A schema is compiled
 * once in a process, however many ledgers it opens.
 */
export function validatorOf(schema: TSchema): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  const validator = (ajv ??= compiler()).compile(schema);
  compiled.set(schema, validator);
  return validator;
}

function compiler(): Ajv {
  const made = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true });
  addFormats(made);
  return made.addFormat('decimal', isDecimalText).addFormat('isoDate', isIsoDate).addFormat('isoInstant', isIsoInstant);
}

/** What ajv found, in the form that errors show. */
export function faultsOf(errors: readonly ErrorObject[] | null | undefined): SchemaFault[] {
  return (errors ?? []).map((error) => ({ path: error.instancePath, message: describe(error) }));
}

function describe(error: ErrorObject): string {
  const extra = error.params.additionalProperty ?? error.params.allowedValue;
  return extra === undefined ? (error.message ?? error.keyword) : `${error.message} (${String(extra)})`;
}
