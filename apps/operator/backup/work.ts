import type { CopyOptions } from '#libs/event-store/copy';
import type { Phase } from '../progress.js';

/** How a long work tells how far it is, and how it is ended between two events or files. */
export interface WorkOptions {
  readonly progress?: ((phase: Phase, count: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The same for a copy of a log. */
export function copyOptions({ progress, signal }: WorkOptions): CopyOptions {
  return { ...(progress ? { progress } : {}), ...(signal ? { signal } : {}) };
}
