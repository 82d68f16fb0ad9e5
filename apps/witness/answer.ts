import type { DomainError } from '#libs/kernel';

/** What is answered to a request. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** The method that the address takes, with a 405. */
  readonly allow?: string;
}

const PLAIN = 'text/plain; charset=utf-8';

export const plain = (status: number, body: string): Answer => ({ status, type: PLAIN, body });

/** A refusal in words: what is wrong, its code, what to do. */
export const refused = (status: number, error: DomainError): Answer => plain(status, `${inOneLine(error)}\n`);

export const inOneLine = ({ message, code, remedy }: DomainError): string => `${message}（${code}）。${remedy}`;
