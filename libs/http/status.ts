import type { ErrorKind } from '#libs/kernel';

const statusOf: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  gone: 410,
  stale: 412,
  tooLarge: 413,
  unprocessable: 422,
  unavailable: 503,
};

/** The HTTP status of an error: by its kind; a fault of the server itself, which is no refusal, has 500. */
export function httpStatusOf(code: string, kind: ErrorKind): number {
  return code === 'server.fault' ? 500 : statusOf[kind];
}
