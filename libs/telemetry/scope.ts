import { AsyncLocalStorage } from 'node:async_hooks';
import type { Span } from '@opentelemetry/api';

/** What is being worked on: whose correlation id the log lines bear, and the span under which further spans stand. */
export interface Scope {
  readonly correlationId: string;
  readonly span: Span;
}

const scopes = new AsyncLocalStorage<Scope>();

/** The scope of the work that runs now. */
export function currentScope(): Scope | undefined {
  return scopes.getStore();
}

/** Runs work, and all that it awaits, in a scope. */
export function inScope<T>(scope: Scope, work: () => T): T {
  return scopes.run(scope, work);
}

/** Runs work in no scope: a follower that a request has started is not that request's work. */
export function outOfScope<T>(work: () => T): T {
  return scopes.exit(work);
}
