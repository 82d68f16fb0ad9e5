export * from './results.js';
export { charactersOf } from './glyphs.js';
