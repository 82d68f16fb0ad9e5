import type { Response } from 'express';

const CODE = 'parkledger:code';

/** Keeps the code of the error with which a request is answered beside the answer, for whoever watches requests. */
export function noteErrorCode(response: Response, code: string): void {
  response.locals[CODE] = code;
}

/** The code of the error with which a request was answered. */
export function errorCodeOf(response: Response): string | undefined {
  return response.locals[CODE] as string | undefined;
}
