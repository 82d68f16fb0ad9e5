import { applyDecorators, ValidationPipe } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { registerDecorator, ValidateIf, type ValidationError, type ValidationOptions } from 'class-validator';
import { type DomainError, type Fault, isDecimalText, isIsoDate, isUscc, valueErrors, refusalOf } from '#libs/kernel';
import { httpErrors } from './errors.js';
import { constraintInWords, fieldInWords } from './field-words.js';

type FieldCode = 'decimal.notText' | 'date.invalid' | 'uscc.checkDigit';

/** The request's own form: every fault at once, each with its code and the path of the field. A single fault lends its code to the whole error. */
export function requestValidation(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    stopAtFirstError: true,
    // The pipe leaves it out unless asked; fields are named and their rules told by it. It is never sent.
    validationError: { target: true },
    exceptionFactory: (errors) => refusal(errors.flatMap((error) => faultsOf(error, ''))),
  });
}

/** One error for several faults; where there is just one, its code is the error's. */
export function refusal(faults: readonly Fault[]): DomainError {
  return refusalOf(faults, () => httpErrors.error('request.invalid', { count: faults.length }, { faults }));
}

function faultsOf(error: ValidationError, parent: string): Fault[] {
  const isIndex = /^\d+$/.test(error.property);
  const where = parent === '' ? error.property : isIndex ? `${parent}[${error.property}]` : `${parent}.${error.property}`;
  const field = fieldInWords(error, where);
  const own = Object.entries(error.constraints ?? {}).map(([constraint, text]) => {
    if (constraint === 'whitelistValidation') return httpErrors.fault('request.unknownField', { field: where }, where);
    const code = (error.contexts?.[constraint] as { code?: FieldCode } | undefined)?.code;
    return code
      ? valueErrors.fault(code, { field, value: valueShown(error.value) }, where)
      : httpErrors.fault('request.field', { field, constraint: constraintInWords(error, constraint, text) }, where);
  });
  return [...own, ...(error.children ?? []).flatMap((child) => faultsOf(child, where))];
}

/** What was delivered, as the refusal quotes it. */
function valueShown(value: unknown): string | null {
  return typeof value === 'string' ? value : value === undefined ? null : JSON.stringify(value).slice(0, 80);
}

/** A field that may be left out. A null is not left out: it is refused by the field's own rules. */
export const MayBeLeftOut = (): PropertyDecorator => ValidateIf((_object, value) => value !== undefined);

function textRule(name: string, code: FieldCode, holds: (text: string) => boolean, example: string) {
  return (options: ValidationOptions & { api?: ApiPropertyOptions } = {}): PropertyDecorator => {
    const rule: PropertyDecorator = (target, property) =>
      registerDecorator({
        name,
        target: target.constructor,
        propertyName: property as string,
        options: { ...options, context: { code } },
        validator: { validate: (value: unknown) => typeof value === 'string' && holds(value), defaultMessage: () => name },
      });
    return applyDecorators(rule, ApiProperty({ type: String, example, ...options.api }));
  };
}

/** A decimal written as text; a JSON number is refused with `decimal.notText`. */
export const IsDecimalText = textRule('isDecimalText', 'decimal.notText', isDecimalText, '12.5');
/** A day that exists, `YYYY-MM-DD`. */
export const IsDay = textRule('isDay', 'date.invalid', isIsoDate, '2024-12-31');
/** A 统一社会信用代码 with the right check character. */
export const IsUsccText = textRule('isUscc', 'uscc.checkDigit', isUscc, '91350100M000100Y43');
