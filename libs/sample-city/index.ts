/** The sample city: an invented city's files, made by a seeded generator, and its story as commands. Pure: no I/O. */
export { seed } from './city/cast.js';
export { jurisdiction } from './city/dictionary.js';
export { type BookPlace, bookPath, bookPlace } from './files/book-path.js';
export { documentPlace } from './files/document-path.js';
export type { Files } from './files/files.js';
export { SAMPLE_START } from './story/opening.js';
