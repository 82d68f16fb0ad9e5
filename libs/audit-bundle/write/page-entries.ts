import type { ResultFile } from '../result-file.js';
import type { Making } from './entries.js';
import type { ZipEntry } from './zip.js';

export async function* pageEntries(_making: Making, _results: readonly ResultFile[]): AsyncGenerator<ZipEntry> {}
