/** The audit bundle as a format: manifest, event lines, paths, results. Pure; whoever checks a bundle needs nothing else of this room. */
export * from './errors.js';
export * from './event-line.js';
export { readEventLines } from './event-lines.js';
export * from './manifest.js';
export * from './paths.js';
export * from './result-file.js';
