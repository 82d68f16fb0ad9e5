import { stat } from 'node:fs/promises';

/** Whether there is something under a path. @throws the system's error where that can't be told */
export async function exists(file: string): Promise<boolean> {
  return (await ifThere(stat(file))) !== undefined;
}

/** What was read, or undefined where there is no such file. */
export async function ifThere<T>(reading: Promise<T>): Promise<T | undefined> {
  return reading.catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
}

/** Whether the system refused because there is no such file or folder. */
export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
